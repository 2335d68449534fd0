"""Boxes that are held back until a page is whole."""

from __future__ import annotations

from review.checks.built import leftovers
from review.publish.held import place, with_boxes

BOX = '<div class="view" id="view-a">\n<table><tr id="one"><td title="id=\'no\'"><a href="x" id=\'odd\'>&lt;p id="not"&gt;</a></td></tr></table>\n</div>'


def test_each_box_comes_into_its_place_as_it_is() -> None:
    page = f"<p>Before.</p>\n{place('view-a')}\n<p>Between.</p>\n{place('view-b')}"
    whole = with_boxes(page, {"view-a": BOX, "view-b": r"<p>\1 \g<0></p>"})
    assert whole == f"<p>Before.</p>\n{BOX}\n<p>Between.</p>\n<p>\\1 \\g<0></p>"


def test_a_place_inside_a_box_is_not_filled_again() -> None:
    assert with_boxes(place("view-a"), {"view-a": place("view-b"), "view-b": "x"}) == place("view-b")


def test_a_place_without_a_box_stays_and_is_met_as_left_over() -> None:
    page = with_boxes(f"<html><body>{place('view-a')}</body></html>", {})
    [problem] = leftovers(page, "docs/en/a.md")
    assert problem.rule == "BUILT-1"
    assert "held" in problem.found
