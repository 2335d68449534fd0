"""ADDR-1 and CITE-1: canonical addresses, and keys of the bibliography."""

from pathlib import Path

import pytest

from review.checks.addresses import address_fault, check
from tests.books import ALPHA, Book, only


def test_the_sound_book_has_no_such_problem(tmp_path: Path) -> None:
    assert list(check(Book().load(tmp_path))) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://doi.org/10.1000/x(1)",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/",
        "https://clinicaltrials.gov/study/NCT00000000",
        "https://www.example.org/a?b=c#d",
        "https://example.org",
        "https://europepmc.org/article/x",
    ],
)
def test_canonical_addresses_pass(address: str) -> None:
    assert address_fault(address) is None


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("http://example.org/", "https"),
        ("https://user@example.org/", "https"),
        ("https://example.org:8080/", "https"),
        ("https://localhost/", "https"),
        ("https://127.0.0.1/x", "https"),
        ("javascript:alert(1)", "https"),
        ("https://dx.doi.org/10.1000/x", "https://doi.org/10."),
        ("https://doi.org/x", "https://doi.org/10."),
        ("https://www.pubmed.gov/123", "https://pubmed.ncbi.nlm.nih.gov/"),
        ("https://pubmed.ncbi.nlm.nih.gov/123", "https://pubmed.ncbi.nlm.nih.gov/"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/123", "https://pubmed.ncbi.nlm.nih.gov/"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/", "https://pmc.ncbi.nlm.nih.gov/articles/PMC"),
        ("https://clinicaltrials.gov/ct2/show/NCT00000000", "https://clinicaltrials.gov/study/NCT"),
        ("https://www.clinicaltrials.gov/study/NCT00000000", "https://clinicaltrials.gov/study/NCT"),
    ],
)
def test_other_addresses_are_answered_with_the_form_they_should_have(address: str, form: str) -> None:
    found = address_fault(address)
    assert found is not None
    assert found.startswith(form)


@pytest.mark.parametrize(
    ("table", "key", "line"),
    [
        ("claims", "hyperthermia-001", 2),
        ("results", f"{ALPHA}-a-orr", 3),
        ("later", "later-b", 3),
        ("corrections", "fix-a", 2),
    ],
)
def test_an_address_of_another_form_is_told_in_its_row(table: str, key: str, line: int, tmp_path: Path) -> None:
    book = Book().change(table, key, evidence="https://dx.doi.org/10.1000/x")
    only(book.problems(tmp_path), "ADDR-1", f"docs/data/{table}.csv", line, "canonical address")


def test_an_unknown_key_is_told_with_the_near_one(tmp_path: Path) -> None:
    book = Book().change("disagreement_sources", "point-a", cite_key="FixtureAlpha2020")
    only(book.problems(tmp_path), "CITE-1", "docs/data/disagreement_sources.csv", 2, f"write “{ALPHA}”")


def test_a_key_unlike_all_others_is_to_be_added(tmp_path: Path) -> None:
    only(
        Book().change("later", "later-a", source="Zzz").problems(tmp_path),
        "CITE-1",
        "docs/data/later.csv",
        2,
        "add the entry",
    )
