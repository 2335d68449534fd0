"""The question bank in GIFT, a plain text form that many learning platforms import.

The form: https://docs.moodle.org/en/GIFT_format
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from review.publish.bank.items import Choice, Item, stem

_SPECIAL = re.compile(r"([\\~=#{}:])")
_SHARES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20"}


def gift(items: Sequence[Item], title: str, cases: str) -> str:
    """All questions as one text; each chapter is a category of `title`, the cases are one of their own."""
    blocks = []
    for name, asked in groupby(items, key=lambda item: cases if item.case else item.chapter_title):
        blocks.append(f"$CATEGORY: $course$/top/{title.replace('/', '//')}/{name.replace('/', '//')}")
        blocks += [_question(item) for item in asked]
    return "\n\n".join(blocks) + "\n"


def _question(item: Item) -> str:
    """One question; a blank line would end it, so paragraphs are told apart by a break within the line."""
    asked = r"\n\n".join(_escaped(part) for part in stem(item))
    return f"// {item.id}\n::{_escaped(item.id)}::{asked} {{{_answers(item)}\n####{_escaped(item.explanation)}\n}}"


def _answers(item: Item) -> str:
    if item.value is not None:
        return f"#{item.value}:{item.tolerance}"
    if item.partners:
        pairs = (f"={_escaped(choice.text)} -> {_escaped(choice.match)}" for choice in item.choices)
        return "\n" + "\n".join(pairs)
    return "\n" + "\n".join(_answer(choice, item) for choice in item.choices)


def _answer(choice: Choice, item: Item) -> str:
    right = sum(one.correct for one in item.choices)
    if item.kind == "multiple":
        share = _SHARES[right] if choice.correct else f"-{_SHARES[len(item.choices) - right]}"
        sign = f"~%{share}%"
    else:
        sign = "=" if choice.correct else "~"
    return sign + _escaped(choice.text) + (f"#{_escaped(choice.why)}" if choice.why else "")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
