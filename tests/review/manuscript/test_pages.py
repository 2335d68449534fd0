"""Front matter and headings: a fixture a fault."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.manuscript.pages import Heading, Page, read_page
from review.problems import Problem
from tests.books import FIXTURES, fixture


def read(text: str) -> tuple[Page, list[Problem]]:
    return read_page(text, "en", "a/b", "docs/en/a/b.md")


def test_a_page_has_front_matter_with_the_lines_of_the_file_and_headings_outside_code() -> None:
    page, problems = read(fixture("pages/sound.md"))
    assert problems == []
    assert (page.front, page.places, page.title) == (
        {"title": "Sound", "reviews": ["a"]},
        {"title": 2, "reviews": 3},
        "Sound",
    )
    assert page.headings == [
        Heading(1, "Heading", "heading", 5),
        Heading(2, "Second *one*", "second", 11),
        Heading(3, "Without id", "", 13),
    ]
    assert page.text.startswith("\n\n\n\n# Heading")


def test_a_title_comes_from_front_matter_or_heading_or_path() -> None:
    assert read("# From heading {#x}\n")[0].title == "From heading"
    assert read("Nothing.\n")[0].title == "a/b"
    assert read("---\n---\n# After an empty front matter\n")[0].title == "After an empty front matter"


def test_a_day_is_a_date() -> None:
    assert read("---\nreviewed: 2026-01-31\n---\n")[0].front["reviewed"] == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("name", "rule", "line", "remedy"),
    [
        ("unclosed-front-matter.md", "PAGE-1", 1, "close the front matter"),
        ("bad-yaml.md", "YAML-1", 4, "indentation"),
        ("front-matter-list.md", "YAML-2", 2, "key: value"),
        ("key-twice.md", "YAML-3", 3, "rename or remove"),
        ("impossible-date.md", "YAML-1", 1, "dates"),
    ],
)
def test_each_fault_of_front_matter_is_told_in_its_line_and_the_text_still_read(
    name: str, rule: str, line: int, remedy: str
) -> None:
    page, [problem] = read(fixture(f"pages/{name}"))
    assert (problem.rule, problem.path, problem.line) == (rule, "docs/en/a/b.md", line)
    assert remedy in problem.remedy
    assert page.headings[0].id == "heading"


@given(st.text(max_size=80) | st.text(st.sampled_from("-\n:a#{}[] "), max_size=60).map(lambda text: f"---\n{text}"))
def test_no_text_makes_the_reader_raise_or_move_a_line(text: str) -> None:
    page, _ = read(text)
    assert page.text.count("\n") == text.count("\n")
    assert all(1 <= heading.line <= text.count("\n") + 1 for heading in page.headings)


def test_fixtures_are_all_asked() -> None:
    asked = Path(__file__).read_text(encoding="utf-8")
    assert [path.name for path in (FIXTURES / "pages").iterdir() if path.name not in asked] == []
