"""LINK-1 and LINK-2: links and pictures in Markdown."""

from pathlib import Path

import pytest

from review.checks.links import check
from tests.books import EN_CHAPTER, Book, only


def told(text: str, root: Path) -> list[tuple[str, str, int, str]]:
    """The problems when a chapter holds the text in line 29."""
    found = check(Book().swap(EN_CHAPTER, "They agree.", text).load(root))
    return [(problem.rule, problem.path, problem.line, problem.remedy) for problem in found]


def test_the_sound_book_has_no_such_problem(tmp_path: Path) -> None:
    assert list(check(Book().load(tmp_path))) == []


@pytest.mark.parametrize(
    "text",
    [
        "[a](../index.md)", "[a](../index.md#welcome)", "[a](#argument)", "[a](#view-arms)", "[a](#figure-box)", "[a](../index.md#view-every-claim)", "[a](../data/claims.csv)", "[a](../data/references.bib)",
        "[a](../data/labels.csv)", "[a](https://example.org)", "[a](mailto:me@example.org)", '[a](../index.md "Title")', "`[a](none.md)`", "<!-- [a](none.md) -->", "![Alt text](../assets/figures/box.svg)",
        "[a](../contribute/n%6ftes.md)", "[a](../index.md?sort=-id#welcome)",
    ],
)  # fmt: skip
def test_links_that_lead_somewhere_pass(text: str, tmp_path: Path) -> None:
    assert told(text, tmp_path) == []


@pytest.mark.parametrize(
    ("text", "rule", "remedy"),
    [
        ("[a](none.md)", "LINK-1", "correct the path"),
        ("[a](../index.md#none)", "LINK-1", "correct the fragment"),
        ("[a](#none)", "LINK-1", "correct the fragment"),
        ("[a](#view-every-claim)", "LINK-1", "correct the fragment"),
        ("[a](../data/none.csv)", "LINK-1", "correct the path"),
        ("[a](http://example.org)", "LINK-1", "correct the address"),
        ("[a](javascript:alert)", "LINK-1", "correct the address"),
        ("![A drawing](../assets/none.png)", "LINK-1", "add the file"),
        ("![ ](../assets/figures/box.svg)", "LINK-2", "between the brackets"),
        pytest.param(f"[a]({'x' * 5000}.md)", "LINK-1", "correct the path", id="a name that no file can have"),
        ("[a](a%00b.md)", "LINK-1", "correct the path"),
    ],
)
def test_links_and_pictures_that_lead_nowhere_are_told(text: str, rule: str, remedy: str, tmp_path: Path) -> None:
    [(found, path, line, what)] = told(text, tmp_path)
    assert (found, path, line) == (rule, EN_CHAPTER, 29)
    assert remedy in what


def test_a_missing_picture_stops_the_whole(tmp_path: Path) -> None:
    book = Book().swap("docs/en/index.md", "# Home", "![A drawing](none.png)\n\n# Home")
    problem = only(book.problems(tmp_path), "LINK-1", "docs/en/index.md", 5, "add the file")
    assert problem.found == "picture “none.png”"


def test_broken_views_do_not_make_links_to_them_wrong(tmp_path: Path) -> None:
    problems = (
        Book().swap_both("They agree.", "[a](#view-arms)").file("docs/data/views.yml", "a: [\n").problems(tmp_path)
    )
    only(problems, "YAML-1", "docs/data/views.yml", 2, "indentation")
