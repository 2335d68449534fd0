"""A problem on one line, and many of them sorted."""

from hypothesis import given
from hypothesis import strategies as st

from review.problems import Problem, report, shown

TEXT = st.text(max_size=80)
PROBLEMS = st.builds(Problem, path=TEXT, line=st.integers(0, 99), rule=TEXT, found=TEXT, expected=TEXT, remedy=TEXT)


def problem(path: str = "docs/a.md", line: int = 3) -> Problem:
    return Problem(path, line, "RULE-1", "this", "that", "do it")


def test_a_problem_names_place_rule_finding_expectation_and_remedy() -> None:
    assert str(problem()) == "docs/a.md:3: [RULE-1] found this; expected that; to mend: do it"
    assert str(problem(line=0)).startswith("docs/a.md: [RULE-1]")


def test_a_report_is_sorted_by_place_with_numbers_as_numbers_and_without_repeats() -> None:
    lines = report([problem(line=10), problem("docs/b.md", 1), problem(line=9), problem(line=10)]).split("\n")
    assert [line.split(" ")[0] for line in lines] == ["docs/a.md:9:", "docs/a.md:10:", "docs/b.md:1:"]
    assert report([]) == ""


@given(st.lists(PROBLEMS, max_size=5))
def test_whatever_was_found_each_problem_is_one_line(problems: list[Problem]) -> None:
    assert len(report(problems).splitlines()) == len(set(problems))


def test_a_value_is_shown_quoted_on_one_line_and_cut_when_long() -> None:
    assert shown("a\n b") == "“a b”"
    assert shown("x" * 60) == f"“{'x' * 60}”"
    assert shown("x" * 61) == f"“{'x' * 59}…”"
