"""PROSE-1: measured numbers come from records."""

from pathlib import Path

import pytest

from review.checks.prose import check
from tests.books import EN_CHAPTER, Book, only


def test_the_sound_book_has_no_such_problem(tmp_path: Path) -> None:
    assert list(check(Book().load(tmp_path))) == []


@pytest.mark.parametrize(
    "text",
    [
        "about 30% of them", "30 per cent", "5 percentage points", "12.5 months", "a 6-month delay", "两组 12 个月", "a 3-fold rise", "at 42 °C", "10 mg/kg", "HR 0.58", "odds ratio of 1.2",
        "95% CI 1 to 2", "P < 0.05", "n = 40", "7/10", "7 of 10", "40 patients", "24 treated mice", "30％", "89例",
    ],
)  # fmt: skip
def test_a_bare_measured_number_is_told(text: str, tmp_path: Path) -> None:
    problems = Book().swap(EN_CHAPTER, "They agree.", f"They say {text} now.").problems(tmp_path)
    assert problems
    assert {(problem.rule, problem.path, problem.line) for problem in problems} == {("PROSE-1", EN_CHAPTER, 29)}
    assert "{{ r:result-id }}" in problems[0].remedy


@pytest.mark.parametrize(
    "text",
    [
        "the second of 3 reviews in 2021", "CD8 cells and PD-1", "phase 3", "`30%` in code", "<!-- 30% in a comment -->", "{{ r:FixtureAlpha2021-a-orr }}", "at https://example.org/30%25",
        "[here](https://example.org/30%25)", "grade 3 or 4", 'an <span title="30%">answer</span>', "a fall of 30% defines it <!-- definition -->",
    ],
)  # fmt: skip
def test_ordinals_names_code_and_definitions_are_free(text: str, tmp_path: Path) -> None:
    book = Book().swap(EN_CHAPTER, "They agree.", f"They say {text}")
    assert [problem for problem in check(book.load(tmp_path)) if problem] == []


def test_pages_about_contributing_are_free(tmp_path: Path) -> None:
    assert (
        Book().swap("docs/en/contribute/notes.md", "In English only.", "A run takes 30% less.").problems(tmp_path) == []
    )


def test_a_number_after_a_comment_of_several_lines_is_told_in_its_own_line(tmp_path: Path) -> None:
    book = Book().swap(EN_CHAPTER, "They agree.", "<!-- a\nb -->\n30%")
    only(book.problems(tmp_path), "PROSE-1", EN_CHAPTER, 31, "write {{ r:result-id }}")
