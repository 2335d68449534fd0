"""LABEL-2 and WORD-1: every word that a page may print."""

from pathlib import Path

import pytest

from review.checks.words import LABELS, check
from review.project import LABELS_PATH
from tests.books import REAL, Book, only


def test_the_sound_book_has_no_such_problem(tmp_path: Path) -> None:
    assert list(check(Book().load(tmp_path))) == []


@pytest.mark.parametrize("name", ["column.claims.statement", "table.rows", "404.title"])
def test_a_missing_label_is_told(name: str, tmp_path: Path) -> None:
    text = (REAL / LABELS_PATH).read_text(encoding="utf-8")
    [line] = [line for line in text.splitlines(keepends=True) if line.startswith(f"{name},")]
    problem = only(
        Book().file(LABELS_PATH, text.replace(line, "")).problems(tmp_path), "LABEL-2", LABELS_PATH, 0, "add the row"
    )
    assert name in problem.found


def test_every_label_that_code_and_templates_name_is_asked_for() -> None:
    import re

    sources = [*(REAL / "hooks").rglob("*.py"), *(REAL / "docs" / "overrides").rglob("*.html")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    named = set(re.findall(r"""label(?:s\[|\()["']([a-z0-9]+\.[a-z-]+)["']""", text))
    assert named
    assert named <= set(LABELS)


def test_a_missing_word_is_told(tmp_path: Path) -> None:
    book = Book()
    row = next(row for row in book.tables["vocabulary"] if (row["list"], row["value"]) == ("claims.kind", "result"))
    book.tables["vocabulary"].remove(row)
    problem = only(book.problems(tmp_path), "WORD-1", "docs/data/vocabulary.csv", 0, "list claims.kind")
    assert problem.found == "no word for “result” of claims.kind"
