"""Records, package and vocabulary agree with each other in the project itself."""

import csv
from dataclasses import fields

import pytest

from review.evidence.model import Evidence, schema_problems
from review.evidence.records import RECORDS
from review.evidence.schema import Schema
from tests.books import PACKAGE, REAL, real_schema

SCHEMA = real_schema()
ENUMERATED = [
    (table.name, field.name, field.enum)
    for table in SCHEMA.tables.values()
    for field in table.fields
    if field.enum and field.name != "id"
]


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_a_record_has_the_columns_of_its_file_in_their_order(name: str) -> None:
    assert tuple(item.name for item in fields(RECORDS[name])) == ("line", *SCHEMA.tables[name].columns)


def test_every_table_has_a_record_and_a_place_in_the_evidence() -> None:
    assert set(SCHEMA.tables) == set(RECORDS)
    assert {item.name for item in fields(Evidence)} == {*RECORDS, "schema"}
    assert schema_problems(SCHEMA, PACKAGE) == []


@pytest.mark.parametrize(
    ("table", "field", "values"), ENUMERATED, ids=[f"{table}.{field}" for table, field, _ in ENUMERATED]
)
def test_every_enumerated_value_has_a_label(table: str, field: str, values: tuple[str, ...]) -> None:
    with (REAL / "docs/data/vocabulary.csv").open(encoding="utf-8", newline="") as file:
        known = {
            row["value"]
            for row in csv.DictReader(file)
            if row["list"] == f"{table}.{field}" and row["label_en"] and row["label_zh"]
        }
    assert known == set(values)


def test_a_package_without_tables_misses_every_one() -> None:
    problems = schema_problems(Schema(), PACKAGE)
    assert {problem.rule for problem in problems} == {"DATA-13"}
    assert len(problems) == len(RECORDS)
