"""EVID-10 to EVID-19: numbers agree with themselves."""

from pathlib import Path

import pytest

from review.checks.results import check
from tests.books import ALPHA, BETA, SEEN, Book, only

RESULTS = "docs/data/results.csv"
ORR = f"{ALPHA}-a-orr"
OS = f"{BETA}-os"


def test_the_sound_book_has_no_such_problem(tmp_path: Path) -> None:
    assert list(check(Book().load(tmp_path))) == []


@pytest.mark.parametrize(
    ("key", "cells", "rule", "line", "remedy"),
    [
        (OS, {"state": "not reached"}, "EVID-10", 5, "correct the state or the value"),
        (OS, {"value": ""}, "EVID-10", 5, "correct the state or the value"),
        (ORR, {"claim": ""}, "EVID-11", 3, "where no review states the number"),
        (ORR, {"review_value": ""}, "EVID-11", 3, "where no review states the number"),
        (ORR, {"verdict": ""}, "EVID-11", 3, "where no review states the number"),
        (OS, {"evidence": ""}, "EVID-12", 5, "fill evidence"),
        (ORR, {"events": "11", "value": "110"}, "EVID-13", 3, "correct one of them"),
        (ORR, {"value": "31.0"}, "EVID-14", 3, "correct the rate"),
        (OS, {"ci_source": ""}, "EVID-15", 5, "computed intervals are never typed"),
        (OS, {"ci_low": ""}, "EVID-15", 5, "computed intervals are never typed"),
        (OS, {"ci_low": "13"}, "EVID-15", 5, "correct value or limits"),
        (OS, {"ci_low": "9", "ci_high": "12"}, "EVID-15", 5, "correct value or limits"),
        (OS, {"kind": "harm"}, "EVID-16", 5, "correct kind or measure"),
        (OS, {"unit": "%"}, "EVID-17", 5, "write months"),
        (ORR, {"unit": "ratio"}, "EVID-17", 3, "correct the unit"),
        (ORR, {"source": BETA}, "EVID-18", 3, "correct the source or the id"),
    ],
)
def test_each_fault_of_a_number_is_told(
    key: str, cells: dict[str, str], rule: str, line: int, remedy: str, tmp_path: Path
) -> None:
    only(Book().change("results", key, **cells).problems(tmp_path), rule, RESULTS, line, remedy)


def test_limits_the_wrong_way_round_are_told(tmp_path: Path) -> None:
    problems = Book().change("results", OS, state="not reached", value="", ci_low="20", ci_high="10").problems(tmp_path)
    only(problems, "EVID-15", RESULTS, 5, "turn them round")


def test_a_measure_of_any_kind_takes_every_kind(tmp_path: Path) -> None:
    book = Book().change(
        "results", f"{ALPHA}-c-orr", measure="count-of-all", kind="laboratory", unit="count", value="4", events="", n=""
    )
    assert book.problems(tmp_path) == []


def test_response_above_disease_control_is_told(tmp_path: Path) -> None:
    book = Book()
    row = {**book.row("results", ORR), "id": f"{ALPHA}-b-dcr", "measure": "dcr", "value": "20.0", "events": "2"}
    book.tables["results"].insert(
        2, {name: text for name, text in row.items() if name not in {"claim", "review_value", "verdict"}}
    )
    only(book.problems(tmp_path), "EVID-13", RESULTS, 3, "correct one of them")
    assert book.change("results", f"{ALPHA}-b-dcr", value="40.0", events="4").problems(tmp_path) == []
    book.change("results", f"{ALPHA}-b-dcr", value="20.0", events="2", data_cut="another day")
    assert book.problems(tmp_path) == []


@pytest.mark.parametrize("verdict", ["not checked", "not found"])
def test_a_number_may_stand_on_its_review_alone(verdict: str, tmp_path: Path) -> None:
    assert Book().alone(verdict=verdict).problems(tmp_path) == []


@pytest.mark.parametrize(
    ("cells", "remedy"),
    [
        ({"source": BETA, "id": f"{BETA}-x"}, "fill claim and source"),
        ({"claim": "", "review_value": "", "verdict": ""}, "fill claim and source"),
        ({"verdict": "internal conflict", "why_en": "It says both"}, "name the study that the record tells of"),
        ({"state": "not reported"}, "name the study that the record tells of"),
        ({"state": "reported", "value": "20", **SEEN}, "name the study that the record tells of"),
        ({"n": "8"}, "name the study that the record tells of"),
        ({"p": "0.04"}, "name the study that the record tells of"),
        ({"evidence": SEEN["evidence"]}, "name the study that the record tells of"),
    ],
)
def test_a_number_without_a_study_holds_only_what_its_review_prints(
    cells: dict[str, str], remedy: str, tmp_path: Path
) -> None:
    problems = [problem for problem in check(Book().alone(**cells).load(tmp_path)) if problem.rule == "EVID-19"]
    assert [(problem.path, problem.line) for problem in problems[:1]] == [(RESULTS, 7)]
    assert remedy in problems[0].remedy


def test_a_number_without_a_study_needs_the_source_of_its_own_review(tmp_path: Path) -> None:
    book = Book().change("results", f"{BETA}-unseen", study="")
    only(book.problems(tmp_path), "EVID-19", RESULTS, 6, "fill claim and source")
