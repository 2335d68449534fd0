"""Text from data made safe, and links that lead only to safe places."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from review.markup import attribute, escaped, items, link, plain, span


@given(st.text())
def test_escaped_text_has_no_markup_left_and_reads_as_before(text: str) -> None:
    safe = escaped(text)
    assert not set("<>\"'`*_[]{}@\\|~^!$\n\r\t") & set(safe)
    assert safe.count("&") == safe.count("&#")
    if "\x00" not in text and all(char >= " " and not "\x7f" <= char <= "\x9f" for char in text):
        assert unescape(safe) == text


def test_a_line_break_becomes_a_space() -> None:
    assert escaped("a\nb\tc") == "a b c"


def test_an_attribute_cannot_be_left() -> None:
    assert attribute('"><script>') == "&#34;&#62;&#60;script&#62;"


@pytest.mark.parametrize(
    "href", ["https://example.org/?a=1&b=2", "../evidence/claims.html#a-1", "#a", "data/views/a.csv"]
)
def test_https_and_relative_addresses_are_linked(href: str) -> None:
    assert link(href, "text") == f'<a href="{attribute(href)}">text</a>'


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " javascript:x",
        "\x01javascript:x",
        "JavaScript:x",
        "data:text/html,x",
        "http://example.org",
        "vbscript:x",
        "file:///etc/passwd",
    ],
)
def test_an_address_with_another_scheme_is_not_linked(href: str) -> None:
    assert link(href, "text", "css", "title") == "text"


def test_class_and_title_are_added_where_given() -> None:
    assert link("a.html", "t", "css", 'say "x"') == '<a href="a.html" class="css" title="say &#34;x&#34;">t</a>'
    assert span("css", "t") == '<span class="css">t</span>'


def test_one_item_stands_alone_and_several_stand_apart() -> None:
    assert items(["a"]) == "a"
    assert items(["a", "b"]) == '<span class="item">a</span><span class="item">b</span>'


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_plain_text_of_escaped_text_is_the_text(text: str) -> None:
    assert plain(span("x", escaped(text))) == " ".join(text.split())


def test_a_title_holds_no_tag_for_a_tooltip_that_reads_markup() -> None:
    made = link("a", "b", title='P < 0.05 <img src=x> "x"')
    title = html.fragment_fromstring(made).get("title")
    assert title.replace("\u2060", "") == 'P < 0.05 <img src=x> "x"'
    assert "<i" not in title
