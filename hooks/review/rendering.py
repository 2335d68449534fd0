"""A page's markers replaced by what they stand for, and the pages on which each work is cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from review.charts.views import chart, drawn
from review.citations.bibliography import Entry
from review.citations.formatting import short_reference
from review.citations.keys import citations
from review.evidence.columns import CLAIMS_PAGE, RESULTS_PAGE, Context
from review.evidence.explorer import controls_html, explored, sorting
from review.evidence.model import Evidence, by
from review.evidence.records import Claim
from review.evidence.reusable import cite_later, cited, filled, href_later
from review.evidence.rows import select
from review.evidence.table import Hold, Rendered, rendered, table_html, text_of
from review.evidence.views import View
from review.figures import figure_html
from review.manuscript.markers import Marker, expanded, markers
from review.manuscript.measure import minutes
from review.manuscript.pages import Page
from review.manuscript.scanning import without_code
from review.markup import attribute, escaped, link, span
from review.project import Project
from review.publish.bank.items import Item, items
from review.publish.bank.page import cases_markdown, questions_html
from review.publish.downloads import drawn_on
from review.publish.held import place as place_of
from review.publish.pictures import Edition, picture_offer
from review.teaching.blocks import blocks
from review.teaching.kit import Kit, Outputs
from review.wording import (
    Language,
    Wording,
    number_field,
    said,
)

REFERENCES_PAGE = "reference/bibliography"
Href = Callable[[str, str], str]
# As a reader wants to hear them: what held, what did not, what nobody has yet looked up.
STANDINGS = ("supported", "corrected", "disputed", "overtaken", "not verified")


@dataclass(frozen=True)
class PageWriter:
    """Writes the markers of the pages of one language."""

    project: Project
    language: Language
    references: Mapping[str, str]
    cited_by: Mapping[str, tuple[tuple[str, str], ...]]
    tables: dict[str, Rendered] = field(default_factory=dict)
    outputs: Callable[[], Outputs] = dict
    edition: Edition | None = None

    @cached_property
    def wording(self) -> Wording:
        """The language's words."""
        return self.project.wording(self.language)

    def linked(self, href: Href) -> Callable[[str], str]:
        """Citations as links to the bibliography."""
        return lambda key: link(
            href(REFERENCES_PAGE, f"ref-{key}"), escaped(short_reference(self.project.bibliography[key])), "cite"
        )

    @cached_property
    def context(self) -> Context:
        """What cells need, with citations and addresses held open."""
        return open_context(self.project, self.language, self.cited_by, self.references)

    def view(self, name: str, href: Href) -> tuple[View, Rendered]:
        """A view and its cells for one page."""
        view = self.project.views[name]
        cite = (lambda key: f"[@{key}]") if view.cite == "notes" else self.linked(href)
        return view, filled(self._table(name), cite, href)

    def downloadable(self, name: str) -> Rendered:
        """A view with every citation written out, for files that stand alone."""
        written = lambda key: f"[{escaped(short_reference(self.project.bibliography[key]))}]"  # noqa: E731
        return filled(self._table(name), written, lambda page, anchor: anchor)

    def _table(self, name: str) -> Rendered:
        """A view's cells, rendered once."""
        view = self.project.views[name]
        kept = self.tables
        if name not in kept:
            kept[name] = rendered(view, self.context, self.project.bibliography.entries)
        return kept[name]

    def page(self, page: Page, markdown: str, href: Href, boxes: dict[str, str] | None = None) -> str:
        """The page's Markdown with every marker replaced.

        Given `boxes`, it puts into them the tables that Markdown need not read, by the names that stand in their places.
        """

        def hold(name: str, box: str) -> str:
            if boxes is None:
                return box
            boxes[name] = box
            return place_of(name)

        return expanded(markdown, lambda run: self._replacement(run, page, href, hold))

    def _replacement(self, run: Sequence[Marker], page: Page, href: Href, hold: Hold) -> str:
        marker = run[0]
        if marker.kind == "view":
            view, table = self.view(marker.id, href)
            if view.facets:
                return self._explorer(view, table, href, hold)
            shown = table_html(view, table, self.context, self._downloads(view, href), hold=hold)
            return self._charted(view, shown, href) if view.chart else shown
        if marker.kind == "figure":
            figure = self.project.figures[marker.id]
            title = text_of(figure.title, self.language)
            return figure_html(
                figure,
                self.language,
                lambda key: f"[@{key}]",
                self.wording.label("figure.credit"),
                self._picture(f"figure-{marker.id}", title, href),
            )
        if marker.kind == "teach":
            return blocks(self.project)[marker.id](self._kit(href))
        if marker.kind == "questions":
            return self._questions(page.path, href)
        if marker.kind == "cases":
            return cases_markdown(self.bank, self.wording, href)
        if marker.kind == "c":
            return self._claims(run, href)
        result = self.project.evidence.result[marker.id]
        text = escaped(number_field(result, marker.field, self.wording))
        return link(href(RESULTS_PAGE, result.id), text, "r")

    def _kit(self, href: Href) -> Kit:
        """What blocks of the teaching kit need on one page."""
        context = replace(self.context, cite=self.linked(href), href=href)
        return Kit(self.project, context, self.outputs(), lambda result: number_field(result, "review", self.wording))

    def _explorer(self, view: View, table: Rendered, href: Href, hold: Hold) -> str:
        """A table that the script of its page takes over, below the controls by which readers choose rows."""
        records = select(view.rows, view.where, view.order, self.project.evidence)
        found = explored(view, records, self.context)
        shown = table_html(view, table, self.context, self._downloads(view, href), sorting(view), found.marks, hold)
        return f"{controls_html(view, found, self.context)}\n\n{shown}"

    def _picture(self, name: str, title: str, href: Href) -> str:
        """A drawing as files to take away; nothing where no edition is known for which they are made."""
        return (
            ""
            if self.edition is None
            else picture_offer(name, title, self._shown_first[name], self.edition, self.wording, href)
        )

    @cached_property
    def _shown_first(self) -> Mapping[str, str]:
        return drawn_on(self.project, self.language)

    def _charted(self, view: View, table: str, href: Href) -> str:
        """The drawing of a view with its table folded below it."""
        label = self.wording.label
        count, total = drawn(view, self.context)
        told = label("chart.drawn").replace("{n}", str(count)).replace("{total}", str(total)) if count < total else ""
        title = escaped(text_of(view.title, self.language))
        return "\n".join([
            f'<figure class="drawing chart-{view.chart}" id="chart-{view.id}">',
            f'<div class="drawing-box" role="group" tabindex="0" aria-label="{title}">{chart(view, self.context)}</div>',
            f"<figcaption><strong>{title}.</strong> {escaped(told)} <span class=\"credit\">{escaped(label('chart.credit'))}</span></figcaption>",
            "</figure>",
            "",
            self._picture(f"chart-{view.id}", text_of(view.title, self.language), href),
            "",
            '<details class="chart-table" markdown="1">',
            f"<summary>{escaped(label('chart.table'))}</summary>",
            "",
            table,
            "",
            "</details>",
        ])  # fmt: skip

    def _downloads(self, view: View, href: Href) -> str:
        label = escaped(self.wording.label("table.download"))
        title = escaped(str(view.title.get(self.language) or view.title["en"]))
        files = [
            f'<a href="{attribute(href("", f"data/views/{view.id}.{self.language}.{kind}"))}" download aria-label="{label}&#58; {title}, {kind.upper()}">{kind.upper()}</a>'
            for kind in ("csv", "json")
        ]
        return f'<p class="view-downloads">{label} {" ".join(files)}</p>'

    def _claims(self, run: Sequence[Marker], href: Href) -> str:
        """Where each claim stands and how it fared: review once, section once, a symbol a claim."""
        claims = [self.project.evidence.claim[marker.id] for marker in run]
        groups = by(claims, lambda claim: claim.review)
        return span(
            "claims", escaped("; ").join(self._claims_of(review, group, href) for review, group in groups.items())
        )

    def _claims_of(self, review_id: str, claims: Sequence[Claim], href: Href) -> str:
        name = said(self.project.evidence.review[review_id], "label", self.language)
        links = []
        for section, members in by(claims, lambda claim: claim.section).items():
            for place, claim in enumerate(members):
                verdict = self.project.evidence.verdict[claim.verdict]
                fared = said(verdict, "label", self.language)
                text = verdict.symbol if place else f"{section}\u00a0{verdict.symbol}"
                label = f"{name}, {section}\u00a0{verdict.symbol}, {fared}"
                title = f"{fared}: {said(claim, 'statement', self.language)}"
                links.append(link(href(CLAIMS_PAGE, claim.id), escaped(text), "claim", title, label))
        return f"{escaped(name)}: {' '.join(links)}"

    def _questions(self, path: str, href: Href) -> str:
        return questions_html(self._asked.get(path, ()), self.wording, href)

    @cached_property
    def _asked(self) -> Mapping[str, Sequence[Item]]:
        """The questions that stand in each chapter."""
        found: dict[str, list[Item]] = {}
        for item in self.bank:
            if not item.case:
                found.setdefault(item.chapter, []).append(item)
        return found

    @cached_property
    def bank(self) -> tuple[Item, ...]:
        """Every question of the language."""
        return items(self.project, self.language)


def with_state(text: str, entry: Entry, wording: Wording) -> str:
    """A formatted reference with the state of its record, and a retraction or correction where one was seen."""
    css = "supported" if entry.state == "verified" else "not-verified"
    symbol = "✓" if entry.state == "verified" else "?"
    state = f'<span class="verdict standing-{css}">{symbol} {escaped(wording.label(f"reference.{entry.state}"))}</span>'
    notices = entry.fields.get("x-notices", "")
    notice = (
        f' <span class="notice">{escaped(notices)}</span>'
        if notices and not notices.startswith(("none seen", "not searched"))
        else ""
    )
    return f"{text} {state}{notice}"


_DATA_LINK = re.compile(r"\[(?P<text>[^\]\n]+)\]\((?P<up>(?:\.\./)*)(?P<path>data/[^)\s]+)\)")


def with_data_one_up(markdown: str) -> str:
    """The page with its links to data files led one folder further up, to the root edition's, where the data stand once."""
    masked = without_code(markdown)

    def led(match: re.Match[str]) -> str:
        if masked[match.start()] != "[":
            return match[0]
        return f'<a href="../{match["up"]}{attribute(match["path"])}">{match["text"]}</a>'

    return _DATA_LINK.sub(led, markdown)


def references_offer(stem: str, wording: Wording) -> str:
    """Links to a page's references as BibTeX and RIS."""
    links = " ".join(
        f'<a href="{attribute(f"{stem}.{kind}")}" download>{name}</a>'
        for kind, name in (("bib", "BibTeX"), ("ris", "RIS"))
    )
    return f'\n<p class="view-downloads">{escaped(wording.label("references.download"))} {links}</p>\n'


def chapter_head(page: Page, markdown: str, writer: PageWriter, href: Href) -> str:
    """The chapter with its objectives, the reviews it draws on and its date set under its first heading."""
    objectives = page.front.get("objectives")
    heading = next((item for item in page.headings if item.depth == 1), None)
    if not objectives or heading is None:
        return markdown
    wording = writer.wording
    evidence = writer.project.evidence
    names = ", ".join(
        link(href("reference/reviews", name), escaped(said(evidence.review[name], "label", writer.language)))
        for name in page.front.get("reviews", ())
    )
    listed = "".join(f"<li>{escaped(str(item))}</li>" for item in objectives)
    block = "\n".join([
        '<div class="chapter-head">',
        f"<p><strong>{escaped(wording.label('chapter.objectives'))}</strong></p>",
        f"<ul>{listed}</ul>",
        f'<p class="chapter-facts">{escaped(wording.label("chapter.draws"))}: {names} · {escaped(wording.label("chapter.reviewed"))}: {escaped(str(page.front.get("reviewed", "")))} · {escaped(wording.label("chapter.minutes").replace("{n}", str(minutes(page))))}</p>',
        _at_a_glance(page, evidence, wording),
        "</div>",
    ])  # fmt: skip
    # The builder hands over the text without front matter, so the heading is looked for anew.
    lines = markdown.split("\n")
    place = next((number for number, line in enumerate(lines) if line.startswith("# ")), -1)
    return "\n".join([*lines[: place + 1], "", block, "", *lines[place + 1 :]])


def _at_a_glance(page: Page, evidence: Evidence, wording: Wording) -> str:
    """How the statements that a chapter names have fared, each standing with its symbol, its word and its count."""
    named = dict.fromkeys(marker.id for marker in markers(page.text, page.source)[0] if marker.kind == "c")
    if not named:
        return ""
    standings = [evidence.standing(evidence.claim[claim].verdict) for claim in named]
    symbols = {verdict.standing: verdict.symbol for verdict in reversed(evidence.verdicts)}
    badges = " ".join(
        f'<span class="verdict standing-{standing.replace(" ", "-")}">{escaped(symbols[standing])} '
        f"{escaped(wording.word('verdicts.standing', standing))}&#58; {standings.count(standing)}</span>"
        for standing in STANDINGS
        if standing in standings
    )
    told = escaped(wording.label("chapter.evidence").replace("{n}", str(len(named))))
    return f'<p class="chapter-facts">{told} {badges}</p>'


def open_context(
    project: Project,
    language: Language,
    cited_by: Mapping[str, tuple[tuple[str, str], ...]],
    references: Mapping[str, str],
) -> Context:
    """What cells need, with citations and addresses held open."""
    return Context(
        project.evidence,
        project.bibliography,
        project.wording(language),
        cite_later,
        href_later,
        cited_by,
        references,
        project.titles[language],
    )


def keys_on(page: Page, project: Project, tables: dict[str, Rendered] | None = None) -> list[str]:
    """Every work cited on a page, in its text, its tables with notes and its figures.

    `tables` keeps the views that were rendered on the way, for who writes the pages.
    """
    kept = {} if tables is None else tables
    keys = [citation.key for citation in citations(page.text)]
    found, _ = markers(page.text, page.source)
    for marker in found:
        if marker.kind == "view" and marker.id in project.views:
            keys += _keys_in_view(project.views[marker.id], page.language, project, kept)
        elif marker.kind == "figure" and marker.id in project.figures:
            keys += project.figures[marker.id].sources
    return list(dict.fromkeys(keys))


def _keys_in_view(view: View, language: Language, project: Project, tables: dict[str, Rendered]) -> list[str]:
    # The list of all works cites none of them, and rows that stand on pages of their own are not cited twice.
    if view.rows == "references" or view.facets:
        return []
    if view.id not in tables:
        tables[view.id] = rendered(view, open_context(project, language, {}, {}))
    return cited(tables[view.id])


def citing_pages(pages: Sequence[Page], keys: Mapping[str, Sequence[str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """For each work the pages that cite it, as (path, title), in the order of the pages.

    `keys` are the works cited on each page, by its path.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for page in pages:
        place = (page.path, page.title)
        for key in keys[page.path]:
            found.setdefault(key, []).append(place)
    return {key: tuple(places) for key, places in found.items()}
