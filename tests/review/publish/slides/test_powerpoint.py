"""A deck as PowerPoint: pandoc's tree, the reference document, and what is mended after pandoc."""

from __future__ import annotations

import io
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pypandoc
import pytest
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn

from review.publish.slides.deck import Block, Deck, Grid, Run, Shot, Slide, plain
from review.publish.slides.powerpoint import FONT, UnevenDeckError, document, finished, pictures, reference
from review.release import Release

RELEASE = Release("A book", "Makers", "1.2.3", date(2026, 1, 31))
GRID = Grid((plain("H"), plain("K")), ((plain("r"), (Run("v\nw", "strong"),)),), (3.0, 4.0), 12)
SLIDES = (
    Slide("Points <&>", (Block("bullets", (plain("one"), (Run("two"), Run("3", "sup")))),), (plain("behind one"),), 24),
    Slide("Drawn", (Block("para", (plain("Caption."),)),), (plain("behind two"),), 16, shot=Shot("d-1", b"<svg/>", "Said & done.")),
    Slide("Told", (), (plain("behind three"),), 12, grid=GRID, foot=plain("Below.")),
    Slide("Works", (Block("numbers", (plain("x"), plain("y")), 7),), (plain("n"),), 14),
)  # fmt: skip
DECK = Deck("en", "A deck", (plain("under it"),), (plain("imprint"),), SLIDES, "Foot & all", "https://book.example/a.html", (("Part: A", 0), ("Part: B", 2)))  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What pandoc makes of the deck."""
    folder = tmp_path_factory.mktemp("deck")
    pandoc = pypandoc.get_pandoc_path()
    default = subprocess.run([pandoc, "--print-default-data-file", "reference.pptx"], capture_output=True, check=True)
    (folder / "reference.pptx").write_bytes(reference(default.stdout, DECK.footer))
    Image.new("RGB", (300, 500), "teal").save(folder / "d-1.png")
    import json

    (folder / "deck.json").write_text(json.dumps(document(DECK)), encoding="utf-8")
    options = ["--from", "json", "--slide-level", "2", "--reference-doc", "reference.pptx", "-o", "deck.pptx"]
    done = subprocess.run([pandoc, *options, "deck.json"], cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return Path(folder / "deck.pptx").read_bytes()


def opened(made: bytes) -> list:  # type: ignore[type-arg]
    return list(Presentation(io.BytesIO(finished(made, DECK, RELEASE))).slides)


def test_each_slide_has_its_title_and_its_notes(made: bytes) -> None:
    slides = opened(made)
    assert [slide.shapes.title.text for slide in slides] == ["A deck", "Points <&>", "Drawn", "Told", "Works"]
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]
    assert notes == ["imprint", "behind one", "behind two", "behind three", "n"]


def test_a_drawing_is_described_and_stands_beside_its_caption(made: bytes) -> None:
    slide = opened(made)[2]
    (drawing,) = [shape for shape in slide.shapes if "PICTURE" in str(shape.shape_type)]
    assert drawing._element.xpath(".//p:cNvPr/@descr") == ["Said & done."]
    assert [shape.text_frame.text for shape in slide.placeholders if shape.placeholder_format.idx == 2] == ["Caption."]
    assert drawing.left + drawing.width <= Presentation(io.BytesIO(made)).slide_width


def test_a_table_has_its_widths_its_letters_and_its_foot(made: bytes) -> None:
    slide = opened(made)[3]
    (table,) = [shape for shape in slide.shapes if shape.has_table]
    assert [round(column.width.inches, 2) for column in table.table.columns] == [3.0, 4.0]
    assert {
        run.font.size.pt
        for cell in table.table.iter_cells()
        for part in cell.text_frame.paragraphs
        for run in part.runs
    } == {12}
    assert table.table.cell(1, 1).text_frame.text == "v\vw"
    (foot,) = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text == "Below."]
    assert foot.top > table.top


def test_letters_have_the_size_that_was_measured_and_numbers_go_on(made: bytes) -> None:
    slide = opened(made)[4]
    (body,) = [shape for shape in slide.placeholders if shape.placeholder_format.idx == 1]
    assert {run.font.size.pt for part in body.text_frame.paragraphs for run in part.runs} == {14}
    assert {mark.get("startAt") for mark in body._element.iter(qn("a:buAutoNum"))} == {"7"}


def test_the_deck_says_what_it_is(made: bytes) -> None:
    show = Presentation(io.BytesIO(finished(made, DECK, RELEASE)))
    about = show.core_properties
    assert (about.title, about.author, about.language, about.created.date()) == (
        "A deck",
        "Makers",
        "en-GB",
        RELEASE.day,
    )
    texts = "".join(shape.text_frame.text for shape in show.slide_master.shapes if shape.has_text_frame)
    assert "Foot & all" in texts
    names = [
        part.get("name")
        for part in show.part._element.iter("{http://schemas.microsoft.com/office/powerpoint/2010/main}section")
    ]
    assert names == ["A deck", "Part: A", "Part: B"]


def test_the_same_deck_gives_the_same_bytes_with_the_book_s_letters(made: bytes) -> None:
    first = finished(made, DECK, RELEASE)
    assert first == finished(made, DECK, RELEASE)
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {info.date_time[0] for info in packed.infolist()} == {1980}
        theme = packed.read("ppt/theme/theme1.xml").decode()
    assert FONT in theme and "0B5C6B" in theme


def test_another_number_of_slides_is_told(made: bytes) -> None:
    fewer = Deck("en", "A deck", (), (), SLIDES[:2], "", "")
    with pytest.raises(UnevenDeckError, match="4 slides made for 2"):
        finished(made, fewer, RELEASE)


def test_each_drawing_is_asked_for_once() -> None:
    assert pictures(DECK) == {"d-1": b"<svg/>"}
