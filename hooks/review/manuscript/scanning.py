"""Where code ends and text begins in a Markdown page, so that no marker or citation is read inside code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_FENCE = re.compile(r"^(?P<indent> {0,3}|\s*)(?P<marks>`{3,}|~{3,})(?P<info>[^`\n]*)$")
_CODE_SPAN = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)(?P<body>(?:(?!\n[ \t]*\n).)+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its number from 1, its text, and whether it stands in a fenced code block."""

    number: int
    text: str
    fenced: bool


def lines(markdown: str) -> Iterator[Line]:
    """Each line with its number, fence lines themselves counted as fenced; an unclosed fence runs to the end."""
    closing: re.Pattern[str] | None = None
    for number, text in enumerate(markdown.split("\n"), 1):
        if closing is None:
            fence = _FENCE.match(text)
            if fence:
                marks = fence["marks"]
                closing = re.compile(rf"^\s*{re.escape(marks[0])}{{{len(marks)},}}\s*$")
            yield Line(number, text, fence is not None)
        else:
            if closing.match(text):
                closing = None
            yield Line(number, text, True)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


# Each page is read by several checks and by the writer of the page.
@lru_cache(maxsize=8192)
def without_code(markdown: str) -> str:
    """The page with fenced blocks and code spans blanked by spaces: same length, same line breaks."""
    text = "\n".join(" " * len(line.text) if line.fenced else line.text for line in lines(markdown))
    return _CODE_SPAN.sub(_blank, text)


@lru_cache(maxsize=8192)
def without_code_and_comments(markdown: str) -> str:
    """As `without_code`, HTML comments blanked too."""
    return _COMMENT.sub(_blank, without_code(markdown))


def line_at(text: str, offset: int) -> int:
    """The number, from 1, of the line in which `offset` stands."""
    return text.count("\n", 0, offset) + 1


# Stands for an at sign inside code until the page is rendered: the citation plugin rewrites keys even there.
_HIDDEN_AT = "\ue000"


def hidden_citations(markdown: str) -> str:
    """The page with each at sign inside code replaced, so that no citation is read there."""
    masked = without_code(markdown)
    return "".join(
        _HIDDEN_AT if char == "@" and seen != "@" else char for char, seen in zip(markdown, masked, strict=True)
    )


def restored_citations(rendered: str) -> str:
    """The rendered page with those at signs back."""
    return rendered.replace(_HIDDEN_AT, "@")
