"""What several runs of a measurement come to, as lines to read and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import ge, le
from statistics import median

_COLUMNS = ("name", "value", "spread", "aim", "met")


def _always(value: float, limit: float) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the benchmark: the values of its runs, and the aim that their median should keep, if it has one."""

    name: str
    values: Sequence[float]
    sign: str = ""
    limit: float = 0
    unit: str = ""

    @property
    def value(self) -> float:
        """The median of the runs."""
        return median(self.values)

    @property
    def met(self) -> bool:
        """Whether the median keeps the aim."""
        keeps: Callable[[float, float], bool] = {"": _always, "<=": le, ">=": ge}[self.sign]
        return keeps(self.value, self.limit)

    @property
    def cells(self) -> tuple[str, ...]:
        """The figure as text: name, value, spread, aim, met."""
        unit = f" {self.unit}" if self.unit else ""
        spread = f"{min(self.values):.2f} to {max(self.values):.2f}"
        value = f"{self.value:.2f}{unit}"
        if not self.sign:
            return self.name, value, spread, "", ""
        return self.name, value, spread, f"{self.sign} {self.limit:.2f}{unit}", "met" if self.met else "not met"


def ratios(above: Sequence[float], below: Sequence[float]) -> list[float]:
    """Each run of the one against the run of the other that was made beside it."""
    return [one / other for one, other in zip(above, below, strict=True)]


def as_csv(figures: Sequence[Figure]) -> str:
    """The figures as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([_COLUMNS, *(figure.cells for figure in figures)])
    return text.getvalue()


def as_lines(figures: Sequence[Figure]) -> str:
    """The figures as a table of text, one line each."""
    rows = [_COLUMNS, *(figure.cells for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_COLUMNS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
