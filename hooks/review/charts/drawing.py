"""The few shapes that charts are made of, on a sheet whose unit is a pixel at phone width."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from review.markup import escaped

WIDTH = 420.0
TEXT = 15.0
SMALL = 13.0
LINE = 19.0
_LATIN = 0.56
# Bold letters are wider by about this much.
BOLD = 1.12
_PIECES = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+|\s+")


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale with its ticks in the unit of the values; `reference` is a line to read the values against."""

    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool = False
    reference: float | None = None

    def place(self, value: float, left: float, right: float) -> float:
        """Where a value lies between two edges; what lies outside the scale is set on its edge."""
        value = min(max(value, self.low), self.high)
        if self.log:
            part = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            part = (value - self.low) / (self.high - self.low)
        return left + part * (right - left)


def text_width(text: str, size: float = TEXT) -> float:
    """About how wide a text is: wide characters as wide as high, others a little over half of that."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else _LATIN for char in text) * size


def wrapped(text: str, width: float, size: float = TEXT) -> list[str]:
    """The text in lines of at most about this width, broken at spaces and between Chinese characters."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and text_width(lines[-1] + piece.rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def number(value: float) -> str:
    """A coordinate with at most one decimal, so that the same data give the same bytes everywhere."""
    return f"{value:.1f}".removesuffix(".0")


def words(x: float, y: float, text: str, css: str = "", anchor: str = "") -> str:
    """A line of text with its baseline at y."""
    extra = (f' class="{css}"' if css else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{number(x)}" y="{number(y)}"{extra}>{escaped(text)}</text>'


def stroke(points: Sequence[tuple[float, float]], css: str = "line") -> str:
    """A line through the points."""
    path = " L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f'<path class="{css}" d="M{path}"/>'


def square(x: float, y: float, half: float = 5) -> str:
    """A filled square: an arm of a randomised comparison, or the experimental arm."""
    return f'<rect class="tip" x="{number(x - half)}" y="{number(y - half)}" width="{number(2 * half)}" height="{number(2 * half)}"/>'


def circle(x: float, y: float, radius: float = 5) -> str:
    """An open circle: an arm without a randomised comparison, or the control arm."""
    return f'<circle class="box" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def tip(x: float, y: float, right: bool) -> str:
    """An arrow head for an interval that goes on beyond the scale."""
    back = x - 9 if right else x + 9
    return f'<polygon class="tip" points="{number(x)},{number(y)} {number(back)},{number(y - 5)} {number(back)},{number(y + 5)}"/>'


def sheet(parts: Sequence[str], height: float, name: str, title: str, alt: str, width: float = WIDTH) -> str:
    """The whole drawing, titled and described for screen readers, on one line so that Markdown leaves it alone."""
    ids = f"{name}-title", f"{name}-desc"
    head = f'<title id="{ids[0]}">{escaped(title)}</title><desc id="{ids[1]}">{escaped(alt)}</desc>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" role="img" '
        f'aria-labelledby="{ids[0]} {ids[1]}">{head}{"".join(parts)}</svg>'
    )
