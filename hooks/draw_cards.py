"""Draws the card of every page into the assembled site. A thin adapter: what a card says is decided in `review.publish.cards`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import typst

from print_book import CONFIGS, FONTS
from review.project import Project
from review.publish.book.collect import read_nav
from review.publish.cards import TEMPLATE, Card, as_input, card_file, card_of, parts_of, smaller
from review.release import Release
from review.wording import LANGUAGES


def draw_cards(project: Project, release: Release, site: Path, kept: Path) -> None:
    """Writes every page's card below `site`; draws only those that `kept` does not hold from an earlier build."""
    kept.mkdir(parents=True, exist_ok=True)
    cards: dict[str, Card] = {}
    for language in LANGUAGES:
        # A navigation that cannot be read was told when the book was printed.
        parts = parts_of(read_nav(project.root, CONFIGS[language])[0])
        label = project.wording(language).label
        cards |= {card_file(page.path, language): card_of(page, parts, label) for page in project.pages[language]}
    drawn = {card: kept / f"{_told(card)}.png" for card in cards.values()}
    missing = [card for card, file in drawn.items() if not file.is_file()]
    for card, content in zip(missing, _drawn(missing, release.epoch), strict=True):
        drawn[card].write_bytes(smaller(content))
    for name, card in cards.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(drawn[card].read_bytes())


def _told(card: Card) -> str:
    """What a card's bytes depend on, as a name."""
    made_by = [Path(__file__).parent / "fonts/package-lock.json", TEMPLATE, TEMPLATE.with_name("cards.py")]
    parts = [as_input([card]).encode(), *(path.read_bytes() for path in made_by)]
    parts += [version(name).encode() for name in ("typst", "pillow")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:32]


def _drawn(cards: Sequence[Card], epoch: int) -> list[bytes]:
    """Each card as PNG, all in one run, with the locked fonts alone; a point is a pixel."""
    if not cards:
        return []
    content = typst.compile(
        str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=[str(FONTS)], ignore_system_fonts=True,
        timestamp=epoch, format="png", ppi=72, sys_inputs={"cards": as_input(cards)},
    )  # fmt: skip
    return [content] if isinstance(content, bytes) else [page for page in content or () if page]
