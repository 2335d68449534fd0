"""The skeleton of a chapter (CHAP-1 to CHAP-6).

A page is a chapter where its front matter has `objectives`, or where it lies in one of the folders that hold only chapters.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from review.manuscript.markers import markers
from review.manuscript.pages import Page
from review.problems import Problem, shown
from review.project import Project

FOLDERS = ("foundations/", "mechanisms/", "therapies/", "settings/")
REQUIRED = ("title", "description", "reviews", "subjects", "objectives", "reviewed")
SECTIONS = ("key-points", "agree-and-disagree", "how-far-to-trust-this", "check-yourself")
LEAST_QUESTIONS = 4
LEAST_KEY_POINTS = 3
MOST_KEY_POINTS = 6


def is_chapter(page: Page) -> bool:
    """Whether the page must have the skeleton."""
    return bool(page.front.get("objectives")) or (
        page.path.startswith(FOLDERS) and not f"/{page.path}".endswith("/index")
    )


def check(project: Project) -> Iterator[Problem]:
    """Problems of each chapter in each language."""
    unread = {problem.path for problem in project.problems}
    for pages in project.pages.values():
        for page in pages:
            if is_chapter(page) and page.source not in unread:
                yield from _front(page, project)
                yield from _sections(page)
                yield from _content(page, project)


def _front(page: Page, project: Project) -> Iterator[Problem]:
    for key in REQUIRED:
        if not page.front.get(key):
            yield Problem(
                page.source, 1, "CHAP-1", f"no {key} in the front matter", ", ".join(REQUIRED), f"add `{key}:`"
            )
    for key in ("reviews", "subjects", "objectives"):
        if page.front.get(key) and not isinstance(page.front[key], list):
            yield Problem(
                page.source,
                page.places.get(key, 1),
                "CHAP-1",
                f"{key} {shown(page.front[key])}",
                "a list",
                f"write `{key}:` with one `- …` line for each",
            )
    known = set(project.evidence.review)
    for name in _listed(page, "reviews"):
        if name not in known:
            yield Problem(
                page.source,
                page.places.get("reviews", 1),
                "CHAP-2",
                f"review {shown(name)}",
                "an id of reviews.csv",
                "correct it",
            )
    subjects = {name for _, name in project.evidence.subject}
    for name in _listed(page, "subjects"):
        if name not in subjects:
            yield Problem(
                page.source,
                page.places.get("subjects", 1),
                "CHAP-2",
                f"subject {shown(name)}",
                "an id of mechanisms.csv, therapies.csv or settings.csv",
                "correct it",
            )
    reviewed = page.front.get("reviewed")
    if reviewed and not isinstance(reviewed, date):
        yield Problem(
            page.source,
            page.places.get("reviewed", 1),
            "CHAP-1",
            f"reviewed {shown(reviewed)}",
            "a day as 2026-01-31",
            "write it in that form",
        )


def _listed(page: Page, key: str) -> list[str]:
    value = page.front.get(key)
    return [str(item) for item in value] if isinstance(value, list) else []


def _sections(page: Page) -> Iterator[Problem]:
    found = [heading for heading in page.headings if heading.id in SECTIONS]
    order = [heading.id for heading in found]
    for section in SECTIONS:
        if section not in order:
            yield Problem(
                page.source,
                0,
                "CHAP-3",
                f"no section {{#{section}}}",
                "the sections of a chapter: " + ", ".join(SECTIONS),
                f"add a heading with {{#{section}}}",
            )
    if set(order) == set(SECTIONS) and tuple(order) != SECTIONS:
        yield Problem(
            page.source,
            found[0].line,
            "CHAP-3",
            "sections in the order " + ", ".join(order),
            ", ".join(SECTIONS),
            "put them in that order",
        )
    for heading in page.headings:
        if heading.depth > 1 and not heading.id:
            yield Problem(
                page.source,
                heading.line,
                "CHAP-4",
                f"heading {shown(heading.text)} without an id",
                "an explicit {#id}, the same in both languages",
                "add it",
            )


def _content(page: Page, project: Project) -> Iterator[Problem]:
    for line, point in _key_points(page):
        if "[@" not in point:
            yield Problem(
                page.source,
                line,
                "CHAP-5",
                f"key point {shown(point)} without a citation",
                "each key point cited",
                "cite its source",
            )
    count = len(list(_key_points(page)))
    if not LEAST_KEY_POINTS <= count <= MOST_KEY_POINTS:
        yield Problem(
            page.source,
            0,
            "CHAP-5",
            f"{count} key points",
            f"{LEAST_KEY_POINTS} to {MOST_KEY_POINTS}",
            "write full sentences, each a list item",
        )
    kinds = {marker.kind for marker in markers(page.text, page.source)[0]}
    for kind in ("figure", "view", "questions"):
        if kind not in kinds:
            yield Problem(
                page.source,
                0,
                "CHAP-6",
                f"no {kind}",
                "at least one figure, one view and the questions",
                f"add the marker <!-- {kind}… -->",
            )
    questions = project.evidence.questions_of.get(page.path, ())
    if len(questions) < LEAST_QUESTIONS:
        yield Problem(
            page.source,
            0,
            "CHAP-6",
            f"{len(questions)} questions",
            f"at least {LEAST_QUESTIONS}",
            f"add rows to docs/data/questions.csv with chapter {page.path}",
        )


def _key_points(page: Page) -> Iterator[tuple[int, str]]:
    inside = False
    heads = {heading.line: heading for heading in page.headings}
    for number, line in enumerate(page.text.split("\n"), 1):
        if number in heads:
            inside = heads[number].id == "key-points"
        elif inside and line.startswith(("- ", "* ", "1. ")):
            yield number, line
