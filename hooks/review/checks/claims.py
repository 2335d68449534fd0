"""Claims: each has a subject, stands under its review's name, and cites numbers that the review has (EVID-1 to EVID-4)."""

from __future__ import annotations

from collections.abc import Iterator

from review.checks._place import at
from review.problems import Problem, shown
from review.project import Project

_KINDS = ("mechanism", "therapy", "setting")


def check(project: Project) -> Iterator[Problem]:
    """Problems of claims, their subjects and their reference numbers."""
    evidence = project.evidence
    for claim in evidence.claims:
        if claim.id not in evidence.terms_of:
            yield at(
                "claims",
                claim,
                "EVID-1",
                f"{claim.id} without a subject",
                "a row in claim_terms.csv",
                "link it to a mechanism, a therapy or a setting",
            )
        if not claim.id.startswith(f"{claim.review}-"):
            yield at(
                "claims",
                claim,
                "EVID-4",
                f"{claim.id} under {shown(claim.review)}",
                "an id that starts with its review",
                "correct the review or the id",
            )
        if bool(claim.study) != bool(claim.linked_by):
            yield at(
                "claims", claim, "EVID-3", "one of study and linked_by", "both or neither", "fill or empty the other"
            )
    yield from _terms(project)
    yield from _numbers(project)


def _terms(project: Project) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    for term in project.evidence.claim_terms:
        filled = [kind for kind in _KINDS if getattr(term, kind)]
        if len(filled) != 1:
            yield at(
                "claim_terms",
                term,
                "EVID-2",
                f"{len(filled)} subjects",
                "exactly one of mechanism, therapy, setting",
                "one row a link",
            )
        mark = (term.claim, *(getattr(term, kind) for kind in _KINDS))
        if mark in seen:
            yield at(
                "claim_terms",
                term,
                "EVID-2",
                f"the link of line {seen[mark]} again",
                "each link once",
                "remove the row",
            )
        seen.setdefault(mark, term.line)


def _numbers(project: Project) -> Iterator[Problem]:
    evidence = project.evidence
    for ref in evidence.claim_refs:
        claim = evidence.claim.get(ref.claim)
        if claim and ref.number > evidence.review[claim.review].references_cited:
            most = evidence.review[claim.review].references_cited
            yield at(
                "claim_refs",
                ref,
                "EVID-4",
                f"reference {ref.number}",
                f"at most {most}, the review's last",
                "correct the number",
            )
    for work in evidence.review_refs:
        review = evidence.review.get(work.review)
        if review and work.number > review.references_cited:
            yield at(
                "review_refs",
                work,
                "EVID-4",
                f"reference {work.number}",
                f"at most {review.references_cited}",
                "correct the number",
            )
        if review and work.linked_by == "listed" and not review.references_listed:
            yield at(
                "review_refs",
                work,
                "EVID-4",
                "linked_by “listed”",
                "named or inferred: this review's list is lost",
                "say how the work was identified",
            )
