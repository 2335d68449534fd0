"""Terms explained at first use: which words are taken, where, and what they lead to."""

from dataclasses import replace

import pytest
from lxml import html

from review.evidence.records import Term
from review.publish.glossary import with_terms


def term(name: str, english: str, abbreviation: str = "", chinese: str = "词") -> Term:
    return Term(1, name, english, chinese, abbreviation, f"What {english} means.", "", "", "")


CELL = term("t-cell", "T cell", chinese="T 细胞")
TREG = term("treg", "regulatory T cell", "Treg", "调节性 T 细胞")
ORR = term("orr", "objective response rate", "ORR", "客观缓解率")
TERMS = [CELL, TREG, ORR]


def explained(content: str, terms: list[Term] = TERMS, language: str = "en") -> list[tuple[str, str]]:
    """The words that became links, with the entries they lead to."""
    done = with_terms(content, terms, language, lambda page, anchor: f"../{page}.html#{anchor}")  # type: ignore[arg-type]
    root = html.fragment_fromstring(done, create_parent="div")
    return [(link.text, link.get("href").rpartition("#")[2]) for link in root.xpath(".//a[@class='term']")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<p>A T cell kills. The T cell tires.</p>", [("T cell", "t-cell")]),
        ("<p>T cells kill.</p>", [("T cells", "t-cell")]),
        ("<p>A T\u00a0cell kills.</p>", [("T\u00a0cell", "t-cell")]),
        ("<p>Regulatory T cells, Treg for short.</p>", [("Regulatory T cells", "treg")]),
        ("<p>Treg first, then a T cell.</p>", [("Treg", "treg"), ("T cell", "t-cell")]),
        ("<p>CAR-T cell, anti-T cell and tregs.</p>", []),
        ("<p>orr is no ORR-like word.</p>", []),
        ("<p>Rates &amp; T cell</p>", [("T cell", "t-cell")]),
    ],
)
def test_the_first_mention_of_a_term_leads_to_its_entry(content: str, expected: list[tuple[str, str]]) -> None:
    assert explained(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        "<h2>T cell</h2>",
        '<p><a href="x">T cell</a></p>',
        "<pre><code>T cell</code></pre>",
        "<table><tr><td>T cell</td></tr></table>",
        '<figure class="drawing"><svg><text>T cell</text></svg><figcaption>T cell</figcaption></figure>',
        '<div class="question"><div><p>T cell</p></div><p>T cell</p></div>',
        '<div class="footnote"><ol><li>T cell</li></ol></div>',
        '<p><span class="claims">T cell</span></p>',
    ],
)
def test_headings_links_code_tables_drawings_questions_and_references_stay_as_they_are(content: str) -> None:
    assert with_terms(content, TERMS, "en", lambda page, anchor: anchor) == content
    assert explained(content + "<p>A T cell after it.</p>") == [("T cell", "t-cell")]


def test_the_definition_is_the_title_and_cannot_become_markup() -> None:
    odd = replace(ORR, definition_en='A "rate" <b>of</b> [@x]')
    done = with_terms("<p>The ORR rose.</p>", [odd], "en", lambda page, anchor: f"{page}#{anchor}")
    link = html.fragment_fromstring(done).find("a")
    assert link is not None
    title = str(link.get("title")).replace("\u2060", "")
    assert title == 'objective response rate (ORR): A "rate" <b>of</b> [@x]'
    assert "<b>" not in done


def test_chinese_text_is_searched_without_spaces_between_words() -> None:
    assert explained("<p>它是调节性 T 细胞的一种。</p>", language="zh") == [("调节性 T 细胞", "treg")]


def test_without_terms_nothing_changes() -> None:
    assert with_terms("<p>T cell<br>x</p>", [], "en", lambda page, anchor: anchor) == "<p>T cell<br>x</p>"
