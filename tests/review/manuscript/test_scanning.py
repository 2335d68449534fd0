"""Where code ends and text begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.manuscript.scanning import (
    hidden_citations,
    line_at,
    lines,
    restored_citations,
    without_code,
    without_code_and_comments,
)

MARKDOWN = st.lists(
    st.sampled_from(["`", "``", "```", "~~~", "\n", "\n\n", " ", "a", "[@K]", "<!--", "-->", "\\", "@"]), max_size=30
).map("".join)


def fenced(text: str) -> list[int]:
    return [line.number for line in lines(text) if line.fenced]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a\n```\nb\n```\nc", [2, 3, 4]),
        ("~~~ md\nb\n~~~\nc", [1, 2, 3]),
        ("````\n```\nb\n````\nc", [1, 2, 3, 4]),
        ("```\n~~~\n```\nc", [1, 2, 3]),
        ("    ```\n    b\n    ```\nc", [1, 2, 3]),
        ("```\nnever closed", [1, 2]),
        ("``` a `b`\nc", []),
        ("```\nb\n``` x\n```\nc", [1, 2, 3, 4]),
    ],
)
def test_fences_are_found_with_their_content(text: str, numbers: list[int]) -> None:
    assert fenced(text) == numbers


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a `b` c", "a     c"),
        ("a ``b ` c`` d", "a           d"),
        ("a `b\nc` d", "a   \n   d"),
        ("a \\`b` c", "a \\`b` c"),
        ("a ` b", "a ` b"),
        ("a ` b\n\nc ` d", "a ` b\n\nc ` d"),
        ("```\nb\n```\nc", "   \n \n   \nc"),
    ],
)
def test_code_is_blanked_and_what_only_looks_like_it_is_not(text: str, left: str) -> None:
    assert without_code(text) == left


def test_comments_are_blanked_too_where_asked() -> None:
    assert without_code("a <!-- b -->") == "a <!-- b -->"
    assert without_code_and_comments("a <!-- b\nc --> d") == "a       \n      d"


@given(MARKDOWN)
def test_blanking_keeps_every_line_and_every_length(text: str) -> None:
    for blanked in (without_code(text), without_code_and_comments(text)):
        assert [len(line) for line in blanked.split("\n")] == [len(line) for line in text.split("\n")]


@given(MARKDOWN)
def test_hidden_citations_come_back_as_they_were(text: str) -> None:
    assert restored_citations(hidden_citations(text)) == text


def test_only_citations_in_code_are_hidden() -> None:
    assert hidden_citations("[@A] `[@B]`") == "[@A] `[\ue000B]`"


def test_a_line_is_counted_from_one() -> None:
    assert [line_at("a\nb\n", offset) for offset in (0, 1, 2, 4)] == [1, 1, 2, 3]
