"""Every check of the sources, in one list, with what each needs to have loaded whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from review.checks import (
    addresses,
    chapters,
    citing,
    claims,
    hopes,
    links,
    markers,
    moved,
    nomenclature,
    parity,
    prose,
    questions,
    results,
    teaching,
    usage,
    verdicts,
    words,
)
from review.problems import Problem
from review.project import BIBLIOGRAPHY_PATH, LABELS_PATH, Project

Check = Callable[[Project], Iterable[Problem]]
# A check on half-loaded sources would report the consequences of one fault as faults of their own.
SOURCE_CHECKS: tuple[tuple[Check, frozenset[str]], ...] = (
    (claims.check, frozenset({"evidence"})),
    (verdicts.check, frozenset({"evidence"})),
    (results.check, frozenset({"evidence"})),
    (hopes.check, frozenset({"evidence"})),
    (words.check, frozenset({"evidence", "labels"})),
    (addresses.check, frozenset({"evidence", "bibliography"})),
    (citing.check, frozenset({"bibliography"})),
    (markers.check, frozenset({"evidence", "views", "figures"})),
    (prose.check, frozenset()),
    (chapters.check, frozenset({"evidence"})),
    (nomenclature.check, frozenset()),
    (parity.check, frozenset()),
    (links.check, frozenset()),
    (questions.check, frozenset({"evidence", "pages"})),
    (moved.check, frozenset({"pages"})),
    (teaching.check, frozenset({"evidence", "bibliography"})),
)
# Whole entries are lost only by these rules of the bibliography; its other problems leave the entry in place.
_LOSES_ENTRIES = {"FILE-1", "FILE-2", "BIB-1"}


def _broken(problem: Problem) -> str:
    """Which part of the sources did not load whole because of a problem met in reading."""
    if problem.path == BIBLIOGRAPHY_PATH:
        return "bibliography" if problem.rule in _LOSES_ENTRIES else ""
    if problem.path.endswith("views.yml"):
        return "views"
    if problem.path.startswith("docs/data/"):
        return "evidence"
    if problem.path.startswith("docs/assets/"):
        return "figures"
    return "labels" if problem.path == LABELS_PATH else "pages"


def source_problems(project: Project) -> list[Problem]:
    """Everything wrong with the sources, sorted.

    Whether everything is used is asked last, because it needs sources that are otherwise sound.
    """
    broken = {_broken(problem) for problem in project.problems}
    if "evidence" in broken:
        broken.add("views")
    problems = list(project.problems)
    for check, needs in SOURCE_CHECKS:
        if not needs & broken:
            problems += check(project)
    if not problems:
        problems += usage.check(project)
    return sorted(set(problems))
