"""The whole evidence: every table as records, with the look-ups and derivations that readers of it need."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import zip_longest
from typing import Any, TypeVar, cast

from review.evidence.loading import Row, load_table, reference_problems, sort_problems
from review.evidence.records import (
    RECORDS,
    Case,
    Claim,
    ClaimRef,
    ClaimTerm,
    Correction,
    Disagreement,
    DisagreementSide,
    DisagreementSource,
    Hope,
    Later,
    Level,
    Measure,
    Misconception,
    Pass,
    Question,
    QuestionClaim,
    QuestionOption,
    Record,
    Result,
    Review,
    ReviewRef,
    Sample,
    Search,
    Study,
    Subject,
    Synonym,
    Term,
    Verdict,
    Word,
)
from review.evidence.schema import Schema, Table
from review.evidence.statistics import LEVEL, Interval, clopper_pearson
from review.problems import Problem, shown

FOLDER = "docs/data"
_SORT_KEYS = {"claim_terms": ("claim", "mechanism", "therapy", "setting"), "levels": ("rank",)}
R = TypeVar("R", bound=Record)
K = TypeVar("K")


_PARTS = re.compile(r"(\d+)")


def sort_key(table: Table) -> tuple[str, ...]:
    """The columns by which a file's rows are sorted."""
    return _SORT_KEYS.get(table.name, table.primary_key or table.columns)


def by(records: Iterable[R], key: Callable[[R], K]) -> dict[K, list[R]]:
    """The records grouped by a key, in their order."""
    groups: dict[K, list[R]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return dict(groups)


def interval(result: Result) -> Interval | None:
    """The published interval; else, for events out of people, the exact one, marked as computed; else none."""
    if result.ci_low is not None:
        return Interval(result.ci_low, result.ci_high, result.ci_level or LEVEL, computed=False)
    if result.unit == "%" and result.events is not None and result.n is not None:
        return clopper_pearson(result.events, result.n)
    return None


@dataclass(frozen=True)
class Evidence:
    """All records. The tables keep their file's order, which is the order of their ids."""

    reviews: Sequence[Review] = ()
    claims: Sequence[Claim] = ()
    review_refs: Sequence[ReviewRef] = ()
    claim_refs: Sequence[ClaimRef] = ()
    claim_terms: Sequence[ClaimTerm] = ()
    studies: Sequence[Study] = ()
    results: Sequence[Result] = ()
    hopes: Sequence[Hope] = ()
    later: Sequence[Later] = ()
    corrections: Sequence[Correction] = ()
    disagreements: Sequence[Disagreement] = ()
    disagreement_sides: Sequence[DisagreementSide] = ()
    disagreement_sources: Sequence[DisagreementSource] = ()
    searches: Sequence[Search] = ()
    mechanisms: Sequence[Subject] = ()
    therapies: Sequence[Subject] = ()
    settings: Sequence[Subject] = ()
    levels: Sequence[Level] = ()
    verdicts: Sequence[Verdict] = ()
    measures: Sequence[Measure] = ()
    vocabulary: Sequence[Word] = ()
    synonyms: Sequence[Synonym] = ()
    terms: Sequence[Term] = ()
    misconceptions: Sequence[Misconception] = ()
    cases: Sequence[Case] = ()
    questions: Sequence[Question] = ()
    question_options: Sequence[QuestionOption] = ()
    question_claims: Sequence[QuestionClaim] = ()
    passes: Sequence[Pass] = ()
    samples: Sequence[Sample] = ()
    schema: Schema = field(default_factory=Schema)

    @cached_property
    def review(self) -> Mapping[str, Review]:
        """Reviews by id."""
        return {record.id: record for record in self.reviews}

    @cached_property
    def claim(self) -> Mapping[str, Claim]:
        """Claims by id."""
        return {record.id: record for record in self.claims}

    @cached_property
    def study(self) -> Mapping[str, Study]:
        """Studies by id."""
        return {record.id: record for record in self.studies}

    @cached_property
    def result(self) -> Mapping[str, Result]:
        """Results by id."""
        return {record.id: record for record in self.results}

    @cached_property
    def term(self) -> Mapping[str, Term]:
        """Terms of the glossary by id."""
        return {record.id: record for record in self.terms}

    @cached_property
    def level(self) -> Mapping[str, Level]:
        """Levels by id."""
        return {record.id: record for record in self.levels}

    @cached_property
    def verdict(self) -> Mapping[str, Verdict]:
        """Verdicts by id."""
        return {record.id: record for record in self.verdicts}

    @cached_property
    def measure(self) -> Mapping[str, Measure]:
        """Measures by id."""
        return {record.id: record for record in self.measures}

    @cached_property
    def subject(self) -> Mapping[tuple[str, str], Subject]:
        """Mechanisms, therapies and settings by (kind, id), kind as `mechanism`."""
        groups = (("mechanism", self.mechanisms), ("therapy", self.therapies), ("setting", self.settings))
        return {(kind, record.id): record for kind, records in groups for record in records}

    @cached_property
    def terms_of(self) -> Mapping[str, list[ClaimTerm]]:
        """Subject links by claim."""
        return by(self.claim_terms, lambda record: record.claim)

    @cached_property
    def claims_of_subject(self) -> Mapping[str, set[str]]:
        """The ids of the claims linked to a mechanism, therapy or setting, by its id."""
        found: dict[str, set[str]] = defaultdict(set)
        for term in self.claim_terms:
            for name in (term.mechanism, term.therapy, term.setting):
                found[name].add(term.claim)
        return dict(found)

    @cached_property
    def claims_of_pair(self) -> Mapping[tuple[str, str], list[Claim]]:
        """Claims by the mechanism and the therapy that they join."""
        found: dict[tuple[str, str], list[Claim]] = {}
        for claim in self.claims:
            terms = self.terms_of.get(claim.id, ())
            for mechanism in (term.mechanism for term in terms if term.mechanism):
                for therapy in (term.therapy for term in terms if term.therapy):
                    found.setdefault((mechanism, therapy), []).append(claim)
        return found

    @cached_property
    def refs_of(self) -> Mapping[str, list[int]]:
        """Reference numbers by claim."""
        return {
            claim: [ref.number for ref in refs]
            for claim, refs in by(self.claim_refs, lambda record: record.claim).items()
        }

    @cached_property
    def works_of(self) -> Mapping[tuple[str, int], list[ReviewRef]]:
        """Works by review and reference number."""
        return by(self.review_refs, lambda record: (record.review, record.number))

    @cached_property
    def results_of_study(self) -> Mapping[str, list[Result]]:
        """Results by study; those that stand on a review alone belong to none."""
        return by((record for record in self.results if record.study), lambda record: record.study)

    @cached_property
    def results_of_claim(self) -> Mapping[str, list[Result]]:
        """Results by the claim that states them."""
        return by((record for record in self.results if record.claim), lambda record: record.claim)

    @cached_property
    def later_event(self) -> Mapping[str, Later]:
        """Later events by id."""
        return {record.id: record for record in self.later}

    @cached_property
    def later_of_study(self) -> Mapping[str, list[Later]]:
        """Later events by study, oldest first."""
        return by(sorted(self.later, key=lambda record: record.date), lambda record: record.study)

    @cached_property
    def later_of_therapy(self) -> Mapping[str, list[Later]]:
        """Later events by therapy, oldest first."""
        return by(sorted(self.later, key=lambda record: record.date), lambda record: record.therapy)

    @cached_property
    def sides_of(self) -> Mapping[str, list[DisagreementSide]]:
        """Sides by disagreement."""
        return by(self.disagreement_sides, lambda record: record.disagreement)

    @cached_property
    def sources_of(self) -> Mapping[str, list[DisagreementSource]]:
        """Works by disagreement."""
        return by(self.disagreement_sources, lambda record: record.disagreement)

    @cached_property
    def questions_of(self) -> Mapping[str, list[Question]]:
        """Questions by chapter, without those of cases."""
        return by([record for record in self._numbered if not record.case], lambda record: record.chapter)

    @cached_property
    def questions_of_case(self) -> Mapping[str, list[Question]]:
        """Questions by case."""
        return by([record for record in self._numbered if record.case], lambda record: record.case)

    @cached_property
    def _numbered(self) -> Sequence[Question]:
        """The questions with the tenth after the ninth."""
        return sorted(
            self.questions,
            key=lambda record: [int(part) if part.isdigit() else part for part in _PARTS.split(record.id)],
        )

    @cached_property
    def claims_of_question(self) -> Mapping[str, list[str]]:
        """The claims on which a question rests, by its id."""
        return {
            key: [link.claim for link in links]
            for key, links in by(self.question_claims, lambda link: link.question).items()
        }

    @cached_property
    def questions_with(self) -> Mapping[str, list[Question]]:
        """The questions that offer a misconception as a wrong answer, by its id."""
        known = {question.id: question for question in self.questions}
        named = dict.fromkeys((option.misconception, option.question) for option in self.question_options)
        found: dict[str, list[Question]] = defaultdict(list)
        for name, question in named:
            if name and question in known:
                found[name].append(known[question])
        return dict(found)

    @cached_property
    def misconception(self) -> Mapping[str, Misconception]:
        """Misconceptions by id."""
        return {record.id: record for record in self.misconceptions}

    @cached_property
    def options_of(self) -> Mapping[str, list[QuestionOption]]:
        """Answers by question."""
        return by(self.question_options, lambda record: record.question)

    def standing(self, verdict: str) -> str:
        """The standing that follows from a verdict; a row without one is not verified."""
        return self.verdict[verdict].standing if verdict else "not verified"

    def widened(self, kind: str, wanted: Iterable[str]) -> frozenset[str]:
        """The ids given, and every narrower subject below them."""
        found: set[str] = set()
        waiting = list(wanted)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.narrower.get((kind, name), ())
        return frozenset(found)

    @cached_property
    def narrower(self) -> Mapping[tuple[str, str], list[str]]:
        """The ids of the subjects right below a subject, by its kind and id."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for (kind, name), record in self.subject.items():
            found[kind, record.parent].append(name)
        return dict(found)

    @cached_property
    def places(self) -> dict[tuple[str, str], Mapping[str, set[int]]]:
        """Where each value of a field stands among the rows of one kind; filled by whoever filters them."""
        return {}

    @cached_property
    def known_values(self) -> dict[tuple[str, str], frozenset[str]]:
        """What a filter on a field of one kind of row could name; filled by whoever asks."""
        return {}


_TYPES = {"string": "str", "date": "str", "integer": "int", "year": "int", "number": "Decimal", "boolean": "bool"}


def schema_problems(schema: Schema, path: str) -> list[Problem]:
    """Rule DATA-13 where the package does not describe the tables and columns that the records have."""
    problems = []
    for name in sorted(set(RECORDS) | set(schema.tables)):
        known = (
            [f"{item.name} {str(item.type).removesuffix(' | None')}" for item in fields(RECORDS[name])[1:]]
            if name in RECORDS
            else []
        )
        table = schema.tables.get(name)
        found = [f"{item.name} {_TYPES[item.type]}" for item in table.fields] if table else []
        if found != known:
            odd = next(
                (
                    f"{ours or 'nothing'} for {theirs or 'nothing'}"
                    for ours, theirs in zip_longest(found, known)
                    if ours != theirs
                ),
                "",
            )
            problems.append(
                Problem(
                    path,
                    0,
                    "DATA-13",
                    f"table {shown(name)} with {odd}",
                    "the tables and columns that hooks/review/evidence/records.py names",
                    "change both files together",
                )
            )
    return problems


def _records(table: Table, rows: Sequence[Row]) -> tuple[Record, ...]:
    kind = RECORDS[table.name]
    return tuple(kind(line=row.line, **cast(dict[str, Any], dict(row.cells))) for row in rows)


def build_evidence(texts: Mapping[str, str], schema: Schema, folder: str = FOLDER) -> tuple[Evidence, list[Problem]]:
    """All tables from the texts of their files (by file name), with every problem the schema finds.

    Only sound rows become records, so the caller must stop on problems before it shows anything.
    """
    tables: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    unsound: set[str] = set()
    for table in schema.tables.values():
        path = f"{folder}/{table.path}"
        if table.path not in texts:
            problems.append(
                Problem(
                    path,
                    0,
                    "FILE-1",
                    "no such file",
                    "every file that datapackage.json names",
                    "restore it, or take it out of the package",
                )
            )
            unsound.add(table.name)
            continue
        rows, faults = load_table(texts[table.path], table, path)
        tables[table.name] = rows
        problems += faults or sort_problems(rows, sort_key(table), path)
        unsound |= {table.name} if faults else set()
    problems += reference_problems(tables, schema, folder, unsound)
    records = {name: _records(schema.tables[name], rows) for name, rows in tables.items() if name in RECORDS}
    return Evidence(schema=schema, **cast(dict[str, Any], records)), problems
