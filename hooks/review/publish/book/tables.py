"""How a table is laid out on paper: as it is, turned, with long columns folded under their rows, or as a list of records."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree, html

Element: TypeAlias = Any
LONG = 130
# A row of more lines than this is read, not compared.
TALLEST_ROW = 5.0
# A column narrower than this many characters is no column.
NARROWEST = 5
LONGEST_WORD = 13


@dataclass(frozen=True, slots=True)
class Paper:
    """How much a page holds: columns upright and turned, and characters in a line of each."""

    upright: int = 6
    turned: int = 12
    line: int = 118
    turned_line: int = 190


@dataclass(frozen=True, slots=True)
class Layout:
    """A table made ready: whether it stands turned, the widths of its columns in parts of the whole, and itself."""

    table: Element
    turned: bool
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    average: float
    word: int


def laid_out(table: Element, paper: Paper) -> Layout:
    """The table in the form in which a page holds it."""
    rows = table.xpath(".//tbody/tr")
    heads = [" ".join(head.text_content().split()) for head in table.xpath(".//thead//th")]
    columns = [_column(head, place, rows) for place, head in enumerate(heads)]
    folded = _folded(columns, paper)
    kept = [place for place in range(len(columns)) if place not in folded]
    wide = sum(max(columns[place].word, NARROWEST) + 2 for place in kept)
    text = sum(columns[place].average for place in kept)
    if len(kept) > paper.turned or wide > paper.turned_line * 1.15 or text > TALLEST_ROW * paper.turned_line:
        return _records(table, heads)
    turned = len(kept) > paper.upright or wide > paper.line * 1.15 or text > (TALLEST_ROW + 1) * paper.line
    made = _fold(table, heads, kept, folded) if folded else table
    line = paper.turned_line if turned else paper.line
    return Layout(made, turned, _widths([columns[place] for place in kept], line))


def _column(head: str, place: int, rows: Sequence[Element]) -> _Column:
    texts = [" ".join(row[place].text_content().split()) for row in rows if place < len(row)]
    words = [len(word) for text in [head, *texts] for word in text.replace("/", " ").replace("-", " ").split()]
    average = sum(map(len, texts)) / max(1, len(texts))
    return _Column(head, average, min(max(words, default=1), LONGEST_WORD))


def _folded(columns: Sequence[_Column], paper: Paper) -> list[int]:
    """The columns of running text, where there are too many columns to set them side by side."""
    if len(columns) <= paper.upright:
        return []
    return [place for place, column in enumerate(columns) if place and column.average > LONG]


def _widths(columns: Sequence[_Column], line: int) -> tuple[float, ...]:
    """Each column has room for its longest word; the rest is shared by how much text each holds."""
    least = [max(column.word, NARROWEST) + 2 for column in columns]
    rest = max(0.0, line - sum(least))
    needs = [max(0.0, column.average - low) ** 0.8 for column, low in zip(columns, least, strict=True)]
    whole = sum(needs) or 1.0
    return tuple(round(low + rest * need / whole, 1) for low, need in zip(least, needs, strict=True))


def _fold(table: Element, heads: Sequence[str], kept: Sequence[int], folded: Sequence[int]) -> Element:
    """The table without its long columns, each of which follows its row across the whole width."""
    made = copy.deepcopy(table)
    for head in made.xpath(".//thead/tr"):
        for place in reversed(folded):
            head.remove(head[place])
    for row in made.xpath(".//tbody/tr"):
        cells = list(row)
        below = html.Element("tr")
        below.set("class", "below")
        cell = etree.SubElement(below, "td", colspan=str(len(kept)))
        for place in folded:
            if place < len(cells) and not _empty(cells[place]):
                _field(cell, heads[place], cells[place])
            if place < len(cells):
                row.remove(cells[place])
        if len(cell):
            row.addnext(below)
    return made


def _empty(cell: Element) -> bool:
    return cell.text_content().strip() in {"", "–"}


def _field(holder: Element, head: str, cell: Element) -> None:
    """A cell as a line of its own under its column's name."""
    line = etree.SubElement(holder, "div")
    line.set("class", "field")
    name = etree.SubElement(line, "b")
    name.text = head
    name.tail = "\u2002" + (cell.text or "").lstrip()
    for child in cell:
        line.append(copy.deepcopy(child))


def _records(table: Element, heads: Sequence[str]) -> Layout:
    """A row becomes its head and a line for each cell that says something."""
    made = html.Element("table")
    made.set("class", "records")
    head = etree.SubElement(etree.SubElement(etree.SubElement(made, "thead"), "tr"), "th", scope="col")
    head.text = heads[0] if heads else ""
    for row in table.xpath(".//tbody/tr"):
        body = etree.SubElement(made, "tbody")
        cells = list(row)
        first = etree.SubElement(body, "tr")
        if row.get("id"):
            first.set("id", row.get("id"))
        first.set("class", "subhead")
        name = copy.deepcopy(cells[0])
        name.tag, name.tail = "th", None
        name.set("scope", "rowgroup")
        first.append(name)
        cell = etree.SubElement(etree.SubElement(body, "tr"), "td")
        for title, told in zip(heads[1:], cells[1:], strict=False):
            if not _empty(told):
                _field(cell, title, told)
    return Layout(made, False, (1.0,))
