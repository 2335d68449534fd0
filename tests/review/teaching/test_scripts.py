"""Scripts divided at their cells, their output at its headings; and the real scripts against the book's own statistics."""

from __future__ import annotations

import runpy
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from exercises import Runs
from prepare import _archive
from review.evidence.model import FOLDER as DATA
from review.evidence.model import Evidence
from review.evidence.statistics import clopper_pearson
from review.project import load_project
from review.teaching.scripts import FOLDER, PUBLISHED, parse_script, printed, read_scripts, slug
from tests.books import REAL

SCRIPTS = sorted(path.name for path in (REAL / FOLDER).glob("*.py"))


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load_project(REAL).evidence


def ran(name: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a script's names stand for after it ran on the real data."""
    monkeypatch.setattr(sys, "argv", [name, str(REAL / "docs/data")])
    return runpy.run_path(str(REAL / FOLDER / name))


def test_a_script_is_divided_at_its_cells_and_its_output_at_its_headings() -> None:
    script = parse_script("two_parts", '"""Says."""\n\n# %% First, a part\nx = 1\n\n\n# %% The 2nd\nprint(x)\n')
    assert script.slug == "two-parts"
    assert script.published == f"{PUBLISHED}/two_parts.py"
    assert script.parts == {"first-a-part": "x = 1", "the-2nd": "print(x)"}
    assert printed("# First, a part\nhello\nthere\n\n# The 2nd\n  1\n") == {
        "first-a-part": "hello\nthere",
        "the-2nd": "  1",
    }
    assert slug("Seven of 10, and so on") == "seven-of-10-and-so-on"


def test_a_project_without_exercises_has_none(tmp_path: Path) -> None:
    assert read_scripts(tmp_path) == ({}, [])


def test_every_part_that_prints_prints_its_own_title_first() -> None:
    scripts, problems = read_scripts(REAL)
    assert problems == []
    outputs = Runs(REAL, scripts.values()).outputs
    for name, script in scripts.items():
        assert list(outputs[name]) == [part for part, code in script.parts.items() if 'print("' in code]
        assert all(outputs[name].values())


def test_a_script_that_fails_is_told_in_one_line(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / "broken.py").write_text("# %% A\nraise SystemExit('no such column')\n", encoding="utf-8")
    (folder / "silent.py").write_text("# %% A\nraise SystemExit(3)\n", encoding="utf-8")
    scripts, _ = read_scripts(tmp_path)
    told = {problem.path: problem for problem in Runs(tmp_path, scripts.values()).problems}
    assert told[f"{FOLDER}/broken.py"].rule == "TEACH-1"
    assert "no such column" in told[f"{FOLDER}/broken.py"].found
    assert "exit status 3" in told[f"{FOLDER}/silent.py"].found


def test_what_a_script_printed_is_kept_until_script_or_data_change(tmp_path: Path) -> None:
    folder, data = tmp_path / FOLDER, tmp_path / DATA
    folder.mkdir(parents=True)
    data.mkdir(parents=True)
    told = "import sys, pathlib\n# %% A\nprint('A')\nprint(pathlib.Path(sys.argv[1], 'x.csv').read_text(), {0})\n"
    counted = "pathlib.Path('runs').open('a').write('x')\n"

    def runs() -> int:
        scripts, _ = read_scripts(tmp_path)
        assert Runs(tmp_path, scripts.values()).outputs
        return len((tmp_path / "runs").read_text(encoding="utf-8"))

    (data / "x.csv").write_text("1", encoding="utf-8")
    (folder / "told.py").write_text(told.format(1) + counted, encoding="utf-8")
    assert (runs(), runs()) == (1, 1)
    (data / "x.csv").write_text("2", encoding="utf-8")
    assert (runs(), runs()) == (2, 2)
    (folder / "told.py").write_text(told.format(2) + counted, encoding="utf-8")
    assert (runs(), runs()) == (3, 3)


def test_the_exact_intervals_are_those_of_the_book(monkeypatch: pytest.MonkeyPatch, evidence: Evidence) -> None:
    names = ran("response_intervals.py", monkeypatch)
    rates = names["rates"].set_index("id")
    wanted = {
        result.id: clopper_pearson(result.events, result.n)
        for result in evidence.results
        if result.measure == "orr"
        and result.state == "reported"
        and result.unit == "%"
        and result.events is not None
        and result.n is not None
    }
    assert set(rates.index) == set(wanted)
    for name, interval in wanted.items():
        assert rates.loc[name, "low"] == pytest.approx(float(interval.low), abs=1e-9)
        assert rates.loc[name, "high"] == pytest.approx(float(interval.high or 0), abs=1e-9)


@pytest.mark.parametrize(("events", "n", "level"), [(0, 1, 95), (1, 1, 95), (7, 10, 95), (70, 100, 95), (3, 26, 90)])
def test_the_students_function_holds_at_the_ends_too(
    monkeypatch: pytest.MonkeyPatch, events: int, n: int, level: int
) -> None:
    from decimal import Decimal

    ours = clopper_pearson(events, n, Decimal(level))
    theirs = ran("response_intervals.py", monkeypatch)["exact"](events, n, level)
    assert theirs == pytest.approx((float(ours.low), float(ours.high or 0)), abs=1e-9)


def test_hopes_and_fates_are_joined_as_the_book_joins_them(monkeypatch: pytest.MonkeyPatch, evidence: Evidence) -> None:
    pairs = ran("phase3_fates.py", monkeypatch)["pairs"].set_index("programme")
    assert len(pairs) == len(evidence.hopes)
    for hope in evidence.hopes:
        early, tested = evidence.result[hope.hope], evidence.result[hope.fate]
        row = pairs.loc[hope.id]
        assert (row["response"], row["ratio"]) == (float(early.value or 0), float(tested.value or 0))
        assert row["outcome"] == hope.outcome
        if tested.ci_low is not None:
            assert row["low"] == float(tested.ci_low)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_runs_in_the_unpacked_archive_and_beside_the_published_data(tmp_path: Path, name: str) -> None:
    archive = tmp_path / "data.zip"
    archive.write_bytes(_archive(REAL))
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(unpacked)
    site = tmp_path / "site"
    (site / PUBLISHED).mkdir(parents=True)
    shutil.copytree(REAL / "docs/data", site / "data", dirs_exist_ok=True)
    shutil.copy(REAL / FOLDER / name, site / PUBLISHED / name)
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    told = {
        subprocess.run([sys.executable, str(script)], cwd=folder, capture_output=True, text=True, check=True).stdout
        for script, folder in (
            (unpacked / "exercises" / name, unpacked),
            (unpacked / "exercises" / name, nowhere),
            (site / PUBLISHED / name, nowhere),
        )
    }
    assert len(told) == 1
