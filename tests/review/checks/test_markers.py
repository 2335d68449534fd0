"""MARK-1 to MARK-9: markers name what exists."""

from pathlib import Path

import pytest

from review.checks.markers import check
from tests.books import ALPHA, BETA, EN_CHAPTER, ZH_CHAPTER, Book

NUMBER = f"{{{{ r:{ALPHA}-a-orr }}}}"


def test_the_sound_book_has_no_such_problem(tmp_path: Path) -> None:
    assert list(check(Book().load(tmp_path))) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "line", "remedy"),
    [
        (NUMBER, "{{ r }}", "MARK-1", 20, "in that form"),
        ("view: arms", "view: armes", "MARK-2", 25, "write “arms”"),
        (f"r:{ALPHA}-a-orr", f"r:{ALPHA}-a-or", "MARK-3", 20, f"write “{ALPHA}-a-orr”"),
        (f"r:{ALPHA}-a-orr", f"r:{ALPHA}-a-orr:colour", "MARK-4", 20, "use a field of the list"),
        ("c:hyperthermia-001", "c:zzz", "MARK-5", 20, "add it, or remove the marker"),
        ("<!-- view: arms -->", "See <!-- view: arms -->", "MARK-6", 25, "a line of its own"),
        ("figure: box", "figure: boxx", "MARK-7", 23, "write “box”"),
        (f"r:{ALPHA}-a-orr", f"r:{ALPHA}-a-orr:time", "MARK-9", 20, "print another part"),
    ],
)
def test_each_fault_of_a_marker_is_told_in_each_language(
    old: str, new: str, rule: str, line: int, remedy: str, tmp_path: Path
) -> None:
    found = [problem for problem in Book().swap_both(old, new).problems(tmp_path) if problem.rule.startswith("MARK")]
    assert [(problem.rule, problem.path, problem.line) for problem in found] == [
        (rule, EN_CHAPTER, line),
        (rule, ZH_CHAPTER, line),
    ]
    assert all(remedy in problem.remedy for problem in found)


def test_questions_where_there_are_none_are_told(tmp_path: Path) -> None:
    home = "docs/en/index.md"
    book = (
        Book()
        .swap(home, "<!-- view", "<!-- questions -->\n\n<!-- view")
        .swap(home.replace("en", "zh"), "<!-- view", "<!-- questions -->\n\n<!-- view")
    )
    problems = book.problems(tmp_path)
    assert [(problem.rule, problem.path, problem.line) for problem in problems] == [
        ("MARK-8", home, 7),
        ("MARK-8", "docs/zh/index.md", 7),
    ]
    assert "add questions" in problems[0].remedy


@pytest.mark.parametrize(
    ("result", "field", "there"),
    [
        (f"{ALPHA}-a-orr", "unit", True),
        (f"{ALPHA}-a-orr", "n", True),
        (f"{ALPHA}-a-orr", "events", True),
        (f"{ALPHA}-a-orr", "fraction", True),
        (f"{ALPHA}-a-orr", "interval", True),
        (f"{ALPHA}-a-orr", "p", True),
        (f"{ALPHA}-a-orr", "criterion", True),
        (f"{ALPHA}-a-orr", "data_cut", True),
        (f"{ALPHA}-a-orr", "review", True),
        (f"{BETA}-unseen", "value", True),
        (f"{BETA}-unseen", "full", True),
        (f"{BETA}-os", "time", True),
        *(
            (f"{BETA}-unseen", field, False)
            for field in ("n", "events", "fraction", "interval", "p", "time", "criterion", "data_cut")
        ),
        (f"{BETA}-os", "review", False),
    ],
)
def test_a_part_may_be_printed_where_the_record_has_it(result: str, field: str, there: bool, tmp_path: Path) -> None:
    problems = Book().swap_both(NUMBER, f"{{{{ r:{result}:{field} }}}}").problems(tmp_path)
    assert [problem.rule for problem in problems] == ([] if there else ["MARK-9", "MARK-9"])


def test_a_ratio_has_no_unit(tmp_path: Path) -> None:
    book = Book().change(
        "results", f"{ALPHA}-c-orr", measure="count-of-all", unit="ratio", value="0.5", events="", n=""
    )
    book.swap_both(NUMBER, f"{{{{ r:{ALPHA}-c-orr:unit }}}}")
    assert [problem.rule for problem in book.problems(tmp_path)] == ["MARK-9", "MARK-9"]


def test_markers_in_code_are_free(tmp_path: Path) -> None:
    assert (
        Book().swap_both("They agree.", "Write `{{ r:x }}` or\n\n```\n<!-- view: none -->\n```\n").problems(tmp_path)
        == []
    )
