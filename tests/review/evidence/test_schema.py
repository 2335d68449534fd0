"""The package file: what is read from it, and what is wrong with a broken one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.evidence.schema import ForeignKey, Schema, parse_schema
from tests.books import PACKAGE, REAL, fixture

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda item: (
        st.lists(item, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "name",
                    "path",
                    "schema",
                    "fields",
                    "type",
                    "constraints",
                    "foreignKeys",
                    "reference",
                    "resource",
                    "primaryKey",
                    "pattern",
                    "enum",
                ]
            ),
            item,
            max_size=4,
        )
    ),
)


def test_a_package_becomes_tables_with_fields_keys_and_constraints() -> None:
    schema, problems = parse_schema(fixture("schema/small.json"), "p.json")
    assert problems == []
    things, links = schema.tables["things"], schema.tables["links"]
    assert (things.path, things.title, things.description, things.primary_key) == (
        "things.csv",
        "Things",
        "Made up.",
        ("id",),
    )
    assert things.columns == ("id", "kind", "count", "share", "sure", "day", "note")
    fields = {field.name: field for field in things.fields}
    assert (fields["id"].required, fields["id"].unique, fields["note"].required) == (True, True, False)
    assert fields["id"].pattern is not None
    assert fields["id"].pattern.pattern == "[a-z]-[0-9]"
    assert fields["kind"].description == "Colour."
    assert fields["kind"].enum[:3] == ("red", "blue", "green")
    assert (fields["count"].minimum, fields["count"].maximum, fields["note"].max_length) == (0, 10, 20)
    assert links.primary_key == ("thing", "number")
    assert links.foreign_keys == (ForeignKey("thing", "things", "id"), ForeignKey("other", "links", "thing"))


def test_the_project_s_own_package_is_sound() -> None:
    schema, problems = parse_schema((REAL / PACKAGE).read_text(encoding="utf-8"), PACKAGE)
    assert problems == []
    assert all(field.description for table in schema.tables.values() for field in table.fields)


@pytest.mark.parametrize(
    ("name", "line", "found"),
    [
        ("broken.json", 2, "Expecting value"),
        ("list.json", 0, "TypeError"),
        ("schema-list.json", 0, "AttributeError"),
        ("constraints-list.json", 0, "AttributeError"),
        ("unknown-type.json", 0, "type colour of field id"),
        ("bad-pattern.json", 0, "missing )"),
        ("bad-minimum.json", 0, "could not convert"),
        ("unknown-resource.json", 0, "a.id → b.id"),
        ("empty-foreign-key.json", 0, "IndexError"),
    ],
)
def test_a_broken_package_gives_one_problem(name: str, line: int, found: str) -> None:
    _, [problem] = parse_schema(fixture(f"schema/{name}"), name)
    assert (problem.rule, problem.path, problem.line) == ("DATA-13", name, line)
    assert found in problem.found
    assert "last good commit" in problem.remedy


@pytest.mark.parametrize("text", ["[" * 100_000, "1" * 5000])
def test_a_package_beyond_the_reader_s_limits_gives_one_problem(text: str) -> None:
    schema, [problem] = parse_schema(text, "p.json")
    assert (schema, problem.rule, problem.line) == (Schema(), "DATA-13", 0)


@given(VALUES)
def test_no_json_value_makes_the_reader_raise(value: object) -> None:
    import json

    for text in (json.dumps(value), json.dumps({"resources": value}), json.dumps({"resources": [value]})):
        schema, problems = parse_schema(text, "p.json")
        assert problems or isinstance(schema, Schema)
