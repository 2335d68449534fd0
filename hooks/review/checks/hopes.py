"""A hope is what an early trial let hope, its fate what a randomised trial found (EVID-20)."""

from __future__ import annotations

from collections.abc import Iterator

from review.checks._place import at
from review.evidence.model import Evidence
from review.evidence.records import Hope, Result
from review.problems import Problem
from review.project import Project


def check(project: Project) -> Iterator[Problem]:
    """Problems of hopes whose numbers cannot be what they are named as."""
    for hope in project.evidence.hopes:
        for problem in _hope(hope, project.evidence):
            yield at("hopes", hope, *problem)


def _hope(hope: Hope, evidence: Evidence) -> Iterator[tuple[str, str, str, str]]:
    """A hope is a response rate before phase 3, its fate a hazard ratio of a randomised trial in phase 3."""
    early, late = evidence.result[hope.hope], evidence.result[hope.fate]
    tested = evidence.study.get(late.study)
    if early.measure != "orr" or early.value is None or _in_phase_3(early, evidence):
        yield (
            "EVID-20",
            f"{hope.id}: hope “{hope.hope}”",
            "a reported response rate (orr) of a trial before phase 3",
            "name such a row",
        )
    if not late.measure.startswith("hr-") or late.value is None or not _in_phase_3(late, evidence):
        yield (
            "EVID-20",
            f"{hope.id}: fate “{hope.fate}”",
            "a reported hazard ratio (hr-os, hr-pfs, hr-other) of a randomised trial in phase 3",
            "name such a row",
        )
    if tested and tested.design != "randomised trial":
        yield "EVID-20", f"{hope.id}: fate “{hope.fate}”", "a randomised trial", "name such a row"


def _in_phase_3(result: Result, evidence: Evidence) -> bool:
    study = evidence.study.get(result.study)
    return bool(study) and "3" in str(study and study.phase)
