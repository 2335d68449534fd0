"""Rows put in order, so that a diff shows what changed."""

from hypothesis import given
from hypothesis import strategies as st

from review.evidence.loading import load_table, sort_problems
from review.evidence.model import sort_key
from review.evidence.sorting import sorted_table
from tests.books import Row, fixture, real_schema, sound_tables, table_text

SCHEMA = real_schema()


def claim(number: str) -> Row:
    return {"claim": "hyperthermia-001", "number": number}


def test_rows_are_sorted_with_numbers_as_numbers() -> None:
    text = table_text("claim_refs", [claim("10"), claim("9")], SCHEMA)
    assert sorted_table(text, SCHEMA.tables["claim_refs"], "x.csv") == (
        table_text("claim_refs", [claim("9"), claim("10")], SCHEMA),
        [],
    )


def test_a_broken_file_is_left_as_it_is() -> None:
    text = fixture("loading/unterminated-quote.csv")
    same, problems = sorted_table(text, SCHEMA.tables["claim_refs"], "x.csv")
    assert same == text
    assert {problem.rule for problem in problems} == {"DATA-2"}


@given(
    st.sampled_from(sorted(sound_tables())).flatmap(
        lambda name: st.tuples(st.just(name), st.permutations(sound_tables()[name]))
    )
)
def test_whatever_the_order_was_the_sorted_file_holds_the_same_rows_and_satisfies_the_rule(
    case: tuple[str, list[Row]],
) -> None:
    name, rows = case
    table = SCHEMA.tables[name]
    text, problems = sorted_table(table_text(name, rows, SCHEMA), table, "x.csv")
    assert problems == []
    found, _ = load_table(text, table, "x.csv")
    assert sort_problems(found, sort_key(table), "x.csv") == []
    assert sorted(text.split("\n")) == sorted(table_text(name, rows, SCHEMA).split("\n"))
