"""Tables on paper: as they are, turned, folded or as records."""

from __future__ import annotations

from lxml import html

from review.publish.book.tables import Paper, laid_out


def table(heads: list[str], rows: list[list[str]]) -> html.HtmlElement:
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    body = "".join(
        f'<tr id="r{n}"><th scope="row">{row[0]}</th>' + "".join(f"<td>{cell}</td>" for cell in row[1:]) + "</tr>"
        for n, row in enumerate(rows)
    )
    return html.fragment_fromstring(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def test_a_small_table_stays_as_it_is() -> None:
    made = laid_out(table(["A", "B"], [["x", "some words"]]), Paper())
    assert not made.turned
    assert len(made.widths) == 2 and made.widths[1] > made.widths[0]


def test_a_table_of_many_columns_is_turned() -> None:
    made = laid_out(table([f"H{n}" for n in range(9)], [["word"] * 9]), Paper())
    assert made.turned and len(made.widths) == 9


def test_long_columns_follow_their_row() -> None:
    heads = [f"H{n}" for n in range(8)]
    rows = [
        ["one", *["x"] * 6, "long words " * 20],
        ["two", *["x"] * 6, "–"],
        ["three", *["x"] * 6, "more words " * 60],
    ]
    made = laid_out(table(heads, rows), Paper())
    assert len(made.widths) == 7
    kinds = [row.get("class") for row in made.table.xpath(".//tbody/tr")]
    assert kinds == [None, "below", None, None, "below"], "an empty cell leaves no line"
    below = made.table.xpath(".//tr[@class='below']/td")[0]
    assert below.get("colspan") == "7"
    assert below.text_content().startswith("H7")


def test_too_many_columns_become_records_without_their_empty_cells() -> None:
    heads = [f"H{n}" for n in range(14)]
    made = laid_out(table(heads, [["<em>one</em>", "here", *["–"] * 11, "there"]]), Paper())
    assert not made.turned
    assert [row.get("class") for row in made.table.xpath("./tbody/tr")] == ["subhead", None]
    first = made.table.xpath("./tbody/tr")[0]
    assert first.get("id") == "r0" and first[0].tag == "th" and first[0].find("em") is not None
    lines = [line.text_content().replace("\u2002", " ") for line in made.table.xpath(".//div[@class='field']")]
    assert lines == ["H1 here", "H13 there"]


def test_few_columns_of_very_much_text_become_records() -> None:
    made = laid_out(table(["A", "B", "C"], [["x", "words " * 120, "words " * 120]]), Paper())
    assert made.table.get("class") == "records"
