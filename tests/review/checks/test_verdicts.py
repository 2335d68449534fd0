"""EVID-5 to EVID-8: what a verdict needs."""

from pathlib import Path

import pytest

from review.checks.verdicts import check
from tests.books import ALPHA, BETA, SEEN, Book, only

CLAIMS = "docs/data/claims.csv"
RESULTS = "docs/data/results.csv"
FIXES = "docs/data/corrections.csv"


def test_the_sound_book_has_no_such_problem(tmp_path: Path) -> None:
    assert list(check(Book().load(tmp_path))) == []


@pytest.mark.parametrize("missing", ["evidence", "seen_as", "seen_on"])
def test_a_verdict_without_its_evidence_is_told(missing: str, tmp_path: Path) -> None:
    only(
        Book().change("claims", "hyperthermia-001", **{missing: ""}).problems(tmp_path),
        "EVID-5",
        CLAIMS,
        2,
        "which record was seen",
    )


def test_a_verdict_on_a_number_needs_evidence_too(tmp_path: Path) -> None:
    only(
        Book().change("results", f"{ALPHA}-a-orr", seen_on="").problems(tmp_path),
        "EVID-5",
        RESULTS,
        3,
        "which record was seen",
    )


def test_a_verdict_against_the_review_needs_a_reason(tmp_path: Path) -> None:
    book = Book().change("claims", "hyperthermia-001", verdict="differs")
    only(book.problems(tmp_path), "EVID-5", CLAIMS, 2, "say what the record says")
    assert book.change("claims", "hyperthermia-001", why_en="It says so").problems(tmp_path) == []


def test_a_conflict_within_a_review_needs_a_reason_and_no_record(tmp_path: Path) -> None:
    book = Book().change("claims", "hyperthermia-003", verdict="internal conflict", why_en="It says both")
    assert book.problems(tmp_path) == []


def test_not_found_needs_its_search(tmp_path: Path) -> None:
    only(Book().change("searches", "try-a", for_id="other").problems(tmp_path), "EVID-6", CLAIMS, 3, "one row a try")


@pytest.mark.parametrize(
    ("sought", "sound"), [(BETA, True), ("hyperthermia-002", True), (f"{BETA}-unseen", True), (ALPHA, False)]
)
def test_a_number_not_found_needs_a_search_for_it_its_study_or_its_claim(
    sought: str, sound: bool, tmp_path: Path
) -> None:
    book = (
        Book()
        .change("claims", "hyperthermia-002", verdict="not checked")
        .change("results", f"{BETA}-unseen", verdict="not found")
    )
    problems = book.change("searches", "try-a", for_id=sought).problems(tmp_path)
    assert [(problem.rule, problem.line) for problem in problems] == ([] if sound else [("EVID-6", 6)])


def test_blame_of_a_reference_needs_a_listed_work(tmp_path: Path) -> None:
    book = Book().change("claims", "hyperthermia-001", verdict="wrong work", why_en="Another subject")
    assert book.problems(tmp_path) == []
    only(
        book.change("claims", "hyperthermia-001", linked_by="named").problems(tmp_path),
        "EVID-7",
        CLAIMS,
        2,
        "another verdict",
    )


def test_a_correction_of_a_lost_list_is_told(tmp_path: Path) -> None:
    book = (
        Book()
        .change("reviews", "hyperthermia", references_listed="false")
        .change("review_refs", "hyperthermia", linked_by="named")
    )
    book.change("claims", "hyperthermia-001", linked_by="named").change("corrections", "fix-a", kind="wrong record")
    only(book.problems(tmp_path), "EVID-7", FIXES, 2, "another kind")


def test_a_correction_needs_a_source_unless_the_text_itself_shows_it(tmp_path: Path) -> None:
    book = Book().change("corrections", "fix-a", source="", **dict.fromkeys(SEEN, ""))
    only(book.problems(tmp_path), "EVID-8", FIXES, 2, "which record shows it")
    assert book.change("corrections", "fix-a", kind="duplicate").problems(tmp_path) == []
