"""Intervals on a scale: whiskers, arrow heads, absent points, ticks."""

import pytest
from lxml import etree

from review.charts.intervals import (
    PERCENT,
    RATIO,
    Group,
    Legend,
    Point,
    interval_chart,
    steps,
    whisker,
)

LEGEND = Legend("randomised", "not randomised", "per cent", "left", "right")


def shapes(fragments: list[str]) -> list[str]:
    return [etree.QName(etree.fromstring(fragment)).localname for fragment in fragments]


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        (Point("a", "50", 50, 40, 60, "square"), ["path", "rect"]),
        (Point("a", "50", 50, 40, 60, "circle"), ["path", "circle"]),
        (Point("a", "50", 50, 40, None, "square"), ["path", "polygon", "rect"]),
        (Point("a", "50", 50, None, None, "square"), ["rect"]),
        (Point("a", "not reached", None, None, None, "square"), []),
    ],
)
def test_a_number_is_drawn_with_what_is_known_of_it(point: Point, expected: list[str]) -> None:
    assert shapes(whisker(PERCENT, point, 10, 0, 100)) == expected


def test_an_interval_beyond_the_scale_ends_in_an_arrow_on_that_side() -> None:
    assert shapes(whisker(RATIO, Point("a", "1", 1, 0.1, 9, "square"), 10, 0, 100)) == [
        "path", "path", "polygon", "polygon", "rect"
    ]  # fmt: skip


@pytest.mark.parametrize(("highest", "last", "count"), [(1, 1, 2), (23.9, 25, 6), (30, 30, 7), (61, 80, 5)])
def test_the_scale_ends_at_the_next_round_tick(highest: float, last: float, count: int) -> None:
    axis = steps(highest)
    assert (axis.low, axis.high, len(axis.ticks)) == (0, last, count)


def test_every_label_value_and_tick_stands_in_the_drawing_and_inside_it() -> None:
    groups = [
        Group("Heat", (Point("Study A, heat", "3/10", 30, 6.7, 65.2, "square"),)),
        Group("Cold", (Point("Study B, cold", "not reached", None, None, None, "circle"),)),
    ]
    root = etree.fromstring(interval_chart(groups, PERCENT, LEGEND, "chart-x", "Title", "Alt"))
    texts = [item.text for item in root.iter("{*}text")]
    for wanted in (
        "Heat",
        "Cold",
        "Study A, heat: 3/10",
        "Study B, cold: not reached",
        "0",
        "100",
        "randomised",
        "left",
    ):
        assert wanted in texts
    height = float(root.get("viewBox", "").split()[3])
    assert max(float(item.get("y", "0")) for item in root.iter("{*}text")) < height


def test_the_legend_names_only_shapes_that_occur() -> None:
    groups = [Group("Heat", (Point("Study A", "3/10", 30, 6.7, 65.2, "square"),))]
    texts = [
        item.text for item in etree.fromstring(interval_chart(groups, PERCENT, LEGEND, "n", "t", "a")).iter("{*}text")
    ]
    assert "randomised" in texts
    assert "not randomised" not in texts
