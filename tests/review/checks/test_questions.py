"""QUEST-1 to QUEST-9: questions test what they say, have one key, and give it away by no cue."""

from pathlib import Path

import pytest

from tests.books import ALPHA, Book, both, only, with_bank

QUESTIONS = "docs/data/questions.csv"
OPTIONS = "docs/data/question_options.csv"


def option(book: Book, question: str, letter: str) -> dict[str, str]:
    return next(
        row for row in book.tables["question_options"] if (row["question"], row["letter"]) == (question, letter)
    )


def test_a_bank_of_every_kind_is_sound(tmp_path: Path) -> None:
    assert with_bank(Book()).problems(tmp_path) == []


@pytest.mark.parametrize(
    ("question", "cells", "rule", "found"),
    [
        ("made-up-q1", {"objective": ""}, "QUEST-1", "without objective"),
        ("made-up-q1", {"bloom": ""}, "QUEST-1", "without bloom"),
        ("made-up-q1", {"difficulty": ""}, "QUEST-1", "without difficulty"),
        ("made-up-q1", {"objective": "2"}, "QUEST-2", "objective 2"),
        ("made-up-q1", {"kind": "multiple"}, "QUEST-3", "(multiple): 1 right of 3"),
        ("made-up-q5", {"kind": "single"}, "QUEST-3", "(single): 2 right of 4"),
        ("made-up-q1", {"kind": "true-false"}, "QUEST-3", "an answer without its truth"),
        ("made-up-q1", {"quantity": "rate"}, "QUEST-3", "a quantity or pairs in a choice"),
        ("made-up-q8", {"result": ""}, "QUEST-7", "no result"),
        ("made-up-q1", {"stem_en": "Is it 30% here?"}, "QUEST-9", "the bare number “30%”"),
        ("made-up-q1", {"explanation_en": "It is {{ r:none }}."}, "QUEST-9", "{{ r:none }}"),
        ("made-up-q1", {"explanation_en": "It is {{ r }}."}, "QUEST-9", "{{ r }}"),
        ("made-up-q1", {"explanation_en": "So {{ c:hyperthermia-001 }}."}, "QUEST-9", "{{ c:hyperthermia-001 }}"),
    ],
)
def test_a_question_has_what_it_needs(
    question: str, cells: dict[str, str], rule: str, found: str, tmp_path: Path
) -> None:
    book = with_bank(Book()).change("questions", question, **cells)
    problem = only(book.problems(tmp_path), rule, QUESTIONS, book.line("questions", question), "")
    assert found in problem.found


@pytest.mark.parametrize(
    ("question", "letter", "cells", "rule", "found", "path"),
    [
        ("made-up-q2", "a", {"text_en": "All of the above"}, "QUEST-8", "All of the above", OPTIONS),
        ("made-up-q2", "a", {"text_en": "Both a and b"}, "QUEST-8", "Both a and b", OPTIONS),
        ("made-up-q2", "a", {"why_en": ""}, "QUEST-8", "without a reason", OPTIONS),
        ("made-up-q2", "a", {"text_en": "{{ r:none }} of them"}, "QUEST-9", "{{ r:none }}", OPTIONS),
        ("made-up-q2", "a", {"why_zh": "有 30% 如此"}, "QUEST-9", "30%", OPTIONS),
        ("made-up-q7", "a", {"match_en": "In 12 months"}, "QUEST-9", "12 months", OPTIONS),
        ("made-up-q1", "b", {"misconception": "belief-a"}, "QUEST-5", "a right answer with a misconception", OPTIONS),
        ("made-up-q1", "b", {"text_en": "Answer b, which is so much longer"}, "QUEST-6", "the longest", QUESTIONS),
        ("made-up-q7", "b", {"match_en": "Right a"}, "QUEST-3", "a partner twice", QUESTIONS),
        ("made-up-q7", "b", {"match_en": ""}, "QUEST-3", "3 pairs", QUESTIONS),
        ("made-up-q7", "b", {"correct": "false"}, "QUEST-3", "3 pairs", QUESTIONS),
    ],
)
def test_an_answer_is_one_of_its_own(
    question: str, letter: str, cells: dict[str, str], rule: str, found: str, path: str, tmp_path: Path
) -> None:
    book = with_bank(Book())
    option(book, question, letter).update(cells)
    table = "questions" if path == QUESTIONS else "question_options"
    line = next(
        place
        for place, row in enumerate(book.tables[table], 2)
        if row.get("id", row.get("question")) == question and row.get("letter", letter) == letter
    )
    assert found in only(book.problems(tmp_path), rule, path, line, "").found


def test_letters_have_no_gap(tmp_path: Path) -> None:
    book = Book()
    option(book, "made-up-q1", "c")["letter"] = "d"
    only(book.problems(tmp_path), "QUEST-3", QUESTIONS, 2, "letter the answers anew")


def test_a_question_names_its_claims(tmp_path: Path) -> None:
    book = Book()
    book.tables["question_claims"] = book.tables["question_claims"][1:]
    only(book.problems(tmp_path), "QUEST-4", QUESTIONS, 2, "question_claims.csv")


def test_some_wrong_answer_names_a_misconception(tmp_path: Path) -> None:
    book = Book()
    for letter in "ac":
        option(book, "made-up-q1", letter)["misconception"] = ""
    only(book.problems(tmp_path), "QUEST-5", QUESTIONS, 2, "misconceptions.csv")


def test_a_calculation_has_no_answers_on_offer(tmp_path: Path) -> None:
    book = with_bank(Book())
    book.tables["question_options"].append({**option(book, "odd-case-q2", "a"), "question": "made-up-q8"})
    book.tables["question_options"].sort(key=lambda row: (row["question"], row["letter"]))
    only(book.problems(tmp_path), "QUEST-3", QUESTIONS, book.line("questions", "made-up-q8"), "remove them")


def test_a_misconception_is_used_and_answered_in_a_chapter(tmp_path: Path) -> None:
    book = Book().add(
        "misconceptions", id="belief-b", chapter="index", **both("belief", "B"), **both("answer", "Not B")
    )
    problems = book.problems(tmp_path)
    assert [(problem.rule, problem.line) for problem in problems] == [("QUEST-2", 3), ("QUEST-5", 3)]


def test_a_case_has_at_least_two_questions(tmp_path: Path) -> None:
    book = with_bank(Book()).change("questions", "odd-case-q2", case="")
    only(book.problems(tmp_path), "QUEST-4", "docs/data/cases.csv", 2, "add some")


def many(book: Book, right: str, longest: bool) -> Book:
    """Forty more questions with the key under one of the letters, and as the longest answer or not."""
    for number in range(10, 50):
        name, key = f"made-up-q{number}", right[number % len(right)]
        book.tables["questions"].append({**book.row("questions", "made-up-q1"), "id": name})
        book.tables["question_claims"].append({"question": name, "claim": "hyperthermia-001"})
        for letter in "abc":
            chosen = {**option(book, "made-up-q1", letter), "question": name, "correct": str(letter == key).lower()}
            chosen["misconception"] = "" if letter == key else "belief-a"
            chosen["text_en"] = f"Answer {letter}" + ("." if (letter == key) == longest else "")
            book.tables["question_options"].append(chosen)
    for table in ("questions", "question_claims", "question_options"):
        book.tables[table].sort(key=lambda row: tuple(row.get(name, "") for name in ("id", "question", "letter")))
    return book


@pytest.mark.parametrize(
    ("right", "longest", "found"),
    [
        ("abc", True, ["the key is the longest answer in"]),
        ("a", False, ["keys under a"]),
        ("abc", False, []),
    ],
)
def test_the_bank_as_a_whole_gives_no_cue(right: str, longest: bool, found: list[str], tmp_path: Path) -> None:
    problems = many(Book(), right, longest).problems(tmp_path)
    assert [problem.rule for problem in problems] == ["QUEST-6"] * len(found)
    assert all(text in problem.found for text, problem in zip(found, problems, strict=True))


def test_numbers_may_be_printed_from_their_records(tmp_path: Path) -> None:
    book = Book().change("questions", "made-up-q1", stem_en=f"In {{{{ r:{ALPHA}-a-orr }}}} of them?")
    assert book.problems(tmp_path) == []


def test_a_question_rests_on_claims_that_its_chapter_names(tmp_path: Path) -> None:
    book = Book().swap_both("{{ c:hyperthermia-001 }} says", "it says")
    problems = [problem for problem in book.problems(tmp_path) if problem.rule == "QUEST-4"]
    assert [problem.line for problem in problems] == [2, 3, 4, 5]
    assert "hyperthermia-001" in problems[0].found


def test_a_case_prints_numbers_from_their_records(tmp_path: Path) -> None:
    book = with_bank(Book()).change("cases", "odd-case", text_en="In 30% of them {{ r:none }}")
    problems = [problem for problem in book.problems(tmp_path) if problem.rule == "QUEST-9"]
    assert [problem.path for problem in problems] == ["docs/data/cases.csv"] * 2
