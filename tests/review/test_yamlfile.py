"""YAML with lines, and one problem instead of a traceback."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.yamlfile import load_mapping
from tests.books import FIXTURES, fixture


def test_a_mapping_has_the_line_of_each_key() -> None:
    assert load_mapping("# remark\na: 1\nb:\n  c: [x]\n", "x.yml") == (
        {"a": 1, "b": {"c": ["x"]}},
        {"a": 2, "b": 3},
        [],
    )


def test_nothing_is_an_empty_mapping() -> None:
    assert load_mapping("# only a remark\n", "x.yml") == ({}, {}, [])


def test_keys_are_text_as_written() -> None:
    mapping, places, problems = load_mapping("no: 1\n0x1: 2\n2026-01-31: 3\n", "x.yml")
    assert (list(mapping), list(places), problems) == (["no", "0x1", "2026-01-31"], ["no", "0x1", "2026-01-31"], [])


@pytest.mark.parametrize(
    ("name", "rule", "line", "found"),
    [
        ("unclosed-bracket.yml", "YAML-1", 2, "expected ',' or ']'"),
        ("bad-indentation.yml", "YAML-1", 2, "mapping values are not allowed"),
        ("undefined-alias.yml", "YAML-1", 1, "undefined alias"),
        ("python-object.yml", "YAML-1", 1, "could not determine a constructor"),
        ("list-as-key.yml", "YAML-1", 1, "unhashable key"),
        ("control-character.yml", "YAML-1", 0, "unacceptable character"),
        ("impossible-date.yml", "YAML-1", 0, "day is out of range"),
        ("list.yml", "YAML-2", 1, "something else than a mapping"),
        ("key-twice.yml", "YAML-3", 3, "“a” again, first in line 1"),
    ],
)
def test_each_fault_is_one_problem(name: str, rule: str, line: int, found: str) -> None:
    _, _, [problem] = load_mapping(fixture(f"yaml/{name}"), name)
    assert (problem.path, problem.rule, problem.line) == (name, rule, line)
    assert found in problem.found
    assert problem.remedy


@pytest.mark.parametrize("text", ["[" * 5000, "a: !!int ''", "a: !!timestamp x", "a: !!bool x", "!!set {a, b}"])
def test_values_that_the_reader_stumbles_over_are_one_problem(text: str) -> None:
    _, _, [problem] = load_mapping(text, "x.yml")
    assert problem.rule in {"YAML-1", "YAML-2"}


@given(st.text(max_size=60) | st.text(st.sampled_from("ab:-[]{}!&*?|>'\"#\n ,0<~"), max_size=40))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    mapping, places, problems = load_mapping(text, "x.yml")
    assert isinstance(mapping, dict)
    assert set(places) >= set(mapping) or problems


def test_fixtures_are_all_asked() -> None:
    asked = Path(__file__).read_text(encoding="utf-8")
    assert [path.name for path in (FIXTURES / "yaml").iterdir() if path.name not in asked] == []
