"""The printed book's document as one page of HTML, so that another printer can be given the same."""

from __future__ import annotations

from collections.abc import Callable

from review.publish.book.epub import bound, written
from review.publish.book.gather import Book
from review.publish.book.tables import Paper

# The same sheet, margins and sizes of letters as the book's own template has.
STYLE = """
@page { size: A4; margin: 24mm 22mm; @bottom-center { content: counter(page); } }
body { font: 10pt serif; }
table { border-collapse: collapse; font-size: 7.8pt; width: 100%; }
td, th { border-top: 0.4pt solid #ccc; padding: 3pt; text-align: left; vertical-align: top; }
section { break-before: page; }
img { max-width: 100%; }
"""


def one_page(book: Book, label: Callable[[str], str]) -> str:
    """The same text, tables and drawings; the notes that an EPUB repeats in each chapter are left out."""
    sheets = []
    for leaf in bound(book, label, Paper()):
        for note in list(leaf.body.iter("aside")):
            note.getparent().remove(note)
        for link in leaf.body.iter("a"):
            place = (link.get("href") or "").rpartition("#")[2]
            if link.get("role") == "doc-noteref":
                place = f"ref-{place.partition('-ref-')[2]}"
            if not (link.get("href") or "").startswith("https:"):
                link.set("href", f"#{place}")
        sheets.append(written(leaf.body))
    head = f'<meta charset="utf-8"><title>{label("foot.book")}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="{book.language}"><head>{head}</head><body>{"".join(sheets)}</body></html>\n'
