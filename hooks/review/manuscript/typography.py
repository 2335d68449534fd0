"""What one sentence a source line and a citation after a space become on the page."""

from __future__ import annotations

import re

from review.manuscript.scanning import without_code

_BEFORE_CITATION = re.compile(r"(?<=\S) +(?=\[@)")
_HAN = r"\u3000-\u303f\u4e00-\u9fff\uff00-\uffef”’…—"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])\n(?=[\u4e00-\u9fff“‘（《])")


def _outside_code(markdown: str, pattern: re.Pattern[str]) -> str:
    masked = without_code(markdown)
    for match in reversed(list(pattern.finditer(masked))):
        if markdown[match.start() : match.end()] == match[0]:
            markdown = markdown[: match.start()] + markdown[match.end() :]
    return markdown


def attached_citations(markdown: str) -> str:
    """The page with each citation close to its word, as raised numbers stand."""
    return _outside_code(markdown, _BEFORE_CITATION)


def joined_lines(markdown: str) -> str:
    """The page with lines of Chinese joined: a line break between two of them would show as a space."""
    return _outside_code(markdown, _BETWEEN_HAN)
