"""A view's chart: the same rows as its table, drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from review.charts.fates import Fate, Heads, fates_chart
from review.charts.grid import Kind, grid_chart
from review.charts.intervals import (
    PERCENT,
    RATIO,
    Group,
    Legend,
    Point,
    Shape,
    interval_chart,
    limit,
    steps,
)
from review.citations.formatting import short_reference
from review.evidence.columns import Context
from review.evidence.model import by, interval
from review.evidence.records import Hope, Result, Subject
from review.evidence.rows import claims_of_crossing, select
from review.evidence.statistics import LEVEL, clopper_pearson, implied_events
from review.evidence.table import text_of
from review.evidence.views import View
from review.wording import said, tidy, value_text

# What a mechanism and a therapy are joined by, from the strongest to the weakest, with the class that shades it.
_KINDS = {
    "comparison": ("R", "box-deep"),
    "patients": ("P", "box-strong"),
    "animals": ("A", "box"),
    "cells": ("C", "grid-light"),
    "opinion": ("–", "grid-cell"),
}
_KIND_OF_LEVEL = {
    "1": "comparison", "2": "comparison", "3": "patients", "4": "patients", "animal": "animals",
    "ex-vivo-human": "cells", "in-vitro": "cells",
}  # fmt: skip


def chart(view: View, context: Context) -> str:
    """The drawing of a view that has one."""
    records = _records(view, context)
    title = text_of(view.title, context.wording.language)
    alt = context.wording.label("chart.alt").replace("{title}", title)
    return _DRAWN[view.chart](view, context, records, title, alt)


def drawn(view: View, context: Context) -> tuple[int, int]:
    """How many of the view's rows the chart draws, and how many there are."""
    records = _records(view, context)
    able = _ABLE.get(view.chart)
    return (sum(1 for record in records if able(record)) if able else len(records)), len(records)


def _records(view: View, context: Context) -> Sequence[Any]:
    return select(view.rows, view.where, view.order, context.evidence)


def _name(view: View) -> str:
    return f"chart-{view.id}"


def _study(result: Result, context: Context) -> str:
    study = context.evidence.study[result.study]
    entry = context.bibliography.get(result.study)
    return study.name or (short_reference(entry) if entry else study.id)


def _randomised(result: Result, context: Context) -> Shape:
    return "square" if context.evidence.study[result.study].design == "randomised trial" else "circle"


def _arm(result: Result, context: Context) -> str:
    return said(result, "arm", context.wording.language)


def _therapy_groups(records: Iterable[Result], context: Context, point: Callable[[Result], Point]) -> tuple[Group, ...]:
    """Points under the therapies of their studies, in the vocabulary's order, randomised ones first."""
    evidence = context.evidence
    groups = by(records, lambda result: evidence.study[result.study].therapy)
    found = []
    for therapy in sorted(groups, key=lambda name: evidence.subject["therapy", name].line if name else -1):
        members = sorted(groups[therapy], key=lambda result: _randomised(result, context) == "circle")
        head = said(evidence.subject["therapy", therapy], "label", context.wording.language) if therapy else "–"
        found.append(Group(head, tuple(point(result) for result in members)))
    return tuple(found)


def _counted(result: Result) -> tuple[int, int] | None:
    """Events and people: as published, or the one count that gives the published rate."""
    if not result.study or result.unit != "%" or not result.n:
        return None
    events = result.events
    if events is None and result.value is not None:
        events = implied_events(result.value, result.n)
    return None if events is None else (events, result.n)


def _countable(result: Result) -> bool:
    return _counted(result) is not None


def _proportion(result: Result, context: Context) -> Point:
    events, n = _counted(result) or (0, 1)
    exact = clopper_pearson(events, n)
    return Point(
        f"{_study(result, context)}, {_arm(result, context)}",
        f"{events}/{n}",
        100 * events / n,
        limit(exact.low),
        limit(exact.high),
        _randomised(result, context),
    )


def _proportions(view: View, context: Context, records: Sequence[Result], title: str, alt: str) -> str:
    groups = _therapy_groups(
        [result for result in records if _countable(result)], context, lambda result: _proportion(result, context)
    )
    legend = Legend(
        context.wording.label("chart.randomised"),
        context.wording.label("chart.unrandomised"),
        context.wording.label("chart.percent-exact"),
    )
    return interval_chart(groups, PERCENT, legend, _name(view), title, alt)


def _placed(result: Result) -> bool:
    return bool(result.study) and (result.value is not None or result.state == "not reached")


def _published(result: Result, shape: Shape, label: str, context: Context) -> Point:
    """A point with its published interval; what was not published is not drawn."""
    found = interval(result)
    found = None if found and found.computed else found
    written = value_text(result, context.wording)
    if found:
        high = context.wording.label("interval.open") if found.high is None else tidy(found.high)
        # Nearly all are 95% intervals; another level must not look like them.
        level = "" if found.level == LEVEL else f", {tidy(found.level)}%"
        written += f" ({tidy(found.low)}–{high}{level})"
    return Point(
        label, written, limit(result.value), limit(found.low) if found else None, limit(found.high) if found else None, shape
    )  # fmt: skip


def _report(result: Result, context: Context) -> str:
    """A study's name, with the publication where it is not the study's first."""
    later = context.bibliography.get(result.source) if result.source != result.study else None
    return f"{_study(result, context)} ({short_reference(later)})" if later else _study(result, context)


def _medians(view: View, context: Context, records: Sequence[Result], title: str, alt: str) -> str:
    groups = [
        Group(
            _report(members[0], context),
            tuple(
                _published(result, "circle" if result.arm_role == "control" else "square", _arm(result, context), context)
                for result in sorted(members, key=lambda result: result.arm_role == "control")
            ),
        )
        for members in by([result for result in records if _placed(result)], lambda result: result.source).values()
    ]  # fmt: skip
    highest = max(
        (
            edge
            for group in groups
            for point in group.points
            for edge in (point.value, point.low, point.high)
            if edge is not None
        ),
        default=1,
    )
    legend = Legend(
        context.wording.label("chart.experimental"),
        context.wording.label("chart.control"),
        context.wording.label("chart.months"),
    )
    return interval_chart(groups, steps(highest), legend, _name(view), title, alt)


def _valued(result: Result) -> bool:
    return bool(result.study) and result.value is not None


def _ratio(result: Result, context: Context) -> Point:
    versus = said(result, "versus", context.wording.language)
    label = f"{_study(result, context)}, {_arm(result, context)}" + (f" – {versus}" if versus else "")
    return _published(result, _randomised(result, context), label, context)


def _ratios(view: View, context: Context, records: Sequence[Result], title: str, alt: str) -> str:
    groups = _therapy_groups(
        [result for result in records if _valued(result)], context, lambda result: _ratio(result, context)
    )
    legend = Legend(
        context.wording.label("chart.randomised"),
        context.wording.label("chart.unrandomised"),
        context.wording.label("chart.ratio"),
        context.wording.label("chart.favours-treatment"),
        context.wording.label("chart.favours-control"),
    )
    return interval_chart(groups, RATIO, legend, _name(view), title, alt)


def _hope(result: Result, context: Context) -> Point:
    """An early response rate: by its exact interval where events and people are known, as for every other one drawn so."""
    if _countable(result):
        point = _proportion(result, context)
        return Point(_study(result, context), point.written, point.value, point.low, point.high, point.shape)
    written = value_text(result, context.wording)
    return Point(_study(result, context), written, limit(result.value), None, None, _randomised(result, context))


def _fates(view: View, context: Context, records: Sequence[Hope], title: str, alt: str) -> str:
    evidence = context.evidence
    symbols = {"met": "✓", "met in part": "±", "missed": "✗"}
    fates = []
    for record in records:
        hope, fate = evidence.result[record.hope], evidence.result[record.fate]
        fates.append(
            Fate(
                said(record, "name", context.wording.language),
                f"{symbols[record.outcome]} {context.wording.word('hopes.outcome', record.outcome)}",
                _hope(hope, context),
                _published(fate, "square", _study(fate, context), context),
            )
        )
    label = context.wording.label
    heads = Heads(label("chart.hope"), label("chart.fate"), label("chart.better"), label("chart.worse"))
    return fates_chart(fates, heads, _name(view), title, alt)


def _levels(view: View, context: Context, records: Sequence[Subject], title: str, alt: str) -> str:
    evidence, wording = context.evidence, context.wording
    therapies = [column.removeprefix("therapy:") for column in view.columns if column.startswith("therapy:")]
    cells = {}
    for down, mechanism in enumerate(records):
        for across, therapy in enumerate(therapies):
            claims = claims_of_crossing(mechanism.id, therapy, evidence)
            if claims:
                strongest = min((claim.level for claim in claims), key=lambda level: evidence.level[level].rank)
                cells[down, across] = _KIND_OF_LEVEL.get(strongest, "opinion")
    return grid_chart(
        [said(mechanism, "label", wording.language) for mechanism in records],
        [said(evidence.subject["therapy", therapy], "label", wording.language) for therapy in therapies],
        cells,
        {kind: Kind(letter, wording.label(f"chart.kind-{kind}"), css) for kind, (letter, css) in _KINDS.items()},
        _name(view),
        title,
        alt,
    )


_DRAWN: Mapping[str, Callable[[View, Context, Sequence[Any], str, str], str]] = {
    "proportions": _proportions,
    "medians": _medians,
    "ratios": _ratios,
    "fates": _fates,
    "levels": _levels,
}
_ABLE: Mapping[str, Callable[[Any], bool]] = {
    "proportions": _countable,
    "medians": _placed,
    "ratios": _valued,
}
