"""The question bank's files as a build writes them: every one that is promised, the same each time, the sheets tagged."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from question_bank import write_bank
from review.project import load_project
from review.publish.bank.items import items
from review.publish.downloads import BANK_FILES, kit_file
from review.release import Release, read_release
from tests.books import REAL, Book, both, with_bank
from tests.real import real_site


def released() -> Release:
    release, problems = read_release(REAL)
    assert release, problems
    return release


def test_a_bank_is_written_in_each_language_and_twice_the_same(tmp_path: Path) -> None:
    project = with_bank(Book()).load(tmp_path / "book")
    for folder in ("one", "two"):
        assert write_bank(project, released(), tmp_path / folder) == []
    names = {kit_file(language, name) for language in ("en", "zh") for name in BANK_FILES}
    written = {
        path.relative_to(tmp_path / "one").as_posix() for path in (tmp_path / "one").rglob("*") if path.is_file()
    }
    assert written == names
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_a_language_without_chapters_has_no_bank(tmp_path: Path) -> None:
    book = with_bank(Book())
    for row in book.tables["questions"]:
        row["chapter"] = "nowhere"
    assert write_bank(book.load(tmp_path / "book"), released(), tmp_path / "site") == []
    assert not (tmp_path / "site").exists()


def test_a_sign_that_no_font_has_is_told(tmp_path: Path) -> None:
    project = (
        with_bank(Book())
        .change("questions", "made-up-q1", **both("stem", "\U0001d173 \U000130b8?"))
        .load(tmp_path / "book")
    )
    problems = write_bank(project, released(), tmp_path / "site")
    assert {problem.rule for problem in problems} == {"PRINT-2"}
    assert len(problems) == 4


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_site(tmp_path_factory)


@pytest.mark.parametrize("name", ["questions.pdf", "questions-key.pdf"])
def test_the_sheets_hold_every_question_and_are_tagged(name: str, site: Path) -> None:
    path = site / kit_file("en", name)
    with pikepdf.open(path) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        outline = document.open_outline()
        titles = {str(part.title) for top in outline.root for part in [top, *top.children]}
    asked = items(load_project(REAL), "en")
    assert {item.case.title if item.case else item.chapter_title for item in asked} <= titles
    document = pypdfium2.PdfDocument(path)
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    text = text.replace("\ufffe", "").replace("\u00ad", "")
    missing = [item.id for item in asked if " ".join(item.stem.split()[:4]) not in text]
    assert missing == []
