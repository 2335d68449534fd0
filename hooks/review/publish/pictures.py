"""Drawings to take away: each as an SVG that carries its own colours and licence, with a line that says whose it is."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

from review.charts.views import chart
from review.evidence.columns import Context
from review.evidence.table import text_of
from review.figures import drawing
from review.markup import attribute, escaped
from review.project import Project
from review.publish.book.drawing import keep, light_rules, size
from review.publish.downloads import PICTURES, picture_file
from review.publish.metadata import TEXT_LICENCE
from review.release import Release
from review.wording import Language, Wording

Element: TypeAlias = Any
SVG = "{http://www.w3.org/2000/svg}"
_DC = "http://purl.org/dc/elements/1.1/"
_CC = "http://creativecommons.org/ns#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# Room around the sheet, in its own units, so that no line ends at the edge of the picture.
MARGIN = 12.0
FONTS = "'Source Sans 3', 'Noto Sans SC', Arial, sans-serif"
WIDTH = 1600
# A chart longer than this many pixels is drawn smaller.
TALLEST = 10_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_AFTER_HEADER = len(_SIGNATURE) + 25


@dataclass(frozen=True, slots=True)
class Edition:
    """One language of one version of the book: the address of its home page ends in a slash."""

    release: Release
    home: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing by the id of its figure, with its title, the address where it stands, and who is to be named for it."""

    name: str
    title: str
    address: str
    attribution: str
    language: str
    author: str


def picture(name: str, title: str, page: str, edition: Edition, wording: Wording) -> Picture:
    """The drawing that stands on a page under the id `name`."""
    release = edition.release
    address = f"{edition.home}{page}.html#{name}"
    line = (
        wording.label("picture.attribution")
        .replace("{title}", title)
        .replace("{author}", release.author)
        .replace("{book}", wording.label("foot.book"))
        .replace("{version}", release.version)
        .replace("{day}", release.day.isoformat())
        .replace("{address}", address)
    )
    return Picture(name, title, address, line, wording.language, release.author)


def picture_offer(
    name: str, title: str, page: str, edition: Edition, wording: Wording, href: Callable[[str, str], str]
) -> str:
    """Links to a drawing's files and the line to copy, which is folded away until somebody asks for it."""
    told = escaped(wording.label("picture.download"))
    links = " ".join(
        f'<a href="{attribute(href("", picture_file(name, wording.language, kind)))}" download '
        f'aria-label="{told}&#58; {attribute(title)}, {kind.upper()}">{kind.upper()}</a>'
        for kind in PICTURES
    )
    line = escaped(picture(name, title, page, edition, wording).attribution)
    return (
        f'<div class="picture-files" data-search-exclude>{links} '
        f"<details><summary>{escaped(wording.label('picture.copy'))}</summary>"
        f'<p data-copied="{attribute(wording.label("foot.copied"))}">{line}</p></details></div>'
    )


def drawn(project: Project, context: Context, name: str, language: Language) -> tuple[str, str]:
    """Title and SVG text of a drawing by the id of its figure."""
    kind, _, stem = name.partition("-")
    if kind == "chart":
        view = project.views[stem]
        return text_of(view.title, language), chart(view, context)
    figure = project.figures[stem]
    return text_of(figure.title, language), drawing(figure, language)


def standalone(svg: str, stylesheet: str, told: Picture, height: tuple[float, float] | None = None) -> bytes:
    """The drawing as a file for any viewer: colours on each shape, a white sheet, its size, its licence.

    With `height`, only what lies between the two is shown: for charts that are longer than a slide.
    """
    sheet = etree.fromstring(svg)
    rules = [
        (selector, dict(pair.split(":", 1) for pair in body.split(";") if pair.strip()))
        for selector, body in light_rules(stylesheet, FONTS)
    ]
    for element in sheet.iter():
        if isinstance(element.tag, str):
            _coloured(element, rules)
    width, whole = size(sheet)
    top, bottom = height or (0.0, whole)
    if height is not None:
        keep(sheet, top, bottom)
    box = (-MARGIN, top - MARGIN, width + 2 * MARGIN, bottom - top + 2 * MARGIN)
    sheet.set("viewBox", " ".join(f"{part:g}" for part in box))
    sheet.set("width", f"{box[2]:g}")
    sheet.set("height", f"{box[3]:g}")
    sheet.set("{http://www.w3.org/XML/1998/namespace}lang", told.language)
    ground = etree.Element(f"{SVG}rect", x=f"{box[0]:g}", y=f"{box[1]:g}", width=f"{box[2]:g}", height=f"{box[3]:g}")
    ground.set("fill", "#ffffff")
    heads = [child for child in sheet if child.tag in {f"{SVG}title", f"{SVG}desc"}]
    sheet.insert(len(heads), _licence(told))
    sheet.insert(len(heads) + 1, ground)
    return etree.tostring(sheet, encoding="utf-8", xml_declaration=True)


def _coloured(element: Element, rules: Sequence[tuple[str, Mapping[str, str]]]) -> None:
    """Writes what the style sheet says of a shape onto it: many programs read no style sheet in a drawing."""
    classes = (element.attrib.pop("class", "") or "").split()
    local = str(element.tag).rpartition("}")[2]
    # As in a style sheet, a class says more than the name of an element.
    for by_class in (False, True):
        for selector, told in rules:
            if selector.startswith(".") == by_class and selector.removeprefix(".") in (
                classes if by_class else [local]
            ):
                for name, value in told.items():
                    element.set(name.strip(), value.strip())


def _licence(told: Picture) -> Element:
    """Who made the drawing, where it stands and what may be done with it, for programs that read it."""
    metadata = etree.Element(f"{SVG}metadata")
    rdf = etree.SubElement(metadata, f"{{{_RDF}}}RDF", nsmap={"rdf": _RDF, "cc": _CC, "dc": _DC})
    work = etree.SubElement(rdf, f"{{{_CC}}}Work", {f"{{{_RDF}}}about": ""})
    for name, text in (
        ("title", told.title),
        ("creator", told.author),
        ("language", told.language),
        ("source", told.address),
        ("rights", told.attribution),
    ):
        etree.SubElement(work, f"{{{_DC}}}{name}").text = text
    etree.SubElement(work, f"{{{_CC}}}license", {f"{{{_RDF}}}resource": TEXT_LICENCE})
    return metadata


def pixels(svg: bytes) -> int:
    """How wide a drawing's PNG is: fit for a slide, less for a chart of extreme length."""
    sheet = etree.fromstring(svg)
    width, height = (float(sheet.get(name) or 1) for name in ("width", "height"))
    return min(WIDTH, round(TALLEST * width / height))


def signed(png: bytes, told: Picture) -> bytes:
    """The PNG with title, author, licence and address in its text fields."""
    fields = (
        ("Title", told.title),
        ("Author", told.author),
        ("Copyright", told.attribution),
        ("Source", told.address),
    )
    chunks = b"".join(_chunk(b"iTXt", name.encode() + b"\0\0\0\0\0" + text.encode()) for name, text in fields)
    return png[:_AFTER_HEADER] + chunks + png[_AFTER_HEADER:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
