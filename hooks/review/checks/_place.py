"""Problems placed in the evidence files."""

from __future__ import annotations

from review.evidence.model import FOLDER
from review.evidence.records import Record
from review.problems import Problem


def at(table: str, record: Record, rule: str, found: str, expected: str, remedy: str) -> Problem:
    """A problem of one row."""
    return Problem(f"{FOLDER}/{table}.csv", record.line, rule, found, expected, remedy)
