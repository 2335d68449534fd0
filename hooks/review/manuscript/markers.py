"""The markers of a page: tables, numbers, claims, figures and questions that come from data.

<!-- view: id -->            a table, alone on its line
<!-- figure: stem -->        a figure of ours, alone on its line
<!-- teach: name -->         a block of the teaching kit, alone on its line
<!-- questions -->           the chapter's self-check questions, alone on their line
<!-- cases -->               every case with its questions, alone on their line
{{ r:result-id }}            a number from its record; {{ r:result-id:field }} one part of it
{{ c:claim-id }}             the review and section in which a claim stands
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import indent
from typing import Literal

from review.manuscript.scanning import line_at, without_code
from review.problems import Problem, shown

Kind = Literal["view", "figure", "questions", "cases", "teach", "r", "c"]
# Markers that name nothing, because the page or the book says which records they stand for.
_NAMELESS = frozenset({"questions", "cases"})
BLOCKS = frozenset({"view", "figure", "questions", "cases", "teach"})
FIELDS = (
    "full",
    "value",
    "unit",
    "n",
    "events",
    "fraction",
    "interval",
    "p",
    "time",
    "criterion",
    "data_cut",
    "review",
)
_BLOCK = re.compile(r"<!--\s*(?P<kind>view|figure|questions|cases|teach)\b(?P<rest>.*?)-->", re.DOTALL)
_ARGUMENT = re.compile(r"\s*:\s*(?P<id>[A-Za-z0-9_-]+)\s*")
_INLINE = re.compile(r"\{\{(?P<body>[^{}]*)\}\}")
_BODY = re.compile(r"\s*(?P<kind>[rc]):(?P<id>[A-Za-z0-9_-]+)(?::(?P<field>[a-z_]+))?\s*")


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker: what it is, the id it names, the field of a number, and where it stands."""

    kind: Kind
    id: str
    field: str
    start: int
    end: int
    line: int


def _blocks(text: str, source: str) -> Iterator[Marker | Problem]:
    for found in _BLOCK.finditer(text):
        line = line_at(text, found.start())
        kind = found["kind"]
        argument = _ARGUMENT.fullmatch(found["rest"])
        if kind in _NAMELESS and not found["rest"].strip():
            name = ""
        elif argument and kind not in _NAMELESS:
            name = argument["id"]
        else:
            yield Problem(
                source,
                line,
                "MARK-1",
                shown(found[0]),
                f"<!-- {kind}{'' if kind in _NAMELESS else ': id'} -->",
                "write the marker in that form",
            )
            continue
        begin = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.end())
        if text[begin : found.start()].strip() or text[found.end() : end if end >= 0 else len(text)].strip():
            yield Problem(
                source,
                line,
                "MARK-6",
                f"{shown(found[0])} within a line",
                "the marker alone on its line",
                "give it a line of its own",
            )
            continue
        yield Marker(kind, name, "", found.start(), found.end(), line)  # type: ignore[arg-type]


def _inlines(text: str, source: str) -> Iterator[Marker | Problem]:
    for found in _INLINE.finditer(text):
        line = line_at(text, found.start())
        body = _BODY.fullmatch(found["body"])
        if not body or (body["kind"] == "c" and body["field"]):
            yield Problem(
                source,
                line,
                "MARK-1",
                shown(found[0]),
                "{{ r:result-id }}, {{ r:result-id:field }} or {{ c:claim-id }}",
                "write the marker in that form",
            )
        elif body["field"] and body["field"] not in FIELDS:
            yield Problem(
                source,
                line,
                "MARK-4",
                f"field {shown(body['field'])}",
                "one of: " + ", ".join(FIELDS),
                "use a field of the list",
            )
        else:
            yield Marker(body["kind"], body["id"], body["field"] or "", found.start(), found.end(), line)  # type: ignore[arg-type]


def markers(markdown: str, source: str) -> tuple[list[Marker], list[Problem]]:
    """All markers outside code in the order of the text, and those that are malformed."""
    text = without_code(markdown)
    found = [*_blocks(text, source), *_inlines(text, source)]
    sound = [item for item in found if isinstance(item, Marker)]
    return sorted(sound, key=lambda item: item.start), [item for item in found if isinstance(item, Problem)]


def _runs(found: Sequence[Marker], markdown: str) -> Iterator[tuple[Marker, ...]]:
    """The markers one by one, but claims that follow one another with only space between them together."""
    run: list[Marker] = []
    for marker in found:
        follows = (
            run and marker.kind == "c" and run[-1].kind == "c" and not markdown[run[-1].end : marker.start].strip(" ")
        )
        if run and not follows:
            yield tuple(run)
            run = []
        run.append(marker)
    if run:
        yield tuple(run)


def _margin(markdown: str, start: int) -> str:
    """The space before a marker on its line: what stands for it belongs where it stands, such as inside a fold."""
    return markdown[markdown.rfind("\n", 0, start) + 1 : start]


def expanded(markdown: str, replacement: Callable[[Sequence[Marker]], str]) -> str:
    """The text with every sound marker replaced; neighbouring claims are replaced together."""
    found, _ = markers(markdown, "")
    for run in reversed(list(_runs(found, markdown))):
        text = replacement(run)
        if run[0].kind in BLOCKS:
            text = f"\n{indent(text, _margin(markdown, run[0].start))}\n"
        markdown = markdown[: run[0].start] + text + markdown[run[-1].end :]
    return markdown
