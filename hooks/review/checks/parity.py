"""The two languages hold the same pages with the same ids, citations and markers; what is missing is declared (LANG-1 to LANG-4)."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from review.citations.keys import citations
from review.manuscript.markers import markers
from review.manuscript.pages import Page
from review.problems import Problem, shown
from review.project import Project
from review.textfile import read_text

UNTRANSLATED = "docs/zh/untranslated.txt"


def declared(project: Project) -> tuple[str, ...]:
    """The patterns of pages that exist in English only, one a line, `#` for a remark."""
    return _patterns(project)[0]


def _patterns(project: Project) -> tuple[tuple[str, ...], list[Problem]]:
    file = project.root / UNTRANSLATED
    text, problems = read_text(file, UNTRANSLATED) if file.exists() else ("", [])
    lines = (line.strip() for line in text.split("\n"))
    return tuple(line for line in lines if line and not line.startswith("#")), problems


def check(project: Project) -> Iterator[Problem]:
    """Pages without their twin, and twins that differ in structure."""
    english = {page.path: page for page in project.pages["en"]}
    chinese = {page.path: page for page in project.pages["zh"]}
    patterns, problems = _patterns(project)
    if problems:
        yield from problems
        return
    unread = {problem.path for problem in project.problems if problem.rule.startswith("FILE-")}
    for path, page in english.items():
        allowed = any(fnmatchcase(path, pattern) for pattern in patterns)
        if path not in chinese and not allowed and f"docs/zh/{path}.md" not in unread:
            yield Problem(
                page.source,
                0,
                "LANG-1",
                "no Chinese page",
                f"docs/zh/{path}.md",
                f"translate it, or declare it in {UNTRANSLATED}",
            )
        if path in chinese and path in patterns:
            yield Problem(
                UNTRANSLATED,
                0,
                "LANG-2",
                f"{shown(path)}, which is translated",
                "only pages without a Chinese twin",
                "take the line out",
            )
    for path, page in chinese.items():
        if path not in english and f"docs/en/{path}.md" in unread:
            continue
        if path not in english:
            yield Problem(
                page.source,
                0,
                "LANG-1",
                "no English page",
                f"docs/en/{path}.md",
                "remove it, or write the English page",
            )
        else:
            yield from _differences(english[path], page)
    used = {pattern for pattern in patterns if any(fnmatchcase(path, pattern) for path in english)}
    for pattern in patterns:
        if pattern not in used:
            yield Problem(
                UNTRANSLATED,
                0,
                "LANG-2",
                f"{shown(pattern)}, which names no page",
                "pages that exist",
                "take the line out",
            )


def _differences(english: Page, chinese: Page) -> Iterator[Problem]:
    ours = [heading.id for heading in english.headings if heading.id]
    theirs = [heading.id for heading in chinese.headings if heading.id]
    if ours != theirs:
        odd = sorted(set(ours) ^ set(theirs)) or theirs
        yield Problem(
            chinese.source,
            0,
            "LANG-3",
            "heading ids " + ", ".join(odd),
            "the ids of the English page in its order",
            "give the headings the same {#ids}",
        )
    cites = ({citation.key for citation in citations(page.text)} for page in (english, chinese))
    for key in sorted(next(cites) ^ next(cites)):
        yield Problem(
            chinese.source,
            0,
            "LANG-4",
            f"citation {shown(key)} in one language only",
            "the same citations in both",
            "cite it in both, or in neither",
        )
    marks = (
        {(marker.kind, marker.id, marker.field) for marker in markers(page.text, page.source)[0]}
        for page in (english, chinese)
    )
    for kind, name, _ in sorted(next(marks) ^ next(marks)):
        yield Problem(
            chinese.source,
            0,
            "LANG-4",
            f"marker {shown(f'{kind}: {name}')} in one language only",
            "the same markers in both",
            "use it in both, or in neither",
        )
