"""Markers name things that exist, and parts that their records have (MARK-1 to MARK-9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from review.evidence.model import interval
from review.evidence.records import Result
from review.manuscript.markers import Marker, markers
from review.manuscript.pages import Page
from review.problems import Problem, shown
from review.project import Project
from review.teaching.blocks import blocks
from review.wording import fraction_text

_RULES = {
    "view": ("MARK-2", "a view of docs/data/views.yml"),
    "r": ("MARK-3", "a result of docs/data/results.csv"),
    "c": ("MARK-5", "a claim of docs/data/claims.csv"),
    "figure": ("MARK-7", "a figure of docs/assets/figures"),
    "teach": ("MARK-10", "a block of the teaching kit"),
}


def check(project: Project) -> Iterator[Problem]:
    """Problems of the markers of every page."""
    known: Mapping[str, Mapping[str, object]] = {
        "view": project.views, "r": project.evidence.result, "c": project.evidence.claim, "figure": project.figures,
        "teach": blocks(project),
    }  # fmt: skip
    for pages in project.pages.values():
        for page in pages:
            found, malformed = markers(page.text, page.source)
            yield from malformed
            for marker in found:
                if marker.kind in {"questions", "cases"}:
                    yield from _questions(page, marker, project)
                elif marker.id not in known[marker.kind]:
                    rule, expected = _RULES[marker.kind]
                    near = get_close_matches(marker.id, known[marker.kind], 1)
                    yield Problem(
                        page.source,
                        marker.line,
                        rule,
                        shown(marker.id),
                        expected,
                        f"write “{near[0]}” if that is meant" if near else "add it, or remove the marker",
                    )
                elif marker.field and not _has(project.evidence.result[marker.id], marker.field):
                    yield Problem(
                        page.source,
                        marker.line,
                        "MARK-9",
                        f"{shown(marker.id)} has no {marker.field}",
                        "a part that the record has",
                        "fill it in docs/data/results.csv, or print another part",
                    )


def _has(result: Result, field: str) -> bool:
    """Whether a part of a result would print as anything; value and the whole always do."""
    parts: Mapping[str, object] = {
        "unit": result.unit not in {"ratio", "count", "P"},
        "n": result.n is not None,
        "events": result.events is not None,
        "fraction": fraction_text(result),
        "interval": interval(result),
        "p": result.p,
        "time": result.time_months is not None,
        "criterion": result.criterion,
        "data_cut": result.data_cut,
        "review": result.review_value,
    }
    return bool(parts.get(field, True))


def _questions(page: Page, marker: Marker, project: Project) -> Iterator[Problem]:
    evidence = project.evidence
    if marker.kind == "cases" and not evidence.questions_of_case:
        yield Problem(
            page.source,
            marker.line,
            "MARK-8",
            "no question of a case",
            "rows with a case",
            "add some, or remove the marker",
        )
    elif marker.kind == "questions" and page.path not in evidence.questions_of:
        yield Problem(
            page.source,
            marker.line,
            "MARK-8",
            "no question of this chapter",
            f"rows in docs/data/questions.csv with chapter {page.path}",
            "add questions, or remove the marker",
        )
