"""CITE-1 to CITE-3 on pages and in figures."""

from pathlib import Path

import pytest

from review.checks.citing import check
from tests.books import ALPHA, BETA, EN_CHAPTER, ZH_CHAPTER, Book, only


def test_the_sound_book_has_no_such_problem(tmp_path: Path) -> None:
    assert list(check(Book().load(tmp_path))) == []


@pytest.mark.parametrize(
    ("new", "rule", "remedy"),
    [
        ("[@FixtureBeta2023]", "CITE-1", f"write “{BETA}”"),
        (f"[@{BETA}, page 3]", "CITE-2", "put a page or a remark into the sentence"),
        (f"[@{BETA}; @{BETA}]", "CITE-3", "delete the second one"),
    ],
)
def test_a_faulty_citation_is_told_in_each_language(new: str, rule: str, remedy: str, tmp_path: Path) -> None:
    problems = Book().swap_both(f"[@{BETA}]", new).problems(tmp_path)
    assert [(problem.rule, problem.path, problem.line) for problem in problems] == [
        (rule, EN_CHAPTER, 15),
        (rule, ZH_CHAPTER, 15),
    ]
    assert all(remedy in problem.remedy for problem in problems)


def test_a_figure_s_unknown_source_is_told(tmp_path: Path) -> None:
    book = Book().swap("docs/assets/figures/box.yml", f"[{ALPHA}]", "[Nobody2020]")
    only(book.problems(tmp_path), "CITE-1", "docs/assets/figures/box.yml", 0, "correct the key")
