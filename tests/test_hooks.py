"""The MkDocs hooks, run as MkDocs runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from tests.books import EN_CHAPTER, UNTRANSLATED
from tests.sites import make_site_sources


def run(root: Path, language: str = "en") -> Path:
    """One language built in this process; returns the output folder."""
    config = load_config(
        str(root / ("mkdocs.yml" if language == "en" else "mkdocs.zh.yml")), site_dir=str(root / "out" / language)
    )
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return root / "out" / language


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return make_site_sources(tmp_path)


def page_of(folder: Path, source: str) -> html.HtmlElement:
    name = source.removeprefix("docs/en/").removeprefix("docs/zh/").removesuffix(".md")
    return html.parse(str(folder / f"{name}.html")).getroot()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_chapter_gets_tables_numbers_citations_and_questions(root: Path, language: str) -> None:
    tree = page_of(run(root, language), EN_CHAPTER)
    assert (
        tree.xpath("//table//caption")
        and tree.xpath("//table//th[@scope='row']")
        and tree.xpath("//table//th[@scope='col']")
    )
    assert tree.xpath("//a[contains(@class, 'footnote-ref')]")
    assert tree.xpath("//div[@class='footnote']//span[contains(@class, 'verdict')]")
    assert tree.xpath("//figure//*[local-name()='svg']")
    assert tree.xpath("//div[@class='question']//details")
    assert tree.xpath("//div[@class='chapter-head']//li")
    assert tree.xpath("//a[@class='r']")
    assert tree.xpath("//p[@class='view-downloads']/a[contains(@href, '.ris')]")


def test_a_long_table_is_on_its_page_and_neither_markdown_nor_search_has_read_it(root: Path) -> None:
    folder = run(root)
    page = (folder / "evidence/claims.html").read_text(encoding="utf-8")
    assert page.count('<tr id="hyperthermia-001">') == 1
    index = (folder / "search/search_index.json").read_text(encoding="utf-8")
    assert "held" not in page + index


def test_pandoc_runs_once_a_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pypandoc

    calls = []
    original = pypandoc.convert_text

    def counted(*arguments: object, **options: object) -> str:
        calls.append(arguments)
        return str(original(*arguments, **options))

    monkeypatch.setattr(pypandoc, "convert_text", counted)
    run(root)
    assert len(calls) == 1


def test_bad_sources_stop_the_builder_before_it_writes(root: Path) -> None:
    page = root / EN_CHAPTER
    page.write_text(page.read_text(encoding="utf-8") + "\n<!-- view: no-such-view -->\n", encoding="utf-8")
    with pytest.raises((Abort, PluginError)):
        run(root)
    assert not (root / "out").exists()


def test_code_shows_citations_as_written(root: Path) -> None:
    page = root / "docs/en/index.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\nWrite `[@Key]` and\n\n```text\n[@Other]\n```\n", encoding="utf-8"
    )
    twin = root / "docs/zh/index.md"
    twin.write_text(twin.read_text(encoding="utf-8") + "\n`[@Key]`\n", encoding="utf-8")
    text = page_of(run(root), "docs/en/index.md").text_content()
    assert "[@Key]" in text and "[@Other]" in text


def test_leftovers_stop_the_build(root: Path) -> None:
    page = root / "docs/en/index.md"
    page.write_text(
        page.read_text(encoding="utf-8") + '\n<div title="x"><p>&#91;@Left&#93;</p></div>\n', encoding="utf-8"
    )
    with pytest.raises((Abort, PluginError)):
        run(root)


def test_a_page_without_twin_says_so(root: Path) -> None:
    (root / "docs/en/alone.md").write_text("# Alone {#alone}\n\nText.\n", encoding="utf-8")
    declared = root / UNTRANSLATED
    declared.write_text(
        (declared.read_text(encoding="utf-8") if declared.is_file() else "") + "alone\n", encoding="utf-8"
    )
    tree = page_of(run(root), "docs/en/alone.md")
    assert tree.xpath("//span[contains(@class, 'language-switch')]") and not tree.xpath(
        "//a[contains(@class, 'language-switch')]"
    )


def test_a_script_of_one_page_comes_with_that_page_alone(root: Path) -> None:
    folder = run(root)
    assert not list(folder.rglob("explorer.*"))
    (root / "docs/en/alone.md").write_text("---\nscript: explorer\n---\n# Alone {#alone}\n\nText.\n", encoding="utf-8")
    with (root / UNTRANSLATED).open("a", encoding="utf-8") as declared:
        declared.write("alone\n")
    folder = run(root)
    asks = {
        name: page_of(folder, f"docs/en/{name}.md").xpath("//script/@src[contains(., 'explorer')]")
        for name in ("alone", "index")
    }
    assert asks == {"alone": ["assets/javascripts/explorer.js"], "index": []}
    assert {path.name for path in folder.rglob("explorer.*")} == {"explorer.js"}


def test_the_chinese_site_knows_its_address(root: Path) -> None:
    folder = run(root, "zh")
    tree = html.parse(str(folder / "index.html")).getroot()
    assert tree.xpath("//link[@rel='canonical']/@href") == ["https://combining-immunotherapy.example/zh/index.html"]
    assert tree.get("lang") == "zh"


@pytest.mark.parametrize("page", ["index.html", "404.html"])
def test_what_the_theme_leaves_wrong_is_mended_on_each_page(root: Path, page: str) -> None:
    tree = html.parse(str(run(root) / page)).getroot()
    assert tree.xpath("//div[@role='dialog']/@aria-label") == ["Search"]
    assert not tree.xpath("//input[@type='checkbox']/@autocomplete")
    assert tree.xpath("//input[@id='__drawer']/@aria-label") == ["Navigation"]
