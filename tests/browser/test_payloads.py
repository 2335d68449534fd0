"""Markup and script addresses in every channel of the sources are shown as text and never run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import build_book
from review.evidence.table import FIRST_ROWS
from tests.books import ALPHA, EN_CHAPTER, Book
from tests.browser.reader import Reader
from tests.sites import make_site_sources

# Each would set `window.hit`, were it run.
PAYLOADS = [
    "<script>hit=1</script>", "<img src=x onerror=hit=1>", "<svg onload=hit=1>", "<svg><script>hit=1</script></svg>",
    "<a href=javascript:hit=1>a</a>", "[a](javascript:hit=1)", "[a]: javascript:hit=1", "<javascript:hit=1>",
    "![a](x onerror=hit=1)", '"onmouseover="hit=1', "'onfocus='hit=1", '"><script>hit=1</script>',
    "</script><script>hit=1</script>", "</title><script>hit=1</script>", "</textarea><script>hit=1</script>",
    "<iframe src=javascript:hit=1>", "<object data=javascript:hit=1>", "<embed src=javascript:hit=1>",
    "<form action=javascript:hit=1><button>a", "<input autofocus onfocus=hit=1>", "<details open ontoggle=hit=1>",
    "<video><source onerror=hit=1>", "<style>@import'javascript:hit=1'</style>", "<link rel=import href=javascript:hit=1>",
    "<meta http-equiv=refresh content=0;url=javascript:hit=1>", "<base href=javascript:hit=1//>",
    "{7*7}<script>hit=1</script>", "{% raw %}<script>hit=1</script>", "&lt;script&gt;hit=1&lt;/script&gt;",
    "<math><mtext></form><form><mglyph><style></math><img src=x onerror=hit=1>", "`<script>hit=1</script>`",
    "<!--><script>hit=1</script>-->", "<p markdown=1><script>hit=1</script></p>", "[x]<script>hit=1</script>",
    "</noscript><script>hit=1</script>", "</tr></tbody><script>hit=1</script>", "</template><img src=x onerror=hit=1>",
]  # fmt: skip


def _spread(book: Book) -> Book:
    """The made-up book with a payload in every text that a page shows; each channel gets the next ones in turn."""
    turn = iter(PAYLOADS * 20)
    # Those that every page shows stand first, so that each payload is met in one of them.
    texts = [
        ("questions", ("stem_en", "explanation_en")), ("question_options", ("text_en", "why_en")),
        ("claims", ("statement_en",)), ("results", ("what_en", "arm_en", "versus_en", "population_set")),
        ("claims", ("model_detail", "why_en")), ("studies", ("name", "population_en", "comparator_en")),
        ("later", ("summary_en", "place")), ("corrections", ("as_found_en", "reader_en")),
        ("disagreements", ("title_en", "point_en", "primary_en")), ("terms", ("term_en", "definition_en")),
        ("reviews", ("label_en", "title_en", "subject_en")), ("mechanisms", ("label_en", "definition_en")),
        ("therapies", ("label_en",)), ("levels", ("label_en",)), ("measures", ("label_en",)),
        ("verdicts", ("label_en", "definition_en")), ("searches", ("sought_en", "query")),
    ]  # fmt: skip
    for table, names in texts:
        for row in book.tables[table]:
            for name in names:
                row[name] = f"{row.get(name, '')} {next(turn)}".strip()[: 40 if name == "label_en" else 80]
    # A table of which a script has to fetch some rows out of a piece of text.
    for number in range(2 * len(PAYLOADS)):
        book.alone(f"alone-{number:02}", arm_en=f"Arm {next(turn)}"[:80])
    return book


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_site_sources(tmp_path_factory.mktemp("poisoned"))
    book = _spread(Book())
    book.write(root / "again")
    for path in (root / "again" / "docs" / "data").glob("*.csv"):
        (root / "docs" / "data" / path.name).write_bytes(path.read_bytes())
    bib = root / "bib" / "references.bib"
    bib.write_text(
        bib.read_text(encoding="utf-8").replace("Fixture trial A", "Trial onmouseover='hit=1' A"), encoding="utf-8"
    )
    chapter = root / EN_CHAPTER
    text = (
        chapter.read_text(encoding="utf-8")
        .replace("title: Made up", "title: 'Made <img src=x onerror=hit=1> up'")
        .replace("Tell a fixture from a study", "'Tell <script>hit=1</script> it'")
        .replace("description: Made up for a test.", "description: '\"><script>hit=1</script>'")
    )
    chapter.write_text(text, encoding="utf-8")
    views = root / "docs" / "data" / "views.yml"
    views.write_text(
        views.read_text(encoding="utf-8")
        .replace("Arms compared", "Arms <svg onload=hit=1>")
        .replace("Made up.", "<script>hit=1</script>"),
        encoding="utf-8",
    )
    words = root / "docs" / "assets" / "figures" / "box.yml"
    words.write_text(
        words.read_text(encoding="utf-8")
        .replace("A box with a word.", "'<script>hit=1</script> box'")
        .replace("en: Heat", "en: '<script>hit=1</script>'"),
        encoding="utf-8",
    )
    assert build_book.main(["--root", str(root), "--site", str(root / "site")]) == 0
    return root / "site"


@pytest.fixture
def reader(browser: Browser, web: str) -> Iterator[Reader]:
    reader = Reader.open(browser, web)
    yield reader
    reader.close()


def test_no_payload_runs_on_any_page(poisoned: Path, reader: Reader) -> None:
    pages = sorted(poisoned.rglob("*.html"))
    assert len(pages) > 5
    for page in pages:
        found = reader.visit(page.as_uri())
        for focusable in found.locator("article a, article summary, article [tabindex]").all()[:20]:
            focusable.focus()
        assert found.evaluate("window.hit === undefined"), page.name
        assert [error for error in reader.errors if "ERR_FILE_NOT_FOUND" not in error] == []
        assert (
            found.locator(
                "article [onerror], article [onload], article [onfocus], article iframe, article object"
            ).count()
            == 0
        )
        scripts = found.evaluate("[...document.querySelectorAll('article script')].length")
        assert scripts == 0, page.name


def test_every_payload_is_shown_as_text_somewhere(poisoned: Path, reader: Reader) -> None:
    shown = ""
    for page in sorted(poisoned.rglob("*.html")):
        shown += reader.visit(page.as_uri()).evaluate("document.body.textContent")
    shown = re.sub(r"\s+", " ", shown)
    missing = [payload for payload in PAYLOADS if payload[:30] not in shown]
    assert missing == [], shown[:20000]


def test_rows_that_a_script_fetches_out_of_text_show_it_as_text(poisoned: Path, reader: Reader) -> None:
    page = reader.visit(f"{poisoned.as_uri()}/evidence/results.html", still=True)
    rows = page.locator(".view tbody tr")
    expect(rows).to_have_count(FIRST_ROWS)
    page.mouse.wheel(0, 100)
    page.wait_for_function("count => document.querySelectorAll('.view tbody tr').length > count", arg=FIRST_ROWS)
    late = page.locator(".view tbody + tbody")
    assert "<script>hit=1" in (late.text_content() or "")
    assert late.locator("script, [onerror]").count() == 0
    assert page.evaluate("window.hit === undefined")


def test_a_search_for_markup_shows_it_as_text(poisoned: Path, reader: Reader) -> None:
    page = reader.visit(f"{poisoned.as_uri()}/index.html")
    page.locator(".md-search__input").click()
    page.keyboard.type("<img src=x onerror=hit=1>")
    page.keyboard.press("End")
    page.wait_for_timeout(500)
    assert page.evaluate("window.hit === undefined")
    assert page.locator(".md-search-result img").count() == 0


def test_linked_data_with_a_closing_tag_stays_data(poisoned: Path, reader: Reader) -> None:
    page = reader.visit(f"{poisoned.as_uri()}/{EN_CHAPTER.removeprefix('docs/en/').removesuffix('.md')}.html")
    data = json.loads(page.locator('script[type="application/ld+json"]').text_content() or "")
    assert data["description"] == '"><script>hit=1</script>'
    assert data["name"] == "Made <img src=x onerror=hit=1> up"
    assert ALPHA
