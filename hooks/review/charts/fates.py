"""What an early trial let hope beside what the randomised trial found: a rate and a hazard ratio, each on its own scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from review.charts.drawing import BOLD, LINE, SMALL, WIDTH, sheet, stroke, words, wrapped
from review.charts.intervals import PERCENT, RATIO, Point, ruler, whisker

_LEFT, _RIGHT = 12.0, WIDTH - 16.0
_HOPE = (_LEFT, 196.0)
_FATE = (236.0, _RIGHT)


@dataclass(frozen=True, slots=True)
class Fate:
    """One programme: its name, the early number, the later one, and how it ended in words with a symbol."""

    name: str
    outcome: str
    hope: Point
    fate: Point


@dataclass(frozen=True, slots=True)
class Heads:
    """What the two columns show, and what lies on either side of a ratio of one."""

    hope: str
    fate: str
    left: str
    right: str


def fates_chart(fates: Sequence[Fate], heads: Heads, name: str, title: str, alt: str) -> str:
    """A row a programme: its name and end, then both numbers side by side."""
    parts, y = [], 4.0
    columns = [
        (wrapped(heads.hope, _HOPE[1] - _HOPE[0], SMALL), _HOPE),
        (wrapped(heads.fate, _RIGHT - _FATE[0], SMALL), _FATE),
    ]
    for lines, (left, _) in columns:
        parts += [words(left, y + 15 + 16 * place, line, "small") for place, line in enumerate(lines)]
    y += 12 + 16 * max(len(lines) for lines, _ in columns)
    top = y
    for fate in fates:
        y += 8
        parts.append(stroke([(_LEFT, y), (_RIGHT, y)], "grid"))
        for line in wrapped(f"{fate.outcome}: {fate.name}", (_RIGHT - _LEFT) / BOLD):
            y += LINE
            parts.append(words(_LEFT, y, line, "head"))
        deepest = y
        for point, (left, right) in ((fate.hope, _HOPE), (fate.fate, _FATE)):
            at = y
            for line in wrapped(f"{point.label}: {point.written}", right - left, SMALL):
                at += 16
                parts.append(words(left, at, line, "small"))
            deepest = max(deepest, at)
        y = deepest + 14
        parts += whisker(PERCENT, fate.hope, y, *_HOPE) + whisker(RATIO, fate.fate, y, *_FATE)
        y += 6
    lines = ruler(PERCENT, top, y + 8, *_HOPE) + ruler(RATIO, top, y + 8, *_FATE)
    y += 26
    for place, (left_line, right_line) in enumerate(
        zip(*(_padded(wrapped(text, 84, SMALL), heads) for text in (heads.left, heads.right)), strict=True)
    ):
        parts += [
            words(_FATE[0], y + 17 * (place + 1), left_line, "small"),
            words(_RIGHT, y + 17 * (place + 1), right_line, "small", "end"),
        ]
    y += 17 * max(len(wrapped(heads.left, 84, SMALL)), len(wrapped(heads.right, 84, SMALL)))
    return sheet([*lines, *parts], y + 12, name, title, alt)


def _padded(lines: list[str], heads: Heads) -> list[str]:
    """The lines, filled up to as many as the longer of both texts has."""
    most = max(len(wrapped(text, 84, SMALL)) for text in (heads.left, heads.right))
    return lines + [""] * (most - len(lines))
