"""Cards to learn with, as a package for Anki: one for each term of the glossary and one for each question of the bank.

Notes keep their identity by the ids of the data, so that a later package updates them and leaves a learner's progress as it is.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import genanki  # type: ignore[import-untyped]

from review.evidence.records import Term
from review.publish.archive import archive
from review.publish.bank.items import Choice, Item
from review.publish.downloads import BOOK
from review.publish.pictures import Edition
from review.wording import Language, Wording, said, translated

_CSS = """
.card { background: #fff; color: #1d2b30; font: 20px/1.5 system-ui, "Source Sans 3", "Noto Sans SC", Arial, sans-serif; margin: 1em auto; max-width: 40em; padding: 0 1em; text-align: left; }
.term { font-size: 1.5em; font-weight: 700; }
.quiet { color: #52606a; font-size: 0.8em; }
.answer { font-weight: 700; }
hr { border: 0; border-top: 2px solid #0b5c6b; }
a { color: #0b5c6b; }
.nightMode.card, .nightMode .card { background: #1f2b30; color: #e8f1f2; }
.nightMode .quiet { color: #b3c1c7; }
.nightMode a { color: #7fd0de; }
"""
# A field that is empty leaves no line.
_TERM = '<div class="term">{{Term}}</div>{{#Abbreviation}}<div class="quiet">{{Abbreviation}}</div>{{/Abbreviation}}'
_TERM_BACK = '{{FrontSide}}<hr id="answer"><p>{{Definition}}</p><p>{{Other}}</p><p class="quiet">{{Related}}</p><p class="quiet">{{Page}}</p>'
_QUESTION = '<p class="quiet">{{Chapter}}</p>{{#Case}}<p>{{Case}}</p>{{/Case}}<p>{{Stem}}</p>{{Options}}'
_QUESTION_BACK = '{{FrontSide}}<hr id="answer"><p class="answer">{{Answer}}</p><p>{{Explanation}}</p>{{Reasons}}<p class="quiet">{{Page}}</p>'
_TERM_FIELDS = ("Id", "Term", "Abbreviation", "Definition", "Other", "Related", "Page")
_QUESTION_FIELDS = ("Id", "Chapter", "Case", "Stem", "Options", "Answer", "Explanation", "Reasons", "Page")
_TAGS = {"en": "en-GB", "zh": "zh-CN"}


@dataclass(frozen=True, slots=True)
class Card:
    """One note: the id of its record, its fields in the order of its kind, and its tags."""

    id: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]


def stable_id(name: str) -> int:
    """A number that Anki knows a deck or a kind of note by, always the same for the same name."""
    return (1 << 30) + int(hashlib.sha256(f"{BOOK} {name}".encode()).hexdigest()[:7], 16)


def term_cards(terms: Sequence[Term], used: Mapping[str, Sequence[str]], glossary: str, wording: Wording) -> list[Card]:
    """A card for each term; `used` gives the chapters that explain it, by its id, `glossary` the address of its page."""
    return [_term(term, used.get(term.id, ()), glossary, wording) for term in terms]


def _term(term: Term, chapters: Iterable[str], glossary: str, wording: Wording) -> Card:
    language = wording.language
    other: Language = "en" if language == "zh" else "zh"
    names = [
        part for field in ("term", "definition") if translated(term, field, other)
        for part in [_in(said(term, field, other), other)]
    ]  # fmt: skip
    related = [
        f"{escape(wording.label(f'column.terms.{kind}'))}: {escape(said(known, 'term', language))}"
        for kind in ("opposite", "look_alike")
        for name in [getattr(term, kind)]
        for known in [wording.evidence.term.get(name)]
        if known
    ]
    fields = (
        term.id,
        escape(said(term, "term", language)),
        escape(term.abbreviation),
        escape(said(term, "definition", language)),
        "<br>".join(names),
        "; ".join(related),
        _page(f"{glossary}#{term.id}"),
    )
    return Card(term.id, fields, _tags("term", chapters))


def _in(text: str, language: Language) -> str:
    return f'<span lang="{_TAGS[language]}">{escape(text)}</span>'


def _page(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def _tags(kind: str, chapters: Iterable[str]) -> tuple[str, ...]:
    return (f"kind::{kind}", *(f"chapter::{path.replace('/', '::')}" for path in sorted(chapters)))


def question_cards(items: Sequence[Item], edition: Edition, wording: Wording) -> list[Card]:
    """A card for each question: what is asked with its options in front, the answer with its reasons behind."""
    return [_question(item, edition, wording) for item in items]


def _question(item: Item, edition: Edition, wording: Wording) -> Card:
    # A question of a case stands on the page of the cases, and is no place of its chapter.
    place = f"{edition.home}{item.chapter}.html" + ("" if item.case else f"#{item.id}")
    fields = (
        item.id,
        escape(item.chapter_title),
        escape(item.case.text) if item.case else "",
        escape(item.stem),
        _options(item),
        _answer(item),
        escape(item.explanation),
        _list("ul", [f"<b>{escape(choice.letter)}</b> {escape(choice.why)}" for choice in item.choices if choice.why]),
        _page(place),
    )
    return Card(item.id, fields, _tags(item.kind, [item.chapter]))


def _options(item: Item) -> str:
    if item.kind == "number":
        return f'<p class="quiet">{escape(item.unit)}</p>'
    left = _list('ol type="a"', [escape(choice.text) for choice in item.choices])
    return left + _list("ol", [escape(text) for text in item.partners])


def _answer(item: Item) -> str:
    if item.partners:
        return "<br>".join(f"{escape(choice.text)} → {escape(choice.match)}" for choice in item.choices)
    if item.value is not None:
        return escape(item.key)
    return "<br>".join(_right(choice) for choice in item.choices if choice.correct)


def _right(choice: Choice) -> str:
    return f"{escape(choice.letter)}. {escape(choice.text)}"


def _list(tag: str, items: Sequence[str]) -> str:
    inside = "".join(f"<li>{item}</li>" for item in items)
    return f"<{tag}>{inside}</{tag.partition(' ')[0]}>" if items else ""


def package(terms: Sequence[Card], questions: Sequence[Card], edition: Edition, wording: Wording) -> bytes:
    """The package that Anki opens; its notes bear the day of the release, so that a newer one updates an older one."""
    book, language = wording.label("foot.book"), wording.language
    imprint = "<br>".join(escape(wording.label(name)) for name in ("print.licence", "print.made", "print.medical"))
    decks = []
    for kind, label, cards, model in (
        ("terms", "flashcards.terms", terms, _model("term", language, _TERM_FIELDS, _TERM, _TERM_BACK)),
        (
            "questions",
            "flashcards.questions",
            questions,
            _model("question", language, _QUESTION_FIELDS, _QUESTION, _QUESTION_BACK),
        ),
    ):
        name = f"{book}::{wording.label(label)}"
        deck = genanki.Deck(stable_id(f"{language} {kind}"), name, f"{imprint}<br>{_page(edition.home)}")
        for place, card in enumerate(cards, 1):
            known = genanki.guid_for(BOOK, language, kind, card.id)
            deck.add_note(genanki.Note(model=model, fields=list(card.fields), tags=card.tags, guid=known, due=place))
        decks.append(deck)
    return archive({"collection.anki2": _collection(decks, edition.release.epoch), "media": json.dumps({}).encode()})


def _model(kind: str, language: Language, fields: Sequence[str], front: str, back: str) -> genanki.Model:
    """A kind of note; its templates say the language, so that each voice reads its own."""
    within = f'<div lang="{_TAGS[language]}">{{}}</div>'
    return genanki.Model(
        stable_id(f"{language} {kind} notes"),
        f"Combining Immunotherapy: {kind} ({language})",
        fields=[{"name": name} for name in fields],
        templates=[{"name": "Card", "qfmt": within.format(front), "afmt": within.format(back)}],
        css=_CSS.strip(),
        sort_field_index=1 if kind == "term" else 3,
    )


def _collection(decks: Sequence[genanki.Deck], time: int) -> bytes:
    """The decks as the database that a package holds."""
    with sqlite3.connect(":memory:") as database:
        genanki.Package(decks).write_to_db(database.cursor(), time, itertools.count(time * 1000))
        database.commit()
        content = database.serialize()
    database.close()
    return content
