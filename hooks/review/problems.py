"""What a check returns: one problem, on one line, with its place and its remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault in the sources or in the built site.

    `path` is relative to the project's root with forward slashes; `line` counts from 1 and is 0 where a file has no lines.
    `rule` is a stable id such as ``CITE-1``, explained in `docs/en/contribute/rules.md`.
    """

    path: str
    line: int
    rule: str
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        text = f"{place}: [{self.rule}] found {self.found}; expected {self.expected}; to mend: {self.remedy}"
        return " ".join(text.split())


def report(problems: Iterable[Problem]) -> str:
    """All problems as text, sorted by place, each on its line, without repeats."""
    return "\n".join(str(problem) for problem in sorted(set(problems)))


def shown(value: object, limit: int = 60) -> str:
    """A value as a message shows it: quoted, on one line, cut when long."""
    text = " ".join(str(value).split())
    return f"“{text[: limit - 1]}…”" if len(text) > limit else f"“{text}”"
