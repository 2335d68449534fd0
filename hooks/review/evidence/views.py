"""Comparison tables as `docs/data/views.yml` describes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from review.evidence.columns import COLUMNS, is_column
from review.evidence.findings import FILTERS as FINDING_FILTERS
from review.evidence.model import Evidence
from review.evidence.rows import FILTERS, values_of
from review.problems import Problem, shown
from review.wording import LANGUAGES
from review.yamlfile import load_mapping

PATH = "docs/data/views.yml"
_KEYS = {"title", "note", "rows", "where", "columns", "order", "cite", "anchors", "chart", "facets"}
# The kinds of chart, and the rows that each can draw.
CHARTS: Mapping[str, str] = {
    "proportions": "results",
    "medians": "results",
    "ratios": "results",
    "fates": "hopes",
    "levels": "mechanisms",
}
# The kinds of row that readers can filter on the page, and by what.
FACETS: Mapping[str, tuple[str, ...]] = {
    "findings": tuple(FINDING_FILTERS),
    "questions": ("chapter", "kind", "bloom", "difficulty"),
}
_CITE = {"notes", "links"}


@dataclass(frozen=True, slots=True)
class View:
    """One table: which rows, which of them, which columns, in which order.

    `cite` is `notes` where the page's numbered references serve, and `links` where each citation is a link to the bibliography (long tables).
    `anchors` gives each row its record's id, so that other pages can point at it.
    `chart` draws the rows as well, and folds the table below the drawing.
    `facets` are the fields by which readers choose among the rows on the page itself.
    """

    id: str
    line: int
    title: Mapping[str, str]
    rows: str
    columns: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    note: Mapping[str, str] = field(default_factory=dict)
    cite: str = "notes"
    anchors: bool = False
    chart: str = ""
    facets: tuple[str, ...] = ()


def _list(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def _near(word: str, known: Any) -> str:
    near = get_close_matches(word, list(known), 1)
    return f"write “{near[0]}” if that is meant" if near else "use one of: " + ", ".join(sorted(known)[:30])


def _texts(value: object) -> dict[str, str]:
    return {str(key): str(text) for key, text in value.items() if text is not None} if isinstance(value, dict) else {}


class _Reader:
    """Reads one view and gathers what is wrong with it."""

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line
        self.problems: list[Problem] = []

    def wrong(self, rule: str, found: str, expected: str, remedy: str) -> None:
        self.problems.append(Problem(PATH, self.line, rule, f"view {shown(self.name)}: {found}", expected, remedy))

    def read(self, raw: Any, evidence: Evidence) -> View | None:
        if not isinstance(raw, dict):
            self.wrong("VIEW-1", "no mapping", "title, rows, columns", "describe the view as the others are")
            return None
        for key in sorted(set(raw) - _KEYS, key=str):
            self.wrong("VIEW-1", f"key {shown(key)}", "a key of a view", _near(str(key), _KEYS))
        title = _texts(raw.get("title"))
        for language in LANGUAGES:
            if not title.get(language):
                self.wrong(
                    "VIEW-2", f"no title in {language}", "a title in each language", f"add `title: {{{language}: …}}`"
                )
        rows = str(raw.get("rows", ""))
        if rows not in COLUMNS:
            self.wrong("VIEW-3", f"rows {shown(rows)}", "a kind of row", _near(rows, COLUMNS))
            return None
        columns = _list(raw.get("columns"))
        self._columns(rows, columns, evidence)
        for key in ("where", "note"):
            if not isinstance(raw.get(key) or {}, dict):
                self.wrong("VIEW-1", f"{key} {shown(raw[key])}", "keys with values", f"write `{key}: {{…: …}}`")
                return None
        where = {str(key): _list(value) for key, value in (raw.get("where") or {}).items()}
        self._filters(rows, where, evidence)
        order = _list(raw.get("order"))
        for key in order:
            if key.lstrip("-") not in FILTERS[rows]:
                self.wrong(
                    "VIEW-4", f"order {shown(key)}", "a field of these rows", _near(key.lstrip("-"), FILTERS[rows])
                )
        cite = str(raw.get("cite", "notes"))
        if cite not in _CITE:
            self.wrong("VIEW-1", f"cite {shown(cite)}", "notes or links", "use one of the two")
        chart = str(raw.get("chart", ""))
        if chart and CHARTS.get(chart) != rows:
            fitting = [name for name, drawn in CHARTS.items() if drawn == rows]
            self.wrong(
                "VIEW-7",
                f"chart {shown(chart)} of {rows}",
                "a chart that draws such rows",
                _near(chart, fitting or CHARTS),
            )
        if chart and chart != "levels" and "harms" not in columns:
            self.wrong(
                "VIEW-6",
                f"chart {shown(chart)} without harms",
                "the column `harms` behind every chart of efficacy",
                "add `harms`",
            )
        facets = _list(raw.get("facets"))
        self._facets(rows, facets, cite)
        if self.problems:
            return None
        return View(
            self.name,
            self.line,
            title,
            rows,
            columns,
            where,
            order,
            _texts(raw.get("note")),
            cite,
            bool(raw.get("anchors", False)),
            chart,
            facets,
        )

    def _facets(self, rows: str, facets: tuple[str, ...], cite: str) -> None:
        known = FACETS.get(rows, ())
        for facet in facets:
            if facet not in known:
                remedy = _near(facet, known) if known else f"take `facets` away: only {', '.join(FACETS)} have them"
                self.wrong("VIEW-8", f"facet {shown(facet)} of {rows}", "a field by which readers choose", remedy)
        if facets and cite != "links":
            self.wrong("VIEW-8", "facets of a table with notes", "citations as links", "write `cite: links`")

    def _columns(self, rows: str, columns: tuple[str, ...], evidence: Evidence) -> None:
        if not columns:
            self.wrong("VIEW-5", "no columns", "at least one column", "list the columns")
        for column in columns:
            if not is_column(rows, column, evidence):
                known = (
                    set(COLUMNS[rows]) | {f"measure:{name}" for name in evidence.measure}
                    if rows == "arms"
                    else set(COLUMNS[rows])
                )
                self.wrong("VIEW-5", f"column {shown(column)}", f"a column of {rows}", _near(column, known))
        if rows == "arms" and any(column.startswith("measure:") for column in columns) and "harms" not in columns:
            measures = [
                evidence.measure[column[8:]]
                for column in columns
                if column.startswith("measure:") and column[8:] in evidence.measure
            ]
            if any(measure.kind == "efficacy" for measure in measures):
                self.wrong(
                    "VIEW-6",
                    "efficacy without harms",
                    "the column `harms` beside every efficacy measure",
                    "add `harms`",
                )

    def _filters(self, rows: str, where: Mapping[str, tuple[str, ...]], evidence: Evidence) -> None:
        for key, wanted in where.items():
            if key not in FILTERS[rows]:
                self.wrong("VIEW-4", f"filter {shown(key)}", f"a field of {rows}", _near(key, FILTERS[rows]))
                continue
            known = values_of(rows, key, evidence)
            for value in wanted:
                if value not in known:
                    self.wrong(
                        "VIEW-4",
                        f"filter {key} {shown(value)}, which selects nothing",
                        "a value that some row has",
                        _near(value, known) if known else "check the data",
                    )


def parse_views(text: str, evidence: Evidence, path: str = PATH) -> tuple[dict[str, View], list[Problem]]:
    """The views by id, and every problem of their file (rules VIEW-1 to VIEW-8, YAML-1 to YAML-3)."""
    raw, places, problems = load_mapping(text, path)
    views: dict[str, View] = {}
    for name, item in raw.items():
        reader = _Reader(name, places[name])
        view = reader.read(item, evidence)
        problems += reader.problems
        if view:
            views[name] = view
    return views, problems
