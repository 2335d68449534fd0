"""One page of the book as its file holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from review.manuscript.scanning import without_code_and_comments
from review.problems import Problem
from review.wording import Language
from review.yamlfile import load_mapping

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(
    r"^(?P<marks>#{1,6})[ \t]+(?P<text>.*?)[ \t]*(?:\{[ \t]*#(?P<id>[\w-]+)[^}]*\})?[ \t]*$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its depth, words, explicit id (empty where none) and line."""

    depth: int
    text: str
    id: str
    line: int


@dataclass(frozen=True)
class Page:
    """A page: `path` within its language without extension, `source` within the project, its front matter and its text.

    `text` is the whole file with the front matter blanked, so that line numbers are the file's.
    """

    language: Language
    path: str
    source: str
    text: str
    front: dict[str, Any] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    @cached_property
    def title(self) -> str:
        """The title as front matter or first heading gives it."""
        headings = self.headings
        return str(self.front.get("title") or (headings[0].text if headings else self.path))

    @cached_property
    def prose(self) -> str:
        """The text with code and comments blanked: same length, same lines."""
        return without_code_and_comments(self.text)

    @cached_property
    def headings(self) -> list[Heading]:
        """All headings outside code."""
        text = self.prose
        return [
            Heading(len(found["marks"]), found["text"], found["id"] or "", text.count("\n", 0, found.start()) + 1)
            for found in _HEADING.finditer(text)
        ]


def read_page(text: str, language: Language, path: str, source: str) -> tuple[Page, list[Problem]]:
    """The page and what is wrong with its front matter (rule PAGE-1, YAML-1 to YAML-3)."""
    found = _FRONT.match(text)
    if not found:
        problems = []
        if text.startswith("---"):
            problems.append(
                Problem(
                    source, 1, "PAGE-1", "front matter without end", "a line `---` after it", "close the front matter"
                )
            )
        return Page(language, path, source, text), problems
    front, places, faults = load_mapping(found["yaml"], source)
    moved = [
        Problem(fault.path, fault.line + 1 if fault.line else 1, fault.rule, fault.found, fault.expected, fault.remedy)
        for fault in faults
    ]
    blanked = re.sub(r"[^\n]", "", found[0]) + text[found.end() :]
    return Page(language, path, source, blanked, front, {key: line + 1 for key, line in places.items()}), moved
