"""Links and pictures in Markdown lead to files that exist (LINK-1, LINK-2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from review.manuscript.markers import markers
from review.manuscript.pages import Page
from review.manuscript.scanning import line_at
from review.problems import Problem, shown
from review.project import BIBLIOGRAPHY_PATH, LABELS_PATH, Project
from review.teaching.scripts import FOLDER as EXERCISES
from review.teaching.scripts import PUBLISHED as EXERCISES_PUBLISHED

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>[^\]\n]*)\]\((?P<target>[^)\s]+)(?:\s+\"[^\"\n]*\")?\)(?P<attributes>\{[^}\n]*\})?"
)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def check(project: Project) -> Iterator[Problem]:
    """Problems of the links and pictures in every page's text."""
    for pages in project.pages.values():
        by_source = {page.source: page for page in pages}
        for page in pages:
            text = page.prose
            for found in _LINK.finditer(text):
                yield from _target(page, found, line_at(text, found.start()), by_source, project)


def _target(
    page: Page, found: re.Match[str], line: int, by_source: dict[str, Page], project: Project
) -> Iterator[Problem]:
    target = found["target"]
    if found["image"] and not found["text"].strip():
        yield Problem(
            page.source,
            line,
            "LINK-2",
            f"picture {shown(target)} without alt text",
            "alt text that says what it shows",
            "write it between the brackets",
        )
    if _OUTSIDE.match(target):
        if not target.startswith(("https://", "mailto:")):
            yield Problem(page.source, line, "LINK-1", shown(target), "an https address", "correct the address")
        return
    address, _, fragment = target.partition("#")
    # What follows a question mark is for the page's script.
    path, fragment = unquote(address.partition("?")[0]), unquote(fragment)
    source = normpath(str(PurePosixPath(page.source).parent / path)) if path else page.source
    if source not in by_source and not _is_file(project.root / source) and not _published(source, project):
        what = "picture" if found["image"] else "link"
        yield Problem(
            page.source,
            line,
            "LINK-1",
            f"{what} {shown(target)}",
            "a file of this project",
            "correct the path, or add the file",
        )
    elif fragment and source in by_source and fragment not in _ids(by_source[source]):
        yield Problem(
            page.source,
            line,
            "LINK-1",
            f"{shown(target)}: no such place on that page",
            "an explicit {#id} of that page",
            "correct the fragment",
        )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that no file can have
        return False


def _published(source: str, project: Project) -> bool:
    """Whether a path under a language's folder names a file that is published from outside it, such as data/claims.csv."""
    parts = PurePosixPath(source).parts
    inside = PurePosixPath(*parts[2:])
    moved = {
        "data/references.bib": BIBLIOGRAPHY_PATH,
        "data/labels.csv": LABELS_PATH,
        "data/combining-immunotherapy-data.zip": "docs/data/datapackage.json",
        "feed.xml": "docs/data/later.csv",
    }
    if inside.parent.as_posix() == EXERCISES_PUBLISHED:
        return _is_file(project.root / EXERCISES / inside.name)
    return len(parts) > 2 and _is_file(project.root / moved.get(str(inside), f"docs/{inside}"))


def _ids(page: Page) -> set[str]:
    blocks = {
        f"{marker.kind}-{marker.id}"
        for marker in markers(page.text, page.source)[0]
        if marker.kind in {"view", "figure"}
    }
    return blocks | {heading.id for heading in page.headings if heading.id}
