"""Views: a fixture a fault."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.evidence.views import PATH, parse_views
from tests.books import FIXTURES, SOUND_VIEWS, fixture
from tests.review.evidence.test_model import EVIDENCE


def test_a_view_is_read_with_all_its_parts() -> None:
    views, problems = parse_views(SOUND_VIEWS, EVIDENCE)
    assert problems == []
    arms, claims = views["arms"], views["every-claim"]
    assert (arms.id, arms.line, arms.rows, arms.cite, arms.anchors) == ("arms", 1, "arms", "notes", False)
    assert (arms.title, arms.note) == ({"en": "Arms compared", "zh": "各组比较"}, {"en": "Made up.", "zh": "虚构。"})
    assert arms.where == {"study.setting": ("wide-place",)}
    assert arms.columns[3:5] == ("measure:orr", "measure:os-median")
    assert (claims.line, claims.order, claims.cite, claims.anchors, claims.where) == (8, ("-id",), "links", True, {})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("unknown-column.yml", [("VIEW-5", "column “statment”", "write “statement”")]),
        ("no-columns.yml", [("VIEW-5", "no columns", "list the columns")]),
        ("unknown-measure.yml", [("VIEW-5", "column “measure:orrr”", "write “measure:orr”")]),
        (
            "bad-filter.yml",
            [("VIEW-4", "filter measure “pfs”, which selects nothing", "use one of: orr, os-median, trae-g3")],
        ),
        ("unknown-filter.yml", [("VIEW-4", "filter “mesure”", "write “measure”")]),
        ("bad-order.yml", [("VIEW-4", "order “-colour”", "use one of: ")]),
        ("no-title.yml", [("VIEW-2", "no title in zh", "title: {zh: …}")]),
        ("empty-title.yml", [("VIEW-2", "no title in en", "title: {en: …}")]),
        ("efficacy-without-harms.yml", [("VIEW-6", "efficacy without harms", "add `harms`")]),
        ("chart-without-harms.yml", [("VIEW-6", "chart “proportions” without harms", "add `harms`")]),
        ("chart-of-other-rows.yml", [("VIEW-7", "chart “fates” of results", "use one of: ")]),
        ("unknown-facet.yml", [("VIEW-8", "facet “therapie” of findings", "write “therapy”")]),
        ("facets-of-other-rows.yml", [("VIEW-8", "facet “id” of terms", "only findings, questions have them")]),
        ("facets-with-notes.yml", [("VIEW-8", "facets of a table with notes", "write `cite: links`")]),
        ("unknown-key.yml", [("VIEW-1", "key “1”", "use one of: "), ("VIEW-1", "key “colums”", "write “columns”")]),
        ("unknown-rows.yml", [("VIEW-3", "rows “claim”", "write “claims”")]),
        ("bad-cite.yml", [("VIEW-1", "cite “footnotes”", "use one of the two")]),
        ("no-mapping.yml", [("VIEW-1", "no mapping", "describe the view")]),
        ("note-without-language.yml", [("VIEW-1", "note “Made up.”", "note: {…: …}")]),
        ("where-as-list.yml", [("VIEW-1", "where “['kind', 'result']”", "where: {…: …}")]),
    ],
)
def test_each_fault_of_a_view_is_told_and_the_view_left_out(name: str, expected: list[tuple[str, str, str]]) -> None:
    views, problems = parse_views(fixture(f"views/{name}"), EVIDENCE)
    assert views == {}
    assert [problem.rule for problem in problems] == [rule for rule, _, _ in expected]
    for problem, (_, found, remedy) in zip(problems, expected, strict=True):
        assert (problem.path, problem.line) == (PATH, 1)
        assert problem.found == f"view “made-up”: {found}"
        assert remedy in problem.remedy
        assert problem.expected


def test_a_filter_that_no_row_could_pass_says_to_check_the_data() -> None:
    text = "made-up:\n  title: {en: A, zh: 甲}\n  rows: terms\n  columns: [term]\n  where: {id: b}\n"
    [problem] = parse_views(text, EVIDENCE)[1]
    assert "use one of: term-a" in problem.remedy
    [problem] = parse_views(
        text.replace("terms", "studies").replace("[term]", "[study]").replace("id: b", "phase: 4"), EVIDENCE
    )[1]
    assert "filter phase “4”" in problem.found
    [problem] = parse_views(
        text.replace("terms", "mechanisms").replace("[term]", "[label]").replace("id: b", "parent: b"), EVIDENCE
    )[1]
    assert problem.remedy == "check the data"


def test_one_filter_value_may_stand_without_a_list_and_a_harm_alone_needs_no_harms() -> None:
    text = 'made-up:\n  title: {en: A, zh: 甲}\n  rows: arms\n  columns: [study, "measure:trae-g3"]\n  where: {study.design: randomised trial}\n'
    views, problems = parse_views(text, EVIDENCE)
    assert problems == []
    assert views["made-up"].where == {"study.design": ("randomised trial",)}


def test_a_name_that_yaml_would_read_as_something_else_stays_as_written() -> None:
    views, problems = parse_views("0x1:\n  title: {en: A, zh: 甲}\n  rows: terms\n  columns: [term]\nno: x\n", EVIDENCE)
    assert (list(views), views["0x1"].line) == (["0x1"], 1)
    assert [(problem.rule, problem.line) for problem in problems] == [("VIEW-1", 5)]


def test_broken_yaml_is_one_problem() -> None:
    views, [problem] = parse_views("a: [\n", EVIDENCE)
    assert (views, problem.rule, problem.path) == ({}, "YAML-1", PATH)


VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(0, 9)
    | st.sampled_from(["arms", "claims", "references", "-", "en", "orr", ""]),
    lambda item: (
        st.lists(item, max_size=3)
        | st.dictionaries(st.sampled_from(["en", "zh", "kind", "x"]) | st.integers(0, 3), item, max_size=3)
    ),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.sampled_from(["title", "note", "rows", "where", "columns", "order", "cite", "anchors", "facets", "x"]),
        VALUE,
        max_size=8,
    )
)
def test_no_value_at_any_place_makes_the_reader_raise(raw: dict[str, object]) -> None:
    import yaml

    views, problems = parse_views(yaml.safe_dump({"made-up": raw}), EVIDENCE)
    assert bool(views) != bool(problems)


def test_fixtures_are_all_asked() -> None:
    asked = Path(__file__).read_text(encoding="utf-8")
    assert [path.name for path in (FIXTURES / "views").iterdir() if path.name not in asked] == []
