"""The document as EPUB 3: a file a section, notes that open where they are cited, and what it says of its accessibility.

Written from the tree without pandoc, which takes half a minute for it and turns the heads of table rows into plain cells.
"""

from __future__ import annotations

import copy
import html as entities
import io
import uuid
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lxml import etree, html

from review.publish.archive import LONG_AGO
from review.publish.book.gather import Book, Section
from review.publish.book.tables import Paper, laid_out
from review.release import Release

Element: TypeAlias = Any
Labels = Callable[[str], str]
# A reading device is narrow and does not turn a page: tables with more columns become records.
SCREEN = Paper(upright=4, turned=4, line=90, turned_line=90)
CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
FEATURES = (
    "alternativeText", "displayTransformability", "index", "readingOrder", "structuralNavigation", "tableOfContents",
)  # fmt: skip
STYLE = """body { line-height: 1.5; }
h1, h2, h3, h4 { color: #08424d; line-height: 1.25; }
figure { margin: 1.2em 0; }
img { height: auto; max-width: 100%; }
figcaption, caption { font-size: 0.9em; margin: 0.4em 0; text-align: left; }
table { border-collapse: collapse; font-size: 0.85em; margin: 1em 0; width: 100%; }
th, td { border-top: 1px solid #c9d6d8; padding: 0.3em 0.4em; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid #0b5c6b; }
tr.subhead th { padding-top: 0.8em; }
div.field, span.item { display: block; }
div.chapter-head, div.question, div.admonition { border-left: 0.2em solid #0b5c6b; margin: 1em 0; padding-left: 0.8em; }
aside, div.work, div.statement { font-size: 0.85em; }
sup, sub { line-height: 0; }
p.admonition-title { font-weight: bold; }
a { color: #0b5c6b; }
"""
_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">
<head><meta charset="utf-8"/><title>{title}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>
<body{kind}>
{body}
</body>
</html>
"""
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(slots=True)
class Leaf:
    """One file of the book: its name, its title in the contents, whether it stands under a part, its content."""

    name: str
    title: str
    under: bool
    body: Element
    kind: str = ""


@dataclass
class _Binder:
    book: Book
    label: Labels
    paper: Paper = SCREEN
    leaves: list[Leaf] = field(default_factory=list)

    def leaf(self, name: str, title: str, under: bool = False, kind: str = "") -> Element:
        body = html.Element("section", id=name)
        self.leaves.append(Leaf(f"{name}.xhtml", title, under, body, kind))
        etree.SubElement(body, "h1").text = title
        return body

    def heading(self, body: Element, words: str, name: str) -> None:
        etree.SubElement(body, "h2", id=name).text = words

    def section(self, section: Section, under: bool) -> None:
        """One page of the site with its answers, its statements and the works it cites behind it."""
        kind = f"{self.label('print.appendix')} " if section.kind == "appendix" else ""
        title = f"{kind}{section.number}. {section.title}" if section.number else section.title
        body = self.leaf(section.id, title, under)
        for part in _prepared(section, self.label, self.paper):
            body.append(part)
        if section.answers:
            self.heading(body, self.label("print.answers"), f"{section.id}-answers")
            for answer in section.answers:
                body.append(_led_to_notes(copy.deepcopy(answer), section))
        if section.statements:
            self.heading(body, self.label("print.statements"), f"{section.id}-said")
            etree.SubElement(body, "p").text = self.label("print.statements-note")
            for item in section.statements:
                body.append(_numbered(item, item.get("id"), "div", "statement"))
        self._notes(body, section)

    def _notes(self, body: Element, section: Section) -> None:
        cited = {
            link.get("href") for root in (section.body, *section.answers) for link in root.xpath(".//a[@class='cite']")
        }
        works = [(key, item) for _, key, item in self.book.works if f"#ref-{key}" in cited]
        if works:
            self.heading(body, self.label("print.references"), f"{section.id}-references")
        for key, item in works:
            note = _numbered(item, f"{section.id}-ref-{key}", "aside", "note")
            note.set("role", "doc-footnote")
            note.set("data-epub", "footnote")
            body.append(note)

    def works(self) -> None:
        if self.book.works:
            body = self.leaf("bibliography--top", self.label("print.bibliography"), kind="bibliography")
            for _, key, item in self.book.works:
                body.append(_numbered(item, f"ref-{key}", "div", "work"))

    def glossary(self) -> None:
        if not self.book.glossary:
            return
        listed = etree.SubElement(self.leaf("glossary--top", self.label("print.glossary"), kind="glossary"), "dl")
        for entry in self.book.glossary:
            name = etree.SubElement(listed, "dt", id=entry.id)
            name.text = f"{entry.term} ({entry.also})" if entry.also else entry.term
            told = etree.SubElement(listed, "dd")
            told.text = entry.definition
            for word, term, target in entry.relations:
                line = etree.SubElement(told, "span")
                line.text = f" {word}: "
                named = etree.SubElement(line, "a", href=f"#{target}") if target else etree.SubElement(line, "span")
                named.text, named.tail = term, "."

    def index(self) -> None:
        """Each term with the chapters that use it: a device has no pages to name."""
        places: dict[str, dict[str, str]] = {}
        for section in self.book.sections():
            for link in section.body.xpath(".//a[@data-term]"):
                place = section.number or section.title
                places.setdefault(link.get("data-term"), {})[place] = f"{section.id}-term-{link.get('data-term')}"
        terms = sorted(
            (self.book.terms[term].casefold(), self.book.terms[term], term)
            for term in places
            if term in self.book.terms
        )
        if not terms:
            return
        listed = etree.SubElement(self.leaf("index-of-terms", self.label("print.index"), kind="index"), "ul")
        for _, words, term in terms:
            line = etree.SubElement(listed, "li")
            line.text = f"{words} "
            for place, target in places[term].items():
                link = etree.SubElement(line, "a", href=f"#{target}")
                link.text, link.tail = place, " "


def bound(book: Book, label: Labels, paper: Paper = SCREEN) -> list[Leaf]:
    """The files of the book in reading order, with every link led to the file that holds its place."""
    binder = _Binder(book, label, paper)
    for section in (book.home, book.edition):
        if section is not None:
            binder.section(section, under=False)
    for part, sections in book.parts:
        if part.number:
            binder.leaf(f"part-{part.number}", f"{label('print.part')} {part.number}: {part.title}")
        for section in sections:
            binder.section(section, under=bool(part.number))
    binder.works()
    binder.glossary()
    binder.index()
    _lead(binder.leaves)
    return binder.leaves


def _prepared(section: Section, label: Labels, paper: Paper) -> Iterator[Element]:
    """The section's blocks with tables laid out, captions numbered and every mark kept."""
    content = _led_to_notes(copy.deepcopy(section.body), section)
    for figure in content.xpath(".//figure[@class='table']"):
        _table(figure, label, paper)
    for figure in content.xpath(".//figure[@class='drawing']"):
        for caption in figure.xpath("./figcaption"):
            caption.text = f"{label('print.figure')} {figure.get('data-number')}. {(caption.text or '').lstrip()}"
        for image in figure.iter("img"):
            image.set("src", f"figures/{image.get('src')}")
    for link in content.xpath(".//a[@data-term]"):
        link.set("id", f"{section.id}-term-{link.get('data-term')}")
    yield from list(content)


def _led_to_notes(content: Element, section: Section) -> Element:
    """Citations lead to the note in their own file, which a reading device shows at a touch."""
    for link in content.xpath(".//a[@class='cite']"):
        link.set("href", f"#{section.id}-{link.get('href').removeprefix('#')}")
        link.set("role", "doc-noteref")
        link.set("data-epub", "noteref")
    return content


def _table(figure: Element, label: Labels, paper: Paper) -> None:
    table = laid_out(figure.find("table"), paper).table
    told = figure.find("figcaption")
    caption = html.Element("caption")
    caption.text = f"{label('print.table')} {figure.get('data-number')}. {(told.text or '').strip()}"
    for child in list(told):
        caption.append(child)
    table.insert(0, caption)
    table.set("id", figure.get("id"))
    table.tail = figure.tail
    figure.getparent().replace(figure, table)


def _numbered(item: Element, name: str, tag: str, css: str) -> Element:
    """An item of a list with its own number, as a block to which a link can lead."""
    made = html.Element(tag, id=name)
    made.set("class", css)
    line = etree.SubElement(made, "p")
    line.text = f"{item.get('value')}. {item.text or ''}"
    for child in item:
        line.append(copy.deepcopy(child))
    return made


def _lead(leaves: Sequence[Leaf]) -> None:
    """Each link gets the name of its target's file; one without a target becomes plain words."""
    holders = {
        element.get("id"): leaf.name for leaf in leaves for element in leaf.body.iter() if isinstance(element.tag, str) and element.get("id")
    }  # fmt: skip
    for leaf in leaves:
        for link in list(leaf.body.iter("a")):
            target = link.get("href") or ""
            if target.startswith("#") and target[1:] not in holders:
                link.drop_tag()
            elif target.startswith("#") and holders[target[1:]] != leaf.name:
                link.set("href", f"{holders[target[1:]]}{target}")


def written(body: Element) -> str:
    """A section as XHTML; what only the printed page needs is left behind."""
    for element in body.iter():
        if isinstance(element.tag, str):
            for name in [name for name in element.attrib if name.startswith("data-") and name != "data-epub"]:
                del element.attrib[name]
    return str(etree.tostring(body, encoding="unicode", with_tail=False)).replace(" data-epub=", " epub:type=")


def packed(book: Book, release: Release, label: Labels, cover: bytes) -> bytes:
    """The EPUB; the same book and release give the same bytes."""
    leaves = bound(book, label)
    title = entities.escape(label("foot.book"))
    files: dict[str, bytes] = {
        "META-INF/container.xml": _CONTAINER.encode(),
        "EPUB/package.opf": _package(book, release, label, leaves).encode(),
        "EPUB/nav.xhtml": _page(book, title, _nav(leaves, label)).encode(),
        "EPUB/cover.xhtml": _page(
            book, title, f'<div><img src="cover.png" alt="{title}"/></div>', ' epub:type="cover"'
        ).encode(),
        "EPUB/cover.png": cover,
        "EPUB/book.css": STYLE.encode(),
        **{f"EPUB/figures/{name}": figure.content for name, figure in book.figures.items()},
        **{
            f"EPUB/{leaf.name}": _page(book, entities.escape(leaf.title), written(leaf.body)).encode()
            for leaf in leaves
        },
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        _add(made, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        for name in sorted(files):
            _add(made, name, files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _page(book: Book, title: str, body: str, kind: str = "") -> str:
    return _PAGE.format(language=book.language, title=title, body=body, kind=kind)


def _add(made: zipfile.ZipFile, name: str, content: bytes, kind: int) -> None:
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.compress_type = kind
    info.external_attr = 0o644 << 16
    made.writestr(info, content)


def _nav(leaves: Sequence[Leaf], label: Labels) -> str:
    """The contents, chapters under their parts, and the landmarks."""
    lines = [
        f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{entities.escape(label("print.contents"))}</h1>',
        "<ol>",
    ]
    open_part = False
    for leaf, after in zip(leaves, [*leaves[1:], None], strict=True):
        link = f'<a href="{leaf.name}">{entities.escape(leaf.title)}</a>'
        if not leaf.under and open_part:
            lines.append("</ol></li>")
            open_part = False
        if after is not None and after.under and not leaf.under:
            lines.append(f"<li>{link}<ol>")
            open_part = True
        else:
            lines.append(f"<li>{link}</li>")
    lines += ["</ol></li>"] if open_part else []
    marks = [("toc", "nav.xhtml#toc", label("print.contents"))]
    begun = next((leaf for leaf in leaves if leaf.name.startswith("part-")), leaves[0] if leaves else None)
    marks += [("bodymatter", begun.name, begun.title)] if begun else []
    marks += [(leaf.kind, leaf.name, leaf.title) for leaf in leaves if leaf.kind]
    lines += ["</ol></nav>", '<nav epub:type="landmarks" hidden="hidden"><ol>']
    lines += [
        f'<li><a epub:type="{kind}" href="{name}">{entities.escape(words)}</a></li>' for kind, name, words in marks
    ]
    return "\n".join([*lines, "</ol></nav>"])


def _package(book: Book, release: Release, label: Labels, leaves: Sequence[Leaf]) -> str:
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{book.web}#{book.language}-{release.version}-{release.day.isoformat()}")
    told = {
        "dc:title": label("foot.book"),
        "dc:creator": release.author,
        "dc:language": book.language,
        "dc:date": release.day.isoformat(),
        "dc:rights": label("print.licence"),
        "dc:description": f"{label('print.medical')} {label('print.made')}",
    }
    lines = [f'<dc:identifier id="id">urn:uuid:{name}</dc:identifier>']
    lines += [f"<{tag}>{entities.escape(text)}</{tag}>" for tag, text in told.items()]
    lines += [_meta("dcterms:modified", f"{release.day.isoformat()}T00:00:00Z"), _meta("dcterms:conformsTo", CONFORMS)]
    lines += [_meta("schema:accessMode", mode) for mode in ("textual", "visual")]
    lines += [_meta("schema:accessModeSufficient", "textual"), _meta("schema:accessibilityHazard", "none")]
    lines += [_meta("schema:accessibilityFeature", feature) for feature in FEATURES]
    lines += [
        _meta("schema:accessibilitySummary", label("print.accessible")),
        _meta("a11y:certifiedBy", release.author),
    ]
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>',
        '<item id="cover-image" href="cover.png" media-type="image/png" properties="cover-image"/>',
        '<item id="style" href="book.css" media-type="text/css"/>',
    ]
    items += [
        f'<item id="f{place}" href="figures/{file}" media-type="image/svg+xml"/>'
        for place, file in enumerate(book.figures)
    ]
    items += [
        f'<item id="s{place}" href="{leaf.name}" media-type="application/xhtml+xml"/>'
        for place, leaf in enumerate(leaves)
    ]
    spine = [
        '<itemref idref="cover"/>',
        '<itemref idref="nav"/>',
        *(f'<itemref idref="s{place}"/>' for place in range(len(leaves))),
    ]
    return "\n".join([
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{book.language}"'
        ' prefix="a11y: http://www.idpf.org/epub/vocab/package/a11y/#">',
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">', *lines, "</metadata>",
        "<manifest>", *items, "</manifest>", "<spine>", *spine, "</spine>", "</package>", "",
    ])  # fmt: skip


def _meta(name: str, text: str) -> str:
    return f'<meta property="{name}">{entities.escape(text)}</meta>'
