"""The evidence as typed records: one dataclass a file, its fields named as the file's columns.

Text cells are never None but empty; numbers are None where the cell is empty, and Decimals so that 19.0 stays 19.0. `line` is the row's line in its file.
The meaning of each field stands in `docs/data/datapackage.json`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Record:
    """What all rows share."""

    line: int


@dataclass(frozen=True, slots=True)
class Review(Record):
    """One of the five source reviews."""

    id: str
    cite_key: str
    label_en: str
    label_zh: str
    title_en: str
    title_zh: str
    subject_en: str
    subject_zh: str
    journal: str
    year: int | None
    references_cited: int
    references_listed: bool
    unknown_en: str
    unknown_zh: str


@dataclass(frozen=True, slots=True)
class Claim(Record):
    """One statement that a review makes."""

    id: str
    review: str
    section: str
    statement_en: str
    statement_zh: str
    kind: str
    question: str
    direction: str
    model: str
    model_detail: str
    level: str
    study: str
    linked_by: str
    verdict: str
    evidence: str
    seen_as: str
    seen_on: str | None
    why_en: str
    why_zh: str


@dataclass(frozen=True, slots=True)
class ReviewRef(Record):
    """A reference number of a review, tied to a work."""

    review: str
    number: int
    cite_key: str
    linked_by: str
    note_en: str
    note_zh: str


@dataclass(frozen=True, slots=True)
class ClaimRef(Record):
    """A reference number attached to a claim."""

    claim: str
    number: int


@dataclass(frozen=True, slots=True)
class ClaimTerm(Record):
    """A link from a claim to one subject."""

    claim: str
    mechanism: str
    therapy: str
    setting: str


@dataclass(frozen=True, slots=True)
class Study(Record):
    """One primary study."""

    id: str
    name: str
    design: str
    phase: str
    registry: str
    population_en: str
    population_zh: str
    setting: str
    therapy: str
    comparator_en: str
    comparator_zh: str
    n: int | None
    note_en: str
    note_zh: str


@dataclass(frozen=True, slots=True)
class Result(Record):
    """One measured quantity; without a study where nothing but a review states it."""

    id: str
    study: str
    source: str
    kind: str
    measure: str
    what_en: str
    what_zh: str
    arm_en: str
    arm_zh: str
    arm_role: str
    versus_en: str
    versus_zh: str
    value: Decimal | None
    state: str
    unit: str
    unit_note: str
    time_months: Decimal | None
    criterion: str
    reviewer: str
    population_set: str
    events: int | None
    n: int | None
    ci_low: Decimal | None
    ci_high: Decimal | None
    ci_level: Decimal | None
    ci_source: str
    data_cut: str
    p: str
    claim: str
    review_value: str
    verdict: str
    evidence: str
    seen_as: str
    seen_on: str | None
    why_en: str
    why_zh: str


@dataclass(frozen=True, slots=True)
class Hope(Record):
    """A hope that an early trial raised, with the randomised trial that tested it."""

    id: str
    name_en: str
    name_zh: str
    therapy: str
    setting: str
    hope: str
    fate: str
    outcome: str
    later: str


@dataclass(frozen=True, slots=True)
class Later(Record):
    """One later event of a study or therapy."""

    id: str
    study: str
    therapy: str
    setting: str
    event: str
    date: str
    place: str
    summary_en: str
    summary_zh: str
    source: str
    evidence: str
    seen_as: str
    seen_on: str | None


@dataclass(frozen=True, slots=True)
class Correction(Record):
    """One difference between a review and the record, or within a review."""

    id: str
    review: str
    section: str
    claim: str
    reference: int | None
    as_printed: str
    seen_in: str
    as_found_en: str
    as_found_zh: str
    kind: str
    source: str
    evidence: str
    seen_as: str
    seen_on: str | None
    reader_en: str
    reader_zh: str


@dataclass(frozen=True, slots=True)
class Disagreement(Record):
    """One point on which sources pull apart or meet."""

    id: str
    title_en: str
    title_zh: str
    state: str
    point_en: str
    point_zh: str
    primary_en: str
    primary_zh: str
    reconcile_en: str
    reconcile_zh: str


@dataclass(frozen=True, slots=True)
class DisagreementSide(Record):
    """A claim that takes a side."""

    disagreement: str
    claim: str
    position_en: str
    position_zh: str


@dataclass(frozen=True, slots=True)
class DisagreementSource(Record):
    """A primary work cited on a point."""

    disagreement: str
    cite_key: str


@dataclass(frozen=True, slots=True)
class Search(Record):
    """One attempt that found nothing."""

    id: str
    for_kind: str
    for_id: str
    sought_en: str
    sought_zh: str
    query: str
    searched: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Subject(Record):
    """A mechanism, a therapy or a setting."""

    id: str
    label_en: str
    label_zh: str
    definition_en: str
    definition_zh: str
    parent: str
    chapter: str


@dataclass(frozen=True, slots=True)
class Level(Record):
    """A level of evidence."""

    id: str
    rank: int
    label_en: str
    label_zh: str
    definition_en: str
    definition_zh: str
    origin: str


@dataclass(frozen=True, slots=True)
class Verdict(Record):
    """How a statement fared, and the standing derived from it."""

    id: str
    standing: str
    symbol: str
    label_en: str
    label_zh: str
    definition_en: str
    definition_zh: str


@dataclass(frozen=True, slots=True)
class Measure(Record):
    """What can be measured."""

    id: str
    kind: str
    label_en: str
    label_zh: str
    short_en: str
    short_zh: str
    definition_en: str
    definition_zh: str
    is_proportion: bool


@dataclass(frozen=True, slots=True)
class Word(Record):
    """The label of one enumerated value."""

    list: str
    value: str
    label_en: str
    label_zh: str
    definition_en: str
    definition_zh: str


@dataclass(frozen=True, slots=True)
class Term(Record):
    """A glossary term."""

    id: str
    term_en: str
    term_zh: str
    abbreviation: str
    definition_en: str
    definition_zh: str
    opposite: str
    look_alike: str


@dataclass(frozen=True, slots=True)
class Synonym(Record):
    """Another word by which a reader may look for a term."""

    term: str
    word: str


@dataclass(frozen=True, slots=True)
class Misconception(Record):
    """A mistaken belief that wrong answers stand for."""

    id: str
    chapter: str
    belief_en: str
    belief_zh: str
    answer_en: str
    answer_zh: str


@dataclass(frozen=True, slots=True)
class Case(Record):
    """A situation, invented for teaching, on which several questions are asked."""

    id: str
    title_en: str
    title_zh: str
    text_en: str
    text_zh: str


@dataclass(frozen=True, slots=True)
class Question(Record):
    """A question at the end of a chapter or of a case."""

    id: str
    chapter: str
    case: str
    kind: str
    objective: int | None
    bloom: str
    difficulty: str
    stem_en: str
    stem_zh: str
    explanation_en: str
    explanation_zh: str
    quantity: str
    result: str
    second: str


@dataclass(frozen=True, slots=True)
class QuestionOption(Record):
    """An answer on offer, or a pair to match."""

    question: str
    letter: str
    text_en: str
    text_zh: str
    match_en: str
    match_zh: str
    correct: bool
    why_en: str
    why_zh: str
    misconception: str


@dataclass(frozen=True, slots=True)
class QuestionClaim(Record):
    """A claim that a question rests on."""

    question: str
    claim: str


@dataclass(frozen=True, slots=True)
class Pass(Record):
    """How many statements of a review each of two independent passes found."""

    review: str
    first: int
    second: int
    both: int
    union: int
    date: str | None
    note_en: str
    note_zh: str


@dataclass(frozen=True, slots=True)
class Sample(Record):
    """Rows drawn at random and re-checked from zero."""

    id: str
    batch: str
    drawn: int
    errors: int
    seed: str
    date: str | None
    found_en: str
    found_zh: str


RECORDS: dict[str, type[Record]] = {
    "reviews": Review,
    "claims": Claim,
    "review_refs": ReviewRef,
    "claim_refs": ClaimRef,
    "claim_terms": ClaimTerm,
    "studies": Study,
    "results": Result,
    "hopes": Hope,
    "later": Later,
    "corrections": Correction,
    "disagreements": Disagreement,
    "disagreement_sides": DisagreementSide,
    "disagreement_sources": DisagreementSource,
    "searches": Search,
    "mechanisms": Subject,
    "therapies": Subject,
    "settings": Subject,
    "levels": Level,
    "verdicts": Verdict,
    "measures": Measure,
    "vocabulary": Word,
    "synonyms": Synonym,
    "terms": Term,
    "misconceptions": Misconception,
    "cases": Case,
    "questions": Question,
    "question_options": QuestionOption,
    "question_claims": QuestionClaim,
    "passes": Pass,
    "samples": Sample,
}
