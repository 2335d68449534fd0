"""Numbers with their intervals on one scale: response rates, median survival, hazard ratios."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from review.charts.drawing import (
    BOLD,
    LINE,
    SMALL,
    WIDTH,
    Axis,
    circle,
    number,
    sheet,
    square,
    stroke,
    tip,
    words,
    wrapped,
)

Shape = Literal["square", "circle"]
_LEFT, _RIGHT = 12.0, WIDTH - 16.0


@dataclass(frozen=True, slots=True)
class Point:
    """One number: what it is of, how it is written out, and its place and limits in the unit of the axis.

    `value` is None where the number exists but has no place, such as a median not yet reached; `high` is None where the limit was not reached.
    """

    label: str
    written: str
    value: float | None
    low: float | None
    high: float | None
    shape: Shape


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers under one heading."""

    head: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """What the shapes mean, what the axis measures, and what lies left and right of its reference."""

    square: str
    circle: str
    axis: str
    left: str = ""
    right: str = ""


def steps(highest: float) -> Axis:
    """A scale from nothing to just beyond the highest value, with four to six round ticks."""
    step = next(size for size in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000) if highest / size <= 6)
    count = max(1, -int(-highest // step))
    return Axis(0, count * step, tuple(float(step * place) for place in range(count + 1)))


PERCENT = Axis(0, 100, (0, 25, 50, 75, 100))
RATIO = Axis(0.25, 4, (0.25, 0.5, 1, 2, 4), log=True, reference=1)


def limit(value: Decimal | None) -> float | None:
    """A limit as a coordinate."""
    return None if value is None else float(value)


def whisker(axis: Axis, point: Point, y: float, left: float, right: float) -> list[str]:
    """The interval with its point and a piece of the reference line, an arrow head where it goes on beyond the scale."""
    parts: list[str] = []
    if point.value is None:
        return parts
    if axis.reference is not None:
        middle = axis.place(axis.reference, left, right)
        parts.append(stroke([(middle, y - 9), (middle, y + 9)], "line-dashed"))
    if point.low is not None:
        high = axis.high if point.high is None else point.high
        x0, x1 = axis.place(point.low, left, right), axis.place(high, left, right)
        parts.append(stroke([(x0, y), (x1, y)]))
        if point.high is None or point.high > axis.high:
            parts.append(tip(x1 + 6, y, right=True))
        if point.low < axis.low:
            parts.append(tip(x0 - 6, y, right=False))
    x = axis.place(point.value, left, right)
    parts.append(square(x, y) if point.shape == "square" else circle(x, y))
    return parts


def ruler(axis: Axis, top: float, bottom: float, left: float, right: float) -> list[str]:
    """Ticks with their numbers below."""
    parts = []
    for value in axis.ticks:
        x = axis.place(value, left, right)
        parts.append(stroke([(x, top), (x, bottom)], "grid"))
        parts.append(words(x, bottom + 15, f"{value:g}", "small", "middle"))
    return parts


def key(legend: Legend, shapes: Iterable[Shape], y: float) -> tuple[list[str], float]:
    """The legend's lines for the shapes that occur, and the height below them."""
    parts: list[str] = []
    for shape in sorted(set(shapes), reverse=True):
        lines = wrapped(legend.square if shape == "square" else legend.circle, _RIGHT - _LEFT - 20, SMALL)
        parts.append((square if shape == "square" else circle)(_LEFT + 5, y - 4))
        for line in lines:
            parts.append(words(_LEFT + 18, y, line, "small"))
            y += 17
    return parts, y


def interval_chart(groups: Sequence[Group], axis: Axis, legend: Legend, name: str, title: str, alt: str) -> str:
    """One row a number: its label on lines of its own, so that it stays legible on a phone, and its interval below."""
    shapes: list[Shape] = [point.shape for group in groups for point in group.points]
    parts, y = key(legend, shapes, 18)
    top = y
    for group in groups:
        y += 12
        for line in wrapped(group.head, (_RIGHT - _LEFT) / BOLD):
            y += LINE
            parts.append(words(_LEFT, y, line, "head"))
        for point in group.points:
            y += 4
            for line in wrapped(f"{point.label}: {point.written}", _RIGHT - _LEFT, SMALL):
                y += 17
                parts.append(words(_LEFT, y, line, "small"))
            y += 14
            parts += whisker(axis, point, y, _LEFT, _RIGHT)
            y += 6
    lines = ruler(axis, top, y + 8, _LEFT, _RIGHT)
    y += 27
    for line in wrapped(legend.axis, _RIGHT - _LEFT, SMALL):
        y += 17
        parts.append(words(_LEFT, y, line, "small"))
    if legend.left:
        y += 20
        parts += [words(_LEFT, y, legend.left, "small"), words(_RIGHT, y, legend.right, "small", "end")]
    return sheet([*lines, *parts], float(number(y + 12)), name, title, alt)
