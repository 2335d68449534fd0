"""What a card says, where it lies, and how small it is."""

from __future__ import annotations

import io
import json

from PIL import Image, ImageDraw

from review.manuscript.pages import Page, read_page
from review.publish.cards import Card, as_input, card_file, card_of, parts_of, smaller


def page(path: str) -> Page:
    made, problems = read_page("# Heat & cold {#x}\n", "en", path, f"docs/en/{path}.md")
    assert not problems
    return made


def test_a_page_stands_under_its_part() -> None:
    parts = parts_of([("", ["index"]), ("Therapies", ["therapies/heat", "therapies/cold"])])
    card = card_of(page("therapies/heat"), parts, str.upper)
    assert card == Card("Therapies", "Heat & cold", "FOOT.BOOK")
    assert card.told == "Therapies · Heat & cold · FOOT.BOOK"


def test_a_page_outside_the_navigation_has_no_part() -> None:
    assert card_of(page("lost"), {}, str.upper).told == "Heat & cold · FOOT.BOOK"


def test_the_home_page_says_what_the_book_is() -> None:
    assert card_of(page("index"), {"index": ""}, str.upper) == Card("CARD.KIND", "FOOT.BOOK", "CARD.LINE")


def test_each_language_has_its_own_file() -> None:
    assert card_file("therapies/heat", "zh") == "assets/cards/therapies-heat.zh.png"


def test_the_template_gets_the_words_as_they_are() -> None:
    assert json.loads(as_input([Card("治疗", '#x "y" \\', "$")])) == [
        {"part": "治疗", "title": '#x "y" \\', "book": "$"}
    ]


def test_a_smaller_picture_is_the_same_picture() -> None:
    drawn = Image.new("RGBA", (1200, 630), "#08424d")
    ImageDraw.Draw(drawn).text((80, 80), "Heat", fill="white", font_size=90)
    out = io.BytesIO()
    drawn.save(out, "PNG", compress_level=1)
    few = smaller(out.getvalue())
    assert len(few) < len(out.getvalue())
    with Image.open(io.BytesIO(few)) as read:
        assert read.size == drawn.size
        assert read.convert("RGB").getpixel((0, 0)) == (8, 66, 77)
        assert max(read.convert("L").tobytes()) > 240
