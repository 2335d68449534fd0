"""Intervals against an independent implementation, and agreement of a rate with its events."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from review.evidence.statistics import Interval, agrees, clopper_pearson, decimals, implied_events, percent, rounded

PAIRS = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(PAIRS, st.sampled_from([Decimal(80), Decimal(90), Decimal(95), Decimal("99.9")]))
def test_limits_are_those_of_scipy_s_exact_binomial_test(pair: tuple[int, int], level: Decimal) -> None:
    events, n = pair
    ours = clopper_pearson(events, n, level)
    theirs = binomtest(events, n).proportion_ci(confidence_level=float(level) / 100, method="exact")
    assert ours.high is not None
    assert float(ours.low) == pytest.approx(100 * theirs.low, abs=1e-6)
    assert float(ours.high) == pytest.approx(100 * theirs.high, abs=1e-6)
    assert (ours.level, ours.computed) == (level, True)


@given(PAIRS)
def test_the_interval_holds_the_rate_and_stays_within_0_and_100(pair: tuple[int, int]) -> None:
    found = clopper_pearson(*pair)
    assert found.high is not None
    assert 0 <= float(found.low) <= percent(*pair) + 1e-9
    assert percent(*pair) - 1e-9 <= float(found.high) <= 100


@pytest.mark.parametrize("n", [1, 7, 400])
def test_none_and_all_have_a_limit_at_the_end_and_the_other_in_closed_form(n: int) -> None:
    none, everyone = clopper_pearson(0, n), clopper_pearson(n, n)
    edge = 100 * 0.025 ** (1 / n)
    assert (none.low, everyone.high) == (0, 100)
    assert none.high is not None
    assert float(none.high) == pytest.approx(100 - edge)
    assert float(everyone.low) == pytest.approx(edge)


def test_seven_of_ten_is_the_textbook_interval_and_wider_than_seventy_of_a_hundred() -> None:
    seven, seventy = clopper_pearson(7, 10), clopper_pearson(70, 100)
    assert seven.high is not None
    assert seventy.high is not None
    assert (rounded(seven.low, 2), rounded(seven.high, 2)) == (Decimal("34.75"), Decimal("93.33"))
    assert (rounded(seventy.low, 2), rounded(seventy.high, 2)) == (Decimal("60.02"), Decimal("78.76"))


@pytest.mark.parametrize(("events", "n", "level"), [(-1, 10, 95), (11, 10, 95), (0, 0, 95), (1, 2, 0), (1, 2, 100)])
def test_impossible_counts_and_levels_are_refused(events: int, n: int, level: int) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        clopper_pearson(events, n, Decimal(level))


@pytest.mark.parametrize(("text", "places"), [("19.0", 1), ("19", 0), ("0.001", 3), ("1E+3", 0), ("NaN", 0)])
def test_decimals_are_counted_as_written(text: str, places: int) -> None:
    assert decimals(Decimal(text)) == places


@pytest.mark.parametrize(
    ("text", "places", "shown"), [("2.5", 0, "3"), ("0.25", 1, "0.3"), ("-2.5", 0, "-3"), ("2", 1, "2.0")]
)
def test_halves_are_rounded_away_from_zero(text: str, places: int, shown: str) -> None:
    assert str(rounded(Decimal(text), places)) == shown


@pytest.mark.parametrize(
    ("rate", "events", "n", "agreed"),
    [
        ("33.3", 1, 3, True),
        ("33", 1, 3, True),
        ("66.7", 2, 3, True),
        ("66.6", 2, 3, True),
        ("66.8", 2, 3, False),
        ("66.5", 2, 3, False),
        ("20", 1, 5, True),
        ("21", 1, 5, False),
        ("19", 1, 5, False),
        ("12.5", 1, 8, True),
        ("13", 1, 8, True),
        ("12", 1, 8, True),
        ("0", 0, 9, True),
        ("100", 9, 9, True),
    ],
)
def test_a_rate_agrees_when_rounded_or_cut_off_from_its_events(rate: str, events: int, n: int, agreed: bool) -> None:
    assert agrees(Decimal(rate), events, n) is agreed


@given(PAIRS, st.integers(0, 3))
def test_a_rounded_rate_always_agrees_and_one_two_units_off_never(pair: tuple[int, int], places: int) -> None:
    exact = Decimal(pair[0]) * 100 / Decimal(pair[1])
    rate = rounded(exact, places)
    assert agrees(rate, *pair)
    for step in (-2, 2):
        assert not agrees(rate + Decimal(step).scaleb(-places), *pair)


def test_an_open_interval_has_no_upper_limit() -> None:
    assert Interval(Decimal(9), None, Decimal(95), computed=False).high is None


@pytest.mark.parametrize(
    ("rate", "n", "events"),
    [("24.0", 75, 18), ("62", 21, 13), ("58", 60, 35), ("0", 12, 0), ("100", 7, 7), ("33", 300, None), ("50", 7, None)],
)
def test_a_count_is_implied_only_where_one_alone_fits(rate: str, n: int, events: int | None) -> None:
    assert implied_events(Decimal(rate), n) == events
