"""Mechanisms against therapies: how strong the strongest evidence behind each pairing is, by letter and shade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from review.charts.drawing import SMALL, number, sheet, text_width, words, wrapped
from review.markup import escaped

_CELL = 30.0


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of evidence: its letter, its meaning, the class that shades it."""

    letter: str
    meaning: str
    css: str


def grid_chart(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Mapping[tuple[int, int], str],
    kinds: Mapping[str, Kind],
    name: str,
    title: str,
    alt: str,
) -> str:
    """Rows named on the left, columns named slantwise above; a cell holds its kind's letter, an empty one stays blank."""
    label = max(text_width(row, SMALL) for row in rows) + 10
    head = max(text_width(column, SMALL) for column in columns) * 0.72 + 16
    width = label + _CELL * len(columns) + head * 0.6
    parts, y = [], 18.0
    for kind in kinds.values():
        for place, line in enumerate(wrapped(kind.meaning, width - 40, SMALL)):
            if place == 0:
                parts += [_cell(0, y - 15, 20, kind.css), _letter(10, y, kind)]
            parts.append(words(28, y, line, "small"))
            y += 22 if place == 0 else 17
    top = y + head
    for place, column in enumerate(columns):
        x = label + _CELL * (place + 0.5)
        parts.append(
            f'<text class="small" transform="translate({number(x + 4)} {number(top - 8)}) rotate(-45)">{escaped(column)}</text>'
        )
    for down, row in enumerate(rows):
        y = top + _CELL * down
        parts.append(words(label - 8, y + 20, row, "small", "end"))
        for across in range(len(columns)):
            x = label + _CELL * across
            found = kinds.get(cells.get((down, across), ""))
            parts.append(_cell(x, y, _CELL, found.css if found else "grid-cell"))
            if found:
                parts.append(_letter(x + _CELL / 2, y + 20, found))
    return sheet(parts, top + _CELL * len(rows) + 4, name, title, alt, width)


def _letter(x: float, y: float, kind: Kind) -> str:
    return words(x, y, kind.letter, f"small head on-{kind.css}", "middle")


def _cell(x: float, y: float, size: float, css: str) -> str:
    return f'<rect class="{css}" x="{number(x)}" y="{number(y)}" width="{number(size)}" height="{number(size)}"/>'
