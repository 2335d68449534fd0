"""A built chapter read for its slides: words with their citations, sentences, sections, blocks."""

from __future__ import annotations

from lxml import html

from review.publish.slides.deck import Block, Run, words
from review.publish.slides.reading import blocks_of, cited, heading, line_of, on_one_line, prose, section, sentences

ARTICLE = """<article>
<h1>Title<a class="headerlink" href="#t">¶</a></h1>
<h2 id="key-points">Key points<a class="headerlink" href="#k">¶</a></h2>
<ul><li>A point<sup id="fnref:A"><a class="footnote-ref" href="#fn:A">1</a></sup>.</li></ul>
<h2 id="body">Body</h2>
<p>First sentence holds <em>words</em>.
Second <span class="claims">Review: 1.1 ✓</span> cites<sup><a class="footnote-ref" href="#fn:A">1</a></sup> <sup><a class="footnote-ref" href="#fn:B">2</a></sup>.
Third does not.</p>
<div class="question"><p>Not prose<sup><a class="footnote-ref" href="#fn:A">1</a></sup>.</p></div>
</article>"""


def article() -> html.HtmlElement:
    return html.fragment_fromstring(ARTICLE)


def test_words_keep_their_styles_and_lose_what_is_for_the_web_alone() -> None:
    line = line_of(
        html.fragment_fromstring("<p>One <strong>two</strong>\n <a class='headerlink'>¶</a>H<sub>2</sub>O .</p>")
    )
    assert line == (Run("One "), Run("two", "strong"), Run("\nH"), Run("2", "sub"), Run("O."))
    assert words(on_one_line(line)) == "One two H2O."


def test_citations_stand_in_one_group_close_to_their_word() -> None:
    second = sentences(line_of(article().find("p")))[1]
    assert second == (Run("Second cites"), Run("1,2", "sup"), Run("."))
    assert "Review: 1.1 ✓" in words(line_of(article().find("p"), claims=True))


def test_a_cell_of_several_items_has_a_line_for_each() -> None:
    cell = html.fragment_fromstring("<td><span class='item'>a</span><span class='item'>b</span><br>c</td>")
    assert words(line_of(cell)) == "a\nb\nc"


def test_chinese_sentences_end_with_their_full_stop() -> None:
    line = line_of(html.fragment_fromstring("<p>第一句。<sup>1</sup>第二句。</p>"))
    assert [words(part) for part in sentences(line)] == ["第一句。1", "第二句。"]


def test_sections_and_headings_are_found_by_id() -> None:
    assert heading(article(), "key-points") == "Key points"
    assert [part.tag for part in section(article(), "key-points")] == ["ul"]
    assert section(article(), "nothing") == []


def test_the_prose_tells_what_is_said_of_each_work() -> None:
    (found,) = prose(article())
    assert found.keys == ("A", "B")
    assert words(found.line).startswith("Second")


def test_works_are_cited_by_number_and_by_name() -> None:
    row = html.fragment_fromstring(
        "<p><a href='#fn:A'>1</a><a href='../x.html#ref-B'>B 2020</a><a href='#fn:A'>1</a></p>"
    )
    assert cited(row) == ("A", "B")


def test_blocks_are_paragraphs_lists_and_rows() -> None:
    parts = html.fragment_fromstring(
        "<div><p>Asked?</p><ol type='a'><li>Yes</li><li>No</li></ol><div><ul><li>x</li></ul></div>"
        "<table><tr><th>k</th><td>v</td></tr></table><p> </p></div>"
    )
    assert [(block.kind, [words(line) for line in block.lines]) for block in blocks_of(list(parts))] == [
        ("para", ["Asked?"]),
        ("letters", ["Yes", "No"]),
        ("bullets", ["x"]),
        ("bullets", ["k – v"]),
    ]
    assert Block("para", ()) not in blocks_of(list(parts))
