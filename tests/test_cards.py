"""The cards of the real book: one a page, as its page names it, of one size and few bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from review.project import load_project
from review.publish.cards import FOLDER, HEIGHT, WIDTH, card_file
from tests.books import REAL
from tests.real import real_site

MOST_BYTES = 40_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_site(tmp_path_factory)


def test_every_page_has_its_card_and_every_card_its_page(site: Path) -> None:
    wanted = {card_file(page.path, language) for language, pages in load_project(REAL).pages.items() for page in pages}
    assert {path.relative_to(site).as_posix() for path in (site / FOLDER).iterdir()} == wanted


def test_cards_have_their_size_and_few_bytes(site: Path) -> None:
    for path in sorted((site / FOLDER).iterdir()):
        assert path.stat().st_size <= MOST_BYTES, path.name
        with Image.open(path) as card:
            assert (card.format, card.size) == ("PNG", (WIDTH, HEIGHT)), path.name


def test_cards_differ_and_are_drawn(site: Path) -> None:
    contents = {path.read_bytes() for path in (site / FOLDER).iterdir()}
    assert len(contents) == len(list((site / FOLDER).iterdir()))
    with Image.open(site / card_file("index", "zh")) as card:
        title = card.convert("L").crop((80, 250, 1040, 400))
        # A font without Chinese letters would leave the title's place empty.
        assert sum(value > 200 for value in title.tobytes()) > 5_000


@pytest.mark.parametrize("page", ["index.html", "zh/index.html", "therapies/cryoablation.html"])
def test_a_page_names_its_card_by_its_full_address(site: Path, page: str) -> None:
    tree = html.parse(str(site / page)).getroot()
    told = {item.get("property") or item.get("name"): item.get("content") for item in tree.iter("meta")}
    (home,) = html.parse(str(site / "index.html")).xpath("//link[@rel='canonical']/@href")
    file = told["og:image"].removeprefix(home.removesuffix("index.html"))
    assert (site / file).is_file()
    assert (told["og:image:width"], told["og:image:height"]) == (str(WIDTH), str(HEIGHT))
    assert told["og:title"] in told["og:image:alt"]
    assert told["twitter:card"] == "summary_large_image"
