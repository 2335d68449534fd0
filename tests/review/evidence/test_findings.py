"""Statements and numbers as rows of one kind."""

from pathlib import Path

import pytest

from review.evidence.findings import FILTERS, Finding, findings, subjects
from review.evidence.model import Evidence
from review.evidence.rows import select, values_of
from tests.books import ALPHA, BETA, Book


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    return Book().load(tmp_path).evidence


def of(name: str, evidence: Evidence) -> Finding:
    return next(finding for finding in findings(evidence) if finding.id == name)


def values(name: str, evidence: Evidence) -> dict[str, list[str]]:
    finding = of(name, evidence)
    return {field: [value for value in getter(evidence, finding) if value] for field, getter in FILTERS.items()}


def test_every_statement_stands_before_every_number(evidence: Evidence) -> None:
    assert [finding.id for finding in findings(evidence)] == [
        *(claim.id for claim in evidence.claims),
        *(result.id for result in evidence.results),
    ]


def test_a_statement_has_what_was_recorded_of_it_and_the_design_of_its_study(evidence: Evidence) -> None:
    assert values("hyperthermia-001", evidence) == {
        "therapy": ["drug-a"], "setting": ["narrow-place"], "mechanism": [], "design": ["randomised trial"], "level": ["2"],
        "review": ["hyperthermia"], "verdict": ["matches"], "kind": ["statement"], "measure": [],
    }  # fmt: skip


def test_a_number_has_the_subjects_of_its_study_and_the_rest_of_the_statement_that_gives_it(evidence: Evidence) -> None:
    assert values(f"{BETA}-unseen", evidence) == {
        "therapy": ["drug-b"], "setting": ["wide-place"], "mechanism": ["made-up"], "design": ["single-arm trial"],
        "level": ["unknown"], "review": ["hyperthermia"], "verdict": ["not checked"], "kind": ["efficacy"], "measure": ["orr"],
    }  # fmt: skip
    assert values(f"{ALPHA}-c-orr", evidence)["level"] == []


def test_a_number_without_study_has_the_subjects_of_its_statement(tmp_path: Path) -> None:
    evidence = Book().alone(claim="hyperthermia-001").load(tmp_path).evidence
    finding = of("FixtureReview2020-alone", evidence)
    assert (subjects(finding, "therapy", evidence), subjects(finding, "setting", evidence)) == (
        ["drug-a"],
        ["narrow-place"],
    )


def test_findings_are_chosen_by_their_fields_and_a_wide_subject_finds_the_narrower(evidence: Evidence) -> None:
    where = {"setting": ["wide-place"], "measure": ["orr"]}
    assert [finding.id for finding in select("findings", where, ["-measure"], evidence)] == [
        f"{ALPHA}-a-orr",
        f"{ALPHA}-c-orr",
        f"{BETA}-unseen",
    ]
    assert values_of("findings", "kind", evidence) == {"statement", "efficacy", "harm"}
