"""Citations in pages (CITE-1 to CITE-3)."""

from __future__ import annotations

from collections.abc import Iterator

from review.citations.keys import check_citations
from review.problems import Problem
from review.project import Project


def check(project: Project) -> Iterator[Problem]:
    """Problems of the citations of every page and of the figures' sources."""
    known = set(project.bibliography)
    for pages in project.pages.values():
        for page in pages:
            yield from check_citations(page.text, page.source, known)
    for figure in project.figures.values():
        for key in figure.sources:
            if key not in known:
                yield Problem(
                    f"docs/assets/figures/{figure.stem}.yml",
                    0,
                    "CITE-1",
                    f"source “{key}”",
                    "a key of bib/references.bib",
                    "correct the key, or add the entry",
                )
