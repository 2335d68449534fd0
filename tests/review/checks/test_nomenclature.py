"""Names of genes and drugs, abbreviations and spelling."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.checks.nomenclature import PREFERRED, check
from tests.books import Book, only


def problems_with(text: str, tmp_path: Path) -> list[str]:
    project = Book().file("docs/en/words.md", f"# Words {{#words}}\n\n{text}\n").load(tmp_path)
    return [problem.found for problem in check(project)]


@pytest.mark.parametrize(
    "word",
    [
        "PDL1",
        "PD1",
        "CTLA4",
        "INF-γ",
        "IL2",
        "FoxP3",
        "Keytruda",
        "tumors",
        "randomized",
        "leukemia",
        "fecal",
        "signaling",
    ],
)
def test_another_form_is_told(word: str, tmp_path: Path) -> None:
    assert problems_with(f"Here {word} stands.", tmp_path) == [f"“{word}”"]


@pytest.mark.parametrize(
    "text",
    [
        "PD-1, PD-L1, PD-L2, CTLA-4, IFN-γ, IL-2, IL-12, FOXP3, Foxp3, tumour, randomised, leukaemia, signalling",
        "Cited [@Tumor2020randomized] and {{ c:tumor }}.",
        "See [the page](tumor.md) and `tumor` and https://example.org/tumor.",
        "IL-2Rα and PD-1+ cells of line IL2RG-x",
    ],
)
def test_the_usual_form_and_what_is_not_prose_pass(text: str, tmp_path: Path) -> None:
    assert problems_with(text, tmp_path) == []


def test_a_row_is_told_with_its_place(tmp_path: Path) -> None:
    book = Book().change("claims", "hyperthermia-001", statement_en="PD1 blockade shrank tumours.")
    problem = only(list(check(book.load(tmp_path))), "TERM-1", "docs/data/claims.csv", 2, "form")
    assert problem.expected == "PD-1"


def test_every_rule_of_spelling_has_its_advice() -> None:
    assert all(pattern and advice for pattern, advice in PREFERRED)
