"""The handbook and the list of files, written into a site; a handbook that cannot be written is told in one line."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

import handbook
from review.project import Project, load_project
from review.publish.downloads import HANDBOOK, LISTING, SUMS, handbook_file
from review.publish.listing import place
from review.release import Release
from tests.books import REAL

RELEASE = Release("The book", "Its contributors", "1.2.0", date(2026, 1, 31))
HOME = '<html><head><link rel="canonical" href="https://book.example/index.html"></head></html>'
PAGE = "<html><body><article><h1>Teaching</h1><p>See <a href='../index.html'>home</a>.</p></article></body></html>"


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(REAL)


def site(root: Path, pages: dict[str, str]) -> Path:
    for name, text in {"index": HOME, **pages}.items():
        (root / f"{name}.html").parent.mkdir(parents=True, exist_ok=True)
        (root / f"{name}.html").write_text(text, encoding="utf-8")
    return root


def test_a_language_with_teaching_pages_gets_its_handbook_and_no_other(tmp_path: Path, project: Project) -> None:
    assert handbook.write_handbooks(project, RELEASE, site(tmp_path, {HANDBOOK: PAGE})) == []
    assert (tmp_path / handbook_file("en")).read_bytes().startswith(b"PK")
    assert not (tmp_path / handbook_file("zh")).exists()


def test_what_pandoc_says_is_told_in_one_line(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*arguments: object) -> bytes:
        raise RuntimeError("no\nmemory")

    monkeypatch.setattr(handbook, "handbook_docx", fails)
    (problem,) = handbook.write_handbooks(project, RELEASE, site(tmp_path, {HANDBOOK: PAGE}))
    assert (problem.rule, problem.path) == ("PRINT-5", handbook_file("en"))
    assert "no memory" in str(problem) and "\n" not in str(problem)


def test_the_list_is_filled_once_all_files_are_there(tmp_path: Path, project: Project) -> None:
    site(tmp_path, {LISTING: f"<main>{place('Later.')}</main>"})
    book = tmp_path / "downloads/combining-immunotherapy-en.pdf"
    book.parent.mkdir()
    book.write_bytes(b"book")
    digest = hashlib.sha256(b"book").hexdigest()
    handbook.list_downloads(project, tmp_path)
    assert (tmp_path / SUMS).read_text(encoding="utf-8") == f"{digest}  combining-immunotherapy-en.pdf\n"
    text = (tmp_path / f"{LISTING}.html").read_text(encoding="utf-8")
    assert digest in text and "Later." not in text


def test_a_site_without_that_page_gets_no_checksums(tmp_path: Path, project: Project) -> None:
    (tmp_path / "downloads").mkdir()
    handbook.list_downloads(project, site(tmp_path, {}))
    assert not (tmp_path / SUMS).exists()
