"""The small commands: check the sources, sort the data."""

from __future__ import annotations

from pathlib import Path

import pytest

import check_sources
import sort_data
from tests.books import make_book


def test_sound_sources_are_said_to_be_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_book(tmp_path)
    assert check_sources.main([str(root)]) == 0
    assert "sound" in capsys.readouterr().out


def test_each_problem_of_the_sources_is_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_book(tmp_path)
    (root / "docs/data/views.yml").unlink()
    assert check_sources.main([str(root)]) == 1
    assert "[FILE-1]" in capsys.readouterr().err


def test_sorting_mends_the_order_and_nothing_else(tmp_path: Path) -> None:
    root = make_book(tmp_path)
    claims = root / "docs/data/claims.csv"
    good = claims.read_text(encoding="utf-8")
    bib = root / "bib/references.bib"
    good_bib = bib.read_text(encoding="utf-8")
    head, *rows = good.strip().split("\n")
    claims.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    entries = good_bib.strip().split("\n\n")
    bib.write_text("\n\n".join(reversed(entries)) + "\n", encoding="utf-8")
    assert sort_data.main([str(root)]) == 0
    assert claims.read_text(encoding="utf-8") == good
    assert bib.read_text(encoding="utf-8").strip() == good_bib.strip()


def test_sorting_leaves_broken_files_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_book(tmp_path)
    claims = root / "docs/data/claims.csv"
    broken = 'id,review\n"a\n'
    claims.write_text(broken, encoding="utf-8")
    assert sort_data.main([str(root)]) == 1
    assert claims.read_text(encoding="utf-8") == broken
    assert "claims.csv" in capsys.readouterr().err


def test_sorting_tells_of_a_broken_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_book(tmp_path)
    (root / "docs/data/datapackage.json").write_text("{", encoding="utf-8")
    assert sort_data.main([str(root)]) == 1
    assert "[DATA-13]" in capsys.readouterr().err
