"""The shape of the evidence files, read from `docs/data/datapackage.json` (a Frictionless Data Package)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from review.problems import Problem, shown

FieldType = Literal["string", "integer", "number", "boolean", "date", "year"]
_REMEDY = "restore the file from the last good commit, or correct the field named here"


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its type and what its cells must satisfy."""

    name: str
    type: FieldType
    description: str
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column whose cells must be found in another table's column."""

    field: str
    resource: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the package."""

    name: str
    path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The header row as it must stand."""
        return tuple(field.name for field in self.fields)


@dataclass(frozen=True, slots=True)
class Schema:
    """All files of the package by name."""

    tables: Mapping[str, Table] = field(default_factory=dict)


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _field(raw: Mapping[str, Any]) -> Field:
    rules: Mapping[str, Any] = raw.get("constraints", {})
    kind = str(raw["type"])
    if kind not in get_args(FieldType):
        raise ValueError(f"type {kind} of field {raw['name']}")
    return Field(
        name=str(raw["name"]),
        type=cast(FieldType, kind),
        description=str(raw.get("description", "")),
        required=bool(rules.get("required", False)),
        unique=bool(rules.get("unique", False)),
        enum=_names(rules.get("enum")),
        pattern=re.compile(rules["pattern"]) if "pattern" in rules else None,
        max_length=int(rules["maxLength"]) if "maxLength" in rules else None,
        minimum=float(rules["minimum"]) if "minimum" in rules else None,
        maximum=float(rules["maximum"]) if "maximum" in rules else None,
    )


def _table(raw: Mapping[str, Any]) -> Table:
    schema: Mapping[str, Any] = raw["schema"]
    name = str(raw["name"])
    keys = tuple(
        ForeignKey(
            field=_names(key["fields"])[0],
            resource=str(key["reference"]["resource"]) or name,
            target=_names(key["reference"]["fields"])[0],
        )
        for key in schema.get("foreignKeys", [])
    )
    return Table(
        name=name,
        path=str(raw["path"]),
        title=str(raw.get("title", "")),
        description=str(raw.get("description", "")),
        fields=tuple(_field(item) for item in schema["fields"]),
        primary_key=_names(schema.get("primaryKey")),
        foreign_keys=keys,
    )


def parse_schema(text: str, path: str) -> tuple[Schema, list[Problem]]:
    """The schema, and what is wrong with its file (rule DATA-13); an unusable file gives an empty schema."""
    try:
        package = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        return Schema(), [Problem(path, line, "DATA-13", shown(error), "valid JSON", _REMEDY)]
    try:
        tables = [_table(raw) for raw in package["resources"]]
    except (AttributeError, LookupError, OverflowError, TypeError, ValueError, re.error) as error:
        return Schema(), [
            Problem(path, 0, "DATA-13", shown(f"{type(error).__name__}: {error}"), "a tabular data package", _REMEDY)
        ]
    names = {table.name: table for table in tables}
    problems = [
        Problem(
            path,
            0,
            "DATA-13",
            shown(f"{table.name}.{key.field} → {key.resource}.{key.target}"),
            "a table and field of this package",
            _REMEDY,
        )
        for table in tables
        for key in table.foreign_keys
        if key.resource not in names or key.target not in names[key.resource].columns
    ]
    return Schema(names), problems
