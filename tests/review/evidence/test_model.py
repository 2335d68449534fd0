"""The evidence as a whole: look-ups, derivations, and what a broken table does and does not cause."""

from pathlib import Path
from typing import Any

import pytest

from review.evidence.model import Evidence, build_evidence, interval, schema_problems, sort_key
from review.problems import Problem
from tests.books import ALPHA, BETA, PACKAGE, Book, real_schema, sound_tables, table_texts

SCHEMA = real_schema()


def texts(book: Book) -> dict[str, str]:
    """The text of each table by its file's name."""
    return table_texts(book.tables)


def built(book: Book) -> tuple[Evidence, list[Problem]]:
    return build_evidence(texts(book), SCHEMA)


EVIDENCE, PROBLEMS = built(Book())


def test_the_sound_book_s_tables_become_records_in_file_order() -> None:
    assert PROBLEMS == []
    assert [claim.id for claim in EVIDENCE.claims] == ["hyperthermia-001", "hyperthermia-002", "hyperthermia-003"]
    assert [claim.line for claim in EVIDENCE.claims] == [2, 3, 4]
    for name, rows in sound_tables().items():
        assert len(getattr(EVIDENCE, name)) == len(rows), name


@pytest.mark.parametrize("name", ["review", "claim", "study", "result", "level", "verdict", "measure"])
def test_records_are_found_by_id(name: str) -> None:
    found = getattr(EVIDENCE, name)
    assert found
    assert all(record.id == key for key, record in found.items())


def test_links_are_grouped_by_what_they_belong_to() -> None:
    assert [term.therapy or term.setting for term in EVIDENCE.terms_of["hyperthermia-001"]] == [
        "narrow-place",
        "drug-a",
    ]
    assert EVIDENCE.refs_of == {"hyperthermia-001": [1, 2]}
    assert [work.cite_key for work in EVIDENCE.works_of["hyperthermia", 1]] == [ALPHA]
    assert {result.study for result in EVIDENCE.results_of_study[BETA]} == {BETA}
    assert set(EVIDENCE.results_of_claim) == {"hyperthermia-001", "hyperthermia-002"}
    assert EVIDENCE.subject["setting", "narrow-place"].parent == "wide-place"


def test_later_events_stand_oldest_first() -> None:
    book = Book()
    for name, day in (("later-c", "2024-01-01"), ("later-d", "2021")):
        book.add("later", **{**book.row("later", "later-a"), "id": name, "date": day})
    evidence, _ = built(book)
    assert [event.date for event in evidence.later_of_study[ALPHA]] == ["2021", "2023-05", "2024-01-01"]
    assert [event.id for event in evidence.later_of_therapy["drug-b"]] == ["later-b"]


@pytest.mark.parametrize(
    ("verdict", "standing"),
    [
        ("matches", "supported"),
        ("differs", "corrected"),
        ("wrong work", "corrected"),
        ("internal conflict", "disputed"),
        ("", "not verified"),
    ],
)
def test_a_standing_is_derived_from_the_verdict(verdict: str, standing: str) -> None:
    assert EVIDENCE.standing(verdict) == standing


def test_a_wide_subject_takes_in_the_narrower_ones_at_any_depth_and_ends_in_a_circle() -> None:
    book = Book().change("settings", "wide-place", parent="narrow-place")
    book.add("settings", id="z-narrowest", label_en="Z", label_zh="Z", definition_en="Z", parent="narrow-place")
    evidence, problems = built(book)
    assert problems == []
    assert evidence.widened("setting", ["wide-place"]) == {"wide-place", "narrow-place", "z-narrowest"}
    assert EVIDENCE.widened("setting", ["narrow-place"]) == {"narrow-place"}
    assert EVIDENCE.widened("therapy", ["drug-a"]) == {"drug-a"}


def test_a_published_interval_is_preferred_and_an_own_one_is_marked() -> None:
    published = interval(EVIDENCE.result[f"{BETA}-os"])
    assert published is not None
    assert (published.low, published.high, published.level, published.computed) == (9, None, 95, False)
    own = interval(EVIDENCE.result[f"{ALPHA}-a-orr"])
    assert own is not None
    assert own.computed
    assert interval(EVIDENCE.result[f"{BETA}-unseen"]) is None


def test_the_files_order_is_by_key_but_for_two_tables() -> None:
    assert sort_key(SCHEMA.tables["claim_terms"]) == ("claim", "mechanism", "therapy", "setting")
    assert sort_key(SCHEMA.tables["levels"]) == ("rank",)
    assert sort_key(SCHEMA.tables["claim_refs"]) == ("claim", "number")


def test_an_unsorted_table_is_told() -> None:
    book = Book()
    book.tables["claims"].reverse()
    [problem] = built(book)[1]
    assert (problem.rule, problem.path, problem.line) == ("DATA-12", "docs/data/claims.csv", 3)


def test_a_file_that_the_package_names_and_that_is_missing_is_one_problem() -> None:
    sources = texts(Book())
    del sources["studies.csv"]
    evidence, [problem] = build_evidence(sources, SCHEMA)
    assert (problem.rule, problem.path) == ("FILE-1", "docs/data/studies.csv")
    assert evidence.studies == ()


def test_one_bad_row_is_not_missed_again_by_each_row_that_names_it() -> None:
    evidence, [problem] = built(Book().change("studies", ALPHA, design="no such design"))
    assert (problem.rule, problem.path, problem.line) == ("DATA-6", "docs/data/studies.csv", 2)
    assert [study.id for study in evidence.studies] == [BETA]


def test_an_unknown_id_is_told_in_the_row_that_names_it() -> None:
    [problem] = built(Book().change("results", f"{BETA}-os", study="FixtureBeta2023"))[1]
    assert (problem.rule, problem.path, problem.line) == ("DATA-11", "docs/data/results.csv", 5)
    assert problem.remedy.startswith(f"write “{BETA}”")


def test_a_package_that_names_another_column_type_or_table_is_told(tmp_path: Path) -> None:
    def change(content: Any) -> None:
        tables = {item["name"]: item for item in content["resources"]}
        columns = {name: {item["name"]: item for item in table["schema"]["fields"]} for name, table in tables.items()}
        tables["claims"]["schema"]["fields"].remove(columns["claims"]["section"])
        columns["reviews"]["references_cited"]["type"] = "string"
        tables["samples"]["name"] = "words"

    problems = Book().package(change).load(tmp_path).problems
    assert [(problem.rule, problem.path) for problem in problems] == [("DATA-13", PACKAGE)] * 4
    assert "statement_en str for section str" in problems[0].found
    assert "references_cited str for references_cited int" in problems[1].found
    assert "“samples” with nothing for id str" in problems[2].found
    assert "“words” with id str for nothing" in problems[3].found
    assert schema_problems(SCHEMA, PACKAGE) == []


def test_numbers_that_stand_on_a_review_alone_belong_to_no_study() -> None:
    evidence, problems = build_evidence(texts(Book().alone()), real_schema())
    assert problems == []
    assert set(evidence.results_of_study) == {ALPHA, BETA}
    assert "FixtureReview2020-alone" in [result.id for result in evidence.results_of_claim["hyperthermia-002"]]
