"""Drawings to take away: what a standalone SVG holds, what its PNG says, what a page offers."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from lxml import etree, html
from PIL import Image

from review.publish.downloads import drawn_on, promised_files
from review.publish.pictures import (
    MARGIN,
    SVG,
    Edition,
    Picture,
    drawn,
    picture,
    picture_offer,
    pixels,
    signed,
    standalone,
)
from review.release import Release
from review.rendering import open_context
from tests.books import CHAPTER, REAL, Book

RELEASE = Release("A book", "Makers & sons", "1.2.3", date(2026, 1, 31))
EDITION = Edition(RELEASE, "https://book.example/zh/")
CSS = (REAL / "docs/assets/stylesheets/book.css").read_text(encoding="utf-8")
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 200" role="img" aria-labelledby="t d">'
    '<title id="t">T</title><desc id="d">Said.</desc><rect class="box" x="1" y="2" width="3" height="4"/>'
    '<text class="small on-box-deep" x="1" y="2">a &lt; b</text></svg>'
)


@pytest.fixture
def told(tmp_path: Path) -> Picture:
    return picture("figure-box", "A <box>", CHAPTER, EDITION, Book().load(tmp_path).wording("en"))


def test_the_line_to_copy_names_title_makers_licence_version_and_place(told: Picture) -> None:
    place = f"https://book.example/zh/{CHAPTER}.html#figure-box"
    assert told.address == place
    for part in ("“A <box>”", "Makers & sons", "CC BY 4.0", "version 1.2.3", "2026-01-31", place):
        assert part in told.attribution, part
    assert "{" not in told.attribution


def test_each_shape_of_a_standalone_drawing_carries_its_colours(told: Picture) -> None:
    sheet = etree.fromstring(standalone(DRAWING, CSS, told))
    assert not [element for element in sheet.iter() if "class" in element.attrib or "var(" in str(element.attrib)]
    ground, box = sheet.findall(f"{SVG}rect")
    assert ground.get("fill") == "#ffffff"
    assert (box.get("fill"), box.get("stroke")) == ("#e4eeee", "#1d2b30")
    text = sheet.find(f"{SVG}text")
    assert text is not None and text.text == "a < b"
    # A class says more than the name of an element.
    assert (text.get("fill"), text.get("font-size")) == ("#ffffff", "13px")
    assert "Source Sans 3" in str(text.get("font-family"))


def test_a_standalone_drawing_has_its_size_its_description_and_its_licence(told: Picture) -> None:
    sheet = etree.fromstring(standalone(DRAWING, CSS, told))
    assert (sheet.get("width"), sheet.get("height")) == (f"{100 + 2 * MARGIN:g}", f"{200 + 2 * MARGIN:g}")
    assert [child.tag.removeprefix(SVG) for child in sheet[:4]] == ["title", "desc", "metadata", "rect"]
    said = "".join(sheet[2].itertext())
    assert told.attribution in said and "Makers & sons" in said
    assert b'resource="https://creativecommons.org/licenses/by/4.0/"' in etree.tostring(sheet)


def test_a_part_of_a_drawing_is_as_high_as_asked(told: Picture) -> None:
    sheet = etree.fromstring(standalone(DRAWING, CSS, told, (50, 90)))
    assert sheet.get("viewBox") == f"{-MARGIN:g} {50 - MARGIN:g} {100 + 2 * MARGIN:g} {40 + 2 * MARGIN:g}"


def test_a_picture_is_fit_for_a_slide_however_long_its_drawing(told: Picture) -> None:
    assert pixels(standalone(DRAWING, CSS, told)) == 1600
    assert pixels(standalone(DRAWING.replace("100 200", "100 2000"), CSS, told)) == 613


def test_a_png_says_whose_it_is_and_still_opens(told: Picture) -> None:
    plain = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(plain, "PNG")
    image = Image.open(io.BytesIO(signed(plain.getvalue(), told)))
    image.load()
    assert image.size == (3, 2)
    assert image.info["Title"] == "A <box>"
    assert image.info["Copyright"] == told.attribution
    assert image.info["Source"] == told.address


def test_a_page_offers_the_files_and_the_line_without_a_script(tmp_path: Path) -> None:
    wording = Book().load(tmp_path).wording("zh")
    offer = picture_offer("figure-box", 'A "<box>"', CHAPTER, EDITION, wording, lambda path, anchor: f"up/{anchor}")
    tree = html.fragment_fromstring(offer)
    assert [link.get("href") for link in tree.iter("a")] == [
        "up/downloads/pictures/figure-box-zh.svg",
        "up/downloads/pictures/figure-box-zh.png",
    ]
    assert len({link.get("aria-label") for link in tree.iter("a")}) == 2
    assert 'A "<box>"' in tree.xpath("string(./details/p)")


def test_every_drawing_that_a_page_shows_is_promised_and_can_be_drawn(tmp_path: Path) -> None:
    book = Book()
    book.files["docs/data/views.yml"] = (
        f"{book.files['docs/data/views.yml']}\nrates:\n  title: {{en: Rates, zh: 率}}\n  rows: results\n  columns: [value, harms]\n  where: {{measure: [orr]}}\n  chart: proportions\n"
    )
    book.swap("docs/en/index.md", "<!-- view: every-claim -->", "<!-- view: rates -->\n\n<!-- figure: box -->")
    project = book.load(tmp_path)
    assert drawn_on(project, "en") == {"chart-rates": "index", "figure-box": "index"}
    assert drawn_on(project, "zh") == {"figure-box": CHAPTER}
    promised = promised_files(project)
    assert {"downloads/pictures/chart-rates-en.png", "downloads/pictures/figure-box-zh.svg"} <= promised
    assert "downloads/pictures/chart-rates-zh.png" not in promised
    context = open_context(project, "en", {}, {})
    for name, title in (("chart-rates", "Rates"), ("figure-box", "A box")):
        found, svg = drawn(project, context, name, "en")
        assert found == title
        assert etree.fromstring(svg).tag == f"{SVG}svg"
