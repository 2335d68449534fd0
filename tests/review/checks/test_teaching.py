"""The kit names what exists, its minutes add up, and no chapter is without its prompt."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.checks.teaching import check
from review.project import load_project
from review.teaching.sources import COURSES, DISCUSSION, JOURNAL
from tests.books import ALPHA, BETA, CHAPTER, REAL, Book, with_hope

COURSE = f"""\
short:
  title: A short course
  units:
    - title: One
      starts: "09:30"
      minutes: 40
      read: [{CHAPTER}]
      further: []
      sessions:
        - {{title: Talk, minutes: 25, does: They talk., uses: [{CHAPTER}#argument]}}
        - {{title: Quiz, minutes: 15, does: They answer., uses: []}}
"""
PROMPT = f"{CHAPTER}:\n  prompt: Why?\n  reaches: Because.\n  points: []\n  later: [later-a]\n"
SHEETS = f"""\
sheets:
  s:
    about: A trial.
    study: {ALPHA}
    rows: [FixtureReview2020-alone]
    correction: correction-a
    teaches: Look.
dossiers: [hope-a]
"""


def problems(root: Path, path: str = "", old: str = "", new: str = "") -> list[tuple[str, str, str]]:
    """What the check tells of the made-up book with a kit, one thing in it changed."""
    files = {COURSES: COURSE, DISCUSSION: PROMPT, JOURNAL: SHEETS}
    if path:
        assert files[path].count(old) == 1
        files[path] = files[path].replace(old, new)
    book = with_hope(Book()).alone()
    book.tables["corrections"][0]["id"] = "correction-a"
    for name, text in files.items():
        book.file(name, text)
    project = book.load(root)
    assert project.problems == ()
    return [(problem.path, problem.rule, problem.found) for problem in check(project)]


def test_a_sound_kit_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "rule", "found"),
    [
        (COURSES, f"read: [{CHAPTER}]", "read: [mechanisms/made-down]", "TEACH-3", "mechanisms/made-down"),
        (COURSES, "further: []", "further: [index]", "TEACH-3", "index"),
        (COURSES, "#argument", "s#argument", "TEACH-3", f"{CHAPTER}s"),
        (COURSES, "minutes: 25", "minutes: 20", "TEACH-4", "35 minutes"),
        (COURSES, "09:30", "9:30", "TEACH-4", "9:30"),
        (DISCUSSION, "points: []", "points: [nowhere]", "TEACH-3", "nowhere"),
        (DISCUSSION, "later-a", "later-z", "TEACH-3", "later-z"),
        (JOURNAL, f"study: {ALPHA}", "study: Nobody2000", "TEACH-3", "Nobody2000"),
        (JOURNAL, "correction-a", "correction-z", "TEACH-3", "correction-z"),
        (JOURNAL, "FixtureReview2020-alone", "FixtureReview2020-lone", "TEACH-3", "FixtureReview2020-lone"),
        (JOURNAL, "FixtureReview2020-alone", f"{BETA}-small-orr", "TEACH-3", "which no review prints"),
        (JOURNAL, "hope-a", "hope-b", "TEACH-3", "hope-b"),
    ],
)
def test_each_fault_is_told(tmp_path: Path, path: str, old: str, new: str, rule: str, found: str) -> None:
    ((place, told, what),) = problems(tmp_path, path, old, new)
    assert (place, told) == (path, rule)
    assert found in what


def test_a_chapter_without_a_prompt_is_told(tmp_path: Path) -> None:
    told = problems(tmp_path, DISCUSSION, f"{CHAPTER}:\n", "mechanisms/else:\n")
    assert {(rule, found) for _, rule, found in told} == {
        ("TEACH-3", "“mechanisms/else”"),
        ("TEACH-5", f"no prompt for {CHAPTER}"),
    }


def test_the_long_course_has_every_chapter_once() -> None:
    project = load_project(REAL)
    units = project.teaching.courses["four-weeks"].units
    named = [path for unit in units for path in (*unit.read, *unit.further)]
    assert sorted(named) == sorted(project.teaching.prompts)
