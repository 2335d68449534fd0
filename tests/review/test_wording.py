"""Labels and numbers as a reader sees them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.evidence.records import Result
from review.evidence.statistics import Interval
from review.wording import (
    Wording,
    fraction_text,
    full_text,
    interval_text,
    said,
    tidy,
    translated,
    unit_word,
    value_text,
)
from tests.books import ALPHA, BETA
from tests.review.evidence.test_model import EVIDENCE

LABELS = {"interval.ci": "CI", "interval.open": "not reached", "interval.computed": "computed"}
WORDS = Wording("en", LABELS, EVIDENCE)
ORR = EVIDENCE.result[f"{ALPHA}-a-orr"]
OS = EVIDENCE.result[f"{BETA}-os"]
UNSEEN = EVIDENCE.result[f"{BETA}-unseen"]


def test_labels_and_words_are_found_by_name_and_a_missing_one_is_an_error() -> None:
    assert (WORDS.label("interval.ci"), WORDS.word("results.state", "not seen"), WORDS.word("results.state", "")) == (
        "CI",
        "not seen",
        "",
    )
    assert Wording("zh", LABELS, EVIDENCE).word("results.state", "not seen") == "not seen（中文）"
    with pytest.raises(KeyError):
        WORDS.label("none")


def test_text_falls_back_to_english_and_says_whether_it_was_translated() -> None:
    claim = replace(EVIDENCE.claims[0], statement_en="A", statement_zh="")
    assert (
        said(claim, "statement", "zh"),
        translated(claim, "statement", "zh"),
        translated(claim, "statement", "en"),
    ) == ("A", False, True)


@pytest.mark.parametrize(
    ("text", "places", "shown"),
    [
        ("12.50", None, "12.50"),
        ("-3", None, "−3"),
        ("1234", None, "1234"),
        ("12345.6", None, "12\u202f345.6"),
        ("1234567", 1, "1\u202f234\u202f567.0"),
        ("-0.25", 1, "−0.3"),
        ("1E+3", None, "1000"),
    ],
)
def test_numbers_are_tidy(text: str, places: int | None, shown: str) -> None:
    assert tidy(Decimal(text), places) == shown


@given(st.decimals(-(10**11), 10**11, places=3))
def test_a_tidy_number_keeps_its_value(value: Decimal) -> None:
    assert Decimal(tidy(value).replace("−", "-").replace("\u202f", "")) == value


@pytest.mark.parametrize(
    ("result", "unit", "value"),
    [
        (ORR, "%", "30.0%"),
        (OS, "months", "12.5\u00a0months"),
        (replace(OS, unit="ratio", value=Decimal("0.58")), "", "0.58"),
        (replace(OS, unit="other", unit_note="cells/mL"), "cells/mL", "12.5\u00a0cells/mL"),
        (UNSEEN, "%", "not seen"),
    ],
)
def test_values_stand_with_their_unit_or_the_words_for_their_absence(result: Result, unit: str, value: str) -> None:
    assert (unit_word(result, WORDS), value_text(result, WORDS)) == (unit, value)


@pytest.mark.parametrize(
    ("low", "high", "computed", "text"),
    [
        ("1.25", "2.5", False, "95%\u00a0CI 1.25–2.50"),
        ("9", None, False, "95%\u00a0CI 9–not reached"),
        ("9.04", "11.06", True, "95%\u00a0CI 9.0–11.1, computed"),
        ("-5", "0", False, "95%\u00a0CI −5–0"),
    ],
)
def test_limits_stand_with_level_and_origin_and_the_same_decimals(
    low: str, high: str | None, computed: bool, text: str
) -> None:
    found = Interval(Decimal(low), Decimal(high) if high else None, Decimal(95), computed)
    assert interval_text(found, WORDS) == text


def test_events_stand_over_their_number() -> None:
    assert fraction_text(ORR) == "3/10"
    assert fraction_text(replace(ORR, events=None)) == "n\u00a0=\u00a010"
    assert fraction_text(replace(ORR, n=None)) == ""


def test_the_whole_is_value_with_numbers_and_interval_and_an_absent_value_stands_alone() -> None:
    assert full_text(ORR, WORDS) == "30.0% (3/10; 95%\u00a0CI 6.7–65.2, computed)"
    assert full_text(replace(OS, ci_low=None), WORDS) == "12.5\u00a0months"
    assert full_text(replace(UNSEEN, n=5), WORDS) == "not seen"
