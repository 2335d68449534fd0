"""The controls of a table that readers filter, and the marks of its rows."""

from dataclasses import replace
from pathlib import Path

from review.evidence.columns import COLUMNS, Context
from review.evidence.explorer import Explored, controls_html, explored, sorting
from review.evidence.findings import FILTERS
from review.evidence.rows import select
from review.evidence.table import FIRST_ROWS, ROWS_AT_ONCE, rendered, table_html, text_rows
from review.evidence.views import View
from tests.books import ALPHA, BETA, Book
from tests.review.evidence.test_columns import context_of
from tests.review.evidence.test_table import converted

VIEW = View(
    "explorer", 1, {"en": "All", "zh": "全部"}, "findings", tuple(COLUMNS["findings"]), cite="links", facets=tuple(FILTERS)
)  # fmt: skip


def found(context: Context, view: View = VIEW) -> Explored:
    return explored(view, select(view.rows, view.where, view.order, context.evidence), context)


def test_options_are_those_that_some_row_has_in_the_order_readers_look_for_them(tmp_path: Path) -> None:
    facets = {facet.name: facet for facet in found(context_of(Book(), tmp_path)).facets}
    told = {
        name: [(option.label, option.depth, option.rows) for option in facet.options] for name, facet in facets.items()
    }
    assert told["setting"] == [("Subject wide-place", 0, 6), ("Subject narrow-place", 1, 4)]
    assert told["design"] == [("randomised trial", 0, 4), ("single-arm trial", 0, 2)]
    assert told["kind"] == [("Statement of a review", 0, 3), ("efficacy", 0, 4), ("harm", 0, 1)]
    assert [label for label, _, _ in told["verdict"]] == ["Matches", "Not checked", "Not found"]
    assert [label for label, _, _ in told["level"]] == ["Level 2", "Level not-graded", "Level unknown"]
    assert facets["level"].label == "Level of evidence"


def test_a_row_is_marked_with_each_of_its_options_and_the_wider_ones(tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    explored_rows = found(context)
    option = {option.number: (facet.name, option.value) for facet in explored_rows.facets for option in facet.options}
    first = [option[number] for number in explored_rows.marks[0]]
    assert first == [
        ("therapy", "drug-a"), ("setting", "wide-place"), ("setting", "narrow-place"), ("design", "randomised trial"), ("level", "2"),
        ("review", "hyperthermia"), ("verdict", "matches"), ("kind", "statement"),
    ]  # fmt: skip
    assert len(option) == len(
        {number for facet in explored_rows.facets for number in [o.number for o in facet.options]}
    )


def test_columns_sort_by_rank_by_number_or_by_their_letters() -> None:
    sorts = dict(zip(VIEW.columns, sorting(VIEW), strict=True))
    assert {name for name, how in sorts.items() if how == "rank"} == {"design", "level", "review", "verdict", "kind"}
    assert {name for name, how in sorts.items() if how == "number"} == {"value"}
    assert set(sorting(replace(VIEW, facets=()))) == {"text", "number"}


def test_the_controls_are_native_and_named_and_hold_every_word_of_the_script(tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    tree = converted(controls_html(VIEW, found(context), context))
    [form] = tree.xpath("./form")
    assert (form.get("data-table"), form.get("data-shown"), form.get("role")) == (
        "view-explorer",
        str(ROWS_AT_ONCE),
        "search",
    )
    [search] = form.xpath(".//input[@type='search']")
    assert form.xpath(f".//label[@for='{search.get('id')}']")
    assert [legend.text for legend in form.xpath(".//fieldset/legend")] == [
        "Therapy", "Setting", "Mechanism", "Design", "Level of evidence", "Review", "Verdict", "Kind of row", "Measure",
    ]  # fmt: skip
    boxes = form.xpath(".//fieldset/label/input[@type='checkbox']")
    assert all(box.get("value") and box.get("data-number") for box in boxes)
    assert form.xpath(".//*[@role='status']")[0].text_content() == "8 of 8 rows"
    assert not form.xpath(".//script")


def test_hostile_labels_are_shown_and_not_run(tmp_path: Path) -> None:
    book = Book().change("therapies", "drug-a", label_en="<script>1</script>\"'")
    context = context_of(book, tmp_path)
    tree = converted(controls_html(VIEW, found(context), context))
    assert not tree.xpath(".//script")
    assert "<script>1</script>\"' (5)" in " ".join(tree.text_content().split())


def test_a_facet_that_no_row_has_is_not_offered(tmp_path: Path) -> None:
    view = replace(VIEW, where={"kind": ("harm",)})
    context = context_of(Book(), tmp_path)
    tree = converted(controls_html(view, found(context, view), context))
    assert "Mechanism" not in tree.text_content()


def test_rows_tell_the_script_their_marks_and_heads_how_they_sort(tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    explored_rows = found(context)
    text = table_html(VIEW, rendered(VIEW, context), context, "", sorting(VIEW), explored_rows.marks)
    tree = converted(text)
    assert [row.get("data-marks") for row in tree.xpath(".//tbody/tr")] == [
        " ".join(map(str, marks)) for marks in explored_rows.marks
    ]
    assert tree.xpath(".//thead//th/@data-sort") == list(sorting(VIEW))
    assert len(tree.xpath(".//tbody")) == 1


def test_rows_beyond_the_first_stand_behind_the_table_with_their_marks(tmp_path: Path) -> None:
    book = Book()
    for number in range(ROWS_AT_ONCE):
        book.alone(f"alone-{number:02}")
    context = context_of(book, tmp_path)
    marks = found(context).marks
    tree = converted(table_html(VIEW, rendered(VIEW, context), context, "", sorting(VIEW), marks))
    parts = [tree.xpath("./div/table/tbody/tr"), tree.xpath("./div/noscript/table/tbody/tr")]
    assert list(map(len, parts)) == [FIRST_ROWS, ROWS_AT_ONCE - FIRST_ROWS + 8]
    assert [row.get("data-marks") for part in parts for row in part] == [" ".join(map(str, row)) for row in marks]


def test_cells_of_a_statement_and_of_a_number(tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    heads, *rows = text_rows(rendered(VIEW, context))
    cells = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    statement, number, unseen = (cells[name] for name in ("hyperthermia-001", f"{ALPHA}-a-orr", f"{BETA}-unseen"))
    assert statement == {
        "Record": "hyperthermia-001", "Statement or measure": "Statement 1 of the made-up review", "Value": "–", "As the review gives it": "–",
        "Verdict": "✓ Matches", "Study": f"({ALPHA})", "Design": "randomised trial, 3", "Level of evidence": "Level 2",
        "Review and section": "Warm review, 1.1", "Review": "Warm review", "Therapy": "Subject drug-a", "Mechanism": "–",
        "Setting": "Subject narrow-place", "Kind of row": "Statement of a review", "Measure": "–",
    }  # fmt: skip
    assert number["Statement or measure"] == "Measure orr: All sizes; Drug A; against placebo"
    assert number["Value"].startswith("30.0% (3/10; 95% CI 6.7–65.2, computed; P <0.05) RECIST 1.1")
    assert (number["As the review gives it"], number["Study"], number["Kind of row"], number["Measure"]) == (
        "30%", f"Study A ({ALPHA})", "efficacy", "Measure orr",
    )  # fmt: skip
    assert cells[f"{ALPHA}-a-harm"]["Verdict"] == cells[f"{ALPHA}-a-harm"]["Review"] == "–"
    assert unseen["Value"] == "not seen"
    assert cells["hyperthermia-002"]["Study"] == "–"
