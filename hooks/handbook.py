"""Writes the teachers' handbook and the list of all files to take away into the assembled site.

A thin adapter: what they hold is decided in `review.teaching.handbook` and `review.publish.listing`.
"""

from __future__ import annotations

from pathlib import Path

from print_book import web_address
from review.problems import Problem, shown
from review.project import Project
from review.publish.downloads import FOLDER, HANDBOOK, LISTING, SUMS, handbook_file
from review.publish.listing import filled, listed, sums
from review.release import Release
from review.teaching.handbook import PAGES, handbook_docx, handbook_html
from review.wording import LANGUAGES


def write_handbooks(project: Project, release: Release, site: Path) -> list[Problem]:
    """Writes the handbook of each language that has teachers' pages; returns what kept it from that."""
    problems = []
    for language in LANGUAGES:
        folder = site if language == "en" else site / language
        pages = {path: folder / f"{path}.html" for path in PAGES}
        built = {path: file.read_bytes() for path, file in pages.items() if file.is_file()}
        if HANDBOOK not in built:
            continue
        label = project.wording(language).label
        title = f"{label('foot.book')}: {label('handbook.title')}"
        subtitle = label("handbook.subtitle").replace("{version}", release.version).replace("{day}", str(release.day))
        try:
            text = handbook_html(built, web_address(site, language), title, label("handbook.contents"))
            content = handbook_docx(text, release, title, subtitle, language)
        except RuntimeError as error:
            problems.append(_unwritten(handbook_file(language), str(error)))
            continue
        target = site / handbook_file(language)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return problems


def _unwritten(name: str, told: str) -> Problem:
    remedy = "look at what pandoc says, and at the teaching page that it names"
    return Problem(name, 0, "PRINT-5", shown(told, 400), "a handbook that pandoc can write", remedy)


def list_downloads(project: Project, site: Path) -> None:
    """Fills the page that lists all files, and writes their checksums beside them, once nothing more is added."""
    page = site / f"{LISTING}.html"
    if not page.is_file():
        return
    folder = site / FOLDER
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = listed(files)
    (site / SUMS).write_text(sums(found), encoding="utf-8")
    titles = {page.path.replace("/", "-"): page.title for page in project.pages["en"]}
    label = project.wording("en").label
    page.write_text(filled(page.read_text(encoding="utf-8"), found, label, titles), encoding="utf-8")
