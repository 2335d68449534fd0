"""Intervals for proportions, and agreement of a rate with its events."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scipy.special import betaincinv

LEVEL = Decimal(95)


@dataclass(frozen=True, slots=True)
class Interval:
    """Limits in the unit of the value; `high` is None where it was not reached. `computed` tells ours from a published one."""

    low: Decimal
    high: Decimal | None
    level: Decimal
    computed: bool


def clopper_pearson(events: int, n: int, level: Decimal = LEVEL) -> Interval:
    """The exact interval of a proportion, in per cent.

    Clopper CJ, Pearson ES. Biometrika 1934;26:404-413. Raises ValueError where 0 ≤ events ≤ n or 0 < level < 100 fails.
    """
    if not 0 <= events <= n or n < 1:
        raise ValueError(f"{events} events of {n}")
    if not 0 < level < 100:
        raise ValueError(f"level {level}")
    tail = float(1 - level / 100) / 2
    low = 0.0 if events == 0 else float(betaincinv(events, n - events + 1, tail))
    high = 1.0 if events == n else float(betaincinv(events + 1, n - events, 1 - tail))
    return Interval(Decimal(repr(100 * low)), Decimal(repr(100 * high)), level, computed=True)


def percent(events: int, n: int) -> float:
    """The share in per cent."""
    return 100 * events / n


def decimals(value: Decimal) -> int:
    """How many decimals a value is written with: 19.0 has one, 19 none."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(value: Decimal, places: int) -> Decimal:
    """The value with so many decimals, halves away from zero as readers expect."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def agrees(rate: Decimal, events: int, n: int) -> bool:
    """Whether a rate in per cent is what its events give, within the rounding it is written with.

    Truncation instead of rounding is let pass: publications do both.
    """
    unit = 10.0 ** -decimals(rate)
    return -unit / 2 - 1e-9 <= percent(events, n) - float(rate) < unit - 1e-9


def implied_events(rate: Decimal, n: int) -> int | None:
    """The one count out of n that gives this rate within its rounding; None where no count or more than one does."""
    near = round(float(rate) * n / 100)
    fitting = [events for events in range(max(0, near - 2), min(n, near + 2) + 1) if agrees(rate, events, n)]
    return fitting[0] if len(fitting) == 1 else None
