"""The pages as one document: numbers, ids, links, what was folded."""

from __future__ import annotations

from collections import Counter

from tests.review.publish.book.pages import WEB, chapter, whole


def ids(book: object) -> list[str]:
    found = []
    for section in book.sections():  # type: ignore[attr-defined]
        roots = [section.body, *section.answers, *section.statements]
        found += [
            section.id,
            *(
                element.get("id")
                for root in roots
                for element in root.iter()
                if isinstance(element.tag, str) and element.get("id")
            ),
        ]
    return found


def links(book: object, css: str) -> list[tuple[str, str]]:
    return [
        (link.get("href"), link.text_content())
        for section in book.sections()  # type: ignore[attr-defined]
        for link in section.body.iter("a")
        if link.get("class") == css
    ]


def test_ids_are_unique_in_the_whole() -> None:
    assert [name for name, count in Counter(ids(whole())).items() if count > 1] == []


def test_works_are_numbered_by_first_citation_in_the_whole_and_in_a_chapter() -> None:
    book = whole()
    assert [(number, key) for number, key, _ in book.works] == [(1, "Beta2020"), (2, "Alpha2021")]
    assert links(book, "cite") == [("#ref-Beta2020", "1"), ("#ref-Alpha2021", "2"), ("#ref-Alpha2021", "2")]
    assert "细胞" in book.works[1][2].text_content()


def test_neighbouring_numbers_are_one_group() -> None:
    body = whole().parts[1][1][0].body
    assert [mark.text_content() for mark in body.xpath(".//sup[@class='cites']")] == ["1,2"]


def test_links_lead_within_the_document_or_to_the_web() -> None:
    assert ("#therapies-heat--warm", "heat") in links(whole(), "xref")
    assert ("#therapies-cold--top", "cold") in links(whole(), "xref")
    assert (f"{WEB}evidence/results.html#r-1", "12%") in links(whole(), "record")
    assert (f"{WEB}data/claims.csv", "hand") in links(whole(), "outside")
    assert ("https://trials.example/x", "a trial") in links(whole(), "web")
    assert (f"{WEB}therapies/heat.html#warm", "heat") in links(chapter(), "outside"), (
        "what a chapter alone does not hold"
    )


def test_what_the_web_folds_is_printed_out() -> None:
    section = whole().parts[1][1][0]
    (answer,) = section.answers
    assert answer.text_content() == "1. a. Because."
    assert not section.body.xpath(".//details | .//summary")
    (said,) = section.statements
    assert (said.get("value"), said.text) == ("1", "Cold review, 1 ✓. Matches: Ice kills.")
    assert links(whole(), "claim") == [("#therapies-cold--said-c-001", "1 ✓1")]


def test_figures_and_tables_carry_the_chapter_s_number() -> None:
    cold, heat = whole().parts[1][1]
    assert [(item.get("class"), item.get("data-number")) for item in cold.body.iter("figure")] == [
        ("drawing", "1.1"),
        ("table", "1.1"),
    ]
    assert [item.get("data-number") for item in heat.body.iter("figure")] == ["2.1", "2.2", "2.3"]
    assert [item.text_content() for item in heat.body.iter("figcaption")] == ["All of wide", "All of wider", "Warm"]
    assert chapter().parts[0][1][0].body.xpath(".//figure[@class='table']/@data-number") == ["1.1"]


def test_a_drawing_becomes_a_file_with_its_description() -> None:
    book = whole()
    (image,) = book.parts[1][1][0].body.iter("img")
    assert image.get("alt") == "A cell meets another."
    assert image.get("src") in book.figures
    assert b"fill: red" in book.figures[image.get("src")].content


def test_what_serves_the_web_alone_is_gone() -> None:
    text = whole().parts[1][1][0].body.text_content()
    assert "¶" not in text and "Download" not in text
    home = whole().home
    assert home is not None and "Ways" not in home.body.text_content() and "Made" in home.body.text_content()


def test_the_glossary_is_whole_in_the_book_and_cut_to_its_terms_in_a_chapter() -> None:
    assert [(entry.term, entry.also) for entry in whole().glossary] == [("T cell", "T 细胞"), ("B cell", "B 细胞")]
    assert whole().glossary[0].relations == (("Opposite", "B cell", "glossary--bcell"),)
    assert [entry.term for entry in chapter().glossary] == ["T cell"]


def test_a_page_that_was_not_built_is_left_out() -> None:
    assert whole().edition is None
