"""Cells: what each column says of the made-up records, in both languages."""

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from review.citations.formatting import short_reference
from review.evidence.columns import COLUMNS, Context, cell_of, head_of, is_column
from review.evidence.rows import select
from review.markup import escaped, plain
from review.wording import Language
from tests.books import ALPHA, BETA, Book, with_hope

ALL = [(rows, column) for rows, columns in COLUMNS.items() for column in columns]


def context_of(book: Book, root: Path, language: Language = "en") -> Context:
    """What cells need, with citations written as `(key)` and addresses as `page#anchor`."""
    project = book.load(root)
    assert list(project.problems) == []
    entries = project.bibliography
    return Context(
        project.evidence,
        entries,
        project.wording(language),
        lambda key: f"({key})",
        lambda page, anchor: f"{page}#{anchor}",
        {ALPHA: (("index", "Home"), ("other", "A & B"))},
        {key: escaped(short_reference(entry)) for key, entry in entries.items()},
    )


def records(rows: str, context: Context) -> list[Any]:
    """All rows of a kind."""
    return select(rows, {}, (), context.evidence, tuple(context.bibliography.values()))


def cell(rows: str, column: str, index: int, context: Context) -> str:
    """A cell as a reader sees it."""
    return plain(cell_of(rows, column)(records(rows, context)[index], context))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("rows", "column"), ALL, ids=[f"{rows}.{column}" for rows, column in ALL])
def test_every_column_has_a_heading_and_a_well_formed_cell_for_every_row(
    rows: str, column: str, language: Language, tmp_path: Path
) -> None:
    context = context_of(with_hope(Book()), tmp_path, language)
    assert is_column(rows, column, context.evidence)
    assert head_of(rows, column, context)
    found = records(rows, context)
    assert found
    for record in found:
        text = cell_of(rows, column)(record, context)
        assert plain(text)
        element = html.fragment_fromstring(text, create_parent="td")
        assert {child.tag for child in element.iterdescendants()} <= {"span", "a", "strong", "code"}


@pytest.mark.parametrize(
    ("rows", "column", "index", "text"),
    [
        ("arms", "study", 0, f"Study A ({ALPHA})"),
        ("arms", "arm", 1, "Placebo"),
        ("arms", "design", 0, "randomised trial, 3"),
        ("arms", "design", 2, "single-arm trial"),
        ("arms", "n", 0, "20"),
        ("arms", "registry", 0, "NCT00000000"),
        ("arms", "registry", 2, "–"),
        ("arms", "harms", 0, "TRAE-G3: 20% (2/10; 95% CI 2.5–55.6, computed)"),
        ("arms", "harms", 1, "not seen"),
        ("arms", "says", 0, "ORR 30% ✓ Matches Warm review, 1.1"),
        ("arms", "says", 1, "–"),
        ("arms", "level", 0, "Level 2"),
        ("arms", "level", 1, "–"),
        ("arms", "later", 1, "–"),
        ("arms", "later", 2, "–"),
        (
            "arms",
            "measure:orr",
            0,
            "All sizes: 30.0% (3/10; 95% CI 6.7–65.2, computed; P <0.05) against placebo RECIST 1.1, independent, randomised, 1 January 2021",
        ),
        ("arms", "measure:dcr", 0, "–"),
        ("arms", "measure:os-median", 2, "12.5 months (95% CI 9–not reached) 24 months"),
        ("results", "study", 4, f"Fixture 2022 ({BETA})"),
        ("results", "value", 4, "not seen"),
        ("results", "says", 0, "–"),
        ("results", "says", 4, "44 ✓ Not checked Warm review, 1.2"),
        ("results", "level", 4, "Level unknown"),
        ("results", "seen", 0, "abstract 2026-01-31"),
        ("results", "seen", 4, "–"),
        ("claims", "references", 0, "1 (FixtureAlpha2021) 2"),
        ("claims", "references", 1, "–"),
        ("claims", "model", 1, "mouse strain A"),
        ("claims", "model", 0, "patients"),
        ("claims", "study", 0, f"({ALPHA}) (listed)"),
        ("claims", "study", 1, "–"),
        ("claims", "therapy", 0, "Subject drug-a"),
        ("claims", "therapy", 1, "–"),
        ("claims", "mechanism", 1, "Subject made-up"),
        ("claims", "why", 0, "–"),
        ("studies", "later", 1, "–"),
        ("studies", "comparator", 1, "–"),
        ("later", "subject", 0, "Study A"),
        ("later", "subject", 1, "Subject drug-b"),
        ("later", "source", 0, f"({BETA})"),
        ("later", "source", 1, "abstract 2026-01-31"),
        ("corrections", "place", 0, "1.1 [1]"),
        ("corrections", "source", 0, f"({ALPHA}) abstract 2026-01-31"),
        ("disagreements", "sides", 0, "For Warm review, 1.1"),
        ("disagreements", "primary", 0, f"Study A says so ({ALPHA})"),
        ("searches", "for", 0, "hyperthermia-002"),
        ("reviews", "claims", 0, "3"),
        ("reviews", "checked", 0, "1"),
        ("reviews", "fared", 0, "Matches 1 (100%)"),
        ("reviews", "unknown", 0, "–"),
        ("references", "cited_by", 0, "Home , A & B"),
        ("references", "cited_by", 1, "–"),
        ("references", "notices", 0, "none seen"),
        ("references", "note", 0, "–"),
        ("settings", "claims", 0, "1"),
        ("pairs", "count", 0, "1"),
        ("pairs", "claims", 0, "hyperthermia-003"),
        ("pairs", "reviews", 0, "Warm review"),
        ("pairs", "fared", 0, "not verified 1"),
        ("pairs", "level", 0, "Level not-graded"),
        ("samples", "errors", 0, "1 (12.5%)"),
        ("samples", "found", 0, "One slip"),
        ("terms", "other", 0, "Term A（中文）"),
        ("terms", "opposite", 0, "–"),
        ("terms", "look_alike", 0, "–"),
    ],
)
def test_cells_read_as_expected(rows: str, column: str, index: int, text: str, tmp_path: Path) -> None:
    assert cell(rows, column, index, context_of(Book(), tmp_path)) == text


def test_chinese_cells_use_chinese_text_and_fall_back_to_english(tmp_path: Path) -> None:
    book = Book().change("claims", "hyperthermia-002", statement_zh="")
    context = context_of(book, tmp_path, "zh")
    assert cell("claims", "statement", 0, context).endswith("（中文）")
    assert cell("claims", "statement", 1, context) == "Statement 2 of the made-up review"
    assert cell("terms", "other", 0, context) == "Term A"


@pytest.mark.parametrize("field", ["opposite", "look_alike"])
@pytest.mark.parametrize(("language", "name"), [("en", "Term B"), ("zh", "词 B")])
def test_a_term_leads_to_the_term_it_names(field: str, language: Language, name: str, tmp_path: Path) -> None:
    book = Book().change("terms", "term-a", **{field: "term-b"})
    book.add("terms", id="term-b", term_en="Term B", term_zh="词 B", definition_en="What term B means")
    context = context_of(book, tmp_path, language)
    cell_text = cell_of("terms", field)(records("terms", context)[0], context)
    (found,) = html.fragment_fromstring(cell_text, create_parent="td").iterchildren()
    assert (found.tag, found.get("href"), found.text) == ("a", "reference/glossary#term-b", name)
    assert cell("terms", field, 1, context) == "–"


def test_a_registry_other_than_the_american_is_not_linked(tmp_path: Path) -> None:
    book = Book().change("studies", BETA, registry="UMIN000000001")
    context = context_of(book, tmp_path)
    texts = [cell_of("studies", "registry")(study, context) for study in context.evidence.studies]
    assert texts[0] == '<a href="https://clinicaltrials.gov/study/NCT00000000">NCT00000000</a>'
    assert texts[1] == "UMIN000000001"


def test_a_specific_harm_is_named_by_what_it_is(tmp_path: Path) -> None:
    book = Book().change("results", f"{ALPHA}-a-harm", measure="specific-harm", what_en="Rash")
    assert cell("arms", "harms", 0, context_of(book, tmp_path)).startswith("Rash: 20%")


def test_a_probability_without_sign_gets_an_equals_sign(tmp_path: Path) -> None:
    book = Book().change("results", f"{ALPHA}-a-orr", p="0.04")
    assert "P = 0.04" in cell("results", "value", 1, context_of(book, tmp_path))


def test_a_record_without_kind_of_sight_is_named_as_record(tmp_path: Path) -> None:
    book = Book().change("results", f"{ALPHA}-a-harm", seen_as="", seen_on="")
    assert cell("results", "seen", 0, context_of(book, tmp_path)) == "record"


def test_a_correction_without_record_names_its_source_or_nothing(tmp_path: Path) -> None:
    book = Book().change("corrections", "fix-a", evidence="", seen_as="", seen_on="", reference="")
    assert cell("corrections", "source", 0, context_of(book, tmp_path)) == f"({ALPHA})"
    assert cell("corrections", "place", 0, context_of(book, tmp_path)) == "1.1"
    assert cell("corrections", "source", 0, context_of(book.change("corrections", "fix-a", source=""), tmp_path)) == "–"


def test_a_later_event_without_source_links_its_record(tmp_path: Path) -> None:
    book = Book().change("later", "later-b", study=BETA)
    assert cell("studies", "later", 1, context_of(book, tmp_path)) == "halted (2022, Elsewhere): It was halted record"
    assert cell("later", "subject", 1, context_of(book, tmp_path)) == "Fixture 2022; Subject drug-b"
    assert (
        cell("later", "subject", 1, context_of(book.change("later", "later-b", study="", therapy=""), tmp_path)) == "–"
    )


def test_a_study_without_name_or_entry_is_named_by_its_id(tmp_path: Path) -> None:
    book = Book()
    book.add("studies", id="Z2020unlisted", design="guideline", phase="not applicable", population_en="None")
    context = context_of(book, tmp_path)
    assert cell("studies", "study", 2, context) == "Z2020unlisted (Z2020unlisted)"
    assert cell("studies", "n", 2, context) == "–"
    assert cell("studies", "design", 2, context) == "guideline"


def test_without_records_of_their_kind_cells_say_so(tmp_path: Path) -> None:
    book = Book()
    for table in ("disagreement_sides", "disagreement_sources", "claim_refs"):
        book.tables[table].clear()
    for row in book.tables["claims"]:
        row["verdict"] = "not checked"
    context = context_of(book, tmp_path)
    assert cell("disagreements", "sides", 0, context) == "–"
    assert cell("disagreements", "primary", 0, context) == "Study A says so"
    assert cell("reviews", "fared", 0, context) == "–"


def test_a_number_that_no_review_states_has_no_badge(tmp_path: Path) -> None:
    book = Book().change("results", f"{ALPHA}-a-orr", verdict="")
    assert cell("results", "says", 1, context_of(book, tmp_path)) == "30% – Warm review, 1.1"


def test_shares_of_nothing_are_not_given(tmp_path: Path) -> None:
    book = Book()
    for row in book.tables["results"]:
        row.pop("claim", None)
    context = context_of(book, tmp_path)
    index = next(place for place, tally in enumerate(records("coverage", context)) if tally.group == "numbers")
    assert cell("coverage", "share", index, context) == "–"
    assert cell("coverage", "share", 0, context).endswith("%")


def test_arms_have_a_column_for_each_measure_and_others_have_not(tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    assert is_column("arms", "measure:orr", context.evidence)
    assert not is_column("arms", "measure:none", context.evidence)
    assert not is_column("claims", "measure:orr", context.evidence)
    assert head_of("arms", "measure:orr", context) == "ORR"


def test_a_table_of_mechanisms_may_cross_them_with_therapies(tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    assert is_column("mechanisms", "therapy:drug-a", context.evidence)
    assert not is_column("mechanisms", "therapy:none", context.evidence)
    assert head_of("mechanisms", "therapy:drug-a", context) == "Subject drug-a"
    crossing = cell_of("mechanisms", "therapy:drug-a")(records("mechanisms", context)[0], context)
    assert plain(crossing) == "1 Level not-graded"
    assert html.fragment_fromstring(crossing, create_parent="td").xpath("./a/@href") == [
        f"evidence/matrix#{records('pairs', context)[0].id}"
    ]
    assert cell("mechanisms", "therapy:drug-b", 0, context) == "–"


@pytest.mark.parametrize("rows", ["arms", "results"])
@pytest.mark.parametrize(("language", "text"), [("en", "Study not known"), ("zh", "研究不详")])
def test_a_number_that_stands_on_its_review_alone_says_that_its_study_is_not_known(
    rows: str, language: Language, text: str, tmp_path: Path
) -> None:
    context = context_of(Book().alone(), tmp_path, language)
    last = len(records(rows, context)) - 1
    assert cell(rows, "study", last, context) == f"{text} (FixtureReview2020)"
    assert cell(rows, "design", last, context) == "–"
    for column in COLUMNS[rows]:
        assert cell(rows, column, last, context)


def test_of_an_unknown_study_nothing_is_told(tmp_path: Path) -> None:
    book = Book().change("later", "later-b", study=BETA).alone()
    context = context_of(book, tmp_path)
    last = len(records("arms", context)) - 1
    for column in ("population", "n", "registry", "later"):
        assert cell("arms", column, last, context) == "–"
    assert cell("arms", "says", last, context).startswith("ORR 20-30 ✓ Not checked")


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("name", "Drug A in a narrow place"),
        ("hope", f"Fixture 2022 ({BETA}) single-arm trial 50% (4/8; 95% CI 15.7–84.3, computed)"),
        ("fate", f"Study A ({ALPHA}) randomised trial, 3 0.80 (95% CI 0.60–1.10)"),
        ("harms", "TRAE-G3: 20% (2/10; 95% CI 2.5–55.6, computed)"),
        ("outcome", "missed"),
        ("later", f"confirmed in phase 3 (2023-05, Nowhere): It was confirmed ({BETA})"),
    ],
)
def test_a_hope_stands_beside_its_fate_and_the_harms_found_there(column: str, text: str, tmp_path: Path) -> None:
    assert cell("hopes", column, 0, context_of(with_hope(Book()), tmp_path)) == text


def test_a_number_alone_is_shown_with_the_harms_of_its_arm(tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    ids = [result.id for result in records("results", context)]
    assert cell("results", "harms", ids.index(f"{ALPHA}-a-orr"), context).startswith("TRAE-G3: 20%")
    assert cell("results", "harms", ids.index(f"{ALPHA}-c-orr"), context) == "not seen"
