"""A verdict has its evidence; blame of a reference needs the reference list (EVID-5 to EVID-8)."""

from __future__ import annotations

from collections.abc import Iterator

from review.checks._place import at
from review.evidence.records import Claim, Result
from review.problems import Problem
from review.project import Project

_OPEN = {"", "not checked", "not found"}
_NEEDS_LIST = {"wrong work", "wrong record"}


def check(project: Project) -> Iterator[Problem]:
    """Problems of verdicts on claims and numbers."""
    evidence = project.evidence
    sought = {search.for_id for search in evidence.searches}
    rows: list[tuple[str, Claim | Result]] = [("claims", claim) for claim in evidence.claims]
    rows += [("results", result) for result in evidence.results]
    for table, row in rows:
        if (
            row.verdict not in _OPEN
            and row.verdict != "internal conflict"
            and not (row.evidence and row.seen_as and row.seen_on)
        ):
            yield at(
                table,
                row,
                "EVID-5",
                f"{row.id} “{row.verdict}” without evidence",
                "evidence, seen_as and seen_on",
                "say which record was seen, as what and when",
            )
        if row.verdict not in {*_OPEN, "matches"} and not row.why_en:
            yield at(
                table, row, "EVID-5", f"{row.id} “{row.verdict}” without a reason", "why_en", "say what the record says"
            )
        if (
            row.verdict == "not found"
            and row.id not in sought
            and not (isinstance(row, Result) and {row.study, row.claim} & sought)
        ):
            yield at(
                table,
                row,
                "EVID-6",
                f"{row.id} “not found”",
                "the tries in searches.csv",
                "add one row a try, or write “not checked”",
            )
        if isinstance(row, Claim) and row.verdict == "wrong work" and row.linked_by != "listed":
            yield at(
                table,
                row,
                "EVID-7",
                f"{row.id} “wrong work”, linked_by “{row.linked_by}”",
                "a work that the review lists",
                "use another verdict: this list is lost",
            )
    for correction in evidence.corrections:
        review = evidence.review.get(correction.review)
        if review and correction.kind in _NEEDS_LIST and not review.references_listed:
            yield at(
                "corrections",
                correction,
                "EVID-7",
                f"kind “{correction.kind}”",
                "a review whose list survives",
                "use another kind",
            )
        if correction.kind not in {"internal conflict", "duplicate", "extraction"} and not (
            correction.evidence or correction.source
        ):
            yield at(
                "corrections",
                correction,
                "EVID-8",
                f"{correction.id} without a source",
                "source or evidence",
                "say which record shows it",
            )
