"""Cards to learn with, imported by Anki itself: twice, with what changed updated and what was learnt kept."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from review.publish.bank.items import Choice, Item, Situation
from review.publish.flashcards import Card, package, question_cards, stable_id, term_cards
from review.publish.pictures import Edition
from review.release import Release
from review.wording import Wording
from tests.books import CHAPTER, Book

RELEASE = Release("A book", "Makers", "1.0.0", date(2026, 1, 31))
LATER = Release("A book", "Makers", "1.1.0", date(2026, 2, 28))
HOME = "https://book.example/"
GLOSSARY = f"{HOME}reference/glossary.html"


def item(name: str, kind: str = "single", **parts: object) -> Item:
    """A question with two answers, of which the first is right."""
    choices = (Choice("a", "Yes & yes", "", True, "So it is", ""), Choice("b", "No", "", False, "", ""))
    base = Item(
        name, CHAPTER, "Made up", None, kind, "", "", "", f"Is {name} < 2?", "Because", choices, (), None, Decimal(0), "", ()
    )  # fmt: skip
    return dataclasses.replace(base, **parts)  # type: ignore[arg-type]


@pytest.fixture
def wording(tmp_path: Path) -> Wording:
    return Book().load(tmp_path / "book").wording("en")


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = Collection(str(tmp_path / "learner.anki2"))
        yield found
        found.close()


def made(wording: Wording, release: Release = RELEASE, terms: list[Card] | None = None) -> bytes:
    edition = Edition(release, HOME)
    cards = term_cards(wording.evidence.terms, {"term-a": [CHAPTER]}, GLOSSARY, wording) if terms is None else terms
    return package(cards, question_cards([item("q1"), item("q2")], edition, wording), edition, wording)


def put_in(collection: Collection, content: bytes, tmp_path: Path) -> None:
    """What a learner does with the package."""
    file = tmp_path / "cards.apkg"
    file.write_bytes(content)
    options = ImportAnkiPackageOptions(merge_notetypes=True)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(file), options=options))


def test_anki_shows_each_card_with_front_and_back(collection: Collection, wording: Wording, tmp_path: Path) -> None:
    put_in(collection, made(wording), tmp_path)
    assert collection.note_count() == collection.card_count() == 3
    (term,) = [collection.get_card(name) for name in collection.find_cards("tag:kind::term")]
    assert "Term A" in term.question() and "What term A means" not in term.question()
    for part in (
        "What term A means",
        "Term A（中文）",
        "What term A means（中文）",
        f"{HOME}reference/glossary.html#term-a",
    ):
        assert part in term.answer(), part
    (asked, _) = [collection.get_card(name) for name in collection.find_cards("tag:kind::single")]
    assert "Is q1 &lt; 2?" in asked.question() and "Yes &amp; yes" in asked.question()
    assert "Because" not in asked.question()
    for part in ("a. Yes &amp; yes", "Because", "So it is", f"{HOME}{CHAPTER}.html#q1"):
        assert part in asked.answer(), part


def test_cards_are_found_by_chapter_and_lie_in_two_decks(
    collection: Collection, wording: Wording, tmp_path: Path
) -> None:
    put_in(collection, made(wording), tmp_path)
    assert len(collection.find_cards("tag:chapter::mechanisms::*")) == 3
    names = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert {"Combining Immunotherapy::Terms", "Combining Immunotherapy::Questions"} <= names


def test_a_newer_package_updates_and_keeps_what_was_learnt(
    collection: Collection, wording: Wording, tmp_path: Path
) -> None:
    put_in(collection, made(wording), tmp_path)
    (name,) = collection.find_cards("tag:kind::term")
    collection.sched.set_due_date([name], "9")
    before = collection.get_card(name)
    (card,) = term_cards(wording.evidence.terms, {}, GLOSSARY, wording)
    changed = dataclasses.replace(card, fields=tuple(text.replace("means", "now means") for text in card.fields))
    put_in(collection, made(wording, LATER, [changed]), tmp_path)
    assert collection.note_count() == collection.card_count() == 3
    after = collection.get_card(name)
    assert "What term A now means" in after.answer()
    assert (after.due, after.ivl, after.type, after.queue) == (before.due, before.ivl, before.type, before.queue)
    assert after.ivl == 9


def test_a_package_of_the_same_day_doubles_nothing(collection: Collection, wording: Wording, tmp_path: Path) -> None:
    put_in(collection, made(wording), tmp_path)
    put_in(collection, made(wording), tmp_path)
    assert collection.note_count() == 3


def test_the_same_cards_give_the_same_bytes(wording: Wording) -> None:
    assert made(wording) == made(wording)
    assert made(wording) != made(wording, LATER)


def test_numbers_by_which_anki_knows_decks_are_given_once() -> None:
    # Learners' collections hold them: they never change.
    assert stable_id("en terms") == 1076878514
    assert len({stable_id(f"{language} {kind}") for language in ("en", "zh") for kind in ("terms", "questions")}) == 4


def test_pairs_and_calculations_have_their_answers_behind(wording: Wording) -> None:
    pairs = (Choice("a", "Heat", "warm", True, "", ""), Choice("b", "Ice", "cold", True, "", ""))
    case = Situation("case-a", "A case", "A person <came>.")
    cards = question_cards(
        [
            item("q3", "match", choices=pairs, partners=("cold", "warm")),
            item("q4", "number", choices=(), value=Decimal("4.5"), unit="percentage points"),
            item("q5", "multiple", case=case),
        ],
        Edition(RELEASE, HOME),
        wording,
    )
    match, number, of_case = [
        dict(zip(("id", "chapter", "case", "stem", "options", "answer"), card.fields, strict=False)) for card in cards
    ]
    assert match["options"] == '<ol type="a"><li>Heat</li><li>Ice</li></ol><ol><li>cold</li><li>warm</li></ol>'
    assert match["answer"] == "Heat → warm<br>Ice → cold"
    assert (number["options"], number["answer"]) == ('<p class="quiet">percentage points</p>', "4.5")
    assert of_case["case"] == "A person &lt;came&gt;." and cards[2].fields[-1].count("#") == 0
    assert [card.tags[0] for card in cards] == ["kind::match", "kind::number", "kind::multiple"]
