"""Nothing of the sources' markup is left over in a built page (BUILT-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from review.problems import Problem, shown

_LEFT = re.compile(
    r"\[@[A-Za-z0-9_-]+[^\]]*\]?|\[\^[A-Za-z0-9_-]+\]|\{\{[^{}]*\}\}|\{#[\w-]+\}|<!--\s*(?:view|figure|questions)\b"
)
_CODE = {"code", "pre", "script", "style"}
_COMMENT = re.compile(r"^\s*(?:view|figure|questions)\b")


def leftovers(document: str, source: str) -> Iterator[Problem]:
    """Markers and citations that a built page still shows, outside code; `source` is the page's Markdown file."""
    tree = html.document_fromstring(document)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            text = element.text or ""
            if _COMMENT.match(text):
                yield _left(source, text)
            texts = [element.tail]
        elif element.tag in _CODE or any(parent.tag in _CODE for parent in element.iterancestors()):
            texts = (
                [element.tail]
                if element.tag in _CODE and not any(parent.tag in _CODE for parent in element.iterancestors())
                else []
            )
        else:
            texts = [element.text, element.tail]
        if element.get("data-shown-as-written") is not None:
            continue
        for text in texts:
            for found in _LEFT.finditer(text or ""):
                yield _left(source, found[0])


def _left(source: str, text: str) -> Problem:
    return Problem(
        source,
        0,
        "BUILT-1",
        f"{shown(text)} left over in the built page",
        "every marker and citation replaced",
        "look for a marker or citation in a place where none is read",
    )
