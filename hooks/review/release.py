"""What `CITATION.cff` says of this version of the book: how it is cited, and the only clock that a build knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from review.problems import Problem
from review.textfile import read_text
from review.yamlfile import load_mapping

PATH = "CITATION.cff"
_EXAMPLES = {
    "title": "title: …",
    "authors": "authors:",
    "version": "version: 1.0.0",
    "date-released": "date-released: 2026-01-31",
}


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the book: its title, who stands for it, its number and its day."""

    title: str
    author: str
    version: str
    day: date

    @property
    def epoch(self) -> int:
        """Midnight UTC of the day, in seconds."""
        return int(datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC).timestamp())


def read_release(root: Path) -> tuple[Release | None, list[Problem]]:
    """The release, or what keeps it from being read (rule BUILD-1)."""
    text, problems = read_text(root / PATH, PATH)
    if problems:
        return None, problems
    raw, places, problems = load_mapping(text, PATH)
    wrong = [name for name in _EXAMPLES if not raw.get(name)]
    if raw.get("date-released") and not isinstance(raw["date-released"], date):
        wrong.append("date-released")
    authors = raw.get("authors") if isinstance(raw.get("authors"), list) else []
    names = [str(author.get("name", "")) for author in authors or [] if isinstance(author, dict)]
    if raw.get("authors") and not any(names):
        wrong.append("authors")
    problems += [
        Problem(PATH, places.get(name, 0), "BUILD-1", f"no sound {name}", f"{name}", f"add `{_EXAMPLES[name]}`")
        for name in wrong
    ]
    if problems:
        return None, problems
    return Release(str(raw["title"]), ", ".join(filter(None, names)), str(raw["version"]), raw["date-released"]), []
