"""A reference list as BibTeX and as RIS."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import rispy  # type: ignore[import-untyped]

from review.citations.bibliography import Entry
from review.citations.bibtex import read_entries
from review.project import BIBLIOGRAPHY_PATH

_TYPES = {"article": "JOUR", "book": "BOOK", "incollection": "CHAP", "inproceedings": "CPAPER", "online": "ELEC"}


def bibtex(text: str, keys: Iterable[str]) -> str:
    """The entries of a bibliography's text that have these keys, as they stand there."""
    wanted = set(keys)
    return "\n\n".join(block for key, block in _blocks(text) if key in wanted) + "\n"


# Every page asks for some of the same entries.
@lru_cache(maxsize=1)
def _blocks(text: str) -> tuple[tuple[str, str], ...]:
    """Each entry of a bibliography's text: its key, and how it stands there."""
    entries, _ = read_entries(text, BIBLIOGRAPHY_PATH)
    lines = text.split("\n")
    ends = [entry.line - 1 for entry in entries[1:]] + [len(lines)]
    return tuple(
        (entry.key, "\n".join(lines[entry.line - 1 : end]).strip()) for entry, end in zip(entries, ends, strict=True)
    )


def _pages(entry: Entry) -> tuple[str, str]:
    first, _, last = entry.get("pages").replace("–", "-").replace("--", "-").partition("-")
    return first, last


def _record(entry: Entry) -> dict[str, object]:
    first, last = _pages(entry)
    record: dict[str, object] = {
        "type_of_reference": _TYPES.get(entry.kind, "GEN"),
        "id": entry.key,
        "authors": [f"{name.family}, {name.given}" if name.given else name.family for name in entry.authors],
        "title": entry.title,
        "journal_name": entry.journal,
        "year": entry.year,
        "volume": entry.get("volume"),
        "number": entry.get("number"),
        "start_page": first,
        "end_page": last,
        "doi": entry.doi,
        "urls": [entry.address] if entry.address else [],
        "notes": [f"Record {entry.state}"],
    }
    return {name: value for name, value in record.items() if value}


def ris(entries: Sequence[Entry]) -> str:
    """The entries as RIS, which reference managers read."""
    return str(rispy.dumps([_record(entry) for entry in entries]))
