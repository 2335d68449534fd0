"""How long a page takes to read."""

from __future__ import annotations

import re

from review.manuscript.pages import Page

# Slower than a novel: numbers, names and notes ask for a second look.
WORDS_A_MINUTE = 200
CHARACTERS_A_MINUTE = 350
_MARKER = re.compile(r"\{\{[^{}]*\}\}|\[@[^\]]*\]|\]\([^)]*\)|\{#[^}]*\}")
_WORD = re.compile(r"[A-Za-z0-9][\w’'-]*")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def minutes(page: Page) -> int:
    """Whole minutes to read the page's own words, at least one: English by words, Chinese by characters."""
    text = _MARKER.sub(" ", page.prose)
    needed = len(_WORD.findall(_HAN.sub(" ", text))) / WORDS_A_MINUTE + len(_HAN.findall(text)) / CHARACTERS_A_MINUTE
    return max(1, round(needed))
