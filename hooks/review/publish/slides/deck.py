"""What a deck is made of, before it becomes a file of any kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Style = Literal["", "strong", "emph", "sup", "sub"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; a line break is a run of its own."""

    text: str
    style: Style = ""


Line: TypeAlias = tuple[Run, ...]
BREAK = Run("\n")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines below one another: paragraphs, or a list with bullets, letters or numbers from `start`."""

    kind: Literal["para", "bullets", "letters", "numbers"]
    lines: tuple[Line, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that fits: heads, rows, the widths of its columns in parts of the whole, and the size of its letters."""

    heads: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[float, ...]
    size: float


@dataclass(frozen=True, slots=True)
class Shot:
    """A drawing on a slide: its name, its file for the browser, what it shows in words."""

    name: str
    svg: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; `size` is that of its letters in points, `foot` stands small below a table."""

    title: str
    blocks: tuple[Block, ...] = ()
    notes: tuple[Line, ...] = ()
    size: float = 20
    grid: Grid | None = None
    shot: Shot | None = None
    foot: Line = ()


@dataclass(frozen=True, slots=True)
class Deck:
    """Slides behind a title slide; `sections` names each slide with which a part of a long deck begins."""

    language: str
    title: str
    subtitle: tuple[Line, ...]
    notes: tuple[Line, ...]
    slides: tuple[Slide, ...]
    footer: str
    address: str
    sections: tuple[tuple[str, int], ...] = field(default=())


def plain(text: str) -> Line:
    """A line in one style."""
    return (Run(text),)


def words(line: Line) -> str:
    """The text of a line."""
    return "".join(run.text for run in line)


def paragraph(*lines: Line) -> Block:
    """Paragraphs below one another."""
    return Block("para", lines)
