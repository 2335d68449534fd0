"""The teaching kit names what exists, its minutes add up, and no chapter is left out (TEACH-3 to TEACH-5)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from review.checks.chapters import is_chapter
from review.problems import Problem, shown
from review.project import Project
from review.teaching.sources import COURSES, DISCUSSION, JOURNAL, Course, Sheet

_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def check(project: Project) -> Iterator[Problem]:
    """Problems of courses, prompts and journal-club sheets."""
    teaching = project.teaching
    chapters = {page.path for page in project.pages["en"] if is_chapter(page)}
    for course in teaching.courses.values():
        yield from _course(course, chapters, {page.path for page in project.pages["en"]})
    yield from _prompts(project, chapters)
    evidence = project.evidence
    hopes = {hope.id for hope in evidence.hopes}
    yield from _unknown(teaching.dossiers, hopes, "a hope of hopes.csv", JOURNAL, 0)
    for sheet in teaching.sheets.values():
        yield from _sheet(sheet, project)


def _unknown(names: Iterable[str], known: Collection[str], what: str, path: str, line: int) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1)
            remedy = f"write “{near[0]}” if that is meant" if near else "correct it, or remove it"
            yield Problem(path, line, "TEACH-3", shown(name), what, remedy)


def _course(course: Course, chapters: Collection[str], pages: Collection[str]) -> Iterator[Problem]:
    for unit in course.units:
        yield from _unknown([*unit.read, *unit.further], chapters, "a chapter", COURSES, course.line)
        used = [name.partition("#")[0] for session in unit.sessions for name in session.uses]
        yield from _unknown(used, pages, "a page of the book", COURSES, course.line)
        total = sum(session.minutes for session in unit.sessions)
        if total != unit.minutes:
            found = f"{total} minutes of sessions in {shown(unit.title)}"
            yield Problem(COURSES, course.line, "TEACH-4", found, f"the {unit.minutes} of the unit", "correct either")
        if unit.starts and not _CLOCK.fullmatch(unit.starts):
            yield Problem(
                COURSES, course.line, "TEACH-4", shown(unit.starts), 'a time as "09:00"', "write it in quotes"
            )


def _prompts(project: Project, chapters: set[str]) -> Iterator[Problem]:
    prompts = project.teaching.prompts
    points = {record.id for record in project.evidence.disagreements}
    for prompt in prompts.values():
        yield from _unknown([prompt.chapter], chapters, "a chapter", DISCUSSION, prompt.line)
        yield from _unknown(prompt.points, points, "a point of disagreements.csv", DISCUSSION, prompt.line)
        yield from _unknown(
            prompt.later, project.evidence.later_event, "an event of later.csv", DISCUSSION, prompt.line
        )
    for chapter in sorted(chapters - set(prompts)) if prompts else ():
        yield Problem(DISCUSSION, 0, "TEACH-5", f"no prompt for {chapter}", "one a chapter", "write one")


def _sheet(sheet: Sheet, project: Project) -> Iterator[Problem]:
    evidence = project.evidence
    corrections = {record.id for record in evidence.corrections}
    yield from _unknown([sheet.study], project.bibliography, "a work of the bibliography", JOURNAL, sheet.line)
    yield from _unknown([sheet.correction], corrections, "a correction of corrections.csv", JOURNAL, sheet.line)
    yield from _unknown(sheet.rows, evidence.result, "a result of results.csv", JOURNAL, sheet.line)
    for name in sheet.rows:
        if name in evidence.result and not evidence.result[name].review_value:
            found = f"{shown(name)}, which no review prints"
            yield Problem(JOURNAL, sheet.line, "TEACH-3", found, "a row with a review's value", "choose another row")
