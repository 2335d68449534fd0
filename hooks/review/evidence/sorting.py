"""An evidence file with its rows in order."""

from __future__ import annotations

import csv
import io

from review.evidence.loading import load_table
from review.evidence.model import sort_key
from review.evidence.schema import Table
from review.problems import Problem


def sorted_table(text: str, table: Table, path: str) -> tuple[str, list[Problem]]:
    """The file's text with its rows sorted by the table's key; problems and the text as it was where it is not sound."""
    rows, problems = load_table(text, table, path)
    if problems:
        return text, problems
    kinds = {field.name: field.type for field in table.fields}

    def place(row: dict[str, str]) -> tuple[tuple[int, float, str], ...]:
        return tuple(
            (0, float(row[name]), "")
            if kinds[name] in {"integer", "number", "year"} and row[name]
            else (0, 0.0, row[name])
            for name in sort_key(table)
        )

    records = sorted(csv.DictReader(io.StringIO(text, newline="")), key=place)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, table.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    assert len(records) == len(rows)
    return out.getvalue(), []
