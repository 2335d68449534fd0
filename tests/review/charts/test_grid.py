"""The grid of mechanisms and therapies: a letter for what is there, nothing for what is not."""

from lxml import etree

from review.charts.grid import Kind, grid_chart

KINDS = {"strong": Kind("R", "randomised", "box-deep"), "weak": Kind("A", "animals", "box")}


def test_each_cell_holds_the_letter_of_its_kind_and_an_empty_one_none() -> None:
    root = etree.fromstring(
        grid_chart(["M1", "M2"], ["Heat", "Cold"], {(0, 0): "strong", (1, 1): "weak"}, KINDS, "chart-x", "Title", "Alt")
    )
    rects = [item.get("class") for item in root.iter("{*}rect")]
    assert rects == ["box-deep", "box", "box-deep", "grid-cell", "grid-cell", "box"]
    texts = [item.text for item in root.iter("{*}text")]
    assert (texts.count("R"), texts.count("A")) == (2, 2)
    assert {"M1", "M2", "Heat", "Cold", "randomised", "animals"} <= set(texts)


def test_the_drawing_is_as_wide_as_its_columns_need() -> None:
    narrow = etree.fromstring(grid_chart(["M"], ["H"], {}, KINDS, "n", "t", "a"))
    wide = etree.fromstring(grid_chart(["M"], ["H"] * 9, {}, KINDS, "n", "t", "a"))
    assert float(wide.get("viewBox", "").split()[2]) - float(narrow.get("viewBox", "").split()[2]) == 240
