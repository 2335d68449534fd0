"""A view as an accessible HTML table, and as rows of plain text for download."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from review.citations.bibliography import Entry
from review.evidence.columns import Context, cell_of, head_of
from review.evidence.rows import Arm, select
from review.evidence.views import View
from review.markup import escaped, plain

# How many rows a script that takes a table over shows at a time; the others stand apart, so that it can spare their drawing.
ROWS_AT_ONCE = 50


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
) -> str:
    """The table with caption, column and row scopes; the first column heads its row.

    `sorting` and `marks` tell a script that takes the table over how each column sorts, and which choices each row meets.

    With `cite: notes` the cells go through Markdown so that citations become numbered notes;
    with `cite: links` the table is plain HTML, which Markdown leaves as it is.
    """
    inline = ' markdown="span"' if view.cite == "notes" else ""
    block = ' markdown="1"' if view.cite == "notes" else ""
    # The rows of long tables would fill the search index with fragments of cells.
    hidden = "" if view.cite == "notes" else " data-search-exclude"
    language = context.wording.language
    caption = escaped(text_of(view.title, language))
    count = f'<span class="count">{escaped(context.wording.label("table.rows").replace("{n}", str(len(table.rows))))}</span>'
    label = escaped(text_of(view.title, language))
    lines = [
        f'<div class="view" id="view-{view.id}" role="region" aria-label="{label}" tabindex="0"{hidden}{block}>',
        # A table with a class is left as it is by the theme's script, so that one box scrolls and heads stay in sight.
        f'<table class="data{"" if view.cite == "notes" else " long"}"{block}>',
        f'<caption{inline}><span class="caption">{caption} {count}</span></caption>',
        f"<thead{block}>",
        f"<tr{block}>",
    ]
    css = [f"col-{column.partition(':')[0]}" for column in view.columns]
    sorts = [f' data-sort="{kind}"' for kind in sorting] or [""] * len(css)
    lines += [
        f'<th scope="col" class="{name}"{sort}{inline}>{head}</th>'
        for name, head, sort in zip(css, table.heads, sorts, strict=True)
    ]
    lines += ["</tr>", "</thead>", f"<tbody{block}>"]
    told = [f' data-marks="{" ".join(map(str, numbers))}"' for numbers in marks] or [""] * len(table.rows)
    for place, (anchor, row, mark) in enumerate(zip(table.anchors, table.rows, told, strict=True)):
        if marks and place == ROWS_AT_ONCE:
            lines += ["</tbody>", '<tbody class="later">']
        name = f' id="{escaped(anchor)}"' if view.anchors else ""
        lines.append(f"<tr{name}{mark}{block}>")
        lines.append(f'<th scope="row"{inline}>{row[0]}</th>')
        lines += [f"<td{inline}>{cell}</td>" for cell in row[1:]]
        lines.append("</tr>")
    lines += ["</tbody>", "</table>", "</div>"]
    note = text_of(view.note, language)
    if note:
        lines += ["", f'<p class="view-note">{escaped(note)}</p>']
    if downloads:
        lines += ["", downloads]
    return "\n".join(lines)


def text_rows(table: Rendered) -> list[list[str]]:
    """Heads and cells as plain text."""
    return [[plain(head) for head in table.heads], *[[plain(cell) for cell in row] for row in table.rows]]
