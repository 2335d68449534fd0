"""Makes the teaching kit beside the printed book: pictures, slides and cards to learn with, into the assembled site's `downloads/`.

A thin adapter: what a file holds is decided in `review.publish`; here files are read and written and compilers run.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pypandoc  # type: ignore[import-untyped]
import typst
from lxml import etree

from print_book import FONTS, navigation, web_address
from review.checks.chapters import is_chapter
from review.evidence.columns import Context
from review.manuscript.pages import Page
from review.problems import Problem
from review.problems import shown as shown_text
from review.project import Project
from review.publish.bank.items import items
from review.publish.book.collect import BIBLIOGRAPHY, GLOSSARY
from review.publish.book.drawing import cuts, described, size
from review.publish.book.gather import Pages
from review.publish.downloads import CARDS, chapter_slides, drawn_on, kit_file, picture_file, whole_slides
from review.publish.flashcards import package, question_cards, term_cards
from review.publish.pictures import Edition, Picture, drawn, picture, pixels, signed, standalone
from review.publish.slides.chapter import Sources, chapter_deck, footer, whole_deck
from review.publish.slides.deck import Deck, Line, Shot
from review.publish.slides.powerpoint import UnevenDeckError, document, finished, pictures, reference
from review.publish.slides.reading import line_of, on_one_line
from review.publish.slides.web import page as as_page
from review.release import Release
from review.rendering import open_context
from review.wording import LANGUAGES, Language

STYLESHEET = "docs/assets/stylesheets/book.css"
# What one compilation draws at most: the compiler holds all its pictures at once.
BATCH = 8
# In units of the drawing: a longer chart is shown on several slides.
LONGEST_ON_SLIDE = 560.0
Say = Callable[[str], None]


def make_kit(project: Project, release: Release, site: Path, work: Path, say: Say) -> list[Problem]:
    """Makes everything of every language into `site/downloads`; returns what kept it from that."""
    problems: list[Problem] = []
    for language in LANGUAGES:
        started = time.monotonic()
        edition = Edition(release, web_address(site, language))
        made = _pictures(project, edition, language, site, work)
        if made:
            say(f"drew {made} pictures, {language} ({time.monotonic() - started:.0f} s)")
        pages = [page for page in project.pages[language] if is_chapter(page)]
        if pages:
            kit = Kit(project, edition, language, site, work)
            problems += _slides(kit, pages)
            say(f"made {len(pages)} decks of slides and the whole, {language} ({time.monotonic() - started:.0f} s)")
            _flashcards(kit, pages)
    return problems


@dataclass(frozen=True)
class Kit:
    """What the making of one language's kit works with."""

    project: Project
    edition: Edition
    language: Language
    site: Path
    work: Path

    @cached_property
    def stylesheet(self) -> str:
        """The style sheet whose colours the drawings have."""
        return (self.project.root / STYLESHEET).read_text(encoding="utf-8")

    @cached_property
    def context(self) -> Context:
        """What charts need."""
        return open_context(self.project, self.language, {}, {})

    @cached_property
    def pages(self) -> Pages:
        """The language's built pages."""
        folder = self.site if self.language == "en" else self.site / self.language

        def read(path: str) -> bytes | None:
            file = folder / f"{path}.html"
            return file.read_bytes() if file.is_file() else None

        return Pages(read, self.edition.home)

    def address(self, path: str) -> str:
        """Where a page stands on the web: in the root edition where the language does not have it yet."""
        own = any(page.path == path for page in self.project.pages[self.language])
        return f"{self.edition.home if own else web_address(self.site, 'en')}{path}.html"

    @cached_property
    def drawings(self) -> Mapping[str, str]:
        """The pages of the drawings by the ids of their figures."""
        return drawn_on(self.project, self.language)

    @cached_property
    def reference(self) -> bytes:
        """What the decks look like."""
        pandoc = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.pptx"]
        default = subprocess.run(pandoc, capture_output=True, check=True).stdout
        return reference(default, footer(self.edition, self.project.wording(self.language)))

    def shots(self, name: str) -> list[Shot]:
        """A drawing for slides: a chart that is longer than a slide in parts."""
        page = self.drawings[name]
        title, svg = drawn(self.project, self.context, name, self.language)
        told = picture(name, title, page, self.edition, self.project.wording(self.language))
        sheet = etree.fromstring(svg)
        _, height = size(sheet)
        places = [0.0, *(cuts(sheet, height, LONGEST_ON_SLIDE) if name.startswith("chart-") else ()), height]
        return [
            Shot(f"{name}-{number}", standalone(svg, self.stylesheet, told, (top, bottom)), described(sheet))
            for number, (top, bottom) in enumerate(pairwise(places), 1)
        ]


def _slides(kit: Kit, pages: Sequence[Page]) -> list[Problem]:
    """A deck a chapter, for PowerPoint and for the browser, and the whole book's."""
    wording = kit.project.wording(kit.language)
    sources = Sources(kit.project, kit.edition, wording, _works(kit), kit.shots)
    order = {path: title for title, paths in navigation(kit.project, kit.language)[0] for path in paths}
    places = list(order)
    pages = sorted(pages, key=lambda page: (places.index(page.path) if page.path in order else len(places), page.path))
    decks = [(page, chapter_deck(sources, page, kit.pages.article(page.path))) for page in pages]
    jobs = [(chapter_slides(page.path, kit.language, "pptx"), deck) for page, deck in decks]
    jobs.insert(
        0, (whole_slides(kit.language), whole_deck(sources, [(order.get(page.path, ""), deck) for page, deck in decks]))
    )
    for page, deck in decks:
        _write(kit.site / chapter_slides(page.path, kit.language, "html"), as_page(deck, wording.label).encode("utf-8"))
    shown = {name: svg for _, deck in jobs for name, svg in pictures(deck).items()}
    painted_ones = dict(zip(shown, painted(list(shown.values()), kit.work), strict=True))
    # pandoc works outside this process, so that two threads keep two processors busy.
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        told = list(pool.map(lambda job: _deck_problem(kit, job[0], job[1], painted_ones), jobs))
    return [problem for problem in told if problem is not None]


def _deck_problem(kit: Kit, name: str, deck: Deck, drawings: Mapping[str, bytes]) -> Problem | None:
    """Writes a deck, or says what kept it from that."""
    try:
        _write(kit.site / name, _powerpoint(kit, name, deck, drawings))
    except (RuntimeError, UnevenDeckError) as error:
        remedy = "look at the slide that the message names, in the page from which it came"
        return Problem(name, 0, "PRINT-5", shown_text(error), "a deck that pandoc can make", remedy)
    return None


def _flashcards(kit: Kit, pages: Sequence[Page]) -> None:
    """The glossary's terms and the bank's questions as a package for Anki."""
    wording, evidence = kit.project.wording(kit.language), kit.project.evidence
    used: dict[str, list[str]] = {}
    for page in pages:
        links = kit.pages.article(page.path).xpath(".//a[@class='term']/@href")
        for name in dict.fromkeys(unquote(link.partition("#")[2]) for link in links):
            used.setdefault(name, []).append(page.path)
    terms = term_cards(evidence.terms, used, kit.address(GLOSSARY), wording)
    questions = question_cards(items(kit.project, kit.language, [page.path for page in pages]), kit.edition, wording)
    _write(kit.site / kit_file(kit.language, CARDS), package(terms, questions, kit.edition, wording))


def _works(kit: Kit) -> dict[str, Line]:
    """Each work as the bibliography's page prints it, by its key."""
    article = kit.pages.article(BIBLIOGRAPHY)
    if article is None:
        # A page that has no twin yet is that of the root edition.
        article = dataclasses.replace(kit, language="en").pages.article(BIBLIOGRAPHY)
    rows = article.xpath(".//tr[starts-with(@id, 'ref-')]") if article is not None else []
    return {row.get("id").removeprefix("ref-"): on_one_line(line_of(row[0])) for row in rows}


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _powerpoint(kit: Kit, name: str, deck: Deck, drawings: Mapping[str, bytes]) -> bytes:
    """The deck, or the file made before from the very same parts."""
    source = json.dumps(document(deck), ensure_ascii=False).encode("utf-8")
    own = {name: drawings[name] for name in pictures(deck)}
    code = b"".join(
        (Path(__file__).parent / "review/publish/slides" / name).read_bytes()
        for name in ("powerpoint.py", "fitting.py")
    )
    versions = f"{pypandoc.get_pandoc_version()} {version('python-pptx')} {kit.edition.release}"
    parts = [
        source,
        code,
        versions.encode(),
        repr(deck).encode(),
        *(part for item in own.items() for part in (item[0].encode(), item[1])),
    ]
    kept = (
        kit.work
        / "kept"
        / f"{hashlib.sha256(bytes(0).join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:32]}.pptx"
    )
    if not kept.is_file():
        part = kept.with_suffix(".part")
        part.write_bytes(finished(_converted(kit, name, source, own), deck, kit.edition.release))
        part.replace(kept)
    return kept.read_bytes()


def _converted(kit: Kit, name: str, source: bytes, drawings: Mapping[str, bytes]) -> bytes:
    """What pandoc makes of a deck."""
    folder = kit.work / "decks" / Path(name).stem
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "reference.pptx").write_bytes(kit.reference)
    for name, content in drawings.items():
        (folder / f"{name}.png").write_bytes(content)
    (folder / "deck.json").write_bytes(source)
    options = [
        "--from",
        "json",
        "--to",
        "pptx",
        "--slide-level",
        "2",
        "--reference-doc",
        "reference.pptx",
        "--output",
        "deck.pptx",
    ]
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), *options, "deck.json"],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(kit.edition.release.epoch)},
        capture_output=True,
        text=True,
    )
    if done.returncode or done.stderr:
        raise RuntimeError(done.stderr or f"pandoc ended with {done.returncode}")
    return (folder / "deck.pptx").read_bytes()


def _pictures(project: Project, edition: Edition, language: Language, site: Path, work: Path) -> int:
    """Each drawing of the language's pages as SVG and PNG; returns how many."""
    context = open_context(project, language, {}, {})
    stylesheet = (project.root / STYLESHEET).read_text(encoding="utf-8")
    wording = project.wording(language)
    files: list[tuple[Picture, bytes]] = []
    for name, page in drawn_on(project, language).items():
        title, svg = drawn(project, context, name, language)
        told = picture(name, title, page, edition, wording)
        files.append((told, standalone(svg, stylesheet, told)))
    for (told, svg_file), png in zip(files, painted([svg for _, svg in files], work), strict=True):
        for kind, content in (("svg", svg_file), ("png", signed(png, told))):
            target = site / picture_file(told.name, language, kind)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return len(files)


def painted(drawings: Sequence[bytes], work: Path) -> list[bytes]:
    """The drawings as PNG with the locked fonts, each painted anew only where it, the fonts or the compiler changed."""
    kept = work / "kept"
    kept.mkdir(parents=True, exist_ok=True)
    fonts = (Path(__file__).parent / "fonts/package-lock.json").read_bytes()
    stamp = b"\0".join([fonts, version("typst").encode()])
    names = [hashlib.sha256(b"%s\0%d\0%s" % (stamp, pixels(svg), svg)).hexdigest()[:32] for svg in drawings]
    missing = {name: svg for name, svg in zip(names, drawings, strict=True) if not (kept / f"{name}.png").is_file()}
    waiting = list(missing.items())
    for start in range(0, len(waiting), BATCH):
        _paint(dict(waiting[start : start + BATCH]), work / "source", kept)
    return [(kept / f"{name}.png").read_bytes() for name in names]


def _paint(drawings: dict[str, bytes], folder: Path, kept: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # One pixel a point: a picture's width in points is its width in pixels.
    lines = ["#set page(width: auto, height: auto, margin: 0pt)"]
    for name, svg in drawings.items():
        (folder / f"{name}.svg").write_bytes(svg)
        lines.append(f'#page(image("{name}.svg", width: {pixels(svg)}pt))')
    (folder / "main.typ").write_text("\n".join(lines), encoding="utf-8")
    made = typst.compile(
        str(folder / "main.typ"),
        root=str(folder),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="png",
        ppi=72,
    )
    for name, content in zip(drawings, made if isinstance(made, list) else [made], strict=True):
        part = kept / f"{name}.part"
        part.write_bytes(content)
        part.replace(kept / f"{name}.png")
