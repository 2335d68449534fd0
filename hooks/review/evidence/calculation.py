"""The answers to calculations, from the records that the question names: computed, never typed."""

from __future__ import annotations

from decimal import Decimal

from review.evidence.records import Question, Result
from review.evidence.statistics import clopper_pearson, percent, rounded

DIFFERENCES = frozenset({"rate-difference", "events-difference"})
PLACES = 1


def faults(question: Question, results: dict[str, Result]) -> list[str]:
    """Why the answer cannot be worked out; nothing where it can."""
    if not question.quantity:
        return ["no quantity"]
    first, second = results.get(question.result), results.get(question.second)
    if first is None:
        return ["no result"]
    if (question.quantity in DIFFERENCES) != (second is not None):
        return ["a second result where and only where a difference is asked for"]
    missing = [result.id for result in (first, second) if result and (result.events is None or not result.n)]
    if missing:
        return [f"no events or n in {', '.join(missing)}"]
    # Numbers of two trials are never set against each other.
    return ["results of two studies"] if second and second.study != first.study else []


def answer(question: Question, results: dict[str, Result]) -> Decimal:
    """What the calculation gives: per cent or percentage points with one decimal, or a count.

    Raises ValueError where `faults` finds something.
    """
    found = faults(question, results)
    if found:
        raise ValueError(f"{question.id}: {found[0]}")
    first = results[question.result]
    if question.quantity == "events-difference":
        return Decimal(_events(first) - _events(results[question.second]))
    return rounded(_rate(question, first, results.get(question.second)), PLACES)


def tolerance(question: Question) -> Decimal:
    """How far an answer may lie from ours: one unit of the last place for rates, nothing for counts."""
    return Decimal(0) if question.quantity == "events-difference" else Decimal(1).scaleb(-PLACES)


def _rate(question: Question, first: Result, second: Result | None) -> Decimal:
    events, n = _events(first), first.n or 0
    if question.quantity in {"ci-low", "ci-high"}:
        interval = clopper_pearson(events, n)
        return interval.low if question.quantity == "ci-low" or interval.high is None else interval.high
    rate = Decimal(repr(percent(events, n)))
    return rate - Decimal(repr(percent(_events(second), second.n or 0))) if second else rate


def _events(result: Result) -> int:
    assert result.events is not None
    return result.events
