"""Kits for tests: of the made-up book with teaching files, and of the real one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import html

from review.project import Project, load_project
from review.rendering import PageWriter
from review.teaching.blocks import blocks
from review.teaching.kit import Kit
from tests.books import REAL


def href(page: str, anchor: str) -> str:
    return f"{page}.html#{anchor}" if page and anchor else f"{page}.html" if page else anchor


def kit_of(project: Project) -> Kit:
    """What a page of the project would give its blocks."""
    return PageWriter(project, "en", {}, {})._kit(href)


@cache
def real_kit() -> Kit:
    return kit_of(load_project(REAL))


def shown(name: str, kit: Kit) -> html.HtmlElement:
    """A block as a tree."""
    return html.fragment_fromstring(blocks(kit.project)[name](kit), create_parent="div")


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
