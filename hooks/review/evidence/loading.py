"""From the text of a CSV file to typed rows, with a problem for each cell that breaks the schema."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from review.evidence.schema import Field, Schema, Table
from review.problems import Problem, shown

Value = str | int | Decimal | bool | None
_TRUTH = {"true": True, "false": False}
csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the line in its file at which it starts, and its cells by column, typed."""

    line: int
    cells: Mapping[str, Value]

    def text(self, name: str) -> str:
        """A cell as text, empty where it has no value."""
        value = self.cells[name]
        return "" if value is None else str(value)


class _BrokenError(Exception):
    """A record that cannot be read: its first line, and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its first line; blank lines are skipped. Raises `_BrokenError` on a broken quote."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for record in reader:
            if record:
                yield start, record
            start = reader.line_num + 1
    except csv.Error as error:
        raise _BrokenError(start, str(error)) from error


def _number(cell: str) -> Decimal:
    if not re.fullmatch(r"[+-]?([0-9]{1,12}(\.[0-9]{0,12})?|\.[0-9]{1,12})", cell):
        raise ValueError(cell)
    return Decimal(cell)


def _integer(cell: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,12}", cell):
        raise ValueError(cell)
    return int(cell)


def _typed(cell: str, field: Field) -> Value:
    """The cell's value, None where it is empty and not text; raises ValueError where it is not of the type."""
    if field.type == "string":
        return cell
    if not cell:
        return None
    if field.type == "boolean":
        if cell not in _TRUTH:
            raise ValueError(cell)
        return _TRUTH[cell]
    if field.type == "date":
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
            raise ValueError(cell)
        return date.fromisoformat(cell).isoformat()
    return _number(cell) if field.type == "number" else _integer(cell)


_TYPE_WORDS = {
    "integer": "a whole number of at most 12 digits",
    "number": "a number such as 12.5, without exponent",
    "boolean": "true or false",
    "date": "a day as 2026-01-31",
    "year": "a year",
}


def _one_of(field: Field) -> str:
    listed = ", ".join(field.enum[:12])
    return f"one of: {listed}" + (", …" if len(field.enum) > 12 else "")


def _cell_problem(cell: str, value: Value, field: Field) -> tuple[str, str, str] | None:
    """Rule, expectation and remedy of the first thing wrong with a cell whose type is right."""
    if not cell:
        return ("DATA-4", "a value", "fill the cell") if field.required else None
    if cell != cell.strip():
        return "DATA-14", "no space at either end", "take the space away"
    if field.enum and cell not in field.enum:
        near = get_close_matches(cell, field.enum, 1)
        return "DATA-6", _one_of(field), f"write “{near[0]}” if that is meant" if near else "use a word of the list"
    if field.pattern and not field.pattern.fullmatch(cell):
        return "DATA-7", f"the form {field.pattern.pattern}", "write it in that form"
    if field.max_length and len(cell) > field.max_length:
        return "DATA-8", f"at most {field.max_length} characters, this has {len(cell)}", "say it shorter"
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        if field.minimum is not None and value < field.minimum:
            return "DATA-9", f"at least {field.minimum:g}", "correct the number"
        if field.maximum is not None and value > field.maximum:
            return "DATA-9", f"at most {field.maximum:g}", "correct the number"
    return None


def _header_problems(header: Sequence[str], table: Table, path: str) -> list[Problem]:
    missing = [name for name in table.columns if name not in header]
    unknown = [name for name in header if name not in table.columns]
    problems = [
        Problem(path, 1, "DATA-2", f"no column {shown(name)}", "every column of the schema", "add the column")
        for name in missing
    ]
    problems += [
        Problem(path, 1, "DATA-2", f"column {shown(name)}", "only columns of the schema", "remove or rename the column")
        for name in unknown
    ]
    if not problems and tuple(header) != table.columns:
        problems.append(
            Problem(
                path,
                1,
                "DATA-2",
                "columns in another order or twice",
                ", ".join(table.columns),
                "put them in the schema's order",
            )
        )
    return problems


def _read_row(line: int, record: Sequence[str], table: Table, path: str) -> tuple[Row | None, list[Problem]]:
    if len(record) != len(table.fields):
        problem = Problem(
            path,
            line,
            "DATA-3",
            f"{len(record)} cells",
            f"{len(table.fields)} cells",
            "look for a missing or extra comma or quote",
        )
        return None, [problem]
    cells: dict[str, Value] = {}
    problems = []
    for cell, field in zip(record, table.fields, strict=True):
        try:
            value = _typed(cell, field)
        except ValueError:
            problems.append(
                Problem(
                    path, line, "DATA-5", f"{field.name} {shown(cell)}", _TYPE_WORDS[field.type], "correct the cell"
                )
            )
            cells[field.name] = None
            continue
        cells[field.name] = value
        fault = _cell_problem(cell, value, field)
        if fault:
            rule, expected, remedy = fault
            problems.append(Problem(path, line, rule, f"{field.name} {shown(cell)}", expected, remedy))
    return (None if problems else Row(line, cells)), problems


def load_table(text: str, table: Table, path: str) -> tuple[list[Row], list[Problem]]:
    """The sound rows of one file, in file order, and every problem of the others."""
    rows: list[Row] = []
    problems: list[Problem] = []
    records = _records(text)
    try:
        first = next(records, None)
        if first is None:
            return [], [
                Problem(
                    path, 1, "DATA-2", "an empty file", "a header row", "write the schema's columns as the first line"
                )
            ]
        problems += _header_problems(first[1], table, path)
        if problems:
            return [], problems
        for line, record in records:
            row, faults = _read_row(line, record, table, path)
            problems += faults
            if row:
                rows.append(row)
    except _BrokenError as error:
        problems.append(
            Problem(
                path,
                error.line,
                "DATA-1",
                f"broken CSV from this line on: {error}",
                "each quote closed and doubled inside a cell",
                "look for a quotation mark that is not closed",
            )
        )
    return rows, problems + _key_problems(rows, table, path)


def _key_problems(rows: Sequence[Row], table: Table, path: str) -> list[Problem]:
    """Rows whose key is taken, and rows out of order: sorted files make diffs that show what changed."""
    problems: list[Problem] = []
    keys = [table.primary_key] if table.primary_key else []
    keys += [(field.name,) for field in table.fields if field.unique and (field.name,) not in keys]
    for key in keys:
        seen: dict[tuple[str, ...], int] = {}
        for row in rows:
            mark = tuple(row.text(name) for name in key)
            if mark in seen:
                problems.append(
                    Problem(
                        path,
                        row.line,
                        "DATA-10",
                        f"{', '.join(key)} {shown(' / '.join(mark))} again, first in line {seen[mark]}",
                        "each key once",
                        "remove the row or give it its own id",
                    )
                )
            seen.setdefault(mark, row.line)
    return problems


def sort_problems(rows: Sequence[Row], key: Sequence[str], path: str) -> list[Problem]:
    """Rule DATA-12: the first row that stands before its place in the order of `key`."""

    def mark(row: Row) -> tuple[Value, ...]:
        return tuple(row.cells[name] if isinstance(row.cells[name], (int, Decimal)) else row.text(name) for name in key)

    for before, after in itertools.pairwise(rows):
        if mark(after) < mark(before):
            return [
                Problem(
                    path,
                    after.line,
                    "DATA-12",
                    f"{shown(after.text(key[0]))} after {shown(before.text(key[0]))}",
                    f"rows sorted by {', '.join(key)}",
                    "run `make sort-data`",
                )
            ]
    return []


def reference_problems(
    tables: Mapping[str, Sequence[Row]], schema: Schema, folder: str, unsound: Container[str] = ()
) -> list[Problem]:
    """Cells that name a row of another table which is not there (rule DATA-11).

    A table that did not load whole (`unsound`) is not asked: its lost rows would be missed everywhere.
    """
    problems = []
    for table in schema.tables.values():
        for key in table.foreign_keys:
            if key.resource in unsound:
                continue
            known = {row.text(key.target) for row in tables.get(key.resource, ())}
            for row in tables.get(table.name, ()):
                cell = row.text(key.field)
                if cell and cell not in known:
                    near = get_close_matches(cell, known, 1)
                    remedy = (
                        f"write “{near[0]}” if that is meant, or add the row"
                        if near
                        else f"add it to {key.resource}.csv or correct it"
                    )
                    problems.append(
                        Problem(
                            f"{folder}/{table.path}",
                            row.line,
                            "DATA-11",
                            f"{key.field} {shown(cell)}",
                            f"an id of {key.resource}.csv",
                            remedy,
                        )
                    )
    return problems
