"""Markers of a page: found outside code, told where malformed, replaced where sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.manuscript.markers import FIELDS, Marker, expanded, markers

PARTS = [
    "<!-- view: a -->",
    "<!-- figure: b -->",
    "<!-- questions -->",
    "{{ r:a }}",
    "{{ r:a:n }}",
    "{{ c:b }}",
    "{{",
    "}}",
    "<!--",
    "-->",
    "`",
    "\n",
    "\n\n",
    " ",
    "x",
]


def test_markers_are_found_in_the_order_of_the_text_with_their_lines() -> None:
    text = (
        "# A\n\n{{r:one:value}} and {{ c:two }}\n\n<!-- view: three -->\n\n  <!--figure:four-->  \n<!-- questions -->"
    )
    found, problems = markers(text, "x.md")
    assert problems == []
    assert [(marker.kind, marker.id, marker.field, marker.line) for marker in found] == [
        ("r", "one", "value", 3),
        ("c", "two", "", 3),
        ("view", "three", "", 5),
        ("figure", "four", "", 7),
        ("questions", "", "", 8),
    ]
    assert text[found[0].start : found[0].end] == "{{r:one:value}}"


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("<!-- view -->", "MARK-1", 1),
        ("\n<!-- view: a b -->", "MARK-1", 2),
        ("<!-- figure: -->", "MARK-1", 1),
        ("<!-- questions: a -->", "MARK-1", 1),
        ("{{ r:a b }}", "MARK-1", 1),
        ("{{ x:a }}", "MARK-1", 1),
        ("{{ c:a:n }}", "MARK-1", 1),
        ("{{ }}", "MARK-1", 1),
        ("{{ r:a:colour }}", "MARK-4", 1),
        ("see <!-- view: a -->", "MARK-6", 1),
        ("<!-- view: a --> there\n", "MARK-6", 1),
    ],
)
def test_a_malformed_marker_is_told_and_not_found(text: str, rule: str, line: int) -> None:
    found, [problem] = markers(text, "x.md")
    assert (found, problem.path, problem.rule, problem.line) == ([], "x.md", rule, line)
    assert problem.remedy


@pytest.mark.parametrize(
    "text", ["`{{ r:a }}`", "```\n<!-- view: a -->\n```", "<!-- a remark -->", "<!-- viewed -->", "{ r:a }", "{#id}"]
)
def test_code_and_other_comments_hold_no_markers(text: str) -> None:
    assert markers(text, "x.md") == ([], [])


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_a_number_may_be_named(field: str) -> None:
    assert markers(f"{{{{ r:a:{field} }}}}", "x.md")[0][0].field == field


def test_sound_markers_are_replaced_and_blocks_get_lines_of_their_own() -> None:
    text = "a {{ r:x }} b `{{ r:x }}` {{ bad }}\n<!-- view: v -->\nc"
    assert expanded(text, lambda run: f"({run[0].kind})") == "a (r) b `{{ r:x }}` {{ bad }}\n\n(view)\n\nc"


def test_what_replaces_a_marker_is_not_read_again() -> None:
    assert expanded("{{ r:x }} {{ c:y }}", lambda run: "{{ r:x }}") == "{{ r:x }} {{ r:x }}"


@given(st.lists(st.sampled_from(PARTS), max_size=20).map("".join))
def test_every_marker_is_where_it_says_and_none_is_left_when_replaced(text: str) -> None:
    found, _ = markers(text, "x.md")
    assert [marker.start for marker in found] == sorted(marker.start for marker in found)
    assert all(text[marker.start] in "<{" and text.count("\n", 0, marker.start) + 1 == marker.line for marker in found)
    met: list[Marker] = []
    expanded(text, lambda run: met.extend(reversed(run)) or "")  # type: ignore[func-returns-value]
    assert met == found[::-1]


def test_claims_with_only_space_between_them_are_replaced_together() -> None:
    text = "{{ c:a }} {{ c:b }}, {{ c:d }} {{ r:x }} {{ c:e }}\n{{ c:f }}"
    assert expanded(text, lambda run: "+".join(marker.id for marker in run)) == "a+b, d x e\nf"
