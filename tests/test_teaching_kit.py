"""The teaching kit of the real book: every file that is promised, opened by the programs that read it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from lxml import etree, html
from PIL import Image
from pptx import Presentation

from review.checks.chapters import is_chapter
from review.project import load_project
from review.publish.downloads import CARDS, chapter_slides, drawn_on, kit_file, picture_file, whole_slides
from review.publish.pictures import SVG
from review.publish.slides.web import inline_hashes
from tests.books import REAL
from tests.real import real_site

PROJECT = load_project(REAL)
PICTURES = drawn_on(PROJECT, "en")
CHAPTERS = {page.path: page for page in PROJECT.pages["en"] if is_chapter(page)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_site(tmp_path_factory)


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_stands_alone(site: Path, name: str) -> None:
    sheet = etree.parse(site / picture_file(name, "en", "svg")).getroot()
    assert sheet.tag == f"{SVG}svg"
    shapes = [
        item for item in sheet.iter() if item.tag in {f"{SVG}{kind}" for kind in ("rect", "text", "circle", "polygon")}
    ]
    assert shapes and all(re.fullmatch("#[0-9a-f]{3,6}|none", item.get("fill", "")) for item in shapes)
    lines = sheet.findall(f".//{SVG}path")
    assert all(line.get("stroke") or line.get("fill") for line in lines)
    with Image.open(site / picture_file(name, "en", "png")) as image:
        image.load()
        assert image.width > 800
        assert round(image.width * float(sheet.get("height", 0)) / float(sheet.get("width", 1))) == pytest.approx(
            image.height, abs=2
        )
        assert "CC BY 4.0" in image.info["Copyright"]
        assert f"{PICTURES[name]}.html#{name}" in image.info["Source"]
        assert len(image.convert("RGB").getcolors(1 << 24) or []) > 5


@pytest.fixture(scope="module")
def decks(site: Path) -> dict[str, Any]:
    """The decks of all chapters and of the book, opened."""
    names = [chapter_slides(path, "en", "pptx") for path in CHAPTERS]
    return {name: Presentation(str(site / name)) for name in [*names, whole_slides("en")]}


@pytest.mark.parametrize("name", [*(chapter_slides(path, "en", "pptx") for path in CHAPTERS), whole_slides("en")])
def test_each_slide_has_a_title_notes_and_words_for_its_pictures(decks: dict[str, Any], name: str) -> None:
    slides = list(decks[name].slides)
    assert len(slides) > 12
    for number, slide in enumerate(slides, 1):
        assert slide.shapes.title is not None and slide.shapes.title.text.strip(), number
        assert slide.has_notes_slide and slide.notes_slide.notes_text_frame.text.strip(), number
        for shape in slide.shapes:
            if shape.is_placeholder and shape.has_text_frame:
                assert shape.text_frame.text.strip(), f"{number}: an empty {shape.name}"
            if "PICTURE" in str(shape.shape_type):
                assert len(shape._element.xpath(".//p:cNvPr")[0].get("descr", "")) > 20, number


def test_each_chapter_s_deck_has_its_points_its_figures_its_questions_and_its_answers(decks: dict[str, Any]) -> None:
    for path, page in CHAPTERS.items():
        titles = [slide.shapes.title.text for slide in decks[chapter_slides(path, "en", "pptx")].slides]
        assert titles[0] == re.sub(r"[*_]", "", page.headings[0].text)
        for kind in ("Key points", "Question 1", "Answer 1", "References", "How far to trust this"):
            assert any(title.startswith(kind) for title in titles), (path, kind)
        assert sum(title.startswith("Question") for title in titles) == sum(
            title.startswith("Answer") for title in titles
        )


def test_letters_are_never_small(decks: dict[str, Any]) -> None:
    sizes = {
        size / 100
        for name, deck in decks.items()
        for slide in deck.slides
        for size in map(int, slide._element.xpath("./p:cSld//a:rPr/@sz"))
    }
    assert min(sizes) >= 12


@pytest.mark.parametrize("name", [chapter_slides("mechanisms/exosomes", "en", "pptx"), whole_slides("en")])
def test_nothing_runs_off_a_slide(decks: dict[str, Any], site: Path, tmp_path: Path, name: str) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice is not installed: `make test` installs it, or names what is missing"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(site / name)]
    subprocess.run(command, check=True, capture_output=True)
    shown = pypdfium2.PdfDocument(tmp_path / f"{Path(name).stem}.pdf")
    assert len(shown) == len(decks[name].slides)
    for number, page in enumerate(shown, 1):
        width, height = page.get_size()
        text = page.get_textpage()
        boxes = [text.get_rect(place) for place in range(text.count_rects())]
        for left, bottom, right, top in boxes:
            words = text.get_text_bounded(left, bottom, right, top)
            foot = bottom < 0.5 * 72
            assert left > 0 and right < width and bottom > 0 and top < height, (number, words)
            assert not foot or words.startswith("Combining Immunotherapy") or words.strip().isdigit(), (number, words)
        lines = [
            (one, other)
            for place, one in enumerate(boxes)
            for other in boxes[place + 1 :]
            if min(one[2], other[2]) - max(one[0], other[0]) > 3
            and min(one[3], other[3]) - max(one[1], other[1]) > 4.5
            and abs(one[1] + one[3] - other[1] - other[3]) > 12
        ]
        assert lines == [], (number, "one text lies on another")


def test_slides_for_the_browser_name_their_chapter(site: Path) -> None:
    for path, page in CHAPTERS.items():
        tree = html.parse(str(site / chapter_slides(path, "en", "html"))).getroot()
        assert tree.xpath("string(//h1)") == re.sub(r"[*_]", "", page.headings[0].text)
        assert tree.xpath("//link[@rel='canonical']/@href")[0].endswith(f"/{path}.html")
        assert all(image.get("alt") and image.get("src").startswith("data:") for image in tree.iter("img"))


def test_a_server_that_sends_the_headers_lets_the_slides_run(site: Path) -> None:
    policy = (site / "_headers").read_text(encoding="utf-8")
    style, script = inline_hashes()
    assert f"style-src 'self' {style};" in policy and script in policy


def test_anki_opens_the_cards(site: Path, tmp_path: Path) -> None:
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    package = str(site / kit_file("en", CARDS))
    collection = Collection(str(tmp_path / "learner.anki2"))
    try:
        options = ImportAnkiPackageOptions(merge_notetypes=True)
        for _ in range(2):
            collection.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options))
        asked = [question for question in PROJECT.evidence.questions if question.chapter in CHAPTERS]
        assert collection.card_count() == collection.note_count() == len(PROJECT.evidence.terms) + len(asked)
        for path in CHAPTERS:
            assert len(collection.find_cards(f"tag:chapter::{path.replace('/', '::')}")) > 10, path
        for name in collection.find_cards("")[::25]:
            card = collection.get_card(name)
            assert "{{" not in card.answer() and card.question() != card.answer()
    finally:
        collection.close()
