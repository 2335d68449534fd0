"""The kit's own files, read into records; what is wrong with their form is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.teaching.sources import COURSES, DISCUSSION, JOURNAL, Teaching, read_teaching
from tests.review.teaching.kits import write

SOUND = {
    COURSES: """\
short:
  title: A short course
  units:
    - title: One
      starts: "09:30"
      minutes: 40
      read: [a/b]
      further: []
      sessions:
        - {title: Talk, minutes: 25, does: They talk., uses: [a/b]}
        - {title: Quiz, minutes: 15, does: They answer., uses: []}
""",
    DISCUSSION: "a/b:\n  prompt: Why?\n  reaches: Because.\n  points: [p]\n  later: []\n",
    JOURNAL: "sheets:\n  s:\n    about: A trial.\n    study: W\n    rows: [r]\n    correction: c\n    teaches: Look.\ndossiers: [h]\n",
}


def test_sound_files_become_records(tmp_path: Path) -> None:
    write(tmp_path, SOUND)
    teaching, problems = read_teaching(tmp_path)
    assert problems == []
    (unit,) = teaching.courses["short"].units
    assert (unit.starts, unit.minutes, [session.minutes for session in unit.sessions]) == ("09:30", 40, [25, 15])
    assert teaching.prompts["a/b"].points == ("p",)
    assert (teaching.sheets["s"].rows, teaching.sheets["s"].shows, teaching.dossiers) == (("r",), "", ("h",))


def test_a_project_without_a_kit_has_an_empty_one(tmp_path: Path) -> None:
    assert read_teaching(tmp_path) == (Teaching(), [])


@pytest.mark.parametrize(
    ("path", "old", "new", "found"),
    [
        (COURSES, "minutes: 40", "minutes: many", "minutes “many”"),
        (COURSES, "minutes: 25", "minutes: 0", "minutes “0”"),
        (COURSES, "read: [a/b]", "read: a/b", "read “a/b”"),
        (COURSES, "  title: A short course\n", "", "no title"),
        (COURSES, "      sessions:\n", "      other:\n", "no sessions"),
        (COURSES, '"09:30"', "570", "starts “570”"),
        (DISCUSSION, "prompt: Why?", "prompt:", "no prompt"),
        (DISCUSSION, "  later: []\n", "", "no later"),
        (JOURNAL, "correction: c", "correction: 3", "correction “3”"),
        (JOURNAL, "dossiers: [h]", "dossiers: h", "dossiers “h”"),
    ],
)
def test_a_wrong_form_is_told(tmp_path: Path, path: str, old: str, new: str, found: str) -> None:
    assert SOUND[path].count(old) == 1
    write(tmp_path, SOUND | {path: SOUND[path].replace(old, new)})
    _, problems = read_teaching(tmp_path)
    assert [(problem.path, problem.rule) for problem in problems] == [(path, "TEACH-2")]
    assert found in problems[0].found


def test_an_entry_without_content_and_a_file_that_is_no_mapping_are_told(tmp_path: Path) -> None:
    write(tmp_path, SOUND | {DISCUSSION: "a/b:\n", COURSES: "- one\n"})
    _, problems = read_teaching(tmp_path)
    assert sorted((problem.path, problem.line, problem.rule) for problem in problems) == [
        (COURSES, 1, "YAML-2"),
        (DISCUSSION, 1, "TEACH-2"),
    ]
