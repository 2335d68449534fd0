"""Questions made ready: numbers filled in, answers worked out, partners mixed."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from review.project import Project
from review.publish.bank.items import Item, items, partners, stem
from tests.books import ALPHA, CHAPTER, Book, with_bank


@pytest.fixture
def bank(tmp_path: Path) -> dict[str, Item]:
    return {item.id: item for item in items(loaded(tmp_path), "en")}


def loaded(root: Path) -> Project:
    project = with_bank(Book()).load(root)
    assert project.problems == ()
    return project


def test_every_question_is_there_those_of_cases_last(bank: dict[str, Item]) -> None:
    assert list(bank) == [*(f"made-up-q{number}" for number in range(1, 9)), "odd-case-q1", "odd-case-q2"]
    assert {item.chapter for item in bank.values()} == {CHAPTER}
    assert {item.chapter_title for item in bank.values()} == {"Made up"}


@pytest.mark.parametrize(
    ("name", "key"), [("made-up-q1", "b"), ("made-up-q5", "a c"), ("made-up-q6", "a"), ("made-up-q8", "6.7")]
)
def test_the_key_is_letters_or_the_computed_number(name: str, key: str, bank: dict[str, Item]) -> None:
    assert bank[name].key == key


def test_pairs_are_keyed_by_the_place_of_their_partner(bank: dict[str, Item]) -> None:
    pairs = bank["made-up-q7"]
    assert sorted(pairs.partners) == ["Right a", "Right b", "Right c"]
    for pair in pairs.key.split():
        assert pairs.partners[int(pair[1]) - 1] == f"Right {pair[0]}"


def test_numbers_in_texts_come_from_their_records(bank: dict[str, Item]) -> None:
    asked = bank["made-up-q8"]
    assert asked.stem == "Low, of 3/10?"
    assert (asked.value, asked.tolerance) == (Decimal("6.7"), Decimal("0.1"))
    assert asked.unit == "ci-low"  # the made-up book labels its words by themselves


def test_a_question_knows_its_objective_case_claims_and_misconceptions(bank: dict[str, Item]) -> None:
    first, of_case = bank["made-up-q1"], bank["odd-case-q1"]
    assert first.objective == "Tell a fixture from a study"
    assert first.claims == ("hyperthermia-001",)
    assert [choice.misconception for choice in first.choices] == ["Answers are wrong", "", "Answers are wrong"]
    assert first.case is None
    assert stem(first) == ("Question 1?",)
    assert of_case.case is not None
    assert stem(of_case) == ("Somebody asks & waits", "Question 1?")


def test_texts_follow_the_language(tmp_path: Path) -> None:
    found = items(loaded(tmp_path), "zh")
    assert found[0].stem == "Question 1?（中文）"
    assert found[0].chapter_title == "虚构"


def test_chapters_stand_in_the_order_given(tmp_path: Path) -> None:
    project = loaded(tmp_path)
    moved = replace(project.evidence.questions[0], id="elsewhere-q1", chapter="index")
    wider = replace(project, evidence=replace(project.evidence, questions=(*project.evidence.questions, moved)))
    assert items(wider, "en", [CHAPTER, "index"])[0].chapter == CHAPTER
    assert items(wider, "en", ["index", CHAPTER])[0].chapter == "index"


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_partners_never_stand_in_the_order_of_their_pairs(count: int) -> None:
    texts = [f"text {number}" for number in range(count)]
    for name in map(str, range(60)):
        mixed = partners(name, texts)
        assert sorted(mixed) == texts
        assert list(mixed) != texts
        assert mixed == partners(name, texts)


def test_a_row_without_marker_is_left_as_it_is(tmp_path: Path) -> None:
    project = (
        with_bank(Book()).change("questions", "made-up-q1", stem_en=f"A  b {{{{ r:{ALPHA}-a-orr:n }}}}").load(tmp_path)
    )
    assert items(project, "en")[0].stem == "A b 10"


def test_the_tenth_question_stands_after_the_ninth(tmp_path: Path) -> None:
    project = loaded(tmp_path)
    first = project.evidence.questions[0]
    more = (replace(first, id="made-up-q10"), replace(first, id="made-up-q9"), *project.evidence.questions)
    found = items(replace(project, evidence=replace(project.evidence, questions=more)), "en")
    assert [item.id for item in found if not item.case] == [f"made-up-q{number}" for number in range(1, 11)]
