"""Shapes and scales: where values lie, how text is broken, and that what is drawn is safe."""

import pytest
from lxml import etree

from review.charts.drawing import Axis, number, sheet, stroke, text_width, tip, words, wrapped

LINEAR = Axis(0, 100, (0, 50, 100))
LOG = Axis(0.25, 4, (0.25, 1, 4), log=True, reference=1)


@pytest.mark.parametrize(
    ("axis", "value", "place"),
    [
        (LINEAR, 0, 10),
        (LINEAR, 50, 110),
        (LINEAR, 100, 210),
        (LINEAR, 130, 210),
        (LOG, 1, 110),
        (LOG, 0.5, 60),
        (LOG, 2, 160),
        (LOG, 0.01, 10),
    ],
)
def test_a_value_lies_where_the_scale_says_and_never_beyond_it(axis: Axis, value: float, place: float) -> None:
    assert axis.place(value, 10, 210) == pytest.approx(place)


def test_wide_characters_take_twice_the_room() -> None:
    assert text_width("热疗", 10) == 20
    assert text_width("heat", 10) == pytest.approx(22.4)


def test_text_is_broken_at_spaces_and_between_chinese_characters() -> None:
    assert wrapped("one two three", text_width("one two")) == ["one two", "three"]
    assert wrapped("热疗联合免疫", 45) == ["热疗联", "合免疫"]
    assert wrapped("unbreakable", 10) == ["unbreakable"]
    assert wrapped("", 10) == [""]


def test_coordinates_have_at_most_one_decimal() -> None:
    assert [number(value) for value in (3.0, 3.14159, -0.25)] == ["3", "3.1", "-0.2"]


def test_words_from_data_cannot_become_markup() -> None:
    drawn = sheet(
        [words(1, 2, "<script>alert(1)</script>"), stroke([(0, 0), (1, 1)]), tip(5, 5, right=False)],
        40,
        "chart-x",
        "A <b>title</b>",
        "An & alt",
    )
    root = etree.fromstring(drawn)
    assert {etree.QName(item).localname for item in root.iter()} == {"svg", "title", "desc", "text", "path", "polygon"}
    assert root.findtext("{*}text") == "<script>alert(1)</script>"
    assert root.findtext("{*}title") == "A <b>title</b>"
    assert root.get("aria-labelledby") == "chart-x-title chart-x-desc"
    assert "\n" not in drawn
