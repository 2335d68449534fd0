"""The question bank as sheets to print, with and without the key, written for Typst. Each chapter begins on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from review.publish.bank.items import Item
from review.publish.book.typst import call, quoted
from review.release import Release
from review.wording import Wording

TEMPLATE = "sheet.typ"


def sheet(items: Sequence[Item], release: Release, wording: Wording, paper: str, keyed: bool) -> str:
    """The source of one file: all questions, each chapter's and then each case's, with their answers where `keyed`."""
    label = wording.label
    title = label("bank.sheet-key" if keyed else "bank.sheet")
    setup = {
        "title": quoted(title), "book": quoted(release.title.partition(":")[0]), "version": quoted(release.version), "lang": quoted(wording.language),
        "paper": quoted(paper), "note": quoted(label("bank.sheet-note")), "day": _day(release),
    }  # fmt: skip
    told = ", ".join(f"{name}: {value}" for name, value in setup.items())
    lines = [f'#import "{TEMPLATE}": *', f"#show: sheet.with({told})"]
    for (name, case), asked in groupby(items, key=lambda item: (_heading(item), item.case)):
        lines.append(f"#part({quoted(name)})")
        if case:
            lines.append(call("situation", _text(case.text)))
        for number, item in enumerate(asked, 1):
            lines.append(_question(number, item, wording, keyed))
    return "\n".join(lines) + "\n"


def _heading(item: Item) -> str:
    return item.case.title if item.case else item.chapter_title


def _day(release: Release) -> str:
    return f"datetime(year: {release.day.year}, month: {release.day.month}, day: {release.day.day})"


def _question(number: int, item: Item, wording: Wording, keyed: bool) -> str:
    body = [_text(item.stem)]
    if item.value is not None:
        body.append(call("blank", _text(item.unit)))
    else:
        body.append(_list("a.", [choice.text for choice in item.choices]))
    if item.partners:
        body.append(_list("1.", item.partners))
    if keyed:
        body.append(call("key", _text(item.key.replace(" ", ", ")), _text(item.explanation)))
        whys = [f"{choice.letter}: {choice.why}" for choice in item.choices if choice.why]
        body += [call("whys", *(_text(why) for why in whys))] if whys else []
    kind = wording.word("questions.kind", item.kind)
    return f"#question({number}, {quoted(kind)}, [{''.join(body)}])"


def _list(numbering: str, texts: Sequence[str]) -> str:
    told = ", ".join(f"[{_text(text)}]" for text in texts)
    return f"#enum(numbering: {quoted(numbering)}, {told})"


def _text(text: str) -> str:
    return f"#{quoted(text)}"
