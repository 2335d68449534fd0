"""Every row of the real evidence, one case a row, so that a failure names it."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from review.checks.registry import source_problems
from review.citations.formatting import plain_reference, short_reference
from review.evidence.columns import COLUMNS, Context, cell_of
from review.evidence.model import interval
from review.evidence.records import Result
from review.markup import escaped
from review.project import load_project
from review.wording import LANGUAGES, full_text
from tests.books import REAL

PROJECT = load_project(REAL)
EVIDENCE = PROJECT.evidence
TABLES = ("claims", "corrections", "disagreements", "later", "results", "searches", "studies")
ROWS = [pytest.param(table, row, id=f"{table}:{row.id}") for table in TABLES for row in getattr(EVIDENCE, table)]


def context(language: Any) -> Context:
    """What cells need, with citations written as links."""
    return Context(
        EVIDENCE,
        PROJECT.bibliography,
        PROJECT.wording(language),
        lambda key: f'<a href="#{key}">{escaped(key)}</a>',
        lambda page, anchor: f"{page}.html#{anchor}",
        {},
        {},
    )


def test_the_sources_are_sound() -> None:
    assert [str(problem) for problem in source_problems(PROJECT)] == []


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_each_row_reads_in_both_languages(table: str, row: Any) -> None:
    for language in LANGUAGES:
        for column in COLUMNS[table]:
            cell = cell_of(table, column)(row, context(language))
            assert cell.strip(), column
            fragment = html.fragment_fromstring(cell, create_parent="div")
            assert not fragment.xpath(".//script"), column


@pytest.mark.parametrize("result", [pytest.param(result, id=result.id) for result in EVIDENCE.results])
def test_each_proportion_with_events_shows_an_interval(result: Result) -> None:
    if result.unit == "%" and result.value is not None and result.events is not None and result.n is not None:
        found = interval(result)
        assert found is not None
        assert found.low <= 100 and (found.high is None or found.low <= found.high)
        assert "CI" in full_text(result, PROJECT.wording("en"))


@pytest.mark.parametrize("key", list(PROJECT.bibliography))
def test_each_entry_can_be_named(key: str) -> None:
    entry = PROJECT.bibliography[key]
    assert short_reference(entry).strip() and entry.title in plain_reference(entry)
    assert entry.state in {"verified", "unverified"}


@pytest.mark.parametrize("number", range(1, 44))
def test_each_reference_of_the_surviving_list_is_tied_to_a_work(number: int) -> None:
    works = EVIDENCE.works_of["hcc-resistance", number]
    assert any(work.linked_by == "listed" for work in works)
    assert any(ref.number == number for ref in EVIDENCE.claim_refs if ref.claim.startswith("hcc-resistance")), (
        "no claim touches it"
    )


@pytest.mark.parametrize("review", [review.id for review in EVIDENCE.reviews])
def test_each_reference_number_of_a_review_is_touched(review: str) -> None:
    touched = {ref.number for ref in EVIDENCE.claim_refs if ref.claim.startswith(f"{review}-")}
    assert touched == set(range(1, EVIDENCE.review[review].references_cited + 1))


def test_the_public_validator_agrees() -> None:
    from frictionless import Package

    report = Package(str(REAL / "docs/data/datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type"])[:10]
