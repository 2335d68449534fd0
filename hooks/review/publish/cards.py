"""The picture that stands for a page where its address is shared: what it says, and where it lies."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image

from review.manuscript.pages import Page

TEMPLATE = Path(__file__).with_name("card.typ")
FOLDER = "assets/cards"
WIDTH, HEIGHT = 1200, 630
HOME = "index"
# A flat drawing with white letters needs no more, and each card is a third as large.
COLOURS = 64


@dataclass(frozen=True, slots=True)
class Card:
    """The words of a card: the part of the book, the page's title, the book's name; all plain text."""

    part: str
    title: str
    book: str

    @property
    def told(self) -> str:
        """What it shows, for those who do not see it."""
        return " · ".join(filter(None, (self.part, self.title, self.book)))


def card_file(path: str, language: str) -> str:
    """Where a page's card lies below the site's root, by the page's path without extension."""
    return f"{FOLDER}/{path.replace('/', '-')}.{language}.png"


def parts_of(nav: Sequence[tuple[str, Sequence[str]]]) -> dict[str, str]:
    """The heading of the navigation under which each page stands, by its path."""
    return {path: heading for heading, paths in nav for path in paths}


def card_of(page: Page, parts: Mapping[str, str], label: Callable[[str], str]) -> Card:
    """The card of a page; that of the home page says what the book is."""
    book = label("foot.book")
    if page.path == HOME:
        return Card(label("card.kind"), book, label("card.line"))
    return Card(parts.get(page.path, ""), page.title, book)


def as_input(cards: Sequence[Card]) -> str:
    """The cards as the template reads them."""
    return json.dumps([asdict(card) for card in cards], ensure_ascii=False)


def smaller(png: bytes) -> bytes:
    """The same picture as PNG with few colours."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as drawn:
        few = drawn.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
    return out.getvalue()
