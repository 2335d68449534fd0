"""A view's cells rendered once and used in several places: on pages, in downloads, and to learn which works it cites.

What differs from place to place, citations and addresses, is held open by marks that no data can contain and filled in afterwards.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace

from review.evidence.table import Rendered
from review.markup import attribute

_CITED, _LED, _AND, _END, _NEXT_CELL, _NEXT_ROW = "\ue010", "\ue011", "\ue012", "\ue013", "\ue014", "\ue015"
_MARK = re.compile(f"{_CITED}(?P<key>[^{_END}]*){_END}|{_LED}(?P<page>[^{_AND}]*){_AND}(?P<anchor>[^{_END}]*){_END}")
_CITATION = re.compile(f"{_CITED}([^{_END}]*){_END}")


def cite_later(key: str) -> str:
    """A citation held open."""
    return f"{_CITED}{key}{_END}"


def href_later(page: str, anchor: str) -> str:
    """An address held open."""
    return f"{_LED}{page}{_AND}{anchor}{_END}"


def cited(table: Rendered) -> list[str]:
    """The works that the cells cite, in their order, repeats kept."""
    return [key for row in table.rows for cell in row for key in _CITATION.findall(cell)]


def filled(table: Rendered, cite: Callable[[str], str], href: Callable[[str, str], str]) -> Rendered:
    """The table with its citations and addresses as one place needs them."""

    def place(match: re.Match[str]) -> str:
        if match["key"] is not None:
            return cite(match["key"])
        return attribute(href(html.unescape(match["page"]), html.unescape(match["anchor"])))

    # One search through all cells at once: a page's tables have tens of thousands of them.
    together = _MARK.sub(place, _NEXT_ROW.join(_NEXT_CELL.join(row) for row in table.rows))
    rows = tuple(tuple(row.split(_NEXT_CELL)) for row in together.split(_NEXT_ROW)) if table.rows else ()
    return replace(table, rows=rows)
