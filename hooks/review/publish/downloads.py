"""What the files to take away are called, below the site's root, and which of them a whole build holds."""

from __future__ import annotations

from review.checks.chapters import is_chapter
from review.manuscript.markers import markers
from review.project import Project
from review.publish.cards import card_file
from review.wording import LANGUAGES, Language

FOLDER = "downloads"
BOOK = "combining-immunotherapy"
KINDS = ("pdf", "epub")
PICTURES = ("svg", "png")
# The question bank for Moodle, for what reads QTI 2.1, for Canvas, as plain text, and as sheets to print.
BANK_FILES = ("moodle.xml", "qti.zip", "canvas.zip", "questions.gift", "questions.pdf", "questions-key.pdf")
# The page that lists all files, and the checksums beside them; the page that asks for a handbook.
LISTING = "reference/downloads"
SUMS = f"{FOLDER}/SHA256SUMS"
HANDBOOK = "teach/index"
SLIDES = ("pptx", "html")
# The cards to learn with, for Anki.
CARDS = "cards.apkg"


def whole_file(language: str, kind: str) -> str:
    """The whole book in one language as a file of one kind."""
    return f"{FOLDER}/{BOOK}-{language}.{kind}"


def chapter_pdf(path: str, language: str) -> str:
    """One chapter as PDF, by the path of its page."""
    return f"{FOLDER}/chapters/{path.replace('/', '-')}-{language}.pdf"


def kit_file(language: str, name: str) -> str:
    """A file of the teaching kit in one language, by what it is called after the book and the language."""
    return f"{FOLDER}/{BOOK}-{language}-{name}"


def offline_zip(language: str) -> str:
    """The site in both languages as a folder to keep, opening in one of them."""
    return f"{FOLDER}/{BOOK}-{language}-offline.zip"


def handbook_file(language: str) -> str:
    """The teachers' pages of one language as a Word document."""
    return f"{FOLDER}/{BOOK}-{language}-handbook.docx"


def picture_file(name: str, language: str, kind: str) -> str:
    """A drawing by the id of its figure, as SVG or PNG."""
    return f"{FOLDER}/pictures/{name}-{language}.{kind}"


def chapter_slides(path: str, language: str, kind: str) -> str:
    """The slides of one chapter, by the path of its page, as a file of one kind."""
    return f"{FOLDER}/slides/{path.replace('/', '-')}-{language}.{kind}"


def whole_slides(language: str) -> str:
    """The slides of the whole book."""
    return f"{FOLDER}/{BOOK}-{language}-slides.pptx"


def promised_files(project: Project) -> frozenset[str]:
    """What a whole build holds: the site to keep, each page's card, and what is printed of every language that has chapters."""
    found: set[str] = set()
    paths = {language: {page.path for page in project.pages[language]} for language in LANGUAGES}
    if LISTING in paths["en"]:
        found.add(SUMS)
    for language in LANGUAGES:
        found |= {handbook_file(language)} if HANDBOOK in paths[language] else set()
        found |= {card_file(page.path, language) for page in project.pages[language]}
        found.add(offline_zip(language))
        chapters = [page.path for page in project.pages[language] if is_chapter(page)]
        found |= {chapter_pdf(path, language) for path in chapters}
        found |= {chapter_slides(path, language, kind) for path in chapters for kind in SLIDES}
        found |= (
            {whole_slides(language), kit_file(language, CARDS), *(whole_file(language, kind) for kind in KINDS)}
            if chapters
            else set()
        )
        found |= {picture_file(name, language, kind) for name in drawn_on(project, language) for kind in PICTURES}
        asked = {question.chapter for question in project.evidence.questions}
        found |= {kit_file(language, name) for name in BANK_FILES} if asked & set(chapters) else set()
    return frozenset(found)


def drawn_on(project: Project, language: Language) -> dict[str, str]:
    """The drawings that a language's pages show, by the ids of their figures, each with the path of the first page."""
    found: dict[str, str] = {}
    for page in project.pages[language]:
        for marker in markers(page.text, page.source)[0]:
            if marker.kind == "figure":
                found.setdefault(f"figure-{marker.id}", page.path)
            elif marker.kind == "view" and project.views[marker.id].chart:
                found.setdefault(f"chart-{marker.id}", page.path)
    return dict(sorted(found.items()))
