"""A compiled PDF made complete: row heads tagged as heads, and its many small objects packed together."""

from __future__ import annotations

import io

import pikepdf

_ROW_HEAD = {"/O": "/Table", "/Scope": "/Row"}


def finished(content: bytes) -> bytes:
    """The file with the first cell of each table row tagged as the row's head, about a third of its size; same input, same bytes.

    Typst tags column heads; for row heads it has a call that its wheel does not yet let through.
    """
    with pikepdf.open(io.BytesIO(content)) as document:
        root = document.Root.get("/StructTreeRoot")
        if root is not None:
            _head_rows(document, root)
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _head_rows(document: pikepdf.Pdf, root: pikepdf.Object) -> None:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        kids = _kids(element)
        if element.get("/S") == pikepdf.Name.TR:
            _head_row(kids)
        else:
            waiting += kids


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    found = element.get("/K")
    if found is None:
        return []
    kids = list(found) if isinstance(found, pikepdf.Array) else [found]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _head_row(cells: list[pikepdf.Object]) -> None:
    """A row of several cells without a head of its own gets its first cell as one."""
    if len(cells) > 1 and all(cell.get("/S") == pikepdf.Name.TD for cell in cells):
        cells[0]["/S"] = pikepdf.Name.TH
        cells[0]["/A"] = pikepdf.Array(
            [pikepdf.Dictionary({name: pikepdf.Name(value) for name, value in _ROW_HEAD.items()})]
        )
