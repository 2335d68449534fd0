"""A chapter's deck: its key points, figures, tables, disagreements, questions and references, each with what stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from review.evidence.records import Claim, Disagreement
from review.manuscript.markers import markers
from review.manuscript.pages import Page
from review.project import Project
from review.publish.pictures import Edition
from review.publish.slides.deck import BREAK, Block, Deck, Line, Run, Shot, Slide, paragraph, plain, words
from review.publish.slides.fitting import (
    BODY,
    BODY_SIZE,
    LARGEST,
    LEADING,
    NOTE_SIZE,
    PICTURE_TEXT,
    PICTURE_TEXT_SIZE,
    POINT,
    REFERENCE_SIZE,
    Column,
    cut_table,
    fits,
    lines_taken,
    packed,
    size_for,
    whole,
)
from review.publish.slides.reading import (
    Sentence,
    blocks_of,
    cited,
    heading,
    line_of,
    on_one_line,
    prose,
    section,
    sentences,
)
from review.wording import Wording, said

Element: TypeAlias = Any
MOST_POINTS = 3
MOST_DISAGREEMENTS = 3
# Sentences of the text that the notes repeat behind a slide.
MOST_SENTENCES = 6
TRUST = "how-far-to-trust-this"


@dataclass(frozen=True, slots=True)
class Sources:
    """What decks are made from: the project, its edition, works written out by key, and drawings by the id of their figure.

    A drawing that is longer than a slide comes in several parts.
    """

    project: Project
    edition: Edition
    wording: Wording
    works: Mapping[str, Line]
    shots: Callable[[str], Sequence[Shot]]


@dataclass
class ChapterDeck:
    """The work on one chapter."""

    sources: Sources
    page: Page
    article: Element
    numbers: dict[str, int] = field(default_factory=dict)
    told: list[Sentence] = field(default_factory=list)

    def slides(self) -> Iterator[Slide]:
        """Every slide behind the title slide."""
        self.told = prose(self.article)
        notes = self.article.xpath(".//div[@class='footnote']//li/@id")
        self.numbers = {name.removeprefix("fn:"): place for place, name in enumerate(notes, 1)}
        yield from self._objectives()
        yield from self._points()
        yield from self._figures()
        yield from self._tables()
        yield from self._disagreements()
        yield from self._trust()
        yield from self._questions()
        yield from self._references()

    @property
    def address(self) -> str:
        """Where the chapter stands on the web."""
        return f"{self.sources.edition.home}{self.page.path}.html"

    @property
    def title(self) -> str:
        """The chapter's own heading."""
        heads = self.article.xpath(".//h1")
        return words(on_one_line(line_of(heads[0]))) if heads else self.page.title

    def _label(self, name: str, **parts: str) -> str:
        text = self.sources.wording.label(name)
        for part, value in parts.items():
            text = text.replace(f"{{{part}}}", value)
        return text

    def _objectives(self) -> Iterator[Slide]:
        objectives = tuple(plain(str(item)) for item in self.page.front.get("objectives") or ())
        if objectives:
            blocks = (Block("bullets", objectives),)
            note = plain(str(self.page.front.get("description", "")))
            size = size_for(blocks, LARGEST) or BODY_SIZE
            yield Slide(self._label("chapter.objectives").rstrip(":："), blocks, (note, plain(self.address)), size)

    def _points(self) -> Iterator[Slide]:
        items = [item for part in section(self.article, "key-points") for item in part.iter("li")]
        keys = {words(line): cited(item) for item in items for line in [on_one_line(line_of(item))]}
        lines = [on_one_line(line_of(item)) for item in items]
        title, first = heading(self.article, "key-points"), 1
        for group in packed(lines, "bullets", LARGEST, MOST_POINTS):
            named = self._range(title, first, first + len(group) - 1, len(lines))
            works = tuple(dict.fromkeys(key for line in group for key in keys[words(line)]))
            size = size_for([Block("bullets", tuple(group))], LARGEST) or BODY_SIZE
            yield Slide(named, (Block("bullets", tuple(group)),), self._behind(works), size)
            first += len(group)

    def _range(self, title: str, first: int, last: int, total: int) -> str:
        numbers = str(first) if first == last else f"{first}–{last}"
        return (
            self._label("slides.range", title=title, numbers=numbers, total=str(total))
            if last - first + 1 < total
            else title
        )

    def _behind(self, keys: Sequence[str], told: Sequence[Line] = ()) -> tuple[Line, ...]:
        """Notes: what the text says of the works that a slide cites, and those works in full."""
        lines = list(told)
        sentences_told = [sentence.line for sentence in self.told if set(sentence.keys) & set(keys)][:MOST_SENTENCES]
        if sentences_told:
            lines += [plain(self._label("slides.behind")), *map(on_one_line, sentences_told)]
        lines += self._works(keys)
        return tuple(lines) or (plain(self.address),)

    def _works(self, keys: Sequence[str]) -> list[Line]:
        found = []
        for key in keys:
            number = f"{self.numbers[key]}. " if key in self.numbers else ""
            if key in self.sources.works:
                found.append((Run(number), *self.sources.works[key]))
        return [plain(self._label("print.references")), *found] if found else []

    def _figures(self) -> Iterator[Slide]:
        for figure in self.article.xpath(".//figure[.//svg]"):
            name = figure.get("id")
            shots = self.sources.shots(name)
            captions = figure.xpath("./figcaption")
            caption = on_one_line(line_of(captions[0])) if captions else ()
            if name.startswith("chart-"):
                # The slide's title says what the caption says first; the chart's table has the note.
                caption = (*_behind_title(caption), *self._note_of(name))
            title = words(on_one_line(line_of(next(figure.iter("title"))))) if figure.xpath(".//title") else self.title
            notes = self._behind(cited(figure), (plain(shots[0].alt), plain(f"{self.address}#{name}")))
            for place, shot in enumerate(shots, 1):
                named = self._range(title, place, place, len(shots))
                yield Slide(named, self._beside(caption), notes, PICTURE_TEXT_SIZE, shot=shot)

    def _note_of(self, chart: str) -> Line:
        view = self.article.xpath(f".//div[@id='view-{chart.removeprefix('chart-')}']")
        return (Run(" "), *self._note_below(view[0])) if view and self._note_below(view[0]) else ()

    def _beside(self, caption: Line) -> tuple[Block, ...]:
        """As many sentences of a caption as stand beside the drawing."""
        kept: list[Line] = []
        for sentence in _split(caption):
            if not fits([paragraph((*_joined(kept), Run(" "), *sentence))], PICTURE_TEXT_SIZE, PICTURE_TEXT):
                break
            kept.append(sentence)
        line = _joined(kept)
        return (paragraph(line),) if line else (paragraph(plain(self.title)),)

    def _tables(self) -> Iterator[Slide]:
        for view in self.article.xpath(".//div[@class='view']"):
            yield from self._table(view)

    def _table(self, view: Element) -> Iterator[Slide]:
        captions = view.xpath(".//span[@class='caption']")
        for count in view.xpath(".//caption//span[@class='count']"):
            count.drop_tree()
        title = words(on_one_line(line_of(captions[0]))) if captions else self.title
        rows = view.xpath(".//tbody/tr")
        columns = [
            Column(
                (head.get("class") or "").split()[0] if head.get("class") else "",
                on_one_line(line_of(head)),
                tuple(line_of(row[place]) for row in rows),
            )
            for place, head in enumerate(view.xpath(".//thead//th"))
        ]
        if not rows:
            return
        address = f"{self.address}#{view.get('id')}"
        notes = self._note_below(view)
        foot_height = lines_taken(words(notes) + "x" * 160, BODY[2], NOTE_SIZE) * NOTE_SIZE * LEADING / POINT + 0.15
        cut = cut_table(columns, BODY[3] - foot_height)
        if cut is None:
            return
        pointer = self._label("slides.whole-table", address=address)
        if cut.shown < cut.rows or cut.left_out:
            left = self._label("slides.left-out", columns=", ".join(cut.left_out)) if cut.left_out else ""
            pointer = self._label("slides.cut", rows=str(cut.shown), total=str(cut.rows), address=address, columns=left)
        foot = (*notes, *((BREAK,) if notes else ()), Run(pointer))
        told = tuple(line for line in (notes, plain(pointer)) if line)
        first = 0
        for grid in cut.grids:
            last = first + len(grid.rows)
            keys = dict.fromkeys(key for row in rows[first:last] for key in cited(row))
            named = self._range(title, first + 1, last, cut.rows)
            yield Slide(named, (), self._behind(tuple(keys), told), grid.size, grid=grid, foot=foot)
            first = last

    def _note_below(self, view: Element) -> Line:
        after = view.getnext()
        if after is not None and after.get("class") == "view-note":
            return on_one_line(line_of(after))
        return ()

    def _disagreements(self) -> Iterator[Slide]:
        """The points on which the statements that the chapter names take most sides."""
        evidence = self.sources.project.evidence
        named = {marker.id for marker in markers(self.page.text, self.page.source)[0] if marker.kind == "c"}
        shared = {
            point.id: sum(side.claim in named for side in evidence.sides_of.get(point.id, ()))
            for point in evidence.disagreements
        }
        points = sorted(
            (point for point in evidence.disagreements if shared[point.id] > 1),
            key=lambda point: (-shared[point.id], point.id),
        )
        for point in points[:MOST_DISAGREEMENTS]:
            yield self._disagreement(point)

    def _disagreement(self, point: Disagreement) -> Slide:
        evidence, language = self.sources.project.evidence, self.sources.wording.language
        sides = []
        for side in evidence.sides_of.get(point.id, ()):
            claim = evidence.claim[side.claim]
            sides.append(plain(f"{said(side, 'position', language)} ({self._place(claim)})"))
        state = self.sources.wording.word("disagreements.state", point.state)
        asked = paragraph(plain(said(point, "point", language)))
        met = paragraph(
            (
                Run(f"{self._label('column.disagreements.reconcile')}: ", "strong"),
                Run(said(point, "reconcile", language)),
            )
        )
        primary = plain(f"{self._label('column.disagreements.primary')}: {said(point, 'primary', language)}")
        kept = sides
        while kept and size_for([asked, Block("bullets", tuple(kept)), met]) is None:
            kept = kept[:-1]
        blocks = [asked, *([Block("bullets", tuple(kept))] if kept else []), met]
        works = [source.cite_key for source in evidence.sources_of.get(point.id, ())]
        notes = [
            primary,
            words_line(met),
            plain(self._label("column.disagreements.sides")),
            *sides,
            *self._works(works),
        ]
        title = f"{said(point, 'title', language)} ({state.lower()})"
        return Slide(title, tuple(blocks), tuple(notes), size_for(blocks) or BODY_SIZE)

    def _place(self, claim: Claim) -> str:
        evidence, language = self.sources.project.evidence, self.sources.wording.language
        verdict = evidence.verdict[claim.verdict]
        return f"{said(evidence.review[claim.review], 'label', language)}, {claim.section}; {verdict.symbol} {said(verdict, 'label', language)}"

    def _trust(self) -> Iterator[Slide]:
        paragraphs = [part for part in section(self.article, TRUST) if part.tag == "p"]
        lines = [on_one_line(line) for part in paragraphs for line in sentences(line_of(part))]
        if lines:
            first = len(sentences(line_of(paragraphs[0])))
            shown = whole(lines, "para", BODY_SIZE)
            # Whole paragraphs where there is room: a sentence that opens one may promise what follows.
            ends = [first] + [first := first + len(sentences(line_of(part))) for part in paragraphs[1:]]
            shown = shown[: max((end for end in ends if end <= len(shown)), default=len(shown))]
            notes = [on_one_line(line_of(part, claims=True)) for part in paragraphs]
            keys = tuple(dict.fromkeys(key for part in paragraphs for key in cited(part)))
            block = paragraph(*shown)
            size = size_for([block], LARGEST) or BODY_SIZE
            yield Slide(heading(self.article, TRUST), (block,), (*notes, *self._works(keys)), size)

    def _questions(self) -> Iterator[Slide]:
        questions = self.article.xpath(".//div[@class='question']")
        for number, question in enumerate(questions, 1):
            asked = _asked(question)
            rests = self._rests(question.get("id") or "")
            told = (plain(self._label("slides.next")), *rests)
            kinds = [words(line_of(kind)) for kind in question.xpath(".//span[@class='question-kind']")]
            title = self._label("slides.question", n=str(number)) + "".join(f" ({kind})" for kind in kinds)
            yield self._fitted(title, asked, told)
            answered = blocks_of([part for details in question.xpath("./details") for part in details])
            if answered:
                notes = tuple(line for block in answered for line in block.lines)
                yield self._fitted(self._label("slides.answer", n=str(number)), answered, (*notes, *rests))

    def _fitted(self, title: str, blocks: list[Block], notes: tuple[Line, ...]) -> Slide:
        """A slide with as much as fits; what does not stands in the notes."""
        kept = list(blocks)
        size = size_for(kept, LARGEST, NOTE_SIZE)
        while size is None and (len(kept) > 1 or len(kept[0].lines) > 1):
            last = kept.pop()
            if len(last.lines) > 1:
                kept.append(Block(last.kind, last.lines[:-1], last.start))
            size = size_for(kept, LARGEST)
        if kept != blocks:
            notes = (*(line for block in blocks for line in block.lines), *notes)
        return Slide(title, tuple(kept), notes, size or BODY_SIZE)

    def _rests(self, question: str) -> list[Line]:
        """The statements of the reviews on which a question rests."""
        evidence, language = self.sources.project.evidence, self.sources.wording.language
        claims = [evidence.claim[name] for name in evidence.claims_of_question.get(question, ())]
        lines = [plain(f"{said(claim, 'statement', language)} ({self._place(claim)})") for claim in claims]
        return [plain(self._label("print.statements")), *lines] if lines else []

    def _references(self) -> Iterator[Slide]:
        lines = [self.sources.works.get(key, plain(key)) for key in self.numbers]
        first = 1
        for group in packed(lines, "numbers", REFERENCE_SIZE, len(lines)):
            title = self._range(self._label("print.references"), first, first + len(group) - 1, len(lines))
            notes = (plain(self._label("slides.references-note", address=self.address)),)
            yield Slide(title, (Block("numbers", tuple(group), first),), notes, REFERENCE_SIZE)
            first += len(group)


def words_line(block: Block) -> Line:
    """A block's first line without its styles."""
    return plain(words(block.lines[0]))


def _asked(question: Element) -> list[Block]:
    """What a question asks, without the number that the slide's title gives and without what is folded away."""
    blocks = blocks_of([part for part in question if part.tag != "details"])
    if blocks and blocks[0].kind == "para" and len(blocks[0].lines[0]) > 1 and blocks[0].lines[0][0].style == "strong":
        rest = blocks[0].lines[0][1:]
        blocks[0] = paragraph((Run(rest[0].text.lstrip(), rest[0].style), *rest[1:]))
    return blocks


def _split(line: Line) -> list[Line]:
    """Sentences of a caption, told apart by their full stops, with the citations behind them."""
    found: list[list[Run]] = [[]]
    for run in line:
        parts = run.text.replace(". ", ".\n").replace("。", "。\n").split("\n") if run.style == "" else [run.text]
        for place, part in enumerate(parts):
            if place and part.strip():
                found.append([])
            if part.strip():
                found[-1].append(Run(part if run.style else part.strip(), run.style))
    return [tuple(runs) for runs in found if runs]


def _behind_title(line: Line) -> Line:
    return line[1:] if line and line[0].style == "strong" else line


def _joined(lines: Sequence[Line]) -> Line:
    runs: list[Run] = []
    for line in lines:
        if runs:
            runs.append(Run(" "))
        runs += line
    return tuple(runs)


def chapter_deck(sources: Sources, page: Page, article: Element) -> Deck:
    """The deck of one chapter."""
    work = ChapterDeck(sources, page, article)
    label, release = sources.wording.label, sources.edition.release
    slides = tuple(work.slides())
    version = label("print.version").replace("{version}", release.version).replace("{day}", release.day.isoformat())
    subtitle = (plain(str(page.front.get("description", ""))), plain(f"{label('foot.book')}. {version}. CC BY 4.0"))
    return Deck(
        sources.wording.language,
        work.title,
        subtitle,
        _imprint(sources, work.address),
        slides,
        footer(sources.edition, sources.wording),
        work.address,
    )


def _imprint(sources: Sources, address: str) -> tuple[Line, ...]:
    """Notes of a title slide: how to cite, how it was made, what it is not."""
    label, release = sources.wording.label, sources.edition.release
    cite = (
        label("print.cite").replace("{author}", release.author).replace("{version}", release.version)
        .replace("{day}", release.day.isoformat()).replace("{address}", address)
    )  # fmt: skip
    return tuple(plain(text) for text in (cite, label("print.licence"), label("print.made"), label("print.medical")))


def footer(edition: Edition, wording: Wording) -> str:
    """What stands small at the foot of each slide."""
    book, version = wording.label("foot.book"), edition.release.version
    return wording.label("slides.footer").replace("{book}", book).replace("{version}", version)


def whole_deck(sources: Sources, decks: Sequence[tuple[str, Deck]]) -> Deck:
    """The deck of the book: each chapter opens with its title, under the heading of its part."""
    label, release = sources.wording.label, sources.edition.release
    slides: list[Slide] = []
    sections: list[tuple[str, int]] = []
    for part, deck in decks:
        sections.append((f"{part}: {deck.title}", len(slides)))
        opening = (paragraph(deck.subtitle[0]), paragraph(plain(deck.address)))
        slides.append(Slide(deck.title, opening, deck.notes))
        slides += deck.slides
    version = label("print.version").replace("{version}", release.version).replace("{day}", release.day.isoformat())
    subtitle = (plain(label("print.subtitle")), plain(f"{version}. CC BY 4.0"))
    home = sources.edition.home
    return Deck(
        sources.wording.language, label("foot.book"), subtitle, _imprint(sources, home), tuple(slides), footer(sources.edition, sources.wording), home, tuple(sections)
    )  # fmt: skip
