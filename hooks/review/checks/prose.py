"""A measured number in prose comes from its record (PROSE-1).

Ordinals, years, names and thresholds in definitions are free; a line that states a threshold ends with `<!-- definition -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.manuscript.scanning import line_at, without_code
from review.problems import Problem, shown
from review.project import Project

_NUMBER = r"\d+(?:[.,·]\d+)?"
_MEASURED = re.compile(
    rf"""
      {_NUMBER}\s?(?:%|per\s?cent\b|percentage\spoints?\b|％)
    | {_NUMBER}\s?(?:-|–|\s)?\s?(?:months?|weeks?|days?|hours?|minutes?|个月)\b
    | {_NUMBER}[-\s]?fold\b
    | {_NUMBER}\s?(?:°C|℃|nM|pg/mL|ng/mL|mg/kg)
    | \b(?:HR|OR|RR|hazard\sratio|odds\sratio|risk\sratio)\b\s?(?:of|was|=|:)?\s?{_NUMBER}
    | \b(?:CI|confidence\sinterval)\b[^.\n]{{0,12}}?{_NUMBER}
    | \b[Pp]\s?[<>=≤≥]\s?0?\.\d+
    | \b[nN]\s?=\s?\d+
    | \b\d+\s?(?:/|of|out\sof)\s?\d+\b
    | (?<![-\w])\d+\s(?:(?:\w|-)+\s){{0,2}}?(?:patients|participants|people|mice|animals|responders|deaths|responses)\b
    | {_NUMBER}\s?例
    """,
    re.VERBOSE,
)
_DEFINITION = "<!-- definition -->"
_HIDDEN = re.compile(r"<!--.*?-->|\{\{[^{}]*\}\}|\]\([^)\n]*\)|\[@[^\]]*\]|<[^<>]*>|https?://\S+", re.DOTALL)


def check(project: Project) -> Iterator[Problem]:
    """Each measured number that stands bare in the prose of a page."""
    for pages in project.pages.values():
        for page in pages:
            if page.path.startswith("contribute/"):
                continue
            text = without_code(page.text)
            free = {number for number, line in enumerate(text.split("\n"), 1) if line.rstrip().endswith(_DEFINITION)}
            text = _prose(text)
            for found in _MEASURED.finditer(text):
                line = line_at(text, found.start())
                if line not in free:
                    yield Problem(
                        page.source,
                        line,
                        "PROSE-1",
                        f"the bare number {shown(found[0])}",
                        "a number printed from its record",
                        "write {{ r:result-id }}, or end the line with <!-- definition --> where it is a threshold or a definition",
                    )


def bare_numbers(text: str) -> list[str]:
    """The measured numbers that stand bare in a text."""
    return [found[0] for found in _MEASURED.finditer(_prose(text))]


def _prose(text: str) -> str:
    """The text with markers, addresses and markup blanked, each character's place kept."""
    return _HIDDEN.sub(lambda match: re.sub(r"[^\n]", "\u2007", match[0]), text)
