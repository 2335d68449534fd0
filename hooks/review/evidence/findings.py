"""Statements of the reviews and measured numbers as rows of one kind, so that both are searched and sorted together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from review.evidence.model import Evidence
from review.evidence.records import Claim, Result, Study

STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement, or a number: with the statement that gives the number and the study behind either, where known."""

    record: Claim | Result
    claim: Claim | None
    study: Study | None

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id

    @property
    def result(self) -> Result | None:
        """The number; none for a statement."""
        return self.record if isinstance(self.record, Result) else None


def findings(evidence: Evidence) -> list[Finding]:
    """Every statement, then every number, each in the order of its file."""
    told = [Finding(claim, claim, evidence.study.get(claim.study)) for claim in evidence.claims]
    numbers = [
        Finding(result, evidence.claim.get(result.claim), evidence.study.get(result.study))
        for result in evidence.results
    ]
    return [*told, *numbers]


def subjects(finding: Finding, kind: str, evidence: Evidence) -> list[str]:
    """The ids of a finding's mechanisms, therapies or settings.

    A number has the therapy and the setting of its study; what no study tells comes from the statement that gives it.
    """
    if finding.result and finding.study and kind != "mechanism" and getattr(finding.study, kind):
        return [str(getattr(finding.study, kind))]
    terms = evidence.terms_of.get(finding.claim.id, ()) if finding.claim else ()
    return [str(getattr(term, kind)) for term in terms if getattr(term, kind)]


def _subjects(kind: str) -> Callable[[Evidence, Finding], Iterable[str]]:
    return lambda evidence, finding: subjects(finding, kind, evidence)


def _one(value: Callable[[Finding], str]) -> Callable[[Evidence, Finding], Iterable[str]]:
    return lambda evidence, finding: [value(finding)]


FILTERS: Mapping[str, Callable[[Evidence, Finding], Iterable[str]]] = {
    "therapy": _subjects("therapy"),
    "setting": _subjects("setting"),
    "mechanism": _subjects("mechanism"),
    "design": _one(lambda finding: finding.study.design if finding.study else ""),
    "level": _one(lambda finding: finding.claim.level if finding.claim else ""),
    "review": _one(lambda finding: finding.claim.review if finding.claim else ""),
    "verdict": _one(lambda finding: finding.record.verdict),
    "kind": _one(lambda finding: finding.result.kind if finding.result else STATEMENT),
    "measure": _one(lambda finding: finding.result.measure if finding.result else ""),
}
