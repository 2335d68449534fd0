"""What a browser prints: the page without its controls, tables whole, the same from a dark screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.browser.reader import Reader

WIDE = "therapies/hyperthermia.html"


@pytest.fixture(scope="module", params=["light", "dark"])
def screen(request: pytest.FixtureRequest, browser: Browser, web: str) -> Iterator[Reader]:
    reader = Reader.open(browser, web, color_scheme=request.param)
    yield reader
    reader.close()


def on_paper(reader: Reader, address: str, tmp_path: Path) -> pypdfium2.PdfDocument:
    """The page as its reader would print it, drawn without grounds as browsers do unless told otherwise."""
    page = reader.visit(address)
    page.wait_for_load_state("networkidle")
    file = tmp_path / "paper.pdf"
    page.pdf(path=str(file), format="A4", prefer_css_page_size=True)
    return pypdfium2.PdfDocument(file)


def words(document: pypdfium2.PdfDocument) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_a_chapter_prints_without_controls_and_with_whole_tables(screen: Reader, tmp_path: Path) -> None:
    printed = on_paper(screen, WIDE, tmp_path)
    told = words(printed)
    heads = screen.page.locator(".view thead th").all_inner_texts()
    assert len(heads) > 6
    for head in heads:
        assert head.replace(" ", "") in told.replace(" ", ""), head
    for control in ("Download", "Copy citation", "PNG", "Show the answer", "Back to top", "中文"):
        assert control not in told, control
    shapes = {page.get_width() > page.get_height() for page in printed}
    assert shapes == {True, False}, "a wide table lies across the sheet, the text does not"


def test_nothing_on_paper_is_paler_than_grey(screen: Reader) -> None:
    page = screen.visit(WIDE)
    page.emulate_media(media="print")
    pale = page.evaluate("""() => {
      const light = colour => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return a * (1 - (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255) < 0.4 }
      return [...document.querySelectorAll("article :is(p, li, th, td, a, span, h1, h2, figcaption, .caption, text)")]
        .filter(item => item.checkVisibility() && item.textContent.trim())
        .filter(item => light(item.matches("text") ? getComputedStyle(item).fill : getComputedStyle(item).color))
        .map(item => `${item.tagName} ${item.getAttribute("class")} ${item.textContent.trim().slice(0, 30)}`)
    }""")
    page.emulate_media(media="null")
    assert pale == []


@pytest.mark.parametrize("address", ["evidence/clinical.html", "evidence/explorer.html?kind=harm&design=cohort"])
def test_a_table_too_wide_for_a_sheet_becomes_records(screen: Reader, tmp_path: Path, address: str) -> None:
    printed = on_paper(screen, address, tmp_path)
    told = words(printed)
    rows = screen.page.locator(".view tbody tr")
    cells = rows.last.locator("[data-label]")
    assert rows.count() and cells.count()
    for cell in cells.all():
        assert (cell.get_attribute("data-label") or "").replace(" ", "") in told.replace(" ", "")
    assert {page.get_width() < page.get_height() for page in printed} == {True}
