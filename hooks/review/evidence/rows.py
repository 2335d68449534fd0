"""The kinds of row a table can have, and the fields by which they are filtered and sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from review.evidence.findings import FILTERS as FINDING_FILTERS
from review.evidence.findings import findings
from review.evidence.model import Evidence, by
from review.evidence.records import Claim, Later, Result, Study, Subject

Getter = Callable[[Evidence, Any], Iterable[str]]
_DESIGN_ORDER = {"randomised trial": 0, "non-randomised comparison": 1, "single-arm trial": 3}
_UNKNOWN_ORDER = 4
_ROLE_ORDER = {"experimental": 0, "single arm": 0, "cohort": 1, "comparison": 2, "laboratory": 3, "control": 4}


def design_order(design: str) -> int:
    """Where a design stands when rows of several are set below each other: what was randomised comes first."""
    return _DESIGN_ORDER.get(design, 2)


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm of a study as one publication reports it; without a study where a review alone tells of it."""

    study: Study | None
    source: str
    name: str
    role: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """One line of a summary: what is counted, how many of how many."""

    group: str
    name: str
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Pair:
    """What the reviews claim of one therapy acting through one mechanism."""

    mechanism: Subject
    therapy: Subject
    claims: tuple[Claim, ...]

    @property
    def id(self) -> str:
        """The anchor of the pair."""
        return f"{self.mechanism.id}--{self.therapy.id}"


def _subjects(kind: str) -> Getter:
    def found(evidence: Evidence, claim: Claim) -> Iterable[str]:
        return [getattr(term, kind) for term in evidence.terms_of.get(claim.id, ()) if getattr(term, kind)]

    return found


def _field(name: str) -> Getter:
    return lambda evidence, record: [str(getattr(record, name) or "")]


def _study(name: str) -> Getter:
    return lambda evidence, record: [str(getattr(evidence.study[record.study], name) or "")] if record.study else []


def _reviews_of(evidence: Evidence, result: Result) -> Iterable[str]:
    return [evidence.claim[result.claim].review] if result.claim else []


def _year(evidence: Evidence, later: Later) -> Iterable[str]:
    return [later.date[:4]]


_RESULT_FILTERS: Mapping[str, Getter] = {
    "id": _field("id"), "study": _field("study"), "source": _field("source"), "kind": _field("kind"), "measure": _field("measure"),
    "arm_role": _field("arm_role"), "verdict": _field("verdict"), "state": _field("state"), "claim": _field("claim"), "arm": _field("arm_en"),
    "study.setting": _study("setting"), "study.therapy": _study("therapy"), "study.design": _study("design"), "study.name": _study("name"),
    "review": _reviews_of,
}  # fmt: skip
_SUBJECT_FILTERS = {"id": _field("id"), "label": _field("label_en"), "parent": _field("parent")}
FILTERS: Mapping[str, Mapping[str, Getter]] = {
    "arms": _RESULT_FILTERS,
    "results": _RESULT_FILTERS,
    "claims": {
        **{
            name: _field(name)
            for name in (
                "id",
                "review",
                "section",
                "kind",
                "question",
                "direction",
                "model",
                "level",
                "study",
                "verdict",
            )
        },
        **{kind: _subjects(kind) for kind in ("mechanism", "therapy", "setting")},
    },
    "findings": FINDING_FILTERS,
    "studies": {name: _field(name) for name in ("id", "name", "design", "phase", "setting", "therapy", "registry")},
    "hopes": {name: _field(name) for name in ("id", "therapy", "setting", "outcome")},
    "later": {**{name: _field(name) for name in ("id", "study", "therapy", "setting", "event", "date")}, "year": _year},
    "corrections": {name: _field(name) for name in ("id", "review", "section", "kind", "seen_in", "claim")},
    "disagreements": {name: _field(name) for name in ("id", "state")},
    "searches": {name: _field(name) for name in ("id", "for_kind", "date")},
    "reviews": {"id": _field("id")},
    "references": {"key": _field("key"), "state": _field("state")},
    "coverage": {"group": _field("group"), "name": _field("name")},
    "levels": {"id": _field("id"), "origin": _field("origin")},
    "verdicts": {"id": _field("id"), "standing": _field("standing")},
    "measures": {"id": _field("id"), "kind": _field("kind")},
    "mechanisms": _SUBJECT_FILTERS,
    "therapies": _SUBJECT_FILTERS,
    "settings": _SUBJECT_FILTERS,
    "terms": {"id": _field("id")},
    "questions": {name: _field(name) for name in ("id", "chapter", "case", "kind", "bloom", "difficulty")},
    "misconceptions": {"id": _field("id"), "chapter": _field("chapter")},
    "files": {"name": _field("name")},
    "passes": {"review": _field("review")},
    "samples": {"id": _field("id")},
    "pairs": {
        "mechanism": lambda evidence, pair: [pair.mechanism.id],
        "therapy": lambda evidence, pair: [pair.therapy.id],
    },
}
# Fields that name a subject, by its kind.
WIDENED = {
    "study.setting": "setting",
    "study.therapy": "therapy",
    "setting": "setting",
    "therapy": "therapy",
    "mechanism": "mechanism",
}


def _all(rows: str, evidence: Evidence, references: Sequence[Any] = ()) -> Sequence[Any]:
    if rows in {"arms", "results"}:
        return evidence.results
    if rows == "coverage":
        return coverage(evidence, references)
    if rows == "pairs":
        return pairs(evidence)
    if rows == "findings":
        return findings(evidence)
    if rows == "references":
        return references
    if rows == "files":
        return tuple(evidence.schema.tables.values())
    found: Sequence[Any] = getattr(evidence, rows)
    return found


def values_of(rows: str, field: str, evidence: Evidence) -> frozenset[str]:
    """Every value that a filter on this field could name."""
    if rows == "references":
        return frozenset({"verified", "unverified"})
    if (rows, field) not in evidence.known_values:
        found = set(_places(rows, field, evidence, _all(rows, evidence))) - {""}
        if field in WIDENED:
            found |= {
                name
                for kind, name in evidence.subject
                if kind == WIDENED[field] and not found.isdisjoint(evidence.widened(kind, [name]))
            }
        evidence.known_values[rows, field] = frozenset(found)
    return evidence.known_values[rows, field]


def _places(rows: str, field: str, evidence: Evidence, records: Sequence[Any]) -> Mapping[str, set[int]]:
    """Where each value of a field stands among the records; kept where the evidence alone decides which these are."""
    if (rows, field) in evidence.places:
        return evidence.places[rows, field]
    getter = FILTERS[rows][field]
    found: dict[str, set[int]] = {}
    for place, record in enumerate(records):
        for value in getter(evidence, record):
            found.setdefault(value, set()).add(place)
    if rows not in {"coverage", "references"}:
        evidence.places[rows, field] = found
    return found


def _passing(rows: str, where: Mapping[str, Sequence[str]], evidence: Evidence, records: Sequence[Any]) -> list[int]:
    """The places of the records that pass every filter.

    The narrowest filter comes first, and the others are asked of what it leaves:
    a view of one therapy in a large book costs what the therapy's records cost.
    """
    filters = []
    for field, values in where.items():
        wanted = evidence.widened(WIDENED[field], values) if field in WIDENED else frozenset(values)
        places = _places(rows, field, evidence, records)
        filters.append([places[value] for value in wanted if value in places])
    filters.sort(key=lambda sets: sum(map(len, sets)))
    passing: set[int] = set().union(*filters[0])
    for sets in filters[1:]:
        passing = set().union(*(passing & here for here in sets))
    return sorted(passing)


def select(
    rows: str,
    where: Mapping[str, Sequence[str]],
    order: Sequence[str],
    evidence: Evidence,
    references: Sequence[Any] = (),
) -> list[Any]:
    """The rows that pass every filter, sorted; a filter on a wide subject lets its narrower ones pass."""
    records = _all(rows, evidence, references)
    chosen: list[Any] = [records[place] for place in _passing(rows, where, evidence, records)] if where else [*records]
    for key in reversed(order):
        getter = FILTERS[rows][key.lstrip("-")]
        chosen.sort(key=lambda record: tuple(getter(evidence, record)), reverse=key.startswith("-"))
    return arms(chosen, evidence) if rows == "arms" else chosen


def arms(results: Iterable[Result], evidence: Evidence) -> list[Arm]:
    """The results gathered by study, publication and arm, with all harms of those arms.

    Randomised studies stand first and single arms after them, so that the two are never mixed unmarked;
    within a study the experimental arm stands before its control. What a review alone tells of stands last.
    """
    groups = by(results, lambda result: (result.study, result.source, result.arm_en))
    found = []
    for (study, source, name), members in groups.items():
        record = evidence.study[study] if study else None
        harms = [
            result
            for result in evidence.results_of_study.get(study, ())
            if result.kind == "harm" and result.arm_en == name and result not in members
        ]
        found.append(Arm(record, source, name, members[0].arm_role, (*members, *harms)))
    place = {_report(arm): index for index, arm in reversed(list(enumerate(found)))}
    return sorted(
        found,
        key=lambda arm: (
            design_order(arm.study.design) if arm.study else _UNKNOWN_ORDER,
            place[_report(arm)],
            arm.source != _report(arm),
            arm.source,
            _ROLE_ORDER[arm.role],
        ),
    )


def _report(arm: Arm) -> str:
    """The key of the main report of an arm's study; where no study is known, that of the review that tells of it."""
    return arm.study.id if arm.study else arm.source


def pairs(evidence: Evidence) -> list[Pair]:
    """Every mechanism and therapy that some claim joins, in the order of the vocabularies."""
    found = evidence.claims_of_pair
    joined = [
        Pair(evidence.subject["mechanism", mechanism], evidence.subject["therapy", therapy], tuple(claims))
        for (mechanism, therapy), claims in found.items()
    ]
    return sorted(joined, key=lambda pair: (pair.mechanism.line, pair.therapy.line))


def coverage(evidence: Evidence, references: Sequence[Any] = ()) -> list[Tally]:
    """How far the checking has come: claims and stated numbers by verdict, works by the state of their record."""
    verdicts = [verdict.id for verdict in evidence.verdicts]
    told = [result.verdict for result in evidence.results if result.claim]
    states = [entry.state for entry in references]
    tallies = [_tally("claims", verdict, [claim.verdict for claim in evidence.claims]) for verdict in verdicts]
    tallies += [_tally("numbers", verdict, told) for verdict in verdicts]
    tallies += [_tally("references", state, states) for state in ("verified", "unverified") if states]
    return tallies


def _tally(group: str, verdict: str, verdicts: Sequence[str]) -> Tally:
    return Tally(group, verdict, verdicts.count(verdict), len(verdicts))


def share(tally: Tally) -> Decimal | None:
    """The tally in per cent of its total."""
    return Decimal(tally.count) * 100 / Decimal(tally.total) if tally.total else None


def claims_of_crossing(mechanism: str, therapy: str, evidence: Evidence) -> list[Claim]:
    """The claims that join a mechanism with a therapy or a narrower one, each once."""
    joined = evidence.claims_of_pair
    subjects = [name for name in evidence.widened("therapy", [therapy]) if (mechanism, name) in joined]
    subjects.sort(key=lambda name: evidence.subject["therapy", name].line)
    return list({claim.id: claim for name in subjects for claim in joined[mechanism, name]}.values())
