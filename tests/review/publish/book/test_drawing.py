"""Drawings in print: colours written out, HTML's losses restored, tall charts cut in gaps."""

from __future__ import annotations

from lxml import etree, html

from review.publish.book.drawing import TALLEST, described, print_style, printed, size
from tests.books import REAL

CSS = ":root { --ink: #123456; }\n.drawing .box { fill: var(--ink); stroke: var(--md-default-bg-color); }\n.drawing text { font-family: inherit; }\n"


def parsed(svg: str) -> etree._Element:
    return html.fragment_fromstring(svg)


def test_every_colour_is_written_out_and_words_have_a_font() -> None:
    style = print_style(CSS)
    assert ".box { fill: #123456; stroke: #ffffff; }" in style.replace("{ ", "{").replace("{", "{ ").replace("  ", " ")
    assert "Source Sans 3" in style


def test_the_real_style_sheet_leaves_no_variable() -> None:
    style = print_style((REAL / "docs/assets/stylesheets/book.css").read_text(encoding="utf-8"))
    assert "var(" not in style and ".box-strong" in style


def test_a_drawing_gets_back_what_html_took_from_it() -> None:
    svg = parsed(
        '<svg viewBox="0 0 10 20" role="img"><title>T</title><desc>Said.</desc><g><text x="1" y="2">a</text></g></svg>'
    )
    assert described(svg) == "Said."
    (file,) = printed(svg, ".box {fill: red}")
    made = etree.fromstring(file)
    assert made.tag == "{http://www.w3.org/2000/svg}svg"
    assert size(made) == (10, 20)
    assert [child.tag.rpartition("}")[2] for child in made] == ["style", "g"]
    assert "".join(made.itertext()) == ".box {fill: red}a"


def test_a_tall_chart_is_cut_where_nothing_is_crossed_and_loses_nothing() -> None:
    rows = "".join(
        f'<text class="{"head" if row % 10 == 0 else "small"}" x="1" y="{row * 30 + 20}">row {row}</text><circle cx="5" cy="{row * 30 + 28}" r="3"/>'
        for row in range(100)
    )
    svg = parsed(f'<svg viewBox="0 0 420 3000"><path class="grid" d="M12 0 L12 3000"/>{rows}</svg>')
    files = [etree.fromstring(file) for file in printed(svg, "")]
    assert len(files) >= 4
    assert all(size(file)[1] <= TALLEST * 1.25 for file in files)
    words = [element.text for file in files for element in file.iter("{*}text")]
    assert words == [f"row {row}" for row in range(100)]
    assert all(file.findall("{*}path") for file in files), "the ruler runs through every part"
