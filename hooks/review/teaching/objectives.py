"""Each chapter's objectives with the questions that test them, from the chapters' front matter and the data."""

from __future__ import annotations

from review.checks.chapters import is_chapter
from review.evidence.records import Question
from review.manuscript.pages import Page
from review.markup import escaped, items, link, span
from review.publish.downloads import chapter_pdf, chapter_slides
from review.teaching.kit import Kit
from review.teaching.tables import table

_PART = {"foundations": 0, "mechanisms": 1, "therapies": 2, "settings": 3}


def chapters(kit: Kit) -> list[Page]:
    """The chapters of the language, part by part."""
    found = [page for page in kit.pages.values() if is_chapter(page)]
    return sorted(found, key=lambda page: (_PART.get(page.path.partition("/")[0], len(_PART)), page.path))


def objectives_table(kit: Kit) -> str:
    """One row an objective: its chapter, the questions that test it, and the chapter's files."""
    heads = [kit.label(name) for name in ("objective", "chapter", "questions", "files")]
    rows = []
    for page in chapters(kit):
        asked = kit.project.evidence.questions_of.get(page.path, ())
        for number, objective in enumerate(page.front["objectives"], 1):
            mine = [question for question in asked if question.objective == number]
            rows.append(
                [escaped(str(objective)), kit.page_link(page.path), _questions(page, mine, kit), _files(page, kit)]
            )
    return table(kit.label("objectives-title"), heads, rows, whole=False)


def tied_note(kit: Kit) -> str:
    """How many questions name the objective that they test, and how many do not yet."""
    every = kit.project.evidence.questions
    tied = sum(question.objective is not None for question in every)
    said = (
        kit.label("tied" if tied < len(every) else "tied-all")
        .replace("{n}", str(tied))
        .replace("{total}", str(len(every)))
    )
    return f"<p>{escaped(said)}</p>"


def _questions(page: Page, asked: list[Question], kit: Kit) -> str:
    """Links to the questions by their number on the chapter's page, each wide enough for a finger."""
    places = {
        question.id: place for place, question in enumerate(kit.project.evidence.questions_of.get(page.path, ()), 1)
    }
    links = [link(kit.context.href(page.path, question.id), str(places[question.id])) for question in asked]
    return span("numbers", " ".join(links)) if links else ""


def slides_of(page: Page) -> str:
    """A chapter's slides to present and to change."""
    return chapter_slides(page.path, page.language, "pptx")


def _files(page: Page, kit: Kit) -> str:
    named = [(chapter_pdf(page.path, page.language), "PDF"), (slides_of(page), escaped(kit.label("slides")))]
    return items([link(kit.context.href("", file), word) for file, word in named])
