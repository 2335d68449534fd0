"""Nothing lies about unused: views, figures, claims, works (USE-1 to USE-3, CITE-4)."""

from __future__ import annotations

from collections.abc import Iterator

from review.checks.chapters import is_chapter
from review.citations.keys import uncited
from review.evidence.model import FOLDER
from review.evidence.views import PATH as VIEWS_PATH
from review.figures import FOLDER as FIGURES
from review.manuscript.markers import markers
from review.problems import Problem
from review.project import BIBLIOGRAPHY_PATH, Project
from review.rendering import keys_on


def check(project: Project) -> Iterator[Problem]:
    """Views and figures that no page shows, claims that no chapter names, and works that nothing cites."""
    pages = [page for group in project.pages.values() for page in group]
    used = {(marker.kind, marker.id) for page in pages for marker in markers(page.text, page.source)[0]}
    for view in project.views.values():
        if ("view", view.id) not in used:
            yield Problem(
                VIEWS_PATH,
                view.line,
                "USE-1",
                f"view “{view.id}”, which no page shows",
                "only views in use",
                "show it with its marker, or remove it",
            )
    for stem in project.figures:
        if ("figure", stem) not in used:
            yield Problem(
                f"{FIGURES}/{stem}.svg",
                0,
                "USE-2",
                "a figure that no page shows",
                "only figures in use",
                "show it with its marker, or remove it",
            )
    cited = {key for page in project.pages["en"] for key in keys_on(page, project)}
    yield from _unused_claims(project)
    yield from uncited(project.bibliography, cited, BIBLIOGRAPHY_PATH)


def _unused_claims(project: Project) -> Iterator[Problem]:
    """Nothing that the reviews say is left out: each claim is named by a chapter."""
    named = {
        marker.id
        for page in project.pages["en"]
        if is_chapter(page)
        for marker in markers(page.text, page.source)[0]
        if marker.kind == "c"
    }
    for claim in project.evidence.claims:
        if claim.id not in named:
            yield Problem(
                f"{FOLDER}/claims.csv",
                claim.line,
                "USE-3",
                f"claim {claim.id}, which no chapter names",
                "every claim in the chapter on its subject",
                f"name it there by {{{{ c:{claim.id} }}}}",
            )
