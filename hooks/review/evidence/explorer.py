"""The controls of a table that readers filter: what its rows can be chosen by, with counts, and each row's choices.

The script of the page does the choosing; this module says everything that script and reader need, so that no word stands in the script.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from review.evidence.columns import Context
from review.evidence.findings import STATEMENT
from review.evidence.model import Evidence
from review.evidence.rows import FILTERS, WIDENED, design_order
from review.evidence.table import ROWS_AT_ONCE
from review.evidence.views import View
from review.markup import attribute, escaped
from review.wording import said

# How a reader's click on a head sorts, where not by the letters of the cell: by the place among a facet's options, or by number.
_RANKED = frozenset({"design", "level", "review", "verdict", "kind", "bloom", "difficulty"})
_NUMBERS = frozenset({"value"})


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet: its number among all options of the table, its label, how deep it stands, its rows."""

    number: int
    value: str
    label: str
    depth: int
    rows: int


@dataclass(frozen=True, slots=True)
class Facet:
    """What rows can be chosen by."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Explored:
    """The facets of a table, and for each row the numbers of its options."""

    facets: tuple[Facet, ...]
    marks: tuple[tuple[int, ...], ...]


def _with_wider(kind: str, names: Iterable[str], evidence: Evidence) -> list[str]:
    """The subjects and all wider ones, so that a choice of a wide subject finds its narrower ones."""
    found: dict[str, None] = {}
    for name in names:
        while name and name not in found:
            found[name] = None
            name = evidence.subject[kind, name].parent
    return list(found)


def _tree(kind: str, evidence: Evidence, parent: str = "", depth: int = 0) -> list[tuple[str, int]]:
    """All subjects of a kind with their depth, the narrower ones below their wider one."""
    return [
        place
        for name in evidence.narrower.get((kind, parent), ())
        for place in ((name, depth), *_tree(kind, evidence, name, depth + 1))
    ]


def _values(rows: str, field: str, evidence: Evidence) -> list[tuple[str, int]]:
    """Every value that a field can have, in the order in which readers look for them, with its depth."""
    if rows == "questions":
        return [(value, 0) for value in _of_questions(field, evidence)]
    if field in WIDENED:
        return _tree(WIDENED[field], evidence)
    if field == "design":
        known = [row.value for row in evidence.vocabulary if row.list == "studies.design"]
        return [(value, 0) for value in sorted(known, key=design_order)]
    if field == "kind":
        kinds = [row.value for row in evidence.vocabulary if row.list == "results.kind"]
        return [(value, 0) for value in (STATEMENT, *kinds)]
    records: Mapping[str, Sequence[Any]] = {
        "level": evidence.levels,
        "review": evidence.reviews,
        "verdict": evidence.verdicts,
        "measure": evidence.measures,
    }
    return [(record.id, 0) for record in records[field]]


def _of_questions(field: str, evidence: Evidence) -> list[str]:
    """The values of a field of questions, in the order of the schema; chapters in that of their paths."""
    known = next((one.enum for one in evidence.schema.tables["questions"].fields if one.name == field), ())
    return list(known) or sorted({question.chapter for question in evidence.questions})


def _label(rows: str, field: str, value: str, context: Context) -> str:
    evidence, wording = context.evidence, context.wording
    if rows == "questions":
        return wording.word(f"questions.{field}", value) if field != "chapter" else context.titles.get(value, value)
    if field in WIDENED:
        return said(evidence.subject[WIDENED[field], value], "label", wording.language)
    if field == "design":
        return wording.word("studies.design", value)
    if field == "kind":
        return wording.label("explorer.statement") if value == STATEMENT else wording.word("results.kind", value)
    records: Mapping[str, Mapping[str, Any]] = {
        "level": evidence.level,
        "review": evidence.review,
        "verdict": evidence.verdict,
        "measure": evidence.measure,
    }
    return said(records[field][value], "label", wording.language)


def explored(view: View, records: Sequence[Any], context: Context) -> Explored:
    """The facets of a view, each with the options that some row has, and the rows' marks."""
    evidence = context.evidence
    facets: list[Facet] = []
    marks: list[list[int]] = [[] for _ in records]
    number = 0
    for field in view.facets:
        getter = FILTERS[view.rows][field]
        has: dict[str, list[int]] = {}
        for place, record in enumerate(records):
            values = getter(evidence, record)
            for value in _with_wider(WIDENED[field], values, evidence) if field in WIDENED else values:
                has.setdefault(value, []).append(place)
        options = []
        for value, depth in _values(view.rows, field, evidence):
            if value in has:
                options.append(Option(number, value, _label(view.rows, field, value, context), depth, len(has[value])))
                for place in has[value]:
                    marks[place].append(number)
                number += 1
        facets.append(Facet(field, context.wording.label(f"column.{view.rows}.{field}"), tuple(options)))
    return Explored(tuple(facets), tuple(map(tuple, marks)))


def sorting(view: View) -> tuple[str, ...]:
    """How each column of a view sorts: `rank`, `number` or `text`."""
    ranked = _RANKED & set(view.facets)
    return tuple("rank" if name in ranked else "number" if name in _NUMBERS else "text" for name in view.columns)


def controls_html(view: View, found: Explored, context: Context) -> str:
    """The form over the table; it shows only where the script runs, and without it the table is whole."""
    label = context.label
    told = {"count": label("explorer.count"), "range": label("explorer.range"), "none": label("explorer.none")}
    buttons = {
        "previous": label("explorer.previous"),
        "next": label("explorer.next"),
        "clear": label("explorer.clear"),
        "export": label("explorer.export"),
    }
    data = "".join(f' data-{name}="{text}"' for name, text in told.items())
    return "\n".join([
        f'<p class="explorer-without">{label("explorer.without")}</p>',
        f'<form class="explorer" id="explore-{view.id}" data-table="view-{view.id}" data-shown="{ROWS_AT_ONCE}"{data} role="search" aria-label="{label("explorer.title")}" autocomplete="off" data-search-exclude>',
        f'<p class="explorer-find"><label for="find-{view.id}">{label("explorer.find")}</label> <input type="search" id="find-{view.id}" name="find"></p>',
        f'<p class="explorer-count" role="status">{_counted(len(found.marks), context)}</p>',
        '<div class="explorer-facets">',
        *(_facet_html(facet, context) for facet in found.facets if facet.options),
        "</div>",
        '<div class="explorer-tools">',
        *(
            f'<button type="button" class="explorer-{name}">{text}</button>'
            for name, text in buttons.items()
        ),
        "</div>",
        "</form>",
    ])  # fmt: skip


def _counted(rows: int, context: Context) -> str:
    return escaped(context.wording.label("explorer.count").replace("{n}", str(rows)).replace("{total}", str(rows)))


def _facet_html(facet: Facet, context: Context) -> str:
    """One facet folded away; its summary names what is chosen."""
    name, everything = escaped(facet.label), context.label("explorer.all")
    boxes = "".join(
        f'<label class="depth-{option.depth}"><input type="checkbox" name="{facet.name}" value="{attribute(option.value)}" data-number="{option.number}"> '
        f'{escaped(option.label)} <span class="explorer-rows">({option.rows})</span></label>'
        for option in facet.options
    )
    return (
        f'<details name="facet"><summary>{name} <span class="explorer-chosen" data-all="{everything}">{everything}</span></summary>'
        f"<fieldset><legend>{name}</legend>{boxes}</fieldset></details>"
    )
