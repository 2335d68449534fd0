"""The release as CITATION.cff tells it, and what is said where it does not."""

from datetime import date
from pathlib import Path

import pytest

from review.release import Release, read_release
from tests.books import only

SOUND = 'title: "The book"\nauthors:\n  - name: "Its contributors"\nversion: 1.2.0\ndate-released: 2026-01-31\n'


def read(root: Path, text: str) -> tuple[Release | None, list]:  # type: ignore[type-arg]
    (root / "CITATION.cff").write_text(text, encoding="utf-8")
    return read_release(root)


def test_a_sound_file_gives_the_release_and_its_second(tmp_path: Path) -> None:
    release, problems = read(tmp_path, SOUND)
    assert problems == []
    assert release == Release("The book", "Its contributors", "1.2.0", date(2026, 1, 31))
    assert release.epoch == 1769817600


@pytest.mark.parametrize(
    ("old", "new", "line", "remedy"),
    [
        ("version: 1.2.0\n", "", 0, "version: 1.0.0"),
        ("date-released: 2026-01-31", "date-released: soon", 5, "date-released: 2026-01-31"),
        ('  - name: "Its contributors"', "  - alias: nobody", 2, "authors:"),
        ('title: "The book"\n', "", 0, "title: …"),
    ],
)
def test_each_fault_is_one_line(old: str, new: str, line: int, remedy: str, tmp_path: Path) -> None:
    release, problems = read(tmp_path, SOUND.replace(old, new))
    assert release is None
    only(problems, "BUILD-1", "CITATION.cff", line, remedy)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    release, problems = read_release(tmp_path)
    assert release is None
    assert [problem.rule for problem in problems] == ["FILE-1"]
