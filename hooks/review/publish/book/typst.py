"""The document as Typst's own language, which its compiler sets as tagged PDF.

Written from the tree without pandoc: what a page needs (numbers, alternative texts, table heads, what may break, index marks)
is known here, and pandoc's writer would have to be told all of it by a filter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from review.publish.book.collect import Part
from review.publish.book.gather import Book, Section
from review.publish.book.tables import Paper, laid_out
from review.release import Release

Element: TypeAlias = Any
Labels = Callable[[str], str]
TEMPLATE = "book.typ"
_SPACE = re.compile(r"[ \t\r\n]+")
_BLOCKS = frozenset(
    {"p", "ul", "ol", "h2", "h3", "h4", "h5", "h6", "figure", "div", "blockquote", "pre", "hr", "table"}
)
_SPANS = {
    "detail": "dim",
    "what": "dim",
    "absent": "dim",
    "claims": "dim",
    "credit": "dim",
    "number": "strong",
    "level": "dim",
}
_WRAPS = {"em": "emph", "i": "emph", "strong": "strong", "b": "strong", "sub": "sub", "sup": "super", "code": "mono"}
# An address in print is set whole unless the words before it already say where it leads.
_TELLING = re.compile(r"^(?:https?://|NCT\d|PMC\d|10\.\d|\d{6,}|CC BY|CC0|MIT)", re.IGNORECASE)
_HOSTED = re.compile(r"^https?://(?:www\.)?")


def quoted(text: str) -> str:
    """A text as a string of Typst."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _text(text: str | None) -> str:
    """Text as it runs in a paragraph, so that no character of it is markup."""
    spaced = _SPACE.sub(" ", text or "")
    return f"#{quoted(spaced)}" if spaced else ""


def call(name: str, *bodies: str, **options: str) -> str:
    """A call of a function of the template with options as code and bodies as content."""
    told = ", ".join(f"{key.replace('_', '-')}: {value}" for key, value in options.items())
    return f"#{name}" + (f"({told})" if told else "" if bodies else "()") + "".join(f"[{body}]" for body in bodies)


@dataclass
class Writer:
    """Writes the body of one document. `top` is the depth at which chapters stand in it."""

    book: Book
    label: Labels
    top: int
    paper: Paper = field(default_factory=Paper)
    alone: bool = False
    _in_table: bool = False
    _turned: list[str] = field(default_factory=list)

    def section(self, section: Section) -> Iterator[str]:
        """One page of the site as a chapter, with its answers and statements behind it."""
        yield call(
            "chapter",
            _text(section.title),
            id=quoted(section.id),
            number=quoted(section.number),
            kind=quoted(section.kind),
            level=str(self.top),
        )
        if self.alone:
            yield "#imprint-foot()"
        self._turned = []
        yield from self.blocks(section.body)
        if section.answers:
            yield self._heading(_text(self.label("print.answers")), 1, f"{section.id}-answers")
            yield call("answers", "\n".join(self._mark(answer) + self.joined(answer) for answer in section.answers))
        if section.statements:
            yield self._heading(_text(self.label("print.statements")), 1, f"{section.id}-said")
            yield call("note", _text(self.label("print.statements-note")))
            items = ", ".join(
                f"({item.get('value')}, [{self._mark(item)}{self.inline(item)}])" for item in section.statements
            )
            yield f"#statements(({items},))"
        # Turned tables stand together at the end, so that no page of text is cut short for them.
        yield from self._turned

    def _heading(self, words: str, depth: int, name: str) -> str:
        return call("section", words, id=quoted(name), level=str(self.top + depth))

    def _mark(self, element: Element) -> str:
        """A place to which links lead, where any does."""
        name = element.get("id")
        return f"#mark({quoted(name)})" if name in self.book.linked else ""

    def joined(self, element: Element) -> str:
        """The blocks of an element as one text."""
        return "\n".join(self.blocks(element))

    def blocks(self, element: Element) -> Iterator[str]:
        """What stands below one another in an element; loose text between blocks is a paragraph."""
        loose: list[str] = [_text(element.text)] if (element.text or "").strip() else []
        for child in element:
            if isinstance(child.tag, str) and child.tag in _BLOCKS:
                if "".join(loose).strip():
                    yield call("para", "".join(loose))
                loose = []
                yield self._block(child)
            elif isinstance(child.tag, str):
                loose.append(self._span(child))
            if child.tail and (child.tail.strip() or loose):
                loose.append(_text(child.tail))
        if "".join(loose).strip(' #"'):
            yield call("para", "".join(loose))

    def _block(self, element: Element) -> str:
        name = str(element.tag)
        css = element.get("class") or ""
        if name in {"p", "pre"}:
            return self._paragraph(element, name, css)
        if re.fullmatch(r"h[2-6]", name):
            mark = element.get("id") or ""
            return call("section", self.inline(element), id=quoted(mark), level=str(self.top + int(name[1]) - 1))
        if name in {"ul", "ol"}:
            return self._list(element, name)
        if name == "figure":
            return self._table(element) if css == "table" else self._drawing(element)
        if name == "hr":
            return "#v(0.6em)"
        if name == "blockquote":
            return call("quoted", self.joined(element))
        mark, inner = self._mark(element), self.joined(element)
        if css in {"question", "chapter-head"}:
            return mark + call(css, inner)
        return mark + (call("box-note", inner) if "admonition" in css else inner)

    def _paragraph(self, element: Element, name: str, css: str) -> str:
        if name == "pre":
            return f"#listing({quoted(element.text_content().rstrip())})"
        kind = {
            "view-note": "note",
            "pointer": "note",
            "chapter-facts": "note",
            "stem": "stem",
            "admonition-title": "box-title",
        }.get(css, "para")
        return self._mark(element) + call(kind, self.inline(element))

    def _list(self, element: Element, name: str) -> str:
        items = [item for item in element if item.tag == "li"]
        told = ", ".join(f"[{self._mark(item)}{self._item(item)}]" for item in items)
        numbering = {"a": '"a."'}.get(element.get("type") or "", '"1."')
        opening = "#list(" if name == "ul" else f"#enum(numbering: {numbering}, "
        return f"{opening}{told})"

    def _item(self, item: Element) -> str:
        if any(isinstance(child.tag, str) and child.tag in _BLOCKS for child in item):
            return self.joined(item)
        return self.inline(item)

    def inline(self, element: Element) -> str:
        """Running text."""
        parts = [_text(element.text)]
        for child in element:
            if isinstance(child.tag, str):
                parts.append(self._block(child) if child.tag in _BLOCKS else self._span(child))
            parts.append(_text(child.tail))
        return "".join(parts)

    def _span(self, element: Element) -> str:
        name, css = str(element.tag), element.get("class") or ""
        inner = self.inline(element)
        if name == "a":
            return self._link(element, css, inner)
        if name == "br":
            return "#linebreak()"
        if name == "span":
            return self._mark(element) + self._styled(css, inner)
        return call(_WRAPS[name], inner) if name in _WRAPS else inner

    def _styled(self, css: str, inner: str) -> str:
        names = css.split()
        if not inner:
            return ""
        if "verdict" in names:
            standing = next((name.removeprefix("standing-") for name in names if name.startswith("standing-")), "")
            return f"#verdict({quoted(standing)})[{inner}]"
        if "item" in names:
            return f"\n\n{inner}\n\n"
        if "not-randomised" in names:
            return call("unrandomised", inner)
        found = next((_SPANS[name] for name in names if name in _SPANS), None)
        return call(found, inner) if found else inner

    def _link(self, link: Element, css: str, inner: str) -> str:
        href = link.get("href") or ""
        if href.startswith("#"):
            target = quoted(href[1:])
            if css == "term" and link.get("data-term"):
                return f"#ix({quoted(link.get('data-term'))})#to({target})[{inner}]"
            return f"#{'xref' if css == 'xref' else 'to'}({target})[{inner}]"
        words = " ".join(link.text_content().split())
        if not href or css in {"record", "claim", "outside"}:
            return f"#link({quoted(href)})[{inner}]" if href else inner
        if _TELLING.match(words) or _HOSTED.sub("", href).rstrip("/") == words:
            return f"#link({quoted(href)})[{inner}]"
        return f"#{'web-short' if self._in_table else 'web'}({quoted(href)})[{inner}]"

    def _drawing(self, element: Element) -> str:
        number = element.get("data-number") or ""
        pictures = []
        for image in element.iter("img"):
            figure = self.book.figures[image.get("src")]
            alt = quoted(image.get("alt") or "")
            pictures.append(f"({quoted(figure.name)}, {figure.width:g}, {figure.height:g}, {alt})")
        captions = element.xpath("./figcaption")
        caption = self.inline(captions[0]) if captions else ""
        name = element.get("id") or ""
        title = quoted(element.get("data-title") or "")
        return f"#drawing({quoted(name)}, {quoted(number)}, {title}, ({', '.join(pictures)},))[{caption}]"

    def _table(self, element: Element) -> str:
        layout = laid_out(element.find("table"), self.paper)
        self._in_table = True
        caption = self.inline(element.find("figcaption"))
        widths = ", ".join(f"{width:g}fr" for width in layout.widths)
        cells = ",\n".join(self._rows(layout.table))
        self._in_table = False
        options = f"turned: {str(layout.turned).lower()}, columns: ({widths},)"
        name, number = element.get("id") or "", element.get("data-number") or ""
        made = f"#tabled({quoted(name)}, {quoted(number)}, [{caption}], {options},\n{cells})"
        if not layout.turned:
            return made
        self._turned.append(made)
        return f"#turned-pointer({quoted(name)}, {quoted(number)})[{caption}]"

    def _rows(self, table: Element) -> Iterator[str]:
        for head in table.xpath("./thead/tr"):
            yield f"table.header({', '.join(f'[{self.inline(cell)}]' for cell in head)})"
        for row in table.xpath("./tbody/tr"):
            cells = [f"{self._cell(cell)}" for cell in row]
            if self._mark(row) and cells:
                cells[0] = cells[0].replace("[", f"[{self._mark(row)}", 1)
            if row.get("class") == "subhead":
                yield f"table.header(level: 2, repeat: false, {', '.join(cells)})"
            elif row.get("class") == "below":
                yield ", ".join(cell.replace("table.cell(", "table.cell(stroke: (top: none), ", 1) for cell in cells)
            else:
                yield ", ".join(cells)

    def _cell(self, cell: Element) -> str:
        span = cell.get("colspan")
        head = cell.tag == "th" and cell.get("scope") in {"row", "rowgroup"}
        inner = self.joined(cell) if cell.xpath("./div") else self.inline(cell)
        told = f"[#rowhead[{inner}]]" if head else f"[{inner}]"
        if cell.xpath("./div[@class='field']"):
            told = "[" + "".join(f"#fieldline[{self.inline(line)}]" for line in cell) + "]"
        return f"table.cell(colspan: {span}, {told})" if span else told


def whole_book(book: Book, release: Release, label: Labels, options: Mapping[str, str]) -> str:
    """The source of the whole book: front matter, parts, back matter."""
    writer = Writer(book, label, 2)
    front = Writer(book, label, 1)
    lines = [_head(book, release, label, options, whole=True), "#show: front-matter"]
    for section in (book.home, book.edition):
        if section is not None:
            lines += front.section(section)
    begun = False
    for part, sections in book.parts:
        if part.number and not begun:
            lines.append("#show: main-matter")
            begun = True
        if part.number:
            lines.append(_part(part))
        for section in sections:
            lines += (writer if part.number else front).section(section)
    lines += ["" if begun else "#show: main-matter", *_back(book, label, front)]
    return "\n".join(lines) + "\n"


def cover_page(book: Book, release: Release, label: Labels, options: Mapping[str, str]) -> str:
    """The source of the cover alone, for a picture of it."""
    return f"{_head(book, release, label, options, whole=True)}\n#cover()\n"


def one_chapter(book: Book, release: Release, label: Labels, options: Mapping[str, str]) -> str:
    """The source of one chapter on its own, with its references and the terms it uses."""
    writer = Writer(book, label, 1, alone=True)
    lines = [_head(book, release, label, options, whole=False), "#show: lone-chapter"]
    for section in book.sections():
        lines += writer.section(section)
    lines += _back(book, label, writer, index=False)
    return "\n".join(lines) + "\n"


def _part(part: Part) -> str:
    return call("part", _text(part.title), number=quoted(part.number))


def _head(book: Book, release: Release, label: Labels, options: Mapping[str, str], *, whole: bool) -> str:
    names = (
        "contents", "figures", "tables", "part", "figure", "table", "page", "bibliography", "glossary", "index",
        "version", "licence", "medical", "made", "cite", "cite-title", "subtitle", "appendix", "chapter", "web", "from",
    )  # fmt: skip
    words = ", ".join(f"{quoted(name)}: {quoted(label(f'print.{name}'))}" for name in names)
    chapter = next(iter(book.sections()), None)
    title = label("foot.book")
    told = {
        "title": quoted(title if whole or chapter is None else f"{chapter.title} ({title})"),
        "author": quoted(release.author),
        "version": quoted(release.version),
        "day": f"datetime(year: {release.day.year}, month: {release.day.month}, day: {release.day.day})",
        "lang": quoted(book.language),
        "web": quoted(book.web),
        **{name: quoted(value) for name, value in options.items()},
    }
    told["words"] = f"({words})"
    return f'#import "{TEMPLATE}": *\n#show: setup.with({", ".join(f"{key}: {value}" for key, value in told.items())})'


def _back(book: Book, label: Labels, writer: Writer, *, index: bool = True) -> Iterator[str]:
    if book.works:
        name = label("print.bibliography" if index else "print.references")
        yield call("chapter", _text(name), id='"bibliography--top"', number='""', kind='"back"', level="1")
        items = ", ".join(
            f"({number}, {quoted(f'ref-{key}')}, [{writer.inline(item)}])" for number, key, item in book.works
        )
        yield f"#works(({items},))"
    if book.glossary:
        yield call(
            "chapter", _text(label("print.glossary")), id='"glossary--top"', number='""', kind='"back"', level="1"
        )
        yield f"#glossary(({', '.join(_entry(entry, book) for entry in book.glossary)},))"
    if index and book.terms:
        yield call("chapter", _text(label("print.index")), id='"index-of-terms"', number='""', kind='"back"', level="1")
        terms = sorted(book.terms.items(), key=lambda item: (item[1].casefold(), item[0]))
        yield f"#index-of-terms(({', '.join(f'({quoted(key)}, {quoted(term)})' for key, term in terms)},))"


def _entry(entry: object, book: Book) -> str:
    from review.publish.book.gather import Entry

    assert isinstance(entry, Entry)
    related = "".join(
        f"({quoted(word)}, {quoted(term)}, {quoted(target if target in book.linked else '')}),"
        for word, term, target in entry.relations
    )
    mark = quoted(entry.id) if entry.id in book.linked else '""'
    return f"({mark}, {quoted(entry.term)}, {quoted(entry.also)}, {quoted(entry.definition)}, ({related}))"
