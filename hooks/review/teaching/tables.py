"""Tables of the teaching kit, as accessible as those of the evidence."""

from __future__ import annotations

from collections.abc import Sequence

from review.markup import escaped


def table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, whole: bool = True) -> str:
    """A table with caption and scopes; `caption` and `heads` are text, cells are fragments that are already safe.

    The first column heads its row; a `whole` table is not cut to the height of a screen. Markdown leaves it as it is.
    """
    label = escaped(caption)
    lines = [
        f'<div class="view{" whole" if whole else ""}" role="region" aria-label="{label}" tabindex="0">',
        '<table class="data">',
        f'<caption><span class="caption">{label}</span></caption>',
        "<thead>",
        "<tr>" + "".join(f'<th scope="col">{escaped(head)}</th>' for head in heads) + "</tr>",
        "</thead>",
        "<tbody>",
    ]
    for first, *others in rows:
        lines.append(f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in others) + "</tr>")
    return "\n".join([*lines, "</tbody>", "</table>", "</div>"])
