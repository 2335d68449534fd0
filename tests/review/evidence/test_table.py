"""Tables as HTML: their parts, and hostile cells that are shown and never run."""

from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown

from caption import CaptionExtension
from review.evidence.model import Evidence
from review.evidence.table import FIRST_ROWS, Rendered, join_tables, rendered, table_html, text_of, text_rows
from review.evidence.views import View
from review.manuscript.markers import expanded, markers
from review.markup import escaped, items, link
from review.wording import Wording
from tests.books import ALPHA, REAL, Book
from tests.review.evidence.test_columns import context_of

HOSTILE = [
    "a | b || c",
    "two\nlines",
    "two\r\nlines\tand a tab",
    f"[@{ALPHA}]",
    f"[^{ALPHA}] and [link](https://example.org) and ![x](y.png)",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ r:x }} {: .css} {#id}",
    "<!-- view: all --> <!-- questions -->",
    "*a* **b** _c_ __d__ ~e~ ~~f~~ ^g^ `h` ==i==",
    "javascript:alert(1)",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "\\*a\\*",
    "&lt;b&gt; &#64; &amp;",
    "https://example.org me@example.org $x$",
    "]]> --> </td></tr></table>",
    "???+ note",
    "--- *** ___",
]  # fmt: skip


def extensions() -> list[object]:
    """The Markdown extensions as the project's builder has them."""
    import yaml

    text = (REAL / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", "").replace("!!python/name:", "")
    return [*yaml.safe_load(text)["markdown_extensions"], CaptionExtension()]


CONVERTER = Markdown(extensions=extensions())  # type: ignore[arg-type]


def converted(markdown: str) -> html.HtmlElement:
    """A page's Markdown as the builder converts it."""
    CONVERTER.reset()
    return html.fragment_fromstring(CONVERTER.convert(f"Before.\n\n{markdown}\n\nAfter."), create_parent="main")


LABELS = {"table.rows": "({n} rows)"}


class _Words:
    """The one part of a context that a table asks for."""

    def __init__(self, language: str) -> None:
        self.wording = Wording(language, LABELS, Evidence())  # type: ignore[arg-type]


def shown_in(text: str, cite: str) -> html.HtmlElement:
    """A table of a head, a row head and a cell that all hold the text."""
    fragment = escaped(text)
    view = View("made-up", 1, {"en": text}, "claims", ("a", "b"), note={"en": text}, cite=cite)
    table = Rendered(
        (fragment, fragment), ("row",), ((fragment, items([fragment, link("javascript:alert(1)", fragment)])),)
    )
    markdown = table_html(view, table, _Words("en"))  # type: ignore[arg-type]
    assert markers(markdown, "x") == ([], [])
    assert "[@" not in markdown
    return converted(expanded(markdown, lambda marker: "EXPANDED"))


def assert_shown(text: str, tree: html.HtmlElement) -> None:
    expected = " ".join(text.split())
    heads = tree.xpath(".//th")
    assert [" ".join(head.text_content().split()) for head in heads] == [expected] * 3
    [cell] = tree.xpath(".//td")
    assert [" ".join(item.text_content().split()) for item in cell.xpath("./span[@class='item']")] == [expected] * 2
    assert " ".join(tree.xpath(".//p[@class='view-note']")[0].text_content().split()) == expected
    assert {element.tag for element in tree.iterdescendants()} <= {
        "p",
        "div",
        "table",
        "caption",
        "span",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert [child.tag for child in tree] == ["p", "div", "p", "p"]
    # Python-Markdown leaves what looks like an entity in an attribute as one, so a label may be decoded once more.
    assert unescape(tree.xpath(".//div")[0].get("aria-label")).split() == unescape(text).split()


@pytest.mark.parametrize("cite", ["notes", "links"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_not_run(text: str, cite: str) -> None:
    assert_shown(text, shown_in(text, cite))


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from([*"ab1 \n|[]()@<>&;#*_`~^{}:!\"'\\/=-+.$%", "<script>", "{{ r:a }}", "[@A2020]", "-->", "中"]),
        min_size=1,
        max_size=25,
    ).map(lambda parts: f"x{''.join(parts)}x"),
    st.sampled_from(["notes", "links"]),
)
def test_any_text_is_shown_and_not_run(text: str, cite: str) -> None:
    assert_shown(text, shown_in(text, cite))


def view(**parts: object) -> View:
    """A small view of claims."""
    base: dict[str, object] = {
        "id": "made-up",
        "line": 1,
        "title": {"en": "All & sundry", "zh": "全部"},
        "rows": "claims",
        "columns": ("statement", "study", "verdict"),
    }
    return View(**{**base, **parts})  # type: ignore[arg-type]


@pytest.mark.parametrize("cite", ["notes", "links"])
def test_a_table_has_caption_scopes_row_heads_and_a_named_region(cite: str, tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    shown = view(cite=cite, anchors=True, note={"en": "A note."})
    tree = converted(table_html(shown, rendered(shown, context), context, '<p class="view-downloads">CSV</p>'))
    [table] = tree.xpath(".//table")
    excluded = {} if cite == "notes" else {"data-search-exclude": ""}
    assert table.getparent().attrib == excluded | {
        "class": "view",
        "id": "view-made-up",
        "role": "region",
        "aria-label": "All & sundry",
        "tabindex": "0",
    }
    assert " ".join(table.xpath("./caption")[0].text_content().split()) == "All & sundry (3 rows)"
    assert [head.get("scope") for head in table.xpath("./thead/tr/th")] == ["col"] * 3
    assert [row.get("id") for row in table.xpath("./tbody/tr")] == [claim.id for claim in context.evidence.claims]
    assert [row.xpath("./th")[0].get("scope") for row in table.xpath("./tbody/tr")] == ["row"] * 3
    assert [len(row.xpath("./td")) for row in table.xpath("./tbody/tr")] == [2] * 3
    assert [paragraph.get("class") for paragraph in tree.xpath("./p")[1:-1]] == ["view-note", "view-downloads"]
    assert not table.xpath(".//@markdown")


def long_table(count: int, cite: str = "links") -> html.HtmlElement:
    """A table of so many rows, each with an anchor and a cell."""
    names = [f"row-{number}" for number in range(count)]
    table = Rendered(("Name", "Cell"), tuple(names), tuple((name, escaped("<b>")) for name in names))
    shown = view(columns=("a", "b"), cite=cite, anchors=True)
    return converted(table_html(shown, table, _Words("en")))  # type: ignore[arg-type]


def test_the_rest_of_a_long_table_stands_behind_it_as_a_table_with_heads_and_name() -> None:
    tree = long_table(FIRST_ROWS + 2)
    [box] = tree.xpath("./div")
    assert [child.tag for child in box] == ["table", "noscript"]
    [rest] = box.xpath("./noscript/table")
    assert rest.get("aria-label") == box.get("aria-label")
    assert [head.text for head in rest.xpath("./thead/tr/th")] == ["Name", "Cell"]
    assert rest.xpath("./tbody/tr/@id") == [f"row-{FIRST_ROWS}", f"row-{FIRST_ROWS + 1}"]
    assert rest.xpath("string(./tbody/tr/td)") == "<b>"


@pytest.mark.parametrize(("count", "cite"), [(FIRST_ROWS, "links"), (FIRST_ROWS + 1, "notes")])
def test_a_table_that_fits_and_one_with_notes_are_whole(count: int, cite: str) -> None:
    tree = long_table(count, cite)
    assert not tree.xpath("//noscript")
    assert len(tree.xpath(".//tbody/tr")) == count


@pytest.mark.parametrize("count", [1, FIRST_ROWS, FIRST_ROWS + 3])
def test_a_table_in_two_parts_is_joined_again(count: int) -> None:
    tree = long_table(count)
    join_tables(tree)
    [table] = tree.xpath(".//table")
    assert table.xpath("./tbody/tr/@id") == [f"row-{number}" for number in range(count)]
    assert [child.tag for child in table.getparent()] == ["table"]


def test_other_words_for_browsers_without_scripts_are_left_alone() -> None:
    tree = html.fragment_fromstring("<main><table><tbody></tbody></table><noscript>No script.</noscript></main>")
    join_tables(tree)
    assert tree.text_content() == "No script."


def test_without_anchors_note_and_downloads_there_are_none(tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path, "zh")
    text = table_html(view(), rendered(view(), context), context)
    assert "view-note" not in text
    assert "<tr id=" not in text
    assert '<caption markdown="span"><span class="caption">全部' in text


def test_citations_in_a_table_with_notes_become_notes_and_its_links_stay_links(tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    text = table_html(view(), rendered(view(), context), context).replace(f"({ALPHA})", "[^1]")
    tree = converted(f"{text}\n\n[^1]: A reference.")
    assert len(tree.xpath(".//td//sup/a[@class='footnote-ref']")) == 1


@pytest.mark.parametrize(
    ("rows", "column", "anchor"),
    [
        ("claims", "statement", "hyperthermia-001"),
        ("arms", "arm", f"{ALPHA}-Drug A"),
        ("references", "reference", f"ref-{ALPHA}"),
        ("coverage", "count", "differs"),
        ("files", "file", "reviews"),
    ],
)
def test_a_row_s_anchor_is_its_record_s_name(rows: str, column: str, anchor: str, tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    table = rendered(view(rows=rows, columns=(column,)), context, tuple(context.bibliography.values()))
    assert table.anchors[0] == anchor


def test_a_record_without_name_has_no_anchor(tmp_path: Path) -> None:
    from review.evidence.table import _anchor

    assert _anchor(object()) == ""


def test_text_is_taken_in_the_language_or_else_in_english() -> None:
    assert (text_of({"en": "A", "zh": "甲"}, "zh"), text_of({"en": "A", "zh": ""}, "zh"), text_of({}, "zh")) == (
        "甲",
        "A",
        "",
    )


def test_downloads_hold_plain_text(tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    [heads, first, *rest] = text_rows(rendered(view(), context))
    assert len(heads) == 3
    assert first == ["Statement 1 of the made-up review", f"({ALPHA}) (listed)", "✓ Matches"]
    assert len(rest) == 2
