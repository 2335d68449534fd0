"""The built pages as one document: ids that are unique in it, one numbering of works, figures and tables, nothing folded away.

Both the PDF and the EPUB are written from what this module returns.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import normpath
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from review.evidence.table import join_tables
from review.publish.book.collect import BIBLIOGRAPHY, GLOSSARY, HOME, Kind, Part, Piece
from review.publish.book.drawing import described, printed, size

Element: TypeAlias = Any
RESULTS = "evidence/results"
CLAIMS = "evidence/claims"
# Longer than a reader of paper will search: the page's own text says what the table is for, and a line where it stands.
LEFT_OUT_VIEWS = frozenset({"view-all-searches"})
_DROPPED = (
    ".//a[@class='headerlink']",
    ".//p[@class='view-downloads']",
    ".//div[@class='picture-files']",
    ".//div[@class='chapter-foot']",
    ".//div[@class='footnote']",
    ".//div[@class='ways']",
    ".//script",
    ".//style",
    ".//button",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing's files by name; the scale is that of its sheet in the document's units."""

    name: str
    content: bytes
    width: float
    height: float


@dataclass(slots=True)
class Section:
    """One page in the book: its id, title, body, and what was gathered at its end."""

    id: str
    path: str
    kind: Kind
    number: str
    title: str
    body: Element
    answers: list[Element] = field(default_factory=list)
    statements: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the glossary: id, term, what stands behind it, its definition, its relations as (word, term, id)."""

    id: str
    term: str
    also: str
    definition: str
    relations: tuple[tuple[str, str, str], ...]


@dataclass(slots=True)
class Book:
    """The whole document."""

    language: str
    web: str
    home: Section | None
    edition: Section | None
    parts: list[tuple[Part, list[Section]]]
    works: list[tuple[int, str, Element]]
    glossary: list[Entry]
    figures: dict[str, Figure]
    linked: frozenset[str]
    terms: dict[str, str]

    def sections(self) -> Iterator[Section]:
        """Every section in reading order."""
        for section in (self.home, self.edition):
            if section is not None:
                yield section
        for _, sections in self.parts:
            yield from sections


@dataclass(frozen=True)
class Pages:
    """The built pages of one language, parsed once: `read` gives a page's HTML by its path, or nothing."""

    read: Callable[[str], bytes | None]
    web: str
    _kept: dict[str, Element] = field(default_factory=dict)

    def article(self, path: str) -> Element:
        """A copy of the page's article, or None where there is no such page."""
        if path not in self._kept:
            content = self.read(path)
            tree = html.document_fromstring(content, html.HTMLParser(encoding="utf-8")) if content else None
            if tree is not None:
                join_tables(tree)
            found: Any = tree.xpath("//article") if tree is not None else []
            self._kept[path] = found[0] if found else None
        kept = self._kept[path]
        return None if kept is None else copy.deepcopy(kept)


Labels = Callable[[str], str]


@dataclass
class Gatherer:
    """Carries the numbering from page to page."""

    pages: Pages
    language: str
    label: Labels
    style: str
    included: Mapping[str, str]
    numbers: dict[str, int] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    terms: dict[str, str] = field(default_factory=dict)

    def section(self, path: str, kind: Kind, number: str) -> Section | None:
        """One page made ready; None where the site has no such page."""
        article = self.pages.article(path)
        if article is None:
            return None
        stem = path.replace("/", "-")
        for pattern in _DROPPED:
            for element in article.xpath(pattern):
                element.drop_tree()
        for head in article.xpath(".//h2 | .//h3"):
            after = head.getnext()
            # What stood under it was for the web alone.
            if after is None or (after.tag == head.tag and not (head.tail or "").strip()):
                _remove(head)
        heads = article.xpath(".//h1")
        title = " ".join(heads[0].text_content().split()) if heads else path
        for head in heads:
            _remove(head)
        section = Section(f"{stem}--top", path, kind, number, title, article)
        if heads and heads[0].get("id"):
            self._alias(article, f"{stem}--{heads[0].get('id')}")
        _Page(self, section, stem).make()
        return section

    def _alias(self, article: Element, name: str) -> None:
        """The page's first heading is the section's own: links to it lead to the section's start."""
        mark = html.Element("span", id=name.partition("--")[2])
        mark.set("class", "mark")
        article.insert(0, mark)

    def number(self, key: str) -> int:
        """The number of a work, given at its first citation."""
        return self.numbers.setdefault(key, len(self.numbers) + 1)


@dataclass
class _Page:
    """The work on one page."""

    book: Gatherer
    section: Section
    stem: str
    statements: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def make(self) -> None:
        body = self.section.body
        self._unfold(body)
        self._views(body)
        self._drawings(body)
        for element in list(body.iter("a")):
            self._link(element)
        self._join_citations(body)
        for element in [*body.iter(), *(part for answer in self.section.answers for part in answer.iter())]:
            if isinstance(element.tag, str) and element.get("id") and not element.get("data-own"):
                element.set("id", f"{self.stem}--{element.get('id')}")
        for element in body.xpath(".//*[@data-own]"):
            del element.attrib["data-own"]

    def _unfold(self, body: Element) -> None:
        """Answers go to the end of the chapter; what else is folded is opened where it stands."""
        for question in body.xpath(".//div[@class='question']"):
            # On paper the stem says how many answers there are.
            for kind in question.xpath(".//span[@class='question-kind']"):
                _remove(kind)
            for details in question.xpath("./details"):
                _remove(details)
                answer = html.Element("div", id=f"{question.get('id')}-answer")
                answer.set("class", "answer")
                stem = question.xpath("string(./p[@class='stem']/strong)").strip()
                for child in list(details):
                    if child.tag != "summary":
                        answer.append(child)
                self._numbered_answer(answer, stem, question.get("id") or "")
                self.section.answers.append(answer)
        for details in body.xpath(".//details"):
            for summary in details.xpath("./summary"):
                _remove(summary)
            details.drop_tag()

    def _numbered_answer(self, answer: Element, stem: str, question: str) -> None:
        first = answer.find("p")
        if first is None:
            return
        back = html.Element("a", href=f"#{self.stem}--{question}")
        back.set("class", "back")
        back.text = stem
        back.tail = " " + (first.text or "").lstrip()
        first.text = ""
        first.insert(0, back)
        self.book.linked.add(f"{self.stem}--{question}")

    def _views(self, body: Element) -> None:
        """Every table with a caption and a number; a table written in the text is called after its heading."""
        for view in body.xpath(".//div[@class='view']"):
            if view.get("id") in LEFT_OUT_VIEWS:
                self._leave_out(view)
                continue
            table = view.find("table")
            caption = table.find("caption")
            named = [child for child in caption.iter("span") if child.get("class") == "caption"]
            for count in caption.xpath(".//span[@class='count']"):
                _remove(count)
            _caption(view, self._next("table"), (named or [caption])[0])
            caption.drop_tree()
        for view in body.xpath(".//div[@class='plain-table']"):
            heading = view.xpath("preceding::*[self::h2 or self::h3][1]")
            title = html.Element("span")
            title.text = heading[0].text_content().strip() if heading else self.section.title
            view.set("id", f"plain-{self._next_id()}")
            for cell in view.xpath(".//thead//th"):
                cell.set("scope", "col")
            _caption(view, self._next("table"), title)
        for view in body.xpath(".//div[@class='view' or @class='plain-table']"):
            for name in ("tabindex", "role", "aria-label", "data-search-exclude"):
                view.attrib.pop(name, None)
            view.tag = "figure"
            view.set("class", "table")

    def _leave_out(self, view: Element) -> None:
        note = html.Element("p", id=view.get("id"))
        note.set("class", "pointer")
        title = view.xpath("string(.//span[@class='caption']/text())").strip()
        before, _, after = self.book.label("print.left-out").partition("{title}")
        note.text = before
        link = etree.SubElement(note, "a", href=f"{self.section.path.rpartition('/')[2]}.html#{view.get('id')}")
        link.set("class", "outside")
        link.text = title
        link.tail = after
        note.tail = view.tail
        view.getparent().replace(view, note)

    def _next(self, kind: str) -> str:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return f"{self.section.number}.{self.counts[kind]}" if self.section.number else str(self.counts[kind])

    def _next_id(self) -> int:
        self.counts["id"] = self.counts.get("id", 0) + 1
        return self.counts["id"]

    def _drawings(self, body: Element) -> None:
        """Drawings become pictures with files of their own, so that one drawing serves both editions."""
        for number, drawn in enumerate(body.xpath(".//figure[.//svg]"), 1):
            svg = next(drawn.iter("svg"))
            alt = described(svg)
            titles = drawn.xpath("./figcaption/strong") or list(svg.iter("title"))
            drawn.set("data-title", titles[0].text_content().strip().rstrip(".") if titles else "")
            box = html.Element("div")
            box.set("class", "pictures")
            files = printed(svg, self.book.style)
            for place, content in enumerate(files, 1):
                name = f"{self.stem}-{number}{f'-{place}' if len(files) > 1 else ''}.svg"
                width, height = size(etree.fromstring(content))
                self.book.figures[name] = Figure(name, content, width, height)
                part = f" ({place}/{len(files)})" if len(files) > 1 else ""
                etree.SubElement(box, "img", src=name, alt=alt + part)
            holder = svg.getparent()
            holder.getparent().replace(holder, box)
            drawn.set("class", "drawing")
            drawn.set("data-number", self._next("figure"))

    def _link(self, link: Element) -> None:
        """An address of the site becomes one of the document, or of the web edition where the page stays there."""
        href, css = link.get("href") or "", link.get("class") or ""
        if css == "footnote-ref":
            self._cite(link, unquote(href).removeprefix("#fn:"))
            return
        parts = urlsplit(href)
        if parts.scheme or parts.netloc or css == "back":
            link.set("class", css or "web")
            return
        path, anchor = self._target(parts.path), unquote(parts.fragment)
        link.attrib.pop("title", None) if css != "claim" else None
        if path == BIBLIOGRAPHY and anchor.startswith("ref-"):
            self._named_work(link, anchor.removeprefix("ref-"))
        elif path == GLOSSARY and anchor:
            self._term(link, anchor)
        elif path == CLAIMS and link.get("title"):
            self._statement(link, anchor)
        elif path in self.book.included and css != "outside":
            stem = self.book.included[path]
            self._lead(link, f"{stem}--{anchor}" if anchor else f"{stem}--top", "xref")
        else:
            place = f"{path}.html" if self._is_page(parts.path) else path
            link.set("href", f"{self.book.pages.web}{place}" + (f"#{anchor}" if anchor else ""))
            link.set("class", "record" if path in {RESULTS, CLAIMS} else "outside")

    def _is_page(self, path: str) -> bool:
        return not path or path.endswith(".html")

    def _target(self, path: str) -> str:
        if not path:
            return self.section.path
        return normpath(f"{self.section.path}/../{unquote(path)}").removesuffix(".html")

    def _lead(self, link: Element, target: str, css: str) -> None:
        link.set("href", f"#{target}")
        link.set("class", css)
        self.book.linked.add(target)

    def _cite(self, link: Element, key: str) -> None:
        number = self.book.number(key)
        link.set("class", "cite")
        link.set("href", f"#ref-{key}")
        link.text = str(number)
        mark = link.getparent()
        if mark.tag == "sup":
            mark.attrib.pop("id", None)
            mark.set("class", "cites")

    def _named_work(self, link: Element, key: str) -> None:
        """A work named in a table keeps its name and gets its number."""
        note = html.Element("sup")
        note.set("class", "cites")
        number = etree.SubElement(note, "a", href=f"#ref-{key}")
        number.set("class", "cite")
        number.text = str(self.book.number(key))
        note.tail, link.tail = link.tail, None
        link.addnext(note)
        link.drop_tag()

    def _term(self, link: Element, anchor: str) -> None:
        self._lead(link, f"glossary--{anchor}", "term" if link.get("class") == "term" else "xref")
        if link.get("class") == "term":
            link.set("data-term", anchor)

    def _statement(self, link: Element, claim: str) -> None:
        """What a claim's marker tells on the web when touched stands in a list at the chapter's end."""
        number = self.statements.setdefault(claim, len(self.statements) + 1)
        place = (link.get("aria-label") or "").rpartition(", ")[0]
        told = link.attrib.pop("title")
        link.attrib.pop("aria-label", None)
        name = f"{self.stem}--said-{claim}"
        self._lead(link, name, "claim")
        low = etree.SubElement(link, "sub")
        low.text = str(number)
        if number > len(self.section.statements):
            item = html.Element("li", id=name, value=str(number))
            item.text = f"{place}. {told}"
            self.section.statements.append(item)

    def _join_citations(self, body: Element) -> None:
        """Neighbouring numbers as one group: 3,4 instead of 3 4."""
        for mark in body.xpath(".//sup[@class='cites']"):
            if mark.getparent() is None:
                continue
            after = mark.getnext()
            while after is not None and after.get("class") == "cites" and not (mark.tail or "").strip():
                for link in list(after):
                    mark[-1].tail = ","
                    mark.append(link)
                mark.tail = after.tail
                after.getparent().remove(after)
                after = mark.getnext()
            previous = mark.getprevious()
            if previous is not None and previous.tail is not None:
                previous.tail = previous.tail.rstrip(" ") if previous.tail.strip() else previous.tail


def _caption(view: Element, number: str, title: Element) -> None:
    caption = html.Element("figcaption")
    caption.text = (title.text or "").rstrip()
    for child in title:
        caption.append(copy.deepcopy(child))
    view.insert(0, caption)
    view.set("data-number", number)


def _remove(element: Element) -> None:
    """Takes the element out and leaves the text behind it."""
    parent, tail = element.getparent(), element.tail
    before = element.getprevious()
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def gather(parts: Sequence[Part], pages: Pages, language: str, label: Labels, style: str, edition: str = "") -> Book:
    """The document of a book: home page and edition note first, the parts, then works and glossary.

    Without an edition page only the parts are gathered: a chapter on its own.
    """
    included = {piece.path: piece.stem for part in parts for piece in part.pieces}
    if edition:
        included |= {HOME: HOME, edition: edition.replace("/", "-")}
    worker = Gatherer(pages, language, label, style, included)
    home = worker.section(HOME, "front", "") if edition else None
    if home is not None:
        home.title = label("print.preface")
    about = worker.section(edition, "front", "") if edition else None
    done = [(part, list(_sections(worker, part.pieces))) for part in parts]
    works = _works(worker)
    book = Book(
        language, pages.web, home, about, done, works, _glossary(worker), worker.figures, frozenset(), worker.terms
    )
    _settle(book, worker)
    return book


def _sections(worker: Gatherer, pieces: Sequence[Piece]) -> Iterator[Section]:
    for piece in pieces:
        section = worker.section(piece.path, piece.kind, piece.number)
        if section is not None:
            yield section


def _works(worker: Gatherer) -> list[tuple[int, str, Element]]:
    """The works in the order of their numbers, as the bibliography's page prints them."""
    article = worker.pages.article(BIBLIOGRAPHY)
    texts = {row.get("id"): row[0] for row in article.xpath(".//tr[@id]")} if article is not None else {}
    found = []
    for key, number in worker.numbers.items():
        text = texts.get(f"ref-{key}")
        item = html.Element("li", id=f"ref-{key}", value=str(number))
        if text is not None:
            item.text = text.text
            for child in text:
                item.append(child)
        for link in item.iter("a"):
            link.set("class", "web")
        found.append((number, key, item))
    return found


def _glossary(worker: Gatherer) -> list[Entry]:
    """The entries that the document uses, or all of them in a whole book."""
    article = worker.pages.article(GLOSSARY)
    if article is None:
        return []
    rows = article.xpath(".//tr[@id]")
    heads = [head.text_content().strip() for head in article.xpath(".//thead//th")]
    whole = HOME in worker.included
    entries = []
    for row in rows:
        if not whole and f"glossary--{row.get('id')}" not in worker.linked:
            continue
        texts = [" ".join(cell.text_content().split()) for cell in row]
        told = ["" if text == "–" else text for text in texts]
        term, definition, short, other, *related = told
        relations = tuple(
            (head, text, _anchor(cell)) for head, text, cell in zip(heads[4:], related, row[4:], strict=False) if text
        )
        also = "; ".join(text for text in dict.fromkeys((short, other)) if text and text != term)
        worker.terms[row.get("id")] = term
        entries.append(Entry(f"glossary--{row.get('id')}", term, also, definition, relations))
    return entries


def _anchor(cell: Element) -> str:
    links = cell.xpath(".//a/@href")
    return f"glossary--{unquote(urlsplit(links[0]).fragment)}" if links else ""


def _settle(book: Book, worker: Gatherer) -> None:
    """A link whose target the document does not hold leads to the start of its section, or loses its link."""
    known = {element.get("id") for part in _roots(book) for element in part.iter() if isinstance(element.tag, str)}
    known |= {section.id for section in book.sections()} | {entry.id for entry in book.glossary}
    for part in _roots(book):
        for link in list(part.iter("a")):
            target = (link.get("href") or "").removeprefix("#")
            if link.get("href", "").startswith("#") and target not in known:
                top = f"{target.partition('--')[0]}--top"
                if top in known:
                    link.set("href", f"#{top}")
                else:
                    link.drop_tag()
    book.linked = frozenset(
        link.get("href", "").removeprefix("#")
        for part in _roots(book)
        for link in part.iter("a")
        if link.get("href", "").startswith("#")
    ) | {target for entry in book.glossary for _, _, target in entry.relations if target in known}


def _roots(book: Book) -> Iterator[Element]:
    for section in book.sections():
        yield section.body
        yield from section.answers
        yield from section.statements
    for _, _, item in book.works:
        yield item
