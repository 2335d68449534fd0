"""Prints the book: the assembled site's pages as PDF and EPUB into its `downloads/`, whole and chapter by chapter.

A thin adapter: what a page becomes is decided in `review.publish.book`; here files are read and written and compilers run.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typst

from review.checks.chapters import is_chapter
from review.problems import Problem, shown
from review.project import Project
from review.publish.book.collect import EDITION, Nav, Part, Piece, plan, read_nav
from review.publish.book.drawing import print_style
from review.publish.book.epub import packed
from review.publish.book.gather import Book, Pages, gather
from review.publish.book.pdf import finished
from review.publish.book.typst import TEMPLATE, cover_page, one_chapter, whole_book
from review.publish.downloads import chapter_pdf, whole_file
from review.publish.metadata import published_at
from review.release import Release
from review.wording import LANGUAGES, Language

CONFIGS: dict[Language, str] = {"en": "mkdocs.yml", "zh": "mkdocs.zh.yml"}
STYLESHEET = "docs/assets/stylesheets/book.css"
# Installed by the Makefile from hooks/fonts/package-lock.json.
FONTS = Path(sys.prefix) / "fonts" / "node_modules"
COVER_PPI = 110
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """One PDF to compile: where its source lies, what it is called, what its bytes depend on."""

    name: str
    folder: str
    target: str
    kept: str
    epoch: int


@dataclass(frozen=True)
class Press:
    """What one printing of one language works with."""

    project: Project
    release: Release
    language: Language
    site: Path
    work: Path
    paper: str

    @property
    def pages(self) -> Pages:
        """The language's built pages."""
        folder = self.site if self.language == "en" else self.site / self.language

        def read(path: str) -> bytes | None:
            file = folder / f"{path}.html"
            return file.read_bytes() if file.is_file() else None

        return Pages(read, self.web)

    @property
    def web(self) -> str:
        """The address of the edition on the web, as its home page gives it."""
        return web_address(self.site, self.language)


def web_address(site: Path, language: Language) -> str:
    """The address of an edition on the web, as its home page in the assembled site gives it."""
    home = site / ("" if language == "en" else language) / "index.html"
    return published_at(home.read_text(encoding="utf-8")).removesuffix("index.html")


def print_books(
    project: Project, release: Release, site: Path, work: Path, say: Say, paper: str = "a4"
) -> list[Problem]:
    """Prints every language that has chapters into `site/downloads`; returns what kept it from that."""
    if not FONTS.is_dir():
        remedy = "run `make site`, which installs them from hooks/fonts/package-lock.json"
        return [Problem("hooks/fonts/package.json", 0, "PRINT-3", "no fonts installed", "the locked fonts", remedy)]
    problems: list[Problem] = []
    for language in LANGUAGES:
        nav, faults = navigation(project, language)
        problems += faults
        chapters = frozenset(page.path for page in project.pages[language] if is_chapter(page))
        parts = plan(nav, chapters)
        if chapters and not faults:
            press = Press(project, release, language, site, work / language, paper)
            problems += _print(press, parts, chapters, say)
    return problems


def prepared(press: Press) -> tuple[Book, Job]:
    """The whole book of one language, gathered, and its PDF ready to be compiled."""
    nav, _ = navigation(press.project, press.language)
    chapters = frozenset(page.path for page in press.project.pages[press.language] if is_chapter(page))
    book = _gathered(press, plan(nav, chapters), EDITION)
    return book, _whole(press, book)


def navigation(project: Project, language: Language) -> tuple[Nav, list[Problem]]:
    """The navigation, or every page under its folder's name where none is written."""
    nav, faults = read_nav(project.root, CONFIGS[language])
    if nav or faults:
        return nav, faults
    folders: dict[str, list[str]] = {}
    for page in project.pages[language]:
        folder, _, _ = page.path.rpartition("/")
        folders.setdefault(folder.capitalize(), []).append(page.path)
    return list(folders.items()), []


def _print(press: Press, parts: Sequence[Part], chapters: frozenset[str], say: Say) -> list[Problem]:
    started = time.monotonic()
    shutil.rmtree(press.work / "source", ignore_errors=True)
    (press.work / "kept").mkdir(parents=True, exist_ok=True)
    book = _gathered(press, parts, EDITION)
    jobs = [_whole(press, book), *_chapters(press, parts, chapters)]
    problems = []
    # The book takes longest and goes first; the chapters fill the other processor.
    # Fresh processes: one forked after Typst has run here would wait for threads that it does not have.
    workers = min(len(jobs), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        running = {pool.submit(compiled, job): job for job in jobs}
        problems += _bind(press, book)
        say(f"bound {whole_file(press.language, 'epub')} ({time.monotonic() - started:.0f} s)")
        for done, future in enumerate(as_completed(running), 1):
            job, told = running[future], future.result()
            problems += [_uncompiled(job.name, told)] if told else []
            say(f"printed {done} of {len(jobs)}: {job.name} ({time.monotonic() - started:.0f} s)")
    return problems


def _gathered(press: Press, parts: Sequence[Part], edition: str = "") -> Book:
    style = print_style((press.project.root / STYLESHEET).read_text(encoding="utf-8"))
    label = press.project.wording(press.language).label
    return gather(parts, press.pages, press.language, label, style, edition)


def _uncompiled(name: str, told: str) -> Problem:
    expected = "a document that can be set as PDF/UA-1"
    remedy = "look at the place that the message names, in the page from which it came"
    return Problem(name, 0, "PRINT-2", shown(told, 400), expected, remedy)


def _bind(press: Press, book: Book) -> list[Problem]:
    """Packs the EPUB, whose cover is a picture of the PDF's."""
    name = whole_file(press.language, "epub")
    label = press.project.wording(press.language).label
    folder = press.work / "source" / "cover"
    folder.mkdir()
    source = cover_page(book, press.release, label, {"paper": press.paper, "home": press.web})
    (folder / "main.typ").write_text(source, encoding="utf-8")
    shutil.copyfile(_template(), folder / TEMPLATE)
    try:
        cover = typeset(str(folder), press.release.epoch, format="png", ppi=COVER_PPI)
    except typst.TypstError as error:
        return [_uncompiled(name, str(error))]
    target = press.site / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(packed(book, press.release, label, cover))
    return []


def _template() -> Path:
    return Path(__file__).parent / "review/publish/book" / TEMPLATE


def typeset(folder: str, epoch: int, **options: Any) -> bytes:
    """What Typst makes of the source in a folder, with the locked fonts alone."""
    content = typst.compile(
        f"{folder}/main.typ", root=folder, font_paths=[str(FONTS)], ignore_system_fonts=True, timestamp=epoch, **options
    )
    assert isinstance(content, bytes)
    return content


def _whole(press: Press, book: Book) -> Job:
    label = press.project.wording(press.language).label
    source = whole_book(book, press.release, label, {"paper": press.paper, "home": press.web})
    return _job(press, whole_file(press.language, "pdf"), source, book)


def _chapters(press: Press, parts: Sequence[Part], chapters: frozenset[str]) -> Iterator[Job]:
    label = press.project.wording(press.language).label
    for part in parts:
        for piece in part.pieces:
            if piece.path in chapters:
                book = _gathered(press, [Part(part.title, part.number, (piece,))])
                source = one_chapter(book, press.release, label, _options(press, piece))
                yield _job(press, chapter_pdf(piece.path, press.language), source, book)


def _options(press: Press, piece: Piece) -> dict[str, str]:
    return {"paper": press.paper, "home": f"{press.web}{piece.path}.html"}


def _job(press: Press, name: str, source: str, book: Book) -> Job:
    """Writes the source out; its hash tells whether the same file was compiled before."""
    folder = press.work / "source" / Path(name).stem
    folder.mkdir(parents=True)
    template = _template().read_text(encoding="utf-8")
    fonts = (Path(__file__).parent / "fonts/package-lock.json").read_bytes()
    finishing = (Path(__file__).parent / "review/publish/book/pdf.py").read_bytes()
    (folder / "main.typ").write_text(source, encoding="utf-8")
    (folder / TEMPLATE).write_text(template, encoding="utf-8")
    drawings = sorted(book.figures.items())
    for file, figure in drawings:
        (folder / file).write_bytes(figure.content)
    told = hashlib.sha256(
        b"\0".join([
            source.encode(), template.encode(), fonts, finishing, version("typst").encode(),
            str(press.release.epoch).encode(), *(figure.content for _, figure in drawings),
        ])
    ).hexdigest()  # fmt: skip
    target = press.site / name
    return Job(name, str(folder), str(target), str(press.work / "kept" / f"{told[:32]}.pdf"), press.release.epoch)


def compiled(job: Job) -> str:
    """Compiles one PDF, or takes the one made before from the very same source; returns what is wrong, or nothing."""
    kept, target = Path(job.kept), Path(job.target)
    if not kept.is_file():
        try:
            content = typeset(job.folder, job.epoch, format="pdf", pdf_standards=["ua-1"])
        except RuntimeError as error:  # of which the compiler's own error is a kind
            return " ".join([str(error), *getattr(error, "hints", ())])
        part = kept.with_suffix(".part")
        part.write_bytes(finished(content))
        part.replace(kept)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, target)
    return ""
