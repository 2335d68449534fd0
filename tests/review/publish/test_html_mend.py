"""What the theme leaves wrong is mended, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from review.publish.html_mend import mended

NAVIGATION = '<nav class="md-nav md-nav--primary" aria-label="导航" data-md-level="0"></nav>'
SEARCH = '<div class="md-search" data-md-component="search" role="dialog"><input type="text" name="query" aria-label="Search" autocomplete="off"></div>'


def only(text: str, tag: str) -> html.HtmlElement:
    """The one element of a kind."""
    [element] = html.fragment_fromstring(text, create_parent="main").iter(tag)
    return element


@pytest.mark.parametrize("kind", ["checkbox", "radio"])
def test_switches_lose_an_attribute_that_only_text_may_have(kind: str) -> None:
    text = mended(f'<input class="md-toggle" type="{kind}" id="__search" autocomplete="off">')
    assert text == f'<input class="md-toggle" type="{kind}" id="__search">'


def test_a_text_field_may_say_how_it_completes() -> None:
    assert 'autocomplete="off"' in mended(SEARCH)


def test_labels_lose_an_empty_tabindex_and_keep_a_full_one() -> None:
    assert mended('<label for="a" tabindex="">A</label>') == '<label for="a">A</label>'
    assert mended('<label for="a" tabindex="0">A</label>') == '<label for="a" tabindex="0">A</label>'


def test_the_search_dialog_is_named_after_its_field() -> None:
    assert only(mended(SEARCH), "div").get("aria-label") == "Search"
    named = '<div role="dialog" aria-label="Mine"></div>'
    assert mended(named + SEARCH).startswith(named)
    assert mended('<div role="dialog"></div>') == '<div role="dialog"></div>'


def test_the_switch_of_the_menu_is_named_after_the_menu() -> None:
    switch = '<input type="checkbox" id="__drawer" autocomplete="off">'
    assert only(mended(switch + NAVIGATION), "input").get("aria-label") == "导航"
    assert only(mended(switch), "input").get("aria-label") is None


def test_a_table_written_in_markdown_scrolls_by_keyboard_under_the_names_of_its_heads() -> None:
    text = mended("<table>\n<thead>\n<tr>\n<th>A &lt; <em>b</em></th>\n<th>C</th>\n</tr>\n</thead>\n</table>")
    box = only(text, "div")
    assert box.get("tabindex") == "0" and box.get("role") == "group"
    assert box.get("aria-label") == "A < b, C"
    assert box[0].tag == "table" and box[0].get("class") == "plain"


def test_a_table_without_heads_has_no_name_to_give() -> None:
    box = only(mended("<table><tbody><tr><td>1</td></tr></tbody></table>"), "div")
    assert box.get("tabindex") == "0" and box.get("role") is None and box.get("aria-label") is None


def test_a_table_of_data_stays_as_it_is() -> None:
    text = '<div class="view" tabindex="0"><table class="data"><caption>A</caption></table></div>'
    assert mended(text) == text


@pytest.mark.parametrize("before", ["", "<span></span>"])
def test_the_box_around_code_scrolls_by_keyboard(before: str) -> None:
    text = f"<pre>{before}<code>a &lt;b&gt;</code></pre>"
    assert mended(text) == text.replace("<pre>", '<pre tabindex="0">')
    assert mended("<p><code>a</code></p>") == "<p><code>a</code></p>"


def test_shown_markup_is_text_and_stays() -> None:
    text = "<p>&lt;label tabindex=&quot;&quot;&gt; &lt;table&gt;</p>"
    assert mended(text) == text


def test_mending_twice_is_mending_once() -> None:
    page = (
        '<input type="checkbox" id="__drawer" autocomplete="off">'
        + NAVIGATION
        + SEARCH
        + '<label tabindex="">A</label><table><thead><tr><th>A</th></tr></thead></table><pre><code>x</code></pre>'
    )
    assert mended(mended(page)) == mended(page)


@given(st.text(alphabet=st.characters(exclude_characters="<"), max_size=200))
def test_text_without_tags_stays_as_it_is(text: str) -> None:
    assert mended(text) == text
