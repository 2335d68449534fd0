"""The handbook as a Word document, opened by a program that reads such documents."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx  # type: ignore[import-untyped]
import pytest
from lxml import html

from review.publish.archive import LONG_AGO
from review.release import Release
from review.teaching.handbook import handbook_docx, handbook_html, styled_reference

RELEASE = Release("The book", "Its contributors", "1.2.0", date(2026, 1, 31))
FIRST = """<html><body><nav>Menu</nav><article><h1 id="one">First &amp; best<a class="headerlink" href="#one">¶</a></h1>
<p>See <a href="two.html#there">there</a>, <a href="#here">here</a>, <a href="../evidence/results.html#r-1">a row</a>
and <a href="https://doi.org/10.1000/x">a record</a>.</p>
<h2 id="here">Here</h2>
<div class="view"><table><caption><span class="caption">A table</span></caption>
<thead><tr><th scope="col">Session</th><th scope="col">Uses</th></tr></thead>
<tbody><tr><th scope="row">Talk</th><td><span class="item">One</span><span class="item">Two</span></td></tr>
<tr><th scope="row">Write</th><td></td></tr></tbody></table></div>
<details><summary>Key</summary><p>Folded.</p></details>
<div class="highlight"><span class="filename">What it prints</span><pre><span></span><code><span>a = 1</span>
<span>b</span></code></pre></div><p class="view-downloads">CSV</p></article></body></html>"""
SECOND = '<html><body><article><h1>Second</h1><h2 id="there">There</h2><p>End.</p></article></body></html>'
PAGES = {"teach/one": FIRST.encode(), "teach/two": SECOND.encode()}
WEB = "https://book.example/"


@pytest.fixture(scope="module")
def document() -> bytes:
    return handbook_docx(handbook_html(PAGES, WEB, "A handbook", "Contents"), RELEASE, "A handbook", "Version 1")


def test_links_lead_within_the_document_or_to_the_web() -> None:
    tree = html.document_fromstring(handbook_html(PAGES, WEB, "A handbook", "Contents"))
    assert tree.xpath("//a/@href") == [
        "#teach-one",
        "#teach-two",
        "#teach-two--there",
        "#teach-one--here",
        "https://book.example/evidence/results.html#r-1",
        "https://doi.org/10.1000/x",
    ]
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {address[1:] for address in tree.xpath("//a/@href") if address.startswith("#")} <= set(ids)


def test_what_belongs_to_a_screen_is_left_out() -> None:
    text = html.document_fromstring(handbook_html(PAGES, WEB, "A handbook", "Contents")).text_content()
    assert not any(word in text for word in ("Menu", "¶", "CSV"))


def test_the_document_has_its_headings_tables_and_links(document: bytes) -> None:
    found = docx.Document(io.BytesIO(document))
    headings = [(item.style.name, item.text) for item in found.paragraphs if item.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "First & best"),
        ("Heading 2", "Here"),
        ("Heading 1", "Second"),
        ("Heading 2", "There"),
    ]
    (table,) = found.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Session", "Uses"],
        ["Talk", "One\nTwo"],
        ["Write", "\n\u00a0"],
    ]
    targets = {item.target_ref for item in found.part.rels.values() if item.is_external}
    assert targets == {"https://book.example/evidence/results.html#r-1", "https://doi.org/10.1000/x"}
    texts = [item.text for item in found.paragraphs]
    assert texts.count("A table") == 1
    assert "Key" in texts and "Folded." in texts and "What it prints" in texts
    assert any("a = 1" in text and "b" in text for text in texts)
    assert (found.core_properties.title, found.core_properties.author) == ("A handbook", "Its contributors")
    assert found.core_properties.language == "en-GB"


def test_the_same_text_gives_the_same_bytes(document: bytes) -> None:
    again = handbook_docx(handbook_html(PAGES, WEB, "A handbook", "Contents"), RELEASE, "A handbook", "Version 1")
    assert again == document
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        assert {item.date_time for item in packed.infolist()} == {LONG_AGO}


def test_another_pandoc_whose_styles_have_changed_is_told() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("word/styles.xml", '<w:style w:styleId="Table"></w:style>')
        packed.writestr("word/document.xml", "<w:sectPr></w:sectPr>")
    with pytest.raises(RuntimeError, match="style Table"):
        styled_reference(content.getvalue())


def test_a_caption_that_repeats_its_heading_is_left_out() -> None:
    pages = {"teach/one": FIRST.replace(">A table<", "> Here<").encode()}
    tree = html.document_fromstring(handbook_html(pages, WEB, "A handbook", "Contents"))
    assert not tree.xpath("//caption")
    assert len(tree.xpath("//table")) == 1
