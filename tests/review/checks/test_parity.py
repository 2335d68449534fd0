"""LANG-1 to LANG-4: the two languages hold the same."""

from pathlib import Path

import pytest

from review.checks.parity import check, declared
from tests.books import BETA, EN_CHAPTER, UNTRANSLATED, ZH_CHAPTER, Book, only


def test_the_sound_book_has_no_such_problem(tmp_path: Path) -> None:
    project = Book().load(tmp_path)
    assert list(check(project)) == []
    assert declared(project) == ("contribute/*",)


def test_a_page_in_english_only_is_told_unless_declared(tmp_path: Path) -> None:
    book = Book().file(ZH_CHAPTER, None)
    only(book.problems(tmp_path / "a"), "LANG-1", EN_CHAPTER, 0, UNTRANSLATED)
    assert book.file(UNTRANSLATED, "contribute/*\nmechanisms/made-up\n").problems(tmp_path / "b") == []


def test_a_pattern_covers_whole_paths_only(tmp_path: Path) -> None:
    book = Book().file(ZH_CHAPTER, None).file(UNTRANSLATED, "contribute/*\nmade-up\n")
    problems = book.problems(tmp_path)
    assert [(problem.rule, problem.path) for problem in problems] == [("LANG-1", EN_CHAPTER), ("LANG-2", UNTRANSLATED)]


def test_a_page_in_chinese_only_is_told(tmp_path: Path) -> None:
    only(
        Book().file("docs/zh/extra.md", "# Extra {#extra}\n").problems(tmp_path),
        "LANG-1",
        "docs/zh/extra.md",
        0,
        "write the English page",
    )


def test_a_declared_page_that_is_translated_is_told(tmp_path: Path) -> None:
    only(
        Book().file(UNTRANSLATED, "contribute/*\nindex\n").problems(tmp_path),
        "LANG-2",
        UNTRANSLATED,
        0,
        "take the line out",
    )


@pytest.mark.parametrize("pattern", ["nothing/*", ".", "[", "*/nothing"])
def test_a_pattern_that_names_no_page_is_told(pattern: str, tmp_path: Path) -> None:
    problem = only(
        Book().file(UNTRANSLATED, f"contribute/*\n{pattern}\n").problems(tmp_path),
        "LANG-2",
        UNTRANSLATED,
        0,
        "take the line out",
    )
    assert f"“{pattern}”" in problem.found


def test_a_list_in_another_encoding_is_one_problem(tmp_path: Path) -> None:
    only(Book().file(UNTRANSLATED, b"contribute/*\n\xff").problems(tmp_path), "FILE-2", UNTRANSLATED, 2, "UTF-8")


def test_without_a_list_nothing_is_declared(tmp_path: Path) -> None:
    only(Book().file(UNTRANSLATED, None).problems(tmp_path), "LANG-1", "docs/en/contribute/notes.md", 0, UNTRANSLATED)


@pytest.mark.parametrize(
    ("old", "new", "rule", "found"),
    [
        ("{#argument}", "{#argument-two}", "LANG-3", "heading ids argument, argument-two"),
        (f" [@{BETA}]", " [@FixtureReview2020]", "LANG-4", f"citation “{BETA}”"),
        ("{{ c:hyperthermia-001 }}", "{{ c:hyperthermia-002 }}", "LANG-4", "marker “c: hyperthermia-001”"),
    ],
)
def test_other_ids_citations_and_markers_are_told(old: str, new: str, rule: str, found: str, tmp_path: Path) -> None:
    problems = Book().swap(ZH_CHAPTER, old, new).problems(tmp_path)
    assert {(problem.rule, problem.path, problem.line) for problem in problems} == {(rule, ZH_CHAPTER, 0)}
    assert found in problems[0].found
    assert problems[0].remedy


def test_the_same_ids_in_another_order_are_told(tmp_path: Path) -> None:
    book = Book().file(
        "docs/zh/index.md", "# A {#welcome}\n\n## B {#two}\n\n## C {#three}\n\n<!-- view: every-claim -->\n"
    )
    book.file("docs/en/index.md", "# A {#welcome}\n\n## C {#three}\n\n## B {#two}\n\n<!-- view: every-claim -->\n")
    problem = only(book.problems(tmp_path), "LANG-3", "docs/zh/index.md", 0, "same {#ids}")
    assert "welcome, two, three" in problem.found


@pytest.mark.parametrize("broken", [ZH_CHAPTER, EN_CHAPTER])
def test_an_unreadable_page_is_not_told_to_be_missing_too(broken: str, tmp_path: Path) -> None:
    problems = Book().file(broken, b"# A {#a}\n\xff\n").problems(tmp_path)
    assert [(problem.rule, problem.path, problem.line) for problem in problems] == [("FILE-2", broken, 2)]
