"""The build of the whole book: assembled, repeatable, and never half done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import html

import build_book
import print_book
import sort_data
from tests.books import EN_CHAPTER, VIEWS
from tests.sites import digest, make_site_sources


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_site_sources(tmp_path_factory.mktemp("book"))
    assert build_book.main(["--no-print", "--root", str(root)]) == 0
    return root


def test_both_languages_stand_where_readers_look(built: Path) -> None:
    names = digest(built / "site")
    assert {"index.html", "zh/index.html", "data/claims.csv", "data/datapackage.json", "data/references.bib"} <= set(
        names
    )
    assert "zh/data/claims.csv" not in names, "Chinese pages use the root's data"


def test_the_same_sources_give_the_same_bytes(built: Path) -> None:
    before = digest(built / "site")
    assert build_book.main(["--no-print", "--root", str(built)]) == 0
    assert digest(built / "site") == before


@pytest.mark.parametrize(
    ("page", "twin", "code"), [("index.html", "./zh/index.html", "zh"), ("zh/index.html", "./../index.html", "en")]
)
def test_the_switch_leads_to_the_twin(built: Path, page: str, twin: str, code: str) -> None:
    tree = html.parse(str(built / "site" / page)).getroot()
    (link,) = tree.xpath("//a[contains(@class, 'language-switch')]")
    assert link.get("href") == twin
    assert link.get("hreflang") == code
    assert (built / "site" / page).parent.joinpath(link.get("href")).resolve().is_file()


FAULTS = {
    "unterminated quote": ("docs/data/claims.csv", b'id,review\n"a,b\n', "[DATA-"),
    "wrong encoding": ("docs/data/studies.csv", b"id,name\n\xff\xfe\n", "[FILE-2]"),
    "missing view file": (VIEWS, None, "[FILE-1]"),
    "broken bibliography": ("bib/references.bib", b"@article{Broken, title = {x", "[BIB-1]"),
    "bad front matter": (EN_CHAPTER, b"---\ntitle: [\n---\n# X\n", "[YAML-1]"),
    "missing image": ("docs/en/index.md", b"# Home {#home}\n\n![A drawing](no-such.png)\n", "[LINK-1]"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failed_build_leaves_the_last_good_site(built: Path, fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    name, content, rule = FAULTS[fault]
    path = built / name
    good = path.read_bytes()
    before = digest(built / "site")
    try:
        path.unlink() if content is None else path.write_bytes(content)
        assert build_book.main(["--no-print", "--root", str(built)]) == 1
    finally:
        path.write_bytes(good)
    *problems, last = capsys.readouterr().err.strip().split("\n")
    assert digest(built / "site") == before
    assert any(line.startswith(name) and rule in line for line in problems)
    assert all("; expected " in line and "; to mend: " in line for line in problems)
    assert problems == sorted(problems)
    assert "untouched" in last


def test_all_faults_come_in_one_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faults = {name: content for name, content, _ in FAULTS.values()}
    root = make_site_sources(tmp_path / "book", faults)
    assert build_book.main(["--no-print", "--root", str(root)]) == 1
    told = capsys.readouterr().err
    assert not (root / "site").exists()
    for name, _, rule in FAULTS.values():
        assert any(line.startswith(name) and rule in line for line in told.split("\n")), name
    assert "Traceback" not in told


def test_a_failing_builder_is_told_without_a_traceback(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = built / "mkdocs.yml"
    good = config.read_text(encoding="utf-8")
    before = digest(built / "site")
    try:
        config.write_text(good + "\nnav:\n  - Nowhere: nowhere.md\n", encoding="utf-8")
        assert build_book.main(["--no-print", "--root", str(built)]) == 1
    finally:
        config.write_text(good, encoding="utf-8")
    told = capsys.readouterr().err
    assert "nowhere.md" in told
    assert "Traceback" not in told
    assert digest(built / "site") == before


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_site_sources(tmp_path_factory.mktemp("printed"))
    assert build_book.main(["--root", str(root)]) == 0
    return root


def test_every_language_with_chapters_is_printed_and_the_same_sources_give_the_same_bytes(printed: Path) -> None:
    before = digest(printed / "site")
    names = {name.rpartition("/")[2] for name in before if name.startswith("downloads/")}
    for language in ("en", "zh"):
        book = f"combining-immunotherapy-{language}"
        assert {f"{book}.pdf", f"{book}.epub", f"mechanisms-made-up-{language}.pdf"} <= names
    shutil.rmtree(printed / "build")
    assert build_book.main(["--root", str(printed)]) == 0
    assert digest(printed / "site") == before


def test_progress_is_shown(printed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_book.main(["--root", str(printed)]) == 0
    told = capsys.readouterr().out
    assert "printed 2 of 2" in told and "bound downloads/combining-immunotherapy-zh.epub" in told


def test_what_cannot_be_set_is_told_in_a_line_and_leaves_the_last_good_site(
    printed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = printed / "docs/en/index.md"
    good, before = page.read_text(encoding="utf-8"), digest(printed / "site")
    try:
        # A character that none of the fonts holds.
        page.write_text(f"{good}\n\U00013080\n", encoding="utf-8")
        assert build_book.main(["--root", str(printed)]) == 1
    finally:
        page.write_text(good, encoding="utf-8")
    problem, last = capsys.readouterr().err.strip().split("\n")
    assert problem.startswith("downloads/combining-immunotherapy-en.pdf: [PRINT-2]") and "displayed" in problem
    assert "untouched" in last
    assert digest(printed / "site") == before


def test_fonts_that_are_not_installed_are_told(
    printed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(print_book, "FONTS", printed / "nowhere")
    assert build_book.main(["--root", str(printed)]) == 1
    assert "hooks/fonts/package.json: [PRINT-3]" in capsys.readouterr().err


def test_a_chapter_that_the_navigation_leaves_out_is_told(printed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = {}
    try:
        for language, name in (("en", "mkdocs.yml"), ("zh", "mkdocs.zh.yml")):
            good[name] = (printed / name).read_text(encoding="utf-8")
            folder = printed / "docs" / language
            listed = "".join(f"  - {path.relative_to(folder).as_posix()}\n" for path in sorted(folder.rglob("*.md")))
            (printed / name).write_text(f"{good[name]}\nnav:\n{listed}", encoding="utf-8")
        assert build_book.main(["--root", str(printed)]) == 1
    finally:
        for name, text in good.items():
            (printed / name).write_text(text, encoding="utf-8")
    assert "downloads/chapters/mechanisms-made-up-en.pdf: [PRINT-4]" in capsys.readouterr().err


def test_nothing_is_printed_when_told_so(built: Path) -> None:
    assert not any(name.startswith("downloads/") for name in digest(built / "site"))


def test_an_old_address_leads_on_and_is_in_no_sitemap(built: Path) -> None:
    addresses = built / "docs/addresses.csv"
    addresses.write_text("address,moved_to\nold/place.html,mechanisms/made-up.html\n", encoding="utf-8")
    assert sort_data.main([str(built)]) == 0
    try:
        assert build_book.main(["--no-print", "--root", str(built)]) == 0
        tree = html.parse(str(built / "site/old/place.html")).getroot()
        assert tree.xpath("//a/@href") == ["../mechanisms/made-up.html"]
        assert tree.xpath("//link[@rel='canonical']/@href")[0].endswith("example/mechanisms/made-up.html")
        assert "old/place" not in (built / "site/sitemap.xml").read_text(encoding="utf-8")
    finally:
        addresses.unlink()
    assert build_book.main(["--no-print", "--root", str(built)]) == 0


def test_a_citation_file_without_a_date_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site_sources(tmp_path / "book")
    (root / "CITATION.cff").write_text("cff-version: 1.2.0\n", encoding="utf-8")
    assert build_book.main(["--no-print", "--root", str(root)]) == 1
    assert "[BUILD-1]" in capsys.readouterr().err


def test_a_published_file_that_nothing_leads_to_is_told(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lost = built / "docs/data/lost.csv"
    lost.write_text("id\n", encoding="utf-8")
    try:
        assert build_book.main(["--no-print", "--root", str(built)]) == 1
    finally:
        lost.unlink()
    assert "docs/data/lost.csv: [SITE-9]" in capsys.readouterr().err


def test_a_broken_link_in_the_built_site_is_told(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = built / "docs/en/index.md"
    good = page.read_text(encoding="utf-8")
    before = digest(built / "site")
    try:
        page.write_text(good + '\n<a href="nowhere.html">raw</a>\n', encoding="utf-8")
        line = page.read_text(encoding="utf-8").count("\n")
        assert build_book.main(["--no-print", "--root", str(built)]) == 1
    finally:
        page.write_text(good, encoding="utf-8")
    assert f"docs/en/index.md:{line}: [SITE-1]" in capsys.readouterr().err
    assert digest(built / "site") == before
