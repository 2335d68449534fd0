"""EVID-1 to EVID-4: subjects, links and reference numbers of claims."""

from pathlib import Path

import pytest

from review.checks.claims import check
from tests.books import ALPHA, Book, only

CLAIMS = "docs/data/claims.csv"
TERMS = "docs/data/claim_terms.csv"


def test_the_sound_book_has_no_such_problem(tmp_path: Path) -> None:
    assert list(check(Book().load(tmp_path))) == []


def test_a_claim_without_subject_is_told(tmp_path: Path) -> None:
    only(
        Book().drop("claim_terms", "hyperthermia-002").problems(tmp_path), "EVID-1", CLAIMS, 3, "link it to a mechanism"
    )


@pytest.mark.parametrize(("cells", "count"), [({}, 0), ({"mechanism": "made-up", "setting": "wide-place"}, 2)])
def test_a_link_to_none_or_two_subjects_is_told(cells: dict[str, str], count: int, tmp_path: Path) -> None:
    book = Book()
    book.tables["claim_terms"].append(
        {"claim": "hyperthermia-003", "mechanism": "made-up", **cells} if cells else {"claim": "hyperthermia-003"}
    )
    book.tables["claim_terms"].sort(
        key=lambda row: (row["claim"], row.get("mechanism", ""), row.get("therapy", ""), row.get("setting", ""))
    )
    line = 5 if count == 0 else 7
    problem = only(book.problems(tmp_path), "EVID-2", TERMS, line, "one row a link")
    assert problem.found == f"{count} subjects"


def test_a_link_that_stands_twice_is_told(tmp_path: Path) -> None:
    book = Book().add("claim_terms", claim="hyperthermia-003", mechanism="made-up")
    problem = only(book.problems(tmp_path), "EVID-2", TERMS, 7, "remove the row")
    assert "line 6" in problem.found


@pytest.mark.parametrize("cells", [{"linked_by": ""}, {"study": ""}])
def test_a_study_without_link_or_a_link_without_study_is_told(cells: dict[str, str], tmp_path: Path) -> None:
    only(Book().change("claims", "hyperthermia-001", **cells).problems(tmp_path), "EVID-3", CLAIMS, 2, "fill or empty")


def test_a_claim_under_another_review_is_told(tmp_path: Path) -> None:
    book = Book()
    book.tables["reviews"].insert(0, {**book.row("reviews", "hyperthermia"), "id": "cytokines", "cite_key": ALPHA})
    book.change("claims", "hyperthermia-003", review="cytokines")
    only(book.problems(tmp_path), "EVID-4", CLAIMS, 4, "correct the review or the id")


def test_a_reference_number_beyond_the_review_s_last_is_told(tmp_path: Path) -> None:
    book = Book().add("claim_refs", claim="hyperthermia-002", number="10")
    problem = only(book.problems(tmp_path), "EVID-4", "docs/data/claim_refs.csv", 4, "correct the number")
    assert problem.expected.startswith("at most 9")


def test_a_work_s_number_beyond_the_review_s_last_is_told(tmp_path: Path) -> None:
    book = Book().change("review_refs", "hyperthermia", number="10")
    only(book.problems(tmp_path), "EVID-4", "docs/data/review_refs.csv", 2, "correct the number")


def test_a_listed_work_of_a_lost_list_is_told(tmp_path: Path) -> None:
    book = Book().change("reviews", "hyperthermia", references_listed="false")
    only(book.problems(tmp_path), "EVID-4", "docs/data/review_refs.csv", 2, "how the work was identified")
