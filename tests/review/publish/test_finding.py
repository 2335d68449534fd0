"""Terms in the search index: found by all their words, below the pages, and only where their page is."""

import json
from pathlib import Path

from review.publish.finding import BOOST, term_entries, with_entries
from tests.books import Book


def test_a_term_is_found_by_its_definition_its_abbreviation_and_its_other_words(tmp_path: Path) -> None:
    book = Book()
    book.tables["synonyms"] = [{"term": "term-a", "word": "Brand <A>"}]
    [entry] = term_entries(book.load(tmp_path).evidence, "en")
    assert entry["location"] == "reference/glossary.html#term-a"
    assert entry["title"] == "Term A"
    assert entry["text"] == "<p>What term A means Term A（中文） TA Brand &lt;A&gt;</p>"
    assert entry["boost"] == BOOST < 1


def test_the_chinese_index_has_the_english_name_too(tmp_path: Path) -> None:
    [entry] = term_entries(Book().load(tmp_path).evidence, "zh")
    assert entry["title"] == "Term A（中文）"
    assert "Term A TA" in str(entry["text"])


def test_entries_lead_only_to_pages_that_the_index_knows() -> None:
    index = json.dumps({"config": {}, "docs": [{"location": "reference/glossary.html", "title": "G", "text": ""}]})
    inside = {"location": "reference/glossary.html#a", "title": "A"}
    outside = {"location": "other.html#b", "title": "B"}
    assert [doc["location"] for doc in json.loads(with_entries(index, [inside, outside]))["docs"]] == [
        "reference/glossary.html", "reference/glossary.html#a"
    ]  # fmt: skip
