"""Texts of the data that print numbers from their records, as prose does."""

from __future__ import annotations

import re

from review.manuscript.markers import expanded
from review.wording import Wording, number_field

_SPACES = re.compile(r"[^\S\u00a0]+")


def filled(text: str, wording: Wording) -> str:
    """The text with its numbers in place, as plain text on one line."""
    if "{{" not in text:
        return text
    shown = expanded(text, lambda run: number_field(wording.evidence.result[run[0].id], run[0].field, wording))
    return _SPACES.sub(" ", shown).strip()
