"""The foot of a chapter: where to read on, and how to cite the chapter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from review.checks.chapters import is_chapter
from review.manuscript.markers import markers
from review.manuscript.pages import Page
from review.markup import attribute, escaped, link
from review.publish.downloads import CARDS, KINDS, chapter_pdf, chapter_slides, kit_file, whole_file, whole_slides
from review.release import Release
from review.wording import Wording

MOST = 4
_SLIDE_LABELS = {"pptx": "slides.chapter-pptx", "html": "slides.chapter-html"}


def related(pages: Sequence[Page]) -> dict[str, tuple[tuple[str, str], ...]]:
    """For each chapter the four that have most in common with it, as (path, title).

    A claim that both name counts as much as a subject that both declare; ties go by path, so that the same book gives the same lists.
    """
    chapters = [page for page in pages if is_chapter(page)]
    marks = {page.path: _marks(page) for page in chapters}
    found = {}
    for page in chapters:
        others = [other for other in chapters if other is not page and marks[page.path] & marks[other.path]]
        others.sort(key=lambda other: (-len(marks[page.path] & marks[other.path]), other.path))
        found[page.path] = tuple((other.path, other.title) for other in others[:MOST])
    return found


def _marks(page: Page) -> frozenset[str]:
    """What a chapter speaks of: the claims that it names and the subjects that it declares."""
    claims = {marker.id for marker in markers(page.text, page.source)[0] if marker.kind == "c"}
    subjects = page.front.get("subjects")
    return frozenset(claims | {str(name) for name in subjects if isinstance(subjects, list)} if subjects else claims)


def chapter_foot(
    page: Page,
    neighbours: Mapping[str, Sequence[tuple[str, str]]],
    release: Release,
    address: str,
    wording: Wording,
    href: Callable[[str, str], str],
) -> str:
    """Links to the related chapters, a reference to this one with version, day and address, and its PDF."""
    near = neighbours.get(page.path, ())
    items = "".join(f"<li>{link(href(path, ''), escaped(title))}</li>" for path, title in near)
    listed = f"<p><strong>{escaped(wording.label('foot.related'))}</strong></p><ul>{items}</ul>" if items else ""
    reference = (
        wording.label("foot.reference")
        .replace("{author}", release.author)
        .replace("{title}", page.title)
        .replace("{book}", wording.label("foot.book"))
        .replace("{version}", release.version)
        .replace("{day}", release.day.isoformat())
        .replace("{address}", address)
    )
    return (
        f'\n<div class="chapter-foot" data-search-exclude>{listed}'
        f"<p><strong>{escaped(wording.label('foot.cite'))}</strong></p>"
        f'<p class="cite-this" data-copy="{attribute(wording.label("foot.copy"))}" data-copied="{attribute(wording.label("foot.copied"))}">{escaped(reference)}</p>'
        f'<p class="chapter-files">{_files(page, wording, href)}</p></div>\n'
    )


def _files(page: Page, wording: Wording, href: Callable[[str, str], str]) -> str:
    """The chapter and the whole book to take away."""
    named = [(chapter_pdf(page.path, page.language), "print.chapter-pdf")]
    named += [(chapter_slides(page.path, page.language, kind), label) for kind, label in _SLIDE_LABELS.items()]
    named += [(whole_file(page.language, kind), f"print.whole-{kind}") for kind in KINDS]
    named += [(whole_slides(page.language), "listing.slides-whole"), (kit_file(page.language, CARDS), "listing.cards")]
    return " · ".join(link(href("", file), escaped(wording.label(label))) for file, label in named)
