"""Every term of the real glossary, one case a row, so that a failure names it."""

from __future__ import annotations

import csv
import re

import pytest

from review.evidence.records import Term
from review.project import load_project
from tests.books import REAL

PROJECT = load_project(REAL)
TERMS = PROJECT.evidence.terms
TERM = PROJECT.evidence.term
ROWS = [pytest.param(term, id=term.id) for term in TERMS]
WELL_KNOWN = [
    ("agonist", "opposite", "antagonist"),
    ("acquired-resistance", "opposite", "primary-resistance"),
    ("m1-macrophage", "opposite", "m2-macrophage"),
    ("in-vitro", "opposite", "in-vivo"),
    ("on-target", "opposite", "off-target"),
    ("randomised-trial", "opposite", "single-arm-trial"),
    ("recist", "look_alike", "mrecist"),
    ("immune-adjuvant", "look_alike", "adjuvant-treatment"),
    ("thermal-ablation", "look_alike", "hyperthermia"),
    ("prognostic", "look_alike", "predictive"),
    ("serious-adverse-event", "look_alike", "grade-3"),
    ("pd-1", "look_alike", "pd-l1"),
]
GREEK = {"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "kappa": "κ"}
DASHES = re.compile(r"[\s‐‑–-]+")


def _everything() -> str:
    """The English pages and all cells of the data but the glossary's own."""
    pages = [re.sub(r"\]\([^)]*\)|\[@[^\]]*\]|\*", "", page.text) for page in PROJECT.pages["en"]]
    cells = []
    for path in sorted((REAL / "docs/data").glob("*.csv")):
        if path.name != "terms.csv":
            with path.open(encoding="utf-8", newline="") as table:
                cells += [cell for row in csv.reader(table) for cell in row]
    return "\n".join(pages + cells)


EVERYTHING = _everything()


def _plural(word: str) -> str:
    """The word or its plural, as a pattern."""
    for ending, pattern in {"mouse": "m(?:ouse|ice)", "is": "(?:is|es)", "y": "(?:y|ies)"}.items():
        if word.endswith(ending):
            return re.escape(word.removesuffix(ending)) + pattern
    return re.escape(word) + "(?:s|es)?"


def _occurs(name: str, text: str, flags: re.RegexFlag = re.NOFLAG) -> bool:
    return re.search(rf"(?<![\w-]){_plural(name)}(?![\w-])", text, flags) is not None


def _loosely(name: str, *, short: bool) -> re.Pattern[str]:
    """The name with any space or dash, or none, between its parts, and Greek letters as letters or as words."""
    parts = []
    for part in DASHES.split(name):
        spelled = re.escape(part)
        for word, letter in GREEK.items():
            spelled = re.sub(rf"{letter}|(?<![a-z]){word}(?![a-z])", f"(?:{letter}|{word})", spelled)
        parts.append(spelled)
    pattern = r"[\s‐‑–-]*".join(parts)
    return re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.NOFLAG if short else re.IGNORECASE)


NAMES = [(term.term_en, False) for term in TERMS] + [(term.abbreviation, True) for term in TERMS if term.abbreviation]
WRITTEN = {name.casefold() for name, _ in NAMES}
LOOSE = [_loosely(name, short=short) for name, short in NAMES]


def _otherwise(text: str) -> list[str]:
    """Where a text writes a term of the glossary with other spaces, dashes or letters than the glossary does."""
    return [match[0] for found in LOOSE for match in found.finditer(text) if match[0].casefold() not in WRITTEN]


@pytest.mark.parametrize("field", ["opposite", "look_alike"])
@pytest.mark.parametrize("term", ROWS)
def test_pairs_name_each_other(term: Term, field: str) -> None:
    other = getattr(term, field)
    if other:
        assert other != term.id
        assert getattr(TERM[other], field) == term.id, f"{other} names {getattr(TERM[other], field) or 'nothing'}"


@pytest.mark.parametrize("term", ROWS)
def test_the_opposite_is_not_the_look_alike(term: Term) -> None:
    assert not term.opposite or term.opposite != term.look_alike


@pytest.mark.parametrize(("first", "field", "second"), WELL_KNOWN)
def test_well_known_pairs_name_each_other(first: str, field: str, second: str) -> None:
    assert (getattr(TERM[first], field), getattr(TERM[second], field)) == (second, first)


@pytest.mark.parametrize("field", ["term_en", "term_zh", "abbreviation", "definition_en", "definition_zh"])
def test_each_wording_belongs_to_one_term(field: str) -> None:
    owners: dict[str, list[str]] = {}
    for term in TERMS:
        if getattr(term, field):
            owners.setdefault(getattr(term, field).casefold(), []).append(term.id)
    assert [ids for ids in owners.values() if len(ids) > 1] == []


@pytest.mark.parametrize("term", ROWS)
def test_the_abbreviation_is_no_other_terms_name(term: Term) -> None:
    short = term.abbreviation.casefold()
    assert not short or short not in {other.term_en.casefold() for other in TERMS}


@pytest.mark.parametrize("term", ROWS)
def test_each_term_occurs_in_the_book(term: Term) -> None:
    assert _occurs(term.term_en, EVERYTHING, re.IGNORECASE) or (
        bool(term.abbreviation) and _occurs(term.abbreviation, EVERYTHING)
    ), "neither the term nor its abbreviation is used"


@pytest.mark.parametrize("term", ROWS)
def test_each_abbreviation_is_used_in_the_book(term: Term) -> None:
    assert not term.abbreviation or _occurs(term.abbreviation, EVERYTHING)


@pytest.mark.parametrize("term", ROWS)
def test_each_definition_is_one_sentence(term: Term) -> None:
    assert re.fullmatch(r"[^.!?]+\.", term.definition_en), term.definition_en
    assert len(term.definition_en.split()) <= 35
    assert re.fullmatch(r"[^。！？]+。", term.definition_zh), term.definition_zh


@pytest.mark.parametrize("term", ROWS)
def test_no_definition_begins_with_the_term_itself(term: Term) -> None:
    start = re.sub(r"^(?:an?|the) ", "", term.definition_en.casefold())
    for name in (term.term_en, term.abbreviation):
        assert not name or not re.match(rf"{re.escape(name.casefold())}s?(?!\w)", start)
    assert not term.definition_zh.startswith(f"{term.term_zh}是")


@pytest.mark.parametrize("term", ROWS)
def test_no_definition_spells_a_term_otherwise(term: Term) -> None:
    assert _otherwise(term.definition_en) == []


@pytest.mark.parametrize("term", ROWS)
def test_no_definition_holds_a_measured_number(term: Term) -> None:
    assert not re.search(r"\d\s?(?:%|°|months?|years?|patients|mm|nm)", term.definition_en)


def test_what_these_tests_look_for_can_be_found() -> None:
    assert _otherwise("Interleukin 2 and transforming growth factor-β came.") == [
        "Interleukin 2",
        "transforming growth factor-β",
    ]
    assert not _occurs("mouse model", "mousemodels")
    assert _occurs("humanised mouse", "humanised mice") and _occurs("monoclonal antibody", "monoclonal antibodies")
