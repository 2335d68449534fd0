"""A view as an accessible HTML table, and as rows of plain text for download.

A browser that has to build thousands of cells keeps a phone busy for a second before anything can be read.
So a long table has only its first rows in the page; the rest stands in a `noscript` element behind it:
a browser that runs scripts keeps it as one piece of text until `rows.js` takes it, and one that runs none shows it as a table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from review.citations.bibliography import Entry
from review.evidence.columns import Context, cell_of, head_of
from review.evidence.rows import Arm, select
from review.evidence.views import View
from review.markup import escaped, plain

# How many rows of a long table stand in the page: as many as a large screen shows.
FIRST_ROWS = 25
# How many rows a script that takes a table over shows at a time.
ROWS_AT_ONCE = 50
# What makes Markdown read the words of an element, and the elements in it.
_SPAN = (' markdown="span"', ' markdown="1"')

Hold = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A table's heads and cells as safe HTML fragments, and each row's anchor."""

    heads: tuple[str, ...]
    anchors: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _anchor(record: Any) -> str:
    if isinstance(record, Arm):
        return f"{record.source}-{record.name}"
    if isinstance(record, Entry):
        return f"ref-{record.key}"
    return str(getattr(record, "id", getattr(record, "name", "")))


def rendered(view: View, context: Context, entries: Sequence[Entry] = ()) -> Rendered:
    """The view's rows, chosen and sorted, each cell a safe fragment."""
    records = select(view.rows, view.where, view.order, context.evidence, entries)
    cells = [cell_of(view.rows, column) for column in view.columns]
    return Rendered(
        heads=tuple(head_of(view.rows, column, context) for column in view.columns),
        anchors=tuple(_anchor(record) for record in records),
        rows=tuple(tuple(cell(record, context) for cell in cells) for record in records),
    )


def text_of(texts: Any, language: str) -> str:
    """A view's title or note in the language, or in English."""
    return str(texts.get(language) or texts.get("en", ""))


def table_html(
    view: View,
    table: Rendered,
    context: Context,
    downloads: str = "",
    sorting: Sequence[str] = (),
    marks: Sequence[Sequence[int]] = (),
    hold: Hold = lambda name, box: box,
) -> str:
    """The table with caption, column and row scopes; the first column heads its row.

    `sorting` and `marks` tell a script that takes the table over how each column sorts, and which choices each row meets.
    `hold` is given the name and the text of a box that Markdown need not read, and returns what stands in its place.

    With `cite: notes` the cells go through Markdown so that citations become numbered notes;
    with `cite: links` the table is plain HTML, which Markdown leaves as it is, and may stand in two parts.
    """
    inline, block = _SPAN if view.cite == "notes" else ("", "")
    # The rows of long tables would fill the search index with fragments of cells.
    hidden = "" if view.cite == "notes" else " data-search-exclude"
    language = context.wording.language
    title = escaped(text_of(view.title, language))
    count = f'<span class="count">{escaped(context.wording.label("table.rows").replace("{n}", str(len(table.rows))))}</span>'
    head, rows = _head(view, table, sorting), _rows(view, table, marks)
    first = len(rows) if view.cite == "notes" else FIRST_ROWS
    # A table with a class is left as it is by the theme's script, so that one box scrolls and heads stay in sight.
    name = f'class="data{"" if view.cite == "notes" else " long"}"'
    lines = [
        f'<div class="view" id="view-{view.id}" role="region" aria-label="{title}" tabindex="0"{hidden}{block}>',
        f"<table {name}{block}>",
        f'<caption{inline}><span class="caption">{title} {count}</span></caption>',
        *(*head, f"<tbody{block}>", *rows[:first], "</tbody>", "</table>"),
    ]
    if rows[first:]:
        # The script cuts the text at the ends of rows: each row ends a line.
        lines += [f'<noscript><table {name} aria-label="{title}">', *head, "<tbody>", *rows[first:]]
        lines += ["</tbody>", "</table></noscript>"]
    box = "\n".join([*lines, "</div>"])
    below = [box if view.cite == "notes" else hold(f"view-{view.id}", box)]
    note = text_of(view.note, language)
    if note:
        below += ["", f'<p class="view-note">{escaped(note)}</p>']
    if downloads:
        below += ["", downloads]
    return "\n".join(below)


def _head(view: View, table: Rendered, sorting: Sequence[str]) -> list[str]:
    inline, block = _SPAN if view.cite == "notes" else ("", "")
    css = [f"col-{column.partition(':')[0]}" for column in view.columns]
    sorts = [f' data-sort="{kind}"' for kind in sorting] or [""] * len(css)
    cells = [
        f'<th scope="col" class="{name}"{sort}{inline}>{told}</th>'
        for name, told, sort in zip(css, table.heads, sorts, strict=True)
    ]
    return [f"<thead{block}>", f"<tr{block}>", *cells, "</tr>", "</thead>"]


def _rows(view: View, table: Rendered, marks: Sequence[Sequence[int]]) -> list[str]:
    inline, block = _SPAN if view.cite == "notes" else ("", "")
    told = [f' data-marks="{" ".join(map(str, numbers))}"' for numbers in marks] or [""] * len(table.rows)
    lines = []
    for anchor, row, mark in zip(table.anchors, table.rows, told, strict=True):
        name = f' id="{escaped(anchor)}"' if view.anchors else ""
        cells = [f'<th scope="row"{inline}>{row[0]}</th>', *(f"<td{inline}>{cell}</td>" for cell in row[1:])]
        lines.append("\n".join([f"<tr{name}{mark}{block}>", *cells, "</tr>"]))
    return lines


def text_rows(table: Rendered) -> list[list[str]]:
    """Heads and cells as plain text."""
    return [[plain(head) for head in table.heads], *[[plain(cell) for cell in row] for row in table.rows]]


def join_tables(tree: Any) -> None:
    """Gives each long table of a parsed page the rows that stand behind it, in place."""
    for rest in tree.xpath("//noscript[table][preceding-sibling::table]"):
        (body,) = rest.xpath("./preceding-sibling::table[1]/tbody")
        body.extend(rest.xpath("./table/tbody/tr"))
        rest.drop_tree()
