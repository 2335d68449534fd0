"""Which rows a table shows, in which order, and how results become arms."""

from decimal import Decimal

import pytest

from review.evidence.model import build_evidence
from review.evidence.rows import FILTERS, Tally, coverage, select, share, values_of
from tests.books import ALPHA, BETA, Book, real_schema
from tests.review.evidence.test_model import EVIDENCE, texts

NO_ORDER: tuple[str, ...] = ()


def ids(rows: str, *order: str, **where: str) -> list[str]:
    """The ids of the rows that pass filters with one value each; `__` stands for a dot."""
    filters = {name.replace("__", "."): [value] for name, value in where.items()}
    return [record.id for record in select(rows, filters, order, EVIDENCE)]


def test_without_filters_all_rows_come_in_file_order() -> None:
    assert ids("claims") == ["hyperthermia-001", "hyperthermia-002", "hyperthermia-003"]


def test_rows_are_sorted_by_several_keys_the_first_one_leading_and_a_minus_turning_it() -> None:
    assert ids("claims", "-id") == ["hyperthermia-003", "hyperthermia-002", "hyperthermia-001"]
    assert ids("results", "-kind", "id")[0] == f"{ALPHA}-a-harm"
    assert ids("results", "arm", "-id")[0] == f"{BETA}-unseen"


@pytest.mark.parametrize(
    ("rows", "where", "found"),
    [
        ("claims", {"kind": "mechanism"}, ["hyperthermia-002"]),
        ("claims", {"therapy": "drug-a"}, ["hyperthermia-001", "hyperthermia-003"]),
        ("claims", {"setting": "wide-place"}, ["hyperthermia-001"]),
        ("claims", {"therapy": "drug-a", "kind": "definition"}, ["hyperthermia-003"]),
        ("studies", {"setting": "wide-place"}, [ALPHA, BETA]),
        ("studies", {"setting": "narrow-place"}, [ALPHA]),
        ("results", {"study__design": "single-arm trial", "measure": "os-median"}, [f"{BETA}-os"]),
        ("results", {"review": "hyperthermia"}, [f"{ALPHA}-a-orr", f"{BETA}-unseen"]),
        ("results", {"study__setting": "wide-place", "arm_role": "control"}, [f"{ALPHA}-c-orr"]),
        ("later", {"year": "2022"}, ["later-b"]),
        ("settings", {"parent": "wide-place"}, ["narrow-place"]),
        ("levels", {"origin": "this book", "id": "animal"}, ["animal"]),
    ],
)
def test_filters_let_the_right_rows_pass(rows: str, where: dict[str, str], found: list[str]) -> None:
    assert ids(rows, **where) == found


@pytest.mark.parametrize(
    ("rows", "field"), [(rows, field) for rows, fields in FILTERS.items() if rows != "references" for field in fields]
)
def test_each_value_that_a_filter_may_name_selects_at_least_one_row(rows: str, field: str) -> None:
    for value in values_of(rows, field, EVIDENCE):
        assert select(rows, {field: [value]}, NO_ORDER, EVIDENCE), value


def test_a_wide_subject_may_be_named_where_only_a_narrow_one_has_rows() -> None:
    book = Book().change("studies", BETA, setting="")
    evidence, problems = build_evidence(texts(book), real_schema())
    assert problems == []
    assert values_of("studies", "setting", evidence) == {"narrow-place", "wide-place"}
    assert [study.id for study in select("studies", {"setting": ["wide-place"]}, NO_ORDER, evidence)] == [ALPHA]


def test_references_are_those_handed_over_and_filtered_by_state() -> None:
    assert select("references", {}, NO_ORDER, EVIDENCE, ("a", "b")) == ["a", "b"]
    assert values_of("references", "state", EVIDENCE) == {"verified", "unverified"}


def test_files_are_the_tables_of_the_package() -> None:
    assert [table.name for table in select("files", {"name": ["claims"]}, NO_ORDER, EVIDENCE)] == ["claims"]


def test_arms_gather_results_by_study_publication_and_arm_with_all_harms() -> None:
    found = select("arms", {"measure": ["orr"]}, NO_ORDER, EVIDENCE)
    assert [(arm.source, arm.name, arm.role) for arm in found] == [
        (ALPHA, "Drug A", "experimental"),
        (ALPHA, "Placebo", "control"),
        (BETA, "Drug A", "single arm"),
    ]
    assert [result.measure for result in found[0].results] == ["orr", "trae-g3"]
    assert [result.measure for result in found[1].results] == ["orr"]


def test_an_arm_s_harms_are_not_named_twice_and_its_experimental_arm_stands_first() -> None:
    book = Book().change("results", f"{ALPHA}-c-orr", arm_en="A placebo", id=f"{ALPHA}-0-orr")
    book.tables["results"].sort(key=lambda row: row["id"])
    evidence, problems = build_evidence(texts(book), real_schema())
    assert problems == []
    found = select("arms", {"study": [ALPHA]}, NO_ORDER, evidence)
    assert [arm.role for arm in found] == ["experimental", "control"]
    assert [result.measure for result in found[0].results] == ["trae-g3", "orr"]


def test_randomised_studies_stand_before_single_arms_whatever_the_order_asked_for() -> None:
    found = select("arms", {"measure": ["orr"]}, ["-study"], EVIDENCE)
    assert [arm.study.design for arm in found] == ["randomised trial", "randomised trial", "single-arm trial"]


def test_coverage_counts_claims_and_stated_numbers_by_verdict() -> None:
    tallies = coverage(EVIDENCE)
    assert Tally("claims", "matches", 1, 3) in tallies
    assert Tally("claims", "differs", 0, 3) in tallies
    assert Tally("numbers", "matches", 1, 2) in tallies
    for group in ("claims", "numbers"):
        mine = [tally for tally in tallies if tally.group == group]
        assert sum(tally.count for tally in mine) == mine[0].total


def test_a_share_is_in_per_cent_and_none_of_nothing() -> None:
    assert share(Tally("claims", "matches", 1, 8)) == Decimal("12.5")
    assert share(Tally("claims", "matches", 0, 0)) is None


def test_what_a_review_alone_tells_of_stands_last_and_gathers_no_other_review_s_harms() -> None:
    book = Book().alone("a").alone("b", kind="harm", measure="trae-g3", arm_en="Others")
    evidence, problems = build_evidence(texts(book), real_schema())
    assert problems == []
    found = select("arms", {"measure": ["orr"]}, NO_ORDER, evidence)
    assert [(arm.study is None, arm.name) for arm in found] == [
        (False, "Drug A"),
        (False, "Placebo"),
        (False, "Drug A"),
        (True, "Everyone"),
    ]
    assert [result.id for result in found[-1].results] == ["FixtureReview2020-a"]


def test_a_filter_on_studies_lets_no_number_pass_that_has_none() -> None:
    evidence, problems = build_evidence(texts(Book().alone()), real_schema())
    assert problems == []
    for field in ("study.design", "study.setting", "study.therapy"):
        for value in values_of("results", field, evidence):
            assert all(result.study for result in select("results", {field: [value]}, NO_ORDER, evidence))
    assert [result.id for result in select("results", {"review": ["hyperthermia"]}, NO_ORDER, evidence)][-1] == (
        "FixtureReview2020-alone"
    )
