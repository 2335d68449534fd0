"""The teaching kit of the real book: every file that is promised, opened by the programs that read it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from review.project import load_project
from review.publish.downloads import drawn_on, picture_file
from review.publish.pictures import SVG
from tests.books import REAL
from tests.real import real_site

PICTURES = drawn_on(load_project(REAL), "en")


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
