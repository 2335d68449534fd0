"""A deck for the browser: one page that loads nothing and runs nothing but what its policy names."""

from __future__ import annotations

import re

from lxml import html

from review.publish.slides.deck import BREAK, Block, Deck, Grid, Run, Shot, Slide, plain
from review.publish.slides.web import inline_hashes, page

SLIDES = (
    Slide("A <b> & {slides}", (Block("numbers", (plain("<script>alert(1)</script>"),), 3),), (plain("told"),), 14),
    Slide("Drawn", (Block("letters", (plain("x"),)),), shot=Shot("d", b"<svg/>", 'A "box"')),
    Slide("Table", grid=Grid((plain("H"),), ((( Run("a"), BREAK, Run("b", "emph")),),), (3.0,), 12), foot=plain("Foot")),
)  # fmt: skip
DECK = Deck("zh", "T", (plain("under"),), (plain("imprint"),), SLIDES, "Footer", "https://book.example/a.html")


def built() -> html.HtmlElement:
    return html.document_fromstring(page(DECK, lambda name: f"[{name}]"))


def test_it_has_its_language_its_title_and_a_heading_a_slide() -> None:
    tree = built()
    assert tree.get("lang") == "zh-CN"
    assert tree.findtext(".//title") == "T ([slides.title])"
    assert [head.text_content() for head in tree.xpath("//h1 | //h2")] == ["T", "A <b> & {slides}", "Drawn", "Table"]
    assert [foot.text_content() for foot in tree.xpath("//footer/span[2]")] == ["1/4", "2/4", "3/4", "4/4"]


def test_what_slides_say_is_never_run() -> None:
    (script,) = built().xpath("//script")
    assert "alert" not in script.text_content()
    assert built().xpath("//ol/@start") == ["3"]


def test_nothing_is_loaded_and_the_policy_names_what_runs() -> None:
    text = page(DECK, lambda name: name)
    style, script = inline_hashes()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy and policy[1] == f"default-src 'none'; img-src data:; style-src {style}; script-src {script}"
    assert not re.search(r"\s(?:style|on\w+)=", text)
    assert built().xpath("//img/@src") == ["data:image/svg+xml;base64,PHN2Zy8+"]
    assert built().xpath("//img/@alt") == ['A "box"']


def test_tables_have_heads_and_scroll_by_keyboard() -> None:
    tree = built()
    assert tree.xpath("//th/@scope") == ["col", "row"]
    assert tree.xpath("//div[@class='scroll']/@tabindex") == ["0"]
    assert tree.xpath("string(//tbody/tr/th/em)") == "b" and tree.xpath("//tbody//br")


def test_notes_are_folded_and_there_only_where_there_are_some() -> None:
    assert [note.text_content() for note in built().xpath("//details/p")] == ["imprint", "told"]
