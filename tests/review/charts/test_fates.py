"""Hopes and fates side by side: each number on its own scale."""

from lxml import etree

from review.charts.fates import Fate, Heads, fates_chart
from review.charts.intervals import Point

HEADS = Heads("the hope", "the fate", "favours the combination", "favours the control")
FATE = Fate(
    "Drug A in a narrow place",
    "✗ missed",
    Point("Study B", "4/8", 50, 15.7, 84.3, "circle"),
    Point("Study A", "0.80 (0.60–1.10)", 0.8, 0.6, 1.1, "square"),
)


def test_a_programme_shows_its_name_its_end_and_both_numbers() -> None:
    root = etree.fromstring(fates_chart([FATE], HEADS, "chart-x", "Title", "Alt"))
    texts = " ".join(item.text or "" for item in root.iter("{*}text"))
    for wanted in ("Drug A in a narrow place", "✗ missed", "Study B: 4/8", "Study A: 0.80", "the hope", "the fate"):
        assert wanted in texts
    circle, square = next(root.iter("{*}circle")), next(root.iter("{*}rect"))
    assert 12 < float(circle.get("cx", "0")) < 196 < 236 < float(square.get("x", "0")) < 420


def test_a_ratio_below_one_lies_left_of_the_line_at_one() -> None:
    root = etree.fromstring(fates_chart([FATE], HEADS, "chart-x", "Title", "Alt"))
    reference = next(item for item in root.iter("{*}path") if item.get("class") == "line-dashed")
    square = next(root.iter("{*}rect"))
    assert float(square.get("x", "0")) + 5 < float(reference.get("d", "").split()[0].removeprefix("M"))


def test_without_programmes_the_heads_alone_are_drawn() -> None:
    root = etree.fromstring(fates_chart([], HEADS, "chart-x", "Title", "Alt"))
    assert "the hope" in [item.text for item in root.iter("{*}text")]
