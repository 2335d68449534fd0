"""Makes the teaching kit beside the printed book: pictures, from the same sources, into the assembled site's `downloads/`.

A thin adapter: what a file holds is decided in `review.publish`; here files are read and written and compilers run.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import typst

from print_book import FONTS, web_address
from review.problems import Problem
from review.project import Project
from review.publish.downloads import drawn_on, picture_file
from review.publish.pictures import Edition, Picture, drawn, picture, pixels, signed, standalone
from review.release import Release
from review.rendering import open_context
from review.wording import LANGUAGES, Language

STYLESHEET = "docs/assets/stylesheets/book.css"
# What one compilation draws at most: the compiler holds all its pictures at once.
BATCH = 8
Say = Callable[[str], None]


def make_kit(project: Project, release: Release, site: Path, work: Path, say: Say) -> list[Problem]:
    """Makes everything of every language into `site/downloads`; returns what kept it from that."""
    for language in LANGUAGES:
        started = time.monotonic()
        edition = Edition(release, web_address(site, language))
        made = _pictures(project, edition, language, site, work)
        if made:
            say(f"drew {made} pictures, {language} ({time.monotonic() - started:.0f} s)")
    return []


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
