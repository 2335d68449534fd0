"""Which checks run, and that one broken part does not speak through the others."""

from pathlib import Path

import pytest

from review.checks import registry
from review.project import BIBLIOGRAPHY_PATH, LABELS_PATH
from tests.books import ALPHA, EN_CHAPTER, PACKAGE, VIEWS, Book


def test_every_check_of_the_package_is_listed() -> None:
    folder = Path(registry.__file__).parent
    not_of_sources = {"__init__", "_place", "assembled", "built", "registry"}
    not_of_sources |= {"hosts", "online", "places", "reach", "sitefiles"}
    listed = {check.__module__.rsplit(".", 1)[1] for check, _ in registry.SOURCE_CHECKS}
    assert listed | {"usage"} == {path.stem for path in folder.glob("*.py")} - not_of_sources


def test_the_sound_book_has_no_problem(tmp_path: Path) -> None:
    assert Book().problems(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        (BIBLIOGRAPHY_PATH, "@article{Open,\n  title = {x", "BIB-1"),
        (BIBLIOGRAPHY_PATH, b"\xff", "FILE-2"),
        (BIBLIOGRAPHY_PATH, None, "FILE-1"),
        (VIEWS, "a: [", "YAML-1"),
        (VIEWS, None, "FILE-1"),
        (VIEWS, b"\xff", "FILE-2"),
        (PACKAGE, "{", "DATA-13"),
        (PACKAGE, None, "FILE-1"),
        (LABELS_PATH, 'id,en,zh\na,"b', "DATA-1"),
        (LABELS_PATH, None, "FILE-1"),
        ("docs/assets/figures/box.svg", "<svg", "FIG-1"),
        ("docs/assets/figures/box.yml", None, "FILE-1"),
        (EN_CHAPTER, "---\ntitle: [\n---\n", "YAML-1"),
        (EN_CHAPTER, b"\xff", "FILE-2"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_once_and_its_consequences_are_not(
    path: str, text: str | bytes | None, rule: str, tmp_path: Path
) -> None:
    problems = [
        problem for problem in Book().file(path, text).problems(tmp_path) if not problem.rule.startswith("LANG-")
    ]
    assert [(problem.rule, problem.path) for problem in problems] == [(rule, path)], problems


def test_a_fault_within_an_entry_does_not_hide_what_pages_cite(tmp_path: Path) -> None:
    book = (
        Book().swap(BIBLIOGRAPHY_PATH, "year = {2022}", "year = {22}").swap_both("[@FixtureBeta2022]", "[@Nobody2020]")
    )
    assert {problem.rule for problem in book.problems(tmp_path)} == {"BIB-9", "CITE-1"}


def test_faults_of_every_part_are_told_in_one_run_sorted(tmp_path: Path) -> None:
    book = (
        Book()
        .swap(BIBLIOGRAPHY_PATH, "year = {2022}", "year = {22}")
        .file(VIEWS, "a: [")
        .change("results", f"{ALPHA}-a-orr", value="31.0")
    )
    book.file(LABELS_PATH, "id,en,zh\na,b\n").file("docs/assets/figures/box.svg", "<svg").swap(
        EN_CHAPTER, "They agree.", "[a](none.md) in 30%"
    )
    book.file("docs/zh/index.md", b"\xff")
    problems = book.problems(tmp_path)
    assert problems == sorted(problems)
    assert [problem.rule for problem in problems] == [
        "BIB-9",
        "FIG-1",
        "EVID-14",
        "YAML-1",
        "LINK-1",
        "PROSE-1",
        "LABEL-1",
        "FILE-2",
    ]
