"""Numbers agree with themselves: events, rates, intervals, units, what the review says (EVID-10 to EVID-19)."""

from __future__ import annotations

from collections.abc import Iterator

from review.checks._place import at
from review.evidence.model import Evidence, by
from review.evidence.records import Measure, Result
from review.evidence.statistics import agrees, percent
from review.problems import Problem
from review.project import Project


def check(project: Project) -> Iterator[Problem]:
    """Problems of single results, and of response against disease control."""
    evidence = project.evidence
    for result in evidence.results:
        measure = evidence.measure[result.measure]
        for problem in (
            *_presence(result),
            *_alone(result, evidence),
            *_counts(result),
            *_interval(result),
            *_measure(result, measure),
        ):
            yield at("results", result, *problem)
    yield from _response_within_control(project)


Fault = tuple[str, str, str, str]
_UNSEEN = {"not checked", "not found"}


def _presence(result: Result) -> Iterator[Fault]:
    if (result.state == "reported") != (result.value is not None):
        yield (
            "EVID-10",
            f"{result.id}: state “{result.state}”, value “{result.value if result.value is not None else ''}”",
            "a value where and only where it is reported",
            "correct the state or the value",
        )
    if bool(result.claim) != bool(result.review_value) or bool(result.claim) != bool(result.verdict):
        yield (
            "EVID-11",
            f"{result.id}: only part of claim, review_value, verdict",
            "all three or none",
            "fill them, or empty them where no review states the number",
        )
    if result.state == "reported" and not result.evidence:
        yield "EVID-12", f"{result.id} without evidence", "the record in which the value was seen", "fill evidence"
    if not result.id.startswith(f"{result.source}-"):
        yield (
            "EVID-18",
            f"{result.id} from {result.source}",
            "an id that starts with its source's key",
            "correct the source or the id",
        )


def _alone(result: Result, evidence: Evidence) -> Iterator[Fault]:
    """A number without a study is what a review prints, and nothing more."""
    if result.study:
        return
    claim = evidence.claim.get(result.claim)
    review = evidence.review.get(claim.review) if claim else None
    if review is None or result.source != review.cite_key:
        yield (
            "EVID-19",
            f"{result.id} without a study, source “{result.source}”",
            "a claim, and as source the key of the review that makes it",
            "name the study, or fill claim and source",
        )
    seen = [
        name
        for name in ("events", "n", "ci_low", "ci_high", "p", "data_cut", "evidence")
        if getattr(result, name) not in {None, ""}
    ]
    if result.state != "not seen" or result.verdict not in _UNSEEN or seen:
        found = ", ".join([f"state “{result.state}”", f"verdict “{result.verdict}”", *seen])
        yield (
            "EVID-19",
            f"{result.id} without a study: {found}",
            "state “not seen”, verdict “not checked” or “not found”, and nothing of a record",
            "name the study that the record tells of",
        )


def _counts(result: Result) -> Iterator[Fault]:
    events, n = result.events, result.n
    if events is None or n is None:
        return
    if events > n:
        yield "EVID-13", f"{result.id}: {events} events of {n}", "no more events than people", "correct one of them"
    elif result.unit == "%" and result.value is not None and not agrees(result.value, events, n):
        yield (
            "EVID-14",
            f"{result.id}: {result.value}% with {events}/{n}, which is {percent(events, n):.2f}%",
            "a rate that its events give",
            "correct the rate, the events or n",
        )


def _interval(result: Result) -> Iterator[Fault]:
    low, high, value = result.ci_low, result.ci_high, result.value
    if (low is not None or high is not None) != bool(result.ci_source):
        yield (
            "EVID-15",
            f"{result.id}: limits without ci_source, or the reverse",
            "both or neither",
            "fill ci_source, or empty it: computed intervals are never typed",
        )
    if low is not None and high is not None and low > high:
        yield "EVID-15", f"{result.id}: {low} to {high}", "the lower limit first", "turn them round"
    if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
        yield (
            "EVID-15",
            f"{result.id}: {value} outside {low} to {high}",
            "a value inside its interval",
            "correct value or limits",
        )


def _measure(result: Result, measure: Measure) -> Iterator[Fault]:
    if measure.kind not in {"any", result.kind}:
        yield (
            "EVID-16",
            f"{result.id}: kind {result.kind}, measure {measure.id}",
            f"kind {measure.kind}",
            "correct kind or measure",
        )
    if result.measure.endswith("-median") and result.unit != "months":
        yield (
            "EVID-17",
            f"{result.id}: {result.unit}",
            "months, the one unit of times to an event",
            "convert the value and write months",
        )
    if measure.is_proportion and result.unit not in {"%", "count"}:
        yield "EVID-17", f"{result.id}: {result.unit} for a proportion", "% or count", "correct the unit"


def _response_within_control(project: Project) -> Iterator[Problem]:
    groups = by(
        (
            result
            for result in project.evidence.results
            if result.measure in {"orr", "dcr"} and result.value is not None
        ),
        lambda result: (
            result.source,
            result.arm_en,
            result.criterion,
            result.reviewer,
            result.data_cut,
            result.population_set,
            result.what_en,
        ),
    )
    for members in groups.values():
        rates = {result.measure: result for result in members}
        if len(rates) == 2 and (rates["orr"].value or 0) > (rates["dcr"].value or 0):
            yield at(
                "results",
                rates["orr"],
                "EVID-13",
                f"{rates['orr'].id} above {rates['dcr'].id}",
                "response at most disease control",
                "correct one of them",
            )
