"""CSV to typed rows: a fixture a fault."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.evidence.loading import load_table, reference_problems, sort_problems
from review.evidence.schema import parse_schema
from review.problems import Problem
from review.textfile import read_text
from tests.books import FIXTURES, fixture

SCHEMA, _ = parse_schema(fixture("schema/small.json"), "small.json")
THINGS, LINKS = SCHEMA.tables["things"], SCHEMA.tables["links"]
HEADER = ",".join(THINGS.columns)


def faults(name: str) -> list[Problem]:
    """The problems of one fixture."""
    return load_table(fixture(f"loading/{name}"), THINGS, name)[1]


def test_sound_cells_are_typed_and_empty_ones_are_none_or_empty_text() -> None:
    rows, problems = load_table(fixture("loading/sound.csv"), THINGS, "sound.csv")
    assert problems == []
    assert [row.line for row in rows] == [2, 3]
    assert dict(rows[0].cells) == {
        "id": "a-1",
        "kind": "red",
        "count": 1,
        "share": Decimal("0.5"),
        "sure": True,
        "day": "2026-01-31",
        "note": "First",
    }
    assert dict(rows[1].cells) == {
        "id": "a-2",
        "kind": "blue",
        "count": None,
        "share": None,
        "sure": None,
        "day": None,
        "note": 'Two "quoted", words',
    }
    assert (rows[1].text("count"), rows[0].text("count")) == ("", "1")


def test_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    text, problems = read_text(FIXTURES / "loading" / "bom-crlf.csv", "x.csv")
    assert problems == []
    assert load_table(text, THINGS, "x") == load_table(fixture("loading/sound.csv"), THINGS, "x")


def test_another_encoding_is_told_before_any_row_is_read() -> None:
    _, [problem] = read_text(FIXTURES / "loading" / "latin-1.csv", "latin-1.csv")
    assert (problem.rule, problem.line) == ("FILE-2", 3)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "unterminated-quote.csv",
            [
                ("DATA-5", 2, "count “x”", "a whole number"),
                ("DATA-1", 3, "unexpected end of data", "each quote closed"),
            ],
        ),
        ("missing-column.csv", [("DATA-2", 1, "no column “note”", "every column")]),
        ("unknown-column.csv", [("DATA-2", 1, "column “colour”", "only columns")]),
        ("columns-out-of-order.csv", [("DATA-2", 1, "another order", HEADER.replace(",", ", "))]),
        ("empty.csv", [("DATA-2", 1, "an empty file", "a header row")]),
        ("short-row.csv", [("DATA-3", 3, "2 cells", "7 cells")]),
        ("unquoted-comma.csv", [("DATA-3", 2, "8 cells", "7 cells")]),
        ("empty-required-cell.csv", [("DATA-4", 2, "kind “”", "a value")]),
        (
            "wrong-type.csv",
            [
                ("DATA-5", 2, "count “two”", "a whole number"),
                ("DATA-5", 2, "share “1e3”", "without exponent"),
                ("DATA-5", 2, "sure “yes”", "true or false"),
                ("DATA-5", 2, "day “31.01.2026”", "2026-01-31"),
                ("DATA-5", 3, "count “1.5”", "a whole number"),
                ("DATA-5", 3, "share “1 000”", "a number"),
                ("DATA-5", 3, "sure “True”", "true or false"),
                ("DATA-5", 3, "day “2026-02-30”", "a day"),
                ("DATA-5", 4, "count “１”", "a whole number"),
                ("DATA-5", 4, "share “٣”", "a number"),
                ("DATA-5", 4, "sure “TRUE”", "true or false"),
                ("DATA-5", 4, "day “2026-1-1”", "a day"),
            ],
        ),
        ("unknown-word.csv", [("DATA-6", 2, "kind “rde”", "one of: red, blue"), ("DATA-6", 3, "kind “xyzzy”", "…")]),
        ("wrong-form.csv", [("DATA-7", 2, "id “A 1”", "[a-z]-[0-9]")]),
        ("too-long.csv", [("DATA-8", 2, "note", "at most 20 characters, this has 34")]),
        ("out-of-range.csv", [("DATA-9", 2, "count “11”", "at most 10"), ("DATA-9", 3, "count “-1”", "at least 0")]),
        ("duplicate-row.csv", [("DATA-10", 3, "id “a-1” again, first in line 2", "each key once")]),
        ("outer-space.csv", [("DATA-14", 2, "note “led by a space”", "no space at either end")]),
    ],
)
def test_each_fault_is_told_with_its_line_what_was_found_and_what_was_expected(
    name: str, expected: list[tuple[str, int, str, str]]
) -> None:
    found = faults(name)
    assert [(problem.rule, problem.line) for problem in found] == [(rule, line) for rule, line, _, _ in expected]
    for problem, (_, _, what, wanted) in zip(found, expected, strict=True):
        assert problem.path == name
        assert what in problem.found
        assert wanted in problem.expected
        assert problem.remedy


def test_a_misspelt_word_is_answered_with_the_near_one() -> None:
    near, far = faults("unknown-word.csv")
    assert near.remedy == "write “red” if that is meant"
    assert far.remedy == "use a word of the list"


def test_a_broken_quote_is_told_at_the_start_of_its_row_even_below_a_row_of_several_lines() -> None:
    text = f'{HEADER}\na-1,red,,,,,"two\nlines"\n\na-2,red,,,,,"open\nand on\n'
    rows, [problem] = load_table(text, THINGS, "x.csv")
    assert [row.line for row in rows] == [2]
    assert (problem.rule, problem.line) == ("DATA-1", 5)


def test_a_quote_broken_in_the_header_is_told_in_line_one() -> None:
    rows, [problem] = load_table('id,"kind\n', THINGS, "x.csv")
    assert (rows, problem.rule, problem.line) == ([], "DATA-1", 1)


def test_rows_out_of_order_are_told_once_and_sorted_ones_not_at_all() -> None:
    rows, problems = load_table(fixture("loading/unsorted.csv"), THINGS, "unsorted.csv")
    assert problems == []
    [problem] = sort_problems(rows, ("id",), "unsorted.csv")
    assert (problem.rule, problem.path, problem.line) == ("DATA-12", "unsorted.csv", 3)
    assert "make sort-data" in problem.remedy
    assert sort_problems(rows[::-1], ("id",), "unsorted.csv") == []


def test_numbers_are_sorted_as_numbers() -> None:
    rows, _ = load_table("thing,number,other\na-1,9,\na-1,10,\n", LINKS, "links.csv")
    assert sort_problems(rows, ("thing", "number"), "links.csv") == []


def test_a_key_of_two_columns_may_repeat_one_of_them() -> None:
    assert load_table("thing,number,other\na-1,9,\na-1,10,\n", LINKS, "links.csv")[1] == []
    [problem] = load_table("thing,number,other\na-1,9,\na-1,9,\n", LINKS, "links.csv")[1]
    assert (problem.rule, problem.line, "a-1 / 9" in problem.found) == ("DATA-10", 3, True)


def test_a_name_of_another_table_that_is_not_there_is_told_with_the_near_one() -> None:
    things, _ = load_table(fixture("loading/sound.csv"), THINGS, "things.csv")
    links, _ = load_table("thing,number,other\na-1,1,\na-3,1,\nzzz,2,a-1\n", LINKS, "links.csv")
    near, far = reference_problems({"things": things, "links": links}, SCHEMA, "docs/data")
    assert (near.rule, near.path, near.line, near.expected) == (
        "DATA-11",
        "docs/data/links.csv",
        3,
        "an id of things.csv",
    )
    assert near.remedy.startswith("write “a-")
    assert (far.line, far.remedy) == (4, "add it to things.csv or correct it")


def test_a_table_that_did_not_load_whole_is_not_asked_for_its_rows() -> None:
    links, _ = load_table("thing,number,other\na-9,1,\n", LINKS, "links.csv")
    assert reference_problems({"links": links}, SCHEMA, "docs/data", {"things"}) == []
    assert len(reference_problems({"links": links}, SCHEMA, "docs/data")) == 1


CELLS = st.text(st.sampled_from("a-1é\"',\n; \u00a0|é١.0e+-"), max_size=12)


@given(
    st.text(max_size=200)
    | st.lists(st.lists(CELLS, min_size=7, max_size=7).map(",".join), max_size=4).map(
        lambda lines: "\n".join([HEADER, *lines])
    )
)
def test_no_text_makes_the_reader_raise(text: str) -> None:
    rows, problems = load_table(text, THINGS, "x.csv")
    assert rows or problems or text.startswith(HEADER)
    assert all(problem.path == "x.csv" and problem.line >= 1 for problem in problems)


@given(st.decimals(min_value=-999, max_value=999, places=2), st.integers(0, 10))
def test_a_number_keeps_its_digits(share: Decimal, count: int) -> None:
    [row], problems = load_table(f"{HEADER}\na-1,red,{count},{share},,,\n", THINGS, "x.csv")
    assert problems == []
    assert row.cells["count"] == count
    assert str(row.cells["share"]) == str(share)


def test_fixtures_are_all_asked() -> None:
    asked = Path(__file__).read_text(encoding="utf-8")
    assert [path.name for path in (FIXTURES / "loading").iterdir() if path.name not in asked] == []
