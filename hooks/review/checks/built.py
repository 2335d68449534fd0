"""Nothing of the sources' markup is left over in a built page (BUILT-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from review.manuscript.scanning import line_at
from review.problems import Problem, shown

_LEFT = re.compile(
    r"\[@[A-Za-z0-9_-]+[^\]]*\]?|\[\^[A-Za-z0-9_-]+\]|\{\{[^{}]*\}\}|\{#[\w-]+\}|<!--\s*(?:view|figure|questions|cases|teach|held)\b"
)
# What could be such markup, also where its signs are written as entities: pages without it need not be read as a tree.
_POSSIBLE = re.compile(
    r"(?:\[|&#91;)(?:@|&#64;|\^|&#94;)|(?:\{|&#123;)(?:\{|&#123;|#|&#35;)|(?:<|&lt;)!--\s*(?:view|figure|questions|cases|teach|held)\b"
)
_CODE = {"code", "pre", "script", "style"}
_COMMENT = re.compile(r"^\s*(?:view|figure|questions|cases|teach|held)\b")


def leftovers(document: str, source: str, markdown: str = "") -> Iterator[Problem]:
    """Markers and citations that a built page still shows, outside code.

    `source` is the page's Markdown file and `markdown` its text, from which each problem takes its line.
    """
    if not _POSSIBLE.search(document):
        return
    for text in _shown_markup(html.document_fromstring(document)):
        yield Problem(
            source,
            _line(text, markdown),
            "BUILT-1",
            f"{shown(text)} left over in the built page",
            "every marker and citation replaced",
            "look for a marker or citation in a place where none is read",
        )


def _shown_markup(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            if _COMMENT.match(element.text or ""):
                yield element.text or ""
            texts = [element.tail]
        else:
            texts = [element.tail] if element.tag in _CODE else [element.text, element.tail]
        found = [match[0] for text in texts if text for match in _LEFT.finditer(text)]
        # Asked last, and of few elements, because it climbs the whole tree.
        if found and not any(parent.tag in _CODE for parent in element.iterancestors()):
            yield from found


def _line(text: str, markdown: str) -> int:
    """The line of the source that holds the words, 0 where they came from elsewhere, such as a table's data."""
    words = re.search(r"[A-Za-z0-9_-]{3,}", text)
    place = markdown.find(text.strip()) if text.strip() in markdown else markdown.find(words[0]) if words else -1
    return line_at(markdown, place) if place >= 0 else 0
