"""Which pages are printed, in which order, under which numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.publish.book.collect import plan, read_nav, roman
from tests.books import REAL


def test_the_real_navigation_is_read_whatever_tags_its_file_holds() -> None:
    nav, problems = read_nav(REAL, "mkdocs.yml")
    assert not problems
    assert nav[0] == ("", ["index"])
    assert {"Foundations", "Mechanisms", "Therapies", "Settings", "Evidence", "Reference"} <= {
        title for title, _ in nav
    }


def test_chapters_are_numbered_through_and_appendices_lettered() -> None:
    nav = [
        ("", ["index"]),
        ("Ways in", ["summary"]),
        ("One", ["a/x", "a/y"]),
        ("Evidence", ["evidence/index", "evidence/claims"]),
        ("Reference", ["reference/glossary", "reference/cite", "reference/making"]),
        ("Contribute", ["contribute/index"]),
    ]
    parts = plan(nav, frozenset({"a/x", "a/y"}))
    assert [(part.title, part.number) for part in parts] == [
        ("Ways in", ""),
        ("One", "I"),
        ("Evidence", "II"),
        ("Reference", ""),
    ]
    assert [(piece.path, piece.kind, piece.number) for part in parts for piece in part.pieces] == [
        ("summary", "front", ""),
        ("a/x", "chapter", "1"),
        ("a/y", "chapter", "2"),
        ("evidence/index", "chapter", "3"),
        ("reference/cite", "appendix", "A"),
        ("reference/making", "appendix", "B"),
    ]
    assert parts[1].pieces[0].stem == "a-x"


@pytest.mark.parametrize("entry", ["- [a, b]", "- {A: a.md, B: b.md}", "- A: {B: c.md}", "- 3"])
def test_a_navigation_of_another_form_is_told(entry: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"nav:\n  {entry}\n", encoding="utf-8")
    nav, (problem,) = read_nav(tmp_path, "mkdocs.yml")
    assert (nav, problem.rule, problem.path) == ([], "PRINT-1", "mkdocs.yml")


def test_a_file_that_is_not_yaml_is_told(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("nav: [", encoding="utf-8")
    nav, (problem,) = read_nav(tmp_path, "mkdocs.yml")
    assert (nav, problem.rule) == ([], "PRINT-1")


def test_no_navigation_is_no_problem_and_no_file_is_one(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    assert read_nav(tmp_path, "mkdocs.yml") == ([], [])
    assert [problem.rule for problem in read_nav(tmp_path, "other.yml")[1]] == ["FILE-1"]


@pytest.mark.parametrize(("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (10, "X"), (26, "XXVI")])
def test_roman_numerals(number: int, written: str) -> None:
    assert roman(number) == written
