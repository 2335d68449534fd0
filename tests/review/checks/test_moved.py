"""MOVE-1 to MOVE-5: no address that was ever published is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.moves import PATH, read_addresses, with_pages
from review.project import load_project
from tests.books import EN_CHAPTER, Book, make_book, only

CHAPTER = "mechanisms/made-up.html"


def listed(root: Path, more: str = "") -> str:
    """The sound list of the made-up book, and rows besides."""
    project = load_project(make_book(root))
    return with_pages([], [page for pages in project.pages.values() for page in pages]) + more


def test_a_book_without_a_list_has_published_nothing(tmp_path: Path) -> None:
    assert Book().problems(tmp_path) == []


@pytest.mark.parametrize(
    "row", ["", f"therapies/gone.html,{CHAPTER}\n", f"zh/gone.html,{CHAPTER}#top\n", "a/b/gone.html,zh/index.html\n"]
)
def test_pages_that_stand_or_have_moved_are_sound(tmp_path: Path, row: str) -> None:
    assert Book().file(PATH, listed(tmp_path / "a", row)).problems(tmp_path / "b") == []


@pytest.mark.parametrize(
    ("row", "rule", "remedy"),
    [
        ("gone.html\n", "MOVE-1", "path from the site's root"),
        ("/gone.html,\n", "MOVE-1", "path from the site's root"),
        ("../gone.html,\n", "MOVE-1", "path from the site's root"),
        ("gone/,index.html\n", "MOVE-1", "path from the site's root"),
        (f"{CHAPTER},\n", "MOVE-1", "path from the site's root"),
        ("gone.html,https://elsewhere.example/x.html\n", "MOVE-1", "path from the site's root"),
        ('gone.html,"x"">.html"\n', "MOVE-1", "path from the site's root"),
        ("gone.html,nowhere.html\n", "MOVE-2", "stands now"),
        ("gone.html,gone.html\n", "MOVE-2", "stands now"),
        ("gone.html,\n", "MOVE-4", "bring the page back"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(tmp_path: Path, row: str, rule: str, remedy: str) -> None:
    text = listed(tmp_path / "a", row)
    only(Book().file(PATH, text).problems(tmp_path / "b"), rule, PATH, text.count("\n"), remedy)


def test_a_chain_is_told_at_its_first_step(tmp_path: Path) -> None:
    text = listed(tmp_path / "a", f"older.html,old.html\nold.html,{CHAPTER}\n")
    only(Book().file(PATH, text).problems(tmp_path / "b"), "MOVE-2", PATH, text.count("\n") - 1, "stands now")


def test_a_page_that_stands_leads_nowhere_else(tmp_path: Path) -> None:
    text = listed(tmp_path / "a").replace(f"\n{CHAPTER},", f"\n{CHAPTER},index.html")
    line = text.split("\n").index(f"{CHAPTER},index.html") + 1
    only(Book().file(PATH, text).problems(tmp_path / "b"), "MOVE-3", PATH, line, "empty moved_to")


def test_a_page_that_is_not_on_the_list_is_told(tmp_path: Path) -> None:
    text = listed(tmp_path / "a").replace(f"\n{CHAPTER},", "")
    only(Book().file(PATH, text).problems(tmp_path / "b"), "MOVE-5", EN_CHAPTER, 0, "make sort-data")


def test_the_list_keeps_what_it_knows_and_gains_what_stands(tmp_path: Path) -> None:
    text = listed(tmp_path, f"gone.html,{CHAPTER}\n").replace(f"\n{CHAPTER},", "")
    (tmp_path / PATH).write_text(text, encoding="utf-8")
    project = load_project(tmp_path)
    found, problems = read_addresses(tmp_path)
    again = with_pages(found, [page for pages in project.pages.values() for page in pages])
    assert problems == []
    assert f"\ngone.html,{CHAPTER}\n" in again and f"\n{CHAPTER},\n" in again
    head, *rows = again.strip().split("\n")
    assert head == "address,moved_to" and rows == sorted(rows)
