"""Answers to calculations, worked out from records."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from review.evidence.calculation import answer, faults, tolerance
from review.evidence.records import Question, Result
from tests.books import ALPHA, BETA, Book, with_bank

ORR = f"{ALPHA}-a-orr"
OTHER = f"{ALPHA}-b-orr"


@pytest.fixture
def results(tmp_path: Path) -> dict[str, Result]:
    """Three of ten, and two rows made from it: five of eight of the same study, and four of nine of another."""
    known = Book().load(tmp_path).evidence.result
    first = known[ORR]
    assert (first.events, first.n) == (3, 10)
    return {
        ORR: first,
        OTHER: replace(first, id=OTHER, events=5, n=8),
        "elsewhere": replace(first, id="elsewhere", study=BETA, events=4, n=9),
        "bare": replace(first, id="bare", events=None),
    }


@pytest.fixture
def asked(tmp_path: Path) -> Question:
    evidence = with_bank(Book()).load(tmp_path).evidence
    return next(question for question in evidence.questions if question.kind == "number")


@pytest.mark.parametrize(
    ("quantity", "second", "value"),
    [
        ("rate", "", "30.0"),
        ("ci-low", "", "6.7"),
        ("ci-high", "", "65.2"),
        ("rate-difference", OTHER, "-32.5"),
        ("events-difference", OTHER, "-2"),
    ],
)
def test_each_quantity_is_computed(
    quantity: str, second: str, value: str, asked: Question, results: dict[str, Result]
) -> None:
    question = replace(asked, quantity=quantity, second=second)
    assert answer(question, results) == Decimal(value)
    assert tolerance(question) == (0 if quantity == "events-difference" else Decimal("0.1"))


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"quantity": ""}, "no quantity"),
        ({"result": ""}, "no result"),
        ({"quantity": "rate-difference"}, "a second result where and only where a difference is asked for"),
        ({"second": OTHER}, "a second result where and only where a difference is asked for"),
        ({"result": "bare"}, "no events or n in bare"),
        ({"quantity": "rate-difference", "second": "elsewhere"}, "results of two studies"),
    ],
)
def test_what_cannot_be_computed_is_told_and_refused(
    cells: dict[str, str], found: str, asked: Question, results: dict[str, Result]
) -> None:
    question = replace(asked, **cells)  # type: ignore[arg-type]
    assert faults(question, results) == [found]
    with pytest.raises(ValueError, match=f"made-up-q8: {found}"):
        answer(question, results)
