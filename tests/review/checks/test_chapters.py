"""CHAP-1 to CHAP-6: the skeleton of a chapter."""

from pathlib import Path

import pytest

from review.checks.chapters import check, is_chapter
from review.manuscript.pages import Page
from tests.books import ALPHA, CHAPTER, EN_CHAPTER, ZH_CHAPTER, Book


def test_the_sound_book_has_no_such_problem(tmp_path: Path) -> None:
    assert list(check(Book().load(tmp_path))) == []


@pytest.mark.parametrize(
    ("path", "front", "found"),
    [
        ("mechanisms/a", {}, True),
        ("therapies/therapeutic-index", {}, True),
        ("mechanisms/index", {}, False),
        ("evidence/a", {}, False),
        ("evidence/a", {"objectives": ["To tell"]}, True),
    ],
)
def test_a_page_is_a_chapter_by_its_folder_or_its_objectives(path: str, front: dict[str, object], found: bool) -> None:
    assert is_chapter(Page("en", path, f"docs/en/{path}.md", "", front)) is found


@pytest.mark.parametrize(
    ("old", "new", "rule", "line", "remedy"),
    [
        ("description: Made up for a test.\n", "", "CHAP-1", 1, "add `description:`"),
        ("reviews: [hyperthermia]\n", "", "CHAP-1", 1, "add `reviews:`"),
        ("reviewed: 2026-01-31", "reviewed: January 2026", "CHAP-1", 8, "write it in that form"),
        ("reviews: [hyperthermia]", "reviews: hyperthermia", "CHAP-1", 4, "one `- …` line"),
        ("subjects: [made-up, drug-a]", "subjects: 3", "CHAP-1", 5, "one `- …` line"),
        ("objectives:\n  - Tell", "objectives: Tell\n# ", "CHAP-1", 6, "one `- …` line"),
        ("reviews: [hyperthermia]", "reviews: [hyperthermia, other]", "CHAP-2", 4, "correct it"),
        ("subjects: [made-up, drug-a]", "subjects: [made-up, [drug-a]]", "CHAP-2", 5, "correct it"),
        ("{#how-far-to-trust-this}", "{#trust}", "CHAP-3", 0, "add a heading with {#how-far-to-trust-this}"),
        ("## The argument {#argument}", "## The argument", "CHAP-4", 18, "add it"),
        (
            f"The second point stands too. [@{'FixtureBeta2022'}]",
            "The second point stands too.",
            "CHAP-5",
            15,
            "cite its source",
        ),
        ("<!-- figure: box -->", "", "CHAP-6", 0, "<!-- figure… -->"),
        ("<!-- view: arms -->", "", "CHAP-6", 0, "<!-- view… -->"),
        ("<!-- questions -->", "", "CHAP-6", 0, "<!-- questions… -->"),
    ],
)
def test_each_fault_of_a_chapter_is_told_in_each_language(
    old: str, new: str, rule: str, line: int, remedy: str, tmp_path: Path
) -> None:
    problems = Book().swap_both(old, new).problems(tmp_path)
    assert [(problem.rule, problem.path, problem.line) for problem in problems] == [
        (rule, EN_CHAPTER, line),
        (rule, ZH_CHAPTER, line),
    ], problems
    assert all(remedy in problem.remedy for problem in problems)


def test_sections_in_another_order_are_told_at_the_first_of_them(tmp_path: Path) -> None:
    book = (
        Book()
        .swap_both("{#agree-and-disagree}", "{#x}")
        .swap_both("{#how-far-to-trust-this}", "{#agree-and-disagree}")
        .swap_both("{#x}", "{#how-far-to-trust-this}")
    )
    problems = book.problems(tmp_path)
    assert [(problem.rule, problem.line) for problem in problems] == [("CHAP-3", 12), ("CHAP-3", 12)]
    assert "put them in that order" in problems[0].remedy


@pytest.mark.parametrize("points", [2, 7])
def test_too_few_and_too_many_key_points_are_told(points: int, tmp_path: Path) -> None:
    third = f"- The third point closes the list. [@FixtureReview2020; @{ALPHA}]\n"
    problems = Book().swap_both(third, "" if points == 2 else third * 5).problems(tmp_path)
    problems = [problem for problem in problems if problem.rule != "CITE-4"]
    assert [(problem.rule, problem.found) for problem in problems] == [("CHAP-5", f"{points} key points")] * 2


def test_too_few_questions_are_told(tmp_path: Path) -> None:
    book = Book().drop("questions", "made-up-q4")
    for table in ("question_options", "question_claims"):
        book.tables[table] = [row for row in book.tables[table] if row["question"] != "made-up-q4"]
    problems = book.problems(tmp_path)
    assert [(problem.rule, problem.path, problem.found) for problem in problems] == [
        ("CHAP-6", EN_CHAPTER, "3 questions"),
        ("CHAP-6", ZH_CHAPTER, "3 questions"),
    ]
    assert f"chapter {CHAPTER}" in problems[0].remedy


def test_a_chapter_whose_front_matter_is_broken_is_not_told_to_lack_it_too(tmp_path: Path) -> None:
    problems = Book().swap(EN_CHAPTER, "reviewed: 2026-01-31", "reviewed: 2026-02-30").problems(tmp_path)
    assert [(problem.rule, problem.path) for problem in problems] == [("YAML-1", EN_CHAPTER)]
