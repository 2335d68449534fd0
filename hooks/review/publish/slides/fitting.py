"""What a slide holds: sizes in inches, text measured with the letters of a wide font, tables cut to fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

from review.charts.drawing import BOLD
from review.publish.slides.deck import Block, Grid, Line, words

# The sheet and its parts: left, top, width, height.
SHEET = (13.333, 7.5)
TITLE = (0.6, 0.4, 12.13, 0.95)
BODY = (0.6, 1.45, 12.13, 5.3)
FOOT = (0.6, 7.02, 11.2, 0.32)
PICTURE_TITLE = (0.6, 0.4, 5.0, 1.9)
PICTURE_TEXT = (0.6, 2.35, 5.0, 4.5)
PICTURE = (5.9, 0.24, 7.2, 6.74)
TITLE_SIZE, PICTURE_TITLE_SIZE, PICTURE_TEXT_SIZE = 28.0, 24.0, 16.0
BODY_SIZE, LARGEST, SMALLEST = 20.0, 24.0, 16.0
NOTE_SIZE, REFERENCE_SIZE = 12.0, 14.0
TABLE_SIZES = (14.0, 12.0)
POINT = 72.0
LEADING = 1.22
# Between paragraphs, in lines.
GAP = 0.4
INDENT = 0.42
CELL_PADDING = 0.08
FEWEST_ROWS = 4
# Where a line may break: at spaces, and between Chinese characters.
_PIECES = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+|\s+")
# Where words part: at spaces, and behind a stroke or a hyphen that a letter follows.
_BREAKS = re.compile(r"\s+|(?<=[/-])(?=[^\W\d])")
# In inches, by which columns are made wider.
STEP = 0.25
LONG_HEAD = 60
# A table takes no more slides than this; its page has all of it.
MOST_SLIDES = 3
# What may be left out of a table, the first first; what measures, its design and its harms never is before the others.
_SPARE = ("col-says", "col-why", "col-later", "col-level", "col-source", "col-place", "col-note", "col-subject", "col-population", "col-comparator", "col-study", "col-n")  # fmt: skip


# Parts of the size that letters take in DejaVu Sans, the widest of the fonts that stand in for a missing one.
_WIDTHS = (("ijlIJ'|", 0.29), ("ft.,;:-/()[]! ", 0.37), ("r", 0.42), ("csz", 0.54), ("mwMW%@+=<>×", 0.94))
_WIDTH = {char: width for chars, width in _WIDTHS for char in chars}
_LETTER, _CAPITAL, _WIDE = 0.63, 0.72, 1.0


def text_width(text: str, size: float) -> float:
    """How wide a text is, in the unit of its size, in a font at least as wide as any that is likely to show it."""
    return size * _ems(text)


@lru_cache(maxsize=100_000)
def _ems(text: str) -> float:
    return sum(_WIDTH.get(char) or _class_width(char) for char in text)


def _class_width(char: str) -> float:
    if east_asian_width(char) in "WF":
        return _WIDE
    return _CAPITAL if char.isupper() else _LETTER


def lines_taken(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a box so many inches wide."""
    room = width * POINT
    return sum(_lines(part, room, size * (BOLD if bold else 1)) for part in text.split("\n"))


def _lines(text: str, room: float, size: float) -> int:
    """The same for a text without line breaks; a word longer than a line is broken."""
    count, used = 1, 0.0
    for piece in _PIECES.findall(text):
        wide = text_width(piece, size)
        if used and used + text_width(piece.rstrip(), size) > room:
            count, used = count + 1, 0.0
        if wide > room:
            count += int(wide // room)
            wide %= room
        used += wide if piece.strip() or used else 0.0
    return count


def height(blocks: Sequence[Block], width: float, size: float) -> float:
    """How high blocks stand, in inches."""
    count = 0.0
    for block in blocks:
        room = width if block.kind == "para" else width - INDENT
        count += sum(lines_taken(words(line), room, size) + GAP for line in block.lines)
    return count * size * LEADING / POINT


def fits(blocks: Sequence[Block], size: float, box: tuple[float, float, float, float] = BODY) -> bool:
    """Whether blocks stand within a part of the sheet."""
    return height(blocks, box[2] - 0.2, size) <= box[3] - 0.1


def size_for(blocks: Sequence[Block], largest: float = BODY_SIZE, smallest: float = SMALLEST) -> float | None:
    """The largest size at which blocks fit, or None where even the smallest is too large."""
    size = largest
    while size >= smallest:
        if fits(blocks, size):
            return size
        size -= 1
    return None


def packed(lines: Sequence[Line], kind: str, size: float, most: int) -> list[list[Line]]:
    """Lines of a list dealt out to slides, as many on each as fit and no more than `most`; none is cut."""
    slides: list[list[Line]] = []
    for line in lines:
        tried = [*slides[-1], line] if slides else [line]
        if slides and len(tried) <= most and fits([Block(kind, tuple(tried))], size):  # type: ignore[arg-type]
            slides[-1] = tried
        else:
            slides.append([line])
    # One left over alone stands better with its neighbours dealt out evenly.
    if len(slides) > 1 and len(slides[-1]) == 1 and len(slides[-2]) > 2:
        slides[-1].insert(0, slides[-2].pop())
    return slides


def whole(lines: Sequence[Line], kind: str, size: float) -> list[Line]:
    """As many of the lines, from the first, as fit on a slide."""
    kept: list[Line] = []
    for line in lines:
        if not fits([Block(kind, (*kept, line))], size):  # type: ignore[arg-type]
            break
        kept.append(line)
    return kept


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a built table: its kind, its head and its cells."""

    css: str
    head: Line
    cells: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A table cut to slides, how many rows it had, and the heads of the columns left out."""

    grids: tuple[Grid, ...]
    rows: int
    left_out: tuple[str, ...]

    @property
    def shown(self) -> int:
        """How many rows are on the slides."""
        return sum(len(grid.rows) for grid in self.grids)


def cut_table(columns: Sequence[Column], room: float) -> Cut | None:
    """The table with as many columns as can be read, its rows dealt out to a few slides; None where not one row fits.

    `room` is the height of a slide for it in inches. Rows of one study, which share the first cell, stay together.
    """
    kept = list(columns)
    while True:
        for size in TABLE_SIZES:
            widths = _widths(kept, size)
            grids = _dealt(kept, widths, size, room)
            if grids and ((size > TABLE_SIZES[-1] and _all(grids, columns, 1)) or _enough(grids, columns)):
                return _cut(grids, kept, columns)
        spare = _spare(kept)
        if spare is None:
            return _cut(grids, kept, columns) if grids else None
        kept.remove(spare)


def _all(grids: Sequence[Grid], columns: Sequence[Column], slides: int) -> bool:
    return len(grids) <= slides and sum(len(grid.rows) for grid in grids) == len(columns[0].cells)


def _enough(grids: Sequence[Grid], columns: Sequence[Column]) -> bool:
    """Whether the first slide says something, or the slides together all."""
    return len(grids[0].rows) >= FEWEST_ROWS or _all(grids, columns, MOST_SLIDES)


def _cut(grids: Sequence[Grid], kept: Sequence[Column], columns: Sequence[Column]) -> Cut:
    left = tuple(words(column.head).replace("\n", " ") for column in columns if column not in kept)
    return Cut(tuple(grids), len(columns[0].cells), left)


def _spare(columns: Sequence[Column]) -> Column | None:
    """The column that is missed least; of measures the emptiest goes first, and one of them stays, as do the harms."""
    for css in _SPARE:
        for column in columns[1:]:
            if column.css == css:
                return column
    measures = [column for column in columns[1:] if column.css == "col-measure"]
    return max(reversed(measures), key=_empty_cells) if len(measures) > 1 else None


def _empty_cells(column: Column) -> int:
    return sum(words(cell) in {"", "–"} for cell in column.cells)


def _widths(columns: Sequence[Column], size: float) -> tuple[float, ...]:
    """Inches for each column: room for its longest word, the rest to those that make rows high; empty where it is too much."""
    widths = [_least(column, size, bold=not place) for place, column in enumerate(columns)]
    if sum(widths) > BODY[2]:
        return ()
    cells = [
        [(text_width(words(cell), size) / POINT, words(cell).count("\n")) for cell in column.cells]
        for column in columns
    ]
    lines = [_heights(width, column) for width, column in zip(widths, cells, strict=True)]
    while sum(widths) + STEP <= BODY[2]:
        # A step wider where the rows lose most height by it, and where none does, where the cells are highest.
        tried = [_heights(width + STEP, column) for width, column in zip(widths, cells, strict=True)]
        best = max(range(len(columns)), key=lambda place: (_saved(lines, tried, place), sum(lines[place])))
        widths[best] += STEP
        lines[best] = tried[best]
    return tuple(widths)


def _saved(lines: Sequence[Sequence[float]], tried: Sequence[Sequence[float]], place: int) -> float:
    """How many lines all rows lose where one column is a step wider."""
    saved = 0.0
    for number, row in enumerate(zip(*lines, strict=True)):
        saved += max(row) - max([*row[:place], tried[place][number], *row[place + 1 :]])
    return saved


def _least(column: Column, size: float, *, bold: bool) -> float:
    """Room for the longest word of a column, its head included."""
    parts = [
        text_width(word, size) * (BOLD if bold or not place else 1)
        for place, line in enumerate((column.head, *column.cells))
        for word in _BREAKS.split(words(line))
    ]
    return max(parts) / POINT + 2 * CELL_PADDING + 0.03


def _heights(width: float, cells: Sequence[tuple[float, int]]) -> list[float]:
    """About how many lines cells take at some width, by how many inches of text and how many line breaks they hold."""
    room = (width - 2 * CELL_PADDING) * 0.9
    return [inches / room + 0.5 + breaks * 0.5 for inches, breaks in cells]


def _row_height(cells: Sequence[Line], widths: Sequence[float], size: float, *, bold: bool = False) -> float:
    count = max(
        lines_taken(words(cell), width - 2 * CELL_PADDING, size, bold=bold or not place)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return count * size * LEADING / POINT + 0.1


def _dealt(columns: Sequence[Column], widths: Sequence[float], size: float, room: float) -> list[Grid]:
    """The first rows on as many slides as may be used; nothing where the columns or the first rows are too large."""
    if not widths:
        return []
    heads = tuple(column.head for column in columns)
    grids: list[Grid] = []
    start, count = 0, len(columns[0].cells)
    while start < count and len(grids) < MOST_SLIDES:
        end = _end(columns, widths, size, room, start)
        if end == start:
            break
        rows = tuple(tuple(column.cells[place] for column in columns) for place in range(start, end))
        grids.append(Grid(heads, rows, tuple(widths), size))
        start = end
    return grids


def _end(columns: Sequence[Column], widths: Sequence[float], size: float, room: float, start: int) -> int:
    """Behind the last row that fits on a slide which begins with row `start`, without parting rows of one study."""
    used = _row_height([column.head for column in columns], widths, size, bold=True)
    firsts = [words(cell) for cell in columns[0].cells]
    end = start
    for place in range(start, len(firsts)):
        used += _row_height([column.cells[place] for column in columns], widths, size)
        if used > room:
            break
        if place + 1 == len(firsts) or firsts[place + 1] != firsts[place]:
            end = place + 1
    return end


def long_heads(grid: Grid) -> bool:
    """Whether the rows are headed by whole sentences, which are read and not scanned."""
    return sum(len(words(row[0])) for row in grid.rows) > LONG_HEAD * len(grid.rows)
