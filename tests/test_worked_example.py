"""The worked example of the page for contributors, taken from the page and replayed on a copy of the real data."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

import sort_data
from review.checks.registry import source_problems
from review.citations.bibtex import read_entries
from review.project import BIBLIOGRAPHY_PATH, load_project
from tests.books import REAL

PAGE = REAL / "docs/en/contribute/worked-example.md"
KEY = "Example2020invented"
_BLOCK = re.compile(
    r"^```(?P<kind>csv|bibtex) title=\"(?P<title>[^\"]+)\"\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
MORE = ", one row more"


def blocks() -> dict[str, str]:
    """The fenced blocks of the page that stand for a file, by their title."""
    text = PAGE.read_text(encoding="utf-8")
    found = {match["title"]: match["body"] for match in _BLOCK.finditer(text)}
    assert len(found) == len(_BLOCK.findall(text)), "each title once"
    return found


FILES = {title: body for title, body in blocks().items() if not title.endswith(MORE)}
TABLES = {title: body for title, body in FILES.items() if title.endswith(".csv")}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The sources of the real book, to be changed."""
    for folder in ("docs", "bib"):
        shutil.copytree(REAL / folder, tmp_path / folder)
    return tmp_path


def told(root: Path) -> Counter[tuple[str, str, str]]:
    """Every problem of the sources, whatever its line."""
    return Counter((item.path, item.rule, item.found) for item in source_problems(load_project(root)))


def rows(path: Path) -> list[list[str]]:
    """The records of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def add(root: Path, titles: dict[str, str]) -> None:
    """Puts the blocks at the end of their files, as a contributor would, and sorts."""
    for title, body in titles.items():
        path = root / title.removesuffix(MORE)
        added = body if path.suffix == ".bib" else body.split("\n", 1)[1]
        path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n{added}", encoding="utf-8")
    assert sort_data.main([str(root)]) == 0


def test_the_example_touches_one_row_a_file_and_one_entry() -> None:
    assert set(FILES) == {
        BIBLIOGRAPHY_PATH,
        "docs/data/studies.csv",
        "docs/data/results.csv",
        "docs/data/later.csv",
    }
    for title, body in blocks().items():
        if title.endswith(".bib"):
            entries, problems = read_entries(body, title)
            assert [entry.key for entry in entries] == [KEY]
            assert problems == []
        else:
            header, *added = csv.reader(io.StringIO(body, newline=""))
            assert header == rows(REAL / title.removesuffix(MORE))[0], title
            assert len(added) == 1, title
            assert KEY in added[0]


def test_the_sources_are_as_sound_with_the_example_as_without(copy: Path) -> None:
    before = told(copy)
    add(copy, FILES)
    assert told(copy) - before == Counter()
    project = load_project(copy)
    assert KEY in project.bibliography
    assert KEY in project.evidence.study
    assert project.evidence.result[f"{KEY}-all-orr"].events == 10


def test_nothing_but_these_rows_changes(copy: Path) -> None:
    assert sort_data.main([str(copy)]) == 0
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    add(copy, FILES)
    changed = {path for path, content in before.items() if path.read_bytes() != content}
    assert {path.relative_to(copy).as_posix() for path in changed} == set(FILES)
    for title in TABLES:
        old = Counter(map(tuple, csv.reader(io.StringIO(before[copy / title].decode(), newline=""))))
        new = Counter(map(tuple, rows(copy / title)))
        assert sum((new - old).values()) == 1, title
        assert not old - new, title


def test_a_further_number_is_one_more_row(copy: Path) -> None:
    before = told(copy)
    add(copy, FILES)
    add(copy, {title: body for title, body in blocks().items() if title.endswith(MORE)})
    assert told(copy) - before == Counter()
    assert load_project(copy).evidence.result[f"{KEY}-all-trae-g3"].state == "not seen"


@pytest.mark.parametrize("title", [BIBLIOGRAPHY_PATH, "docs/data/studies.csv"])
def test_numbers_need_their_study_and_a_study_its_entry(copy: Path, title: str) -> None:
    before = told(copy)
    add(copy, {name: body for name, body in FILES.items() if name != title})
    assert told(copy) - before, f"without {title} something must be told"


def test_what_is_invented_says_so_and_is_nowhere_in_the_real_data() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert "Everything here is invented" in text
    assert re.findall(r"10\.\d{4,9}/", text) and set(re.findall(r"10\.\d{4,9}/", text)) == {"10.5555/"}
    assert set(re.findall(r"NCT\d+", text)) == {"NCT00000000"}
    for path in [REAL / BIBLIOGRAPHY_PATH, *sorted((REAL / "docs/data").glob("*.csv"))]:
        real = path.read_text(encoding="utf-8")
        assert KEY not in real and "10.5555/" not in real, path.name
