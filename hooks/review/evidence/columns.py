"""The columns a table can have: for each kind of row, how each column's cell reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from review.citations.bibliography import Bibliography, Entry
from review.citations.formatting import short_reference
from review.evidence.findings import Finding, subjects
from review.evidence.model import Evidence, interval
from review.evidence.records import (
    Claim,
    Correction,
    Disagreement,
    Later,
    Misconception,
    Question,
    Record,
    Result,
    Search,
    Study,
    Subject,
    Term,
)
from review.evidence.rows import Arm, Pair, Tally, claims_of_crossing, share
from review.evidence.schema import Table
from review.manuscript.filling import filled
from review.markup import escaped, items, link, span, title_attribute
from review.wording import EN_DASH, Wording, fraction_text, interval_text, said, tidy, value_text

CLAIMS_PAGE = "evidence/claims"
RESULTS_PAGE = "evidence/results"
MATRIX_PAGE = "evidence/matrix"
CASES_PAGE = "teach/cases"
GLOSSARY_PAGE = "reference/glossary"
NOTHING = EN_DASH


@dataclass(frozen=True)
class Context:
    """What a cell needs besides its record.

    `cite` turns a key of the bibliography into a citation; `href` gives the address of an anchor on another page
    (a path within the language, without extension) as seen from the page being written. `titles` are those of pages by path.
    """

    evidence: Evidence
    bibliography: Bibliography
    wording: Wording
    cite: Callable[[str], str]
    href: Callable[[str, str], str]
    cited_by: Mapping[str, tuple[tuple[str, str], ...]]
    references: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)

    def said(self, record: Record, field: str) -> str:
        """A record's text in the reader's language, escaped."""
        return escaped(said(record, field, self.wording.language))

    def word(self, vocabulary: str, value: str) -> str:
        """An enumerated value's label, escaped."""
        return escaped(self.wording.word(vocabulary, value))

    def label(self, name: str) -> str:
        """An interface label, escaped."""
        return escaped(self.wording.label(name))


Cell = Callable[[Any, Context], str]


def verdict_badge(verdict: str, context: Context) -> str:
    """The verdict with its symbol and word, coloured by standing; colour is never the only sign."""
    if not verdict:
        return NOTHING
    record = context.evidence.verdict[verdict]
    css = f"verdict standing-{record.standing.replace(' ', '-')}"
    title = said(record, "definition", context.wording.language)
    return f'<span class="{css}" title="{title_attribute(title)}">{escaped(record.symbol)} {context.said(record, "label")}</span>'


def level_words(level: str, context: Context) -> str:
    """The level's label."""
    return span("level", context.said(context.evidence.level[level], "label"))


def place(claim: Claim, context: Context) -> str:
    """The review and section a claim stands in, as a link to the claim."""
    review = context.evidence.review[claim.review]
    text = f"{context.said(review, 'label')}, {escaped(claim.section)}"
    return link(context.href(CLAIMS_PAGE, claim.id), text, "claim")


def number(result: Result, context: Context) -> str:
    """The value, its events and number, its interval, and where it matters criterion, reviewer, time and cut."""
    wording = context.wording
    found = interval(result)
    inside = [fraction_text(result), interval_text(found, wording) if found else ""]
    if result.p:
        inside.append(f"P {result.p}" if result.p[0] in "<>=≤≥" else f"P = {result.p}")
    details = [part for part in inside if part]
    text = span("number", escaped(value_text(result, wording)))
    if details:
        text += " " + span("detail", escaped(f"({'; '.join(details)})"))
    return text


def _setting_of_number(result: Result, context: Context, known: frozenset[str] = frozenset()) -> str:
    """Time, criterion, reviewer, set and cut of a number, without what is `known` from elsewhere in its row."""
    parts = []
    if result.time_months is not None:
        parts.append(f"{tidy(result.time_months)} {context.wording.label('unit.months')}")
    if result.criterion:
        parts.append(context.wording.word("results.criterion", result.criterion))
    if result.reviewer and result.reviewer != "not stated":
        parts.append(context.wording.word("results.reviewer", result.reviewer).lower())
    parts += [part for part in (result.population_set, result.data_cut) if part and part not in known]
    return span("detail", escaped(", ".join(parts))) if parts else ""


def _number_cell(result: Result, context: Context, known: frozenset[str] = frozenset()) -> str:
    what = span("what", context.said(result, "what") + ": ") if result.what_en else ""
    versus = span("detail", context.said(result, "versus")) if result.versus_en else ""
    return " ".join(
        part for part in (what + number(result, context), versus, _setting_of_number(result, context, known)) if part
    )


def _measure_cell(measure: str) -> Cell:
    def cell(arm: Arm, context: Context) -> str:
        found = [result for result in arm.results if result.measure == measure]
        known = frozenset(_shared(arm))
        return items([_number_cell(result, context, known) for result in found]) if found else NOTHING

    return cell


def _shared(arm: Arm) -> list[str]:
    """What is said of the analysis set and the cut of most of an arm's efficacy numbers: told once, beside the arm."""
    told = [
        part
        for result in arm.results
        if result.kind == "efficacy"
        for part in (result.population_set, result.data_cut)
        if part
    ]
    return [part for part in dict.fromkeys(told) if told.count(part) > 1]


def _arm_name(arm: Arm, context: Context) -> str:
    name = context.said(arm.results[0], "arm")
    shared = _shared(arm)
    return f"{name} {span('detail', escaped('; '.join(shared)))}" if shared else name


def _study_name(study: Study | None, context: Context) -> str:
    if study is None:
        return span("absent", context.label("study.unknown"))
    entry = context.bibliography.get(study.id)
    return escaped(study.name or (short_reference(entry) if entry else study.id))


def _design(study: Study | None, context: Context) -> str:
    if study is None:
        return NOTHING
    words = context.word("studies.design", study.design)
    phase = context.word("studies.phase", study.phase) if study.phase not in {"not applicable", "not stated"} else ""
    mark = "" if study.design == "randomised trial" else " not-randomised"
    return span(f"design{mark}", f"{words}, {phase}" if phase else words)


def _registry(study: Study | None) -> str:
    if study is None:
        return NOTHING
    if study.registry.startswith("NCT"):
        return link(f"https://clinicaltrials.gov/study/{study.registry}", escaped(study.registry))
    return escaped(study.registry) if study.registry else NOTHING


def _study_header(arm: Arm, context: Context) -> str:
    return f"{_study_name(arm.study, context)} {context.cite(arm.source)}"


def _harms(arm: Arm, context: Context) -> str:
    """The harms that the row's publication reports; else those of the study's other reports, each with its source."""
    found = [result for result in arm.results if result.kind == "harm"]
    own = [result for result in found if result.source == arm.source]
    if not found:
        return span("absent", context.word("results.state", "not seen"))
    return items([_harm(result, context, "" if own else context.cite(result.source)) for result in own or found])


def _harms_beside(result: Result, context: Context) -> str:
    """The harms of the arm that a single number belongs to."""
    found = [
        other
        for other in context.evidence.results_of_study.get(result.study, ())
        if other.kind == "harm" and other.arm_en == result.arm_en
    ]
    if not found:
        return span("absent", context.word("results.state", "not seen"))
    return items([_harm(other, context, "") for other in found])


def _harm(result: Result, context: Context, source: str) -> str:
    return f"{span('what', _harm_name(result, context))} {number(result, context)} {source}".strip()


def _harm_name(result: Result, context: Context) -> str:
    if result.measure == "specific-harm" and result.what_en:
        return context.said(result, "what") + "&#58;"
    return context.said(context.evidence.measure[result.measure], "short") + "&#58;"


def _arm_says(arm: Arm, context: Context) -> str:
    told = [result for result in arm.results if result.claim]
    return items([_says(result, context, named=True) for result in told]) if told else NOTHING


def _says(result: Result, context: Context, *, named: bool) -> str:
    claim = context.evidence.claim[result.claim]
    name = context.said(context.evidence.measure[result.measure], "short") + " " if named else ""
    return f"{name}{span('printed', escaped(result.review_value))} {verdict_badge(result.verdict, context)} {span('detail', place(claim, context))}"


def _arm_level(arm: Arm, context: Context) -> str:
    levels = {context.evidence.claim[result.claim].level for result in arm.results if result.claim}
    found = sorted(levels, key=lambda level: context.evidence.level[level].rank)
    return items([level_words(level, context) for level in found]) if found else NOTHING


def later_item(event: Later, context: Context) -> str:
    """One later event: what, when, where, and its source."""
    source = context.cite(event.source) if event.source else link(event.evidence, context.label("table.source"))
    head = (
        f"<strong>{context.word('later.event', event.event)}</strong> ({escaped(event.date)}, {escaped(event.place)})"
    )
    return f"{head}&#58; {context.said(event, 'summary')} {source}"


def _later_cell(study: str, context: Context) -> str:
    events = context.evidence.later_of_study.get(study, ())
    return items([later_item(event, context) for event in events]) if events else NOTHING


def _arm_later(arm: Arm, context: Context) -> str:
    return NOTHING if arm.study is None or arm.role == "control" else _later_cell(arm.study.id, context)


def _subjects(claim: Claim, context: Context, kind: str) -> str:
    names = [
        context.said(context.evidence.subject[kind, getattr(term, kind)], "label")
        for term in context.evidence.terms_of.get(claim.id, ())
        if getattr(term, kind)
    ]
    return "; ".join(names) if names else NOTHING


def _references(claim: Claim, context: Context) -> str:
    """The review's own reference numbers, each with the work it stands for where that is known."""
    found = []
    for number in context.evidence.refs_of.get(claim.id, ()):
        works = context.evidence.works_of.get((claim.review, number), ())
        named = " ".join(context.cite(work.cite_key) for work in works)
        found.append(f"{number} {named}".strip())
    return items(found) if found else NOTHING


def _claim_study(claim: Claim, context: Context) -> str:
    if not claim.study:
        return NOTHING
    linked = context.word("claims.linked_by", claim.linked_by)
    return f"{context.cite(claim.study)} {span('detail', f'({linked})')}"


def _seen(record: Claim | Result | Correction | Later, context: Context) -> str:
    if not record.evidence:
        return NOTHING
    what = context.word("claims.seen_as", record.seen_as) if record.seen_as else context.label("table.source")
    when = f" {span('detail', escaped(record.seen_on))}" if record.seen_on else ""
    return link(record.evidence, what) + when


def _evidence_or_source(record: Correction, context: Context) -> str:
    cited = context.cite(record.source) if record.source else ""
    return f"{cited} {_seen(record, context)}".strip() if record.evidence else cited or NOTHING


def _sides(point: Disagreement, context: Context) -> str:
    found = [
        f"{context.said(side, 'position')} {span('detail', place(context.evidence.claim[side.claim], context))}"
        for side in context.evidence.sides_of.get(point.id, ())
    ]
    return items(found) if found else NOTHING


def _sources(point: Disagreement, context: Context) -> str:
    return " ".join(context.cite(row.cite_key) for row in context.evidence.sources_of.get(point.id, ()))


def _claims_of(subject: Subject, context: Context) -> str:
    return str(len(context.evidence.claims_of_subject.get(subject.id, ())))


def _share(tally: Tally, context: Context) -> str:
    found = share(tally)
    return NOTHING if found is None else f"{tidy(found, 1)}%"


def _review_claims(review: Record, context: Context, *, checked: bool) -> str:
    claims = [claim for claim in context.evidence.claims if claim.review == getattr(review, "id", "")]
    return str(sum(claim.verdict not in {"not checked", "not found"} for claim in claims) if checked else len(claims))


def _review_fared(review: Record, context: Context) -> str:
    claims = [
        claim
        for claim in context.evidence.claims
        if claim.review == getattr(review, "id", "") and claim.verdict not in {"not checked", "not found"}
    ]
    if not claims:
        return NOTHING
    parts = []
    for verdict in context.evidence.verdicts:
        count = sum(claim.verdict == verdict.id for claim in claims)
        if count:
            percent = tidy(Decimal(count) * 100 / Decimal(len(claims)), 0)
            parts.append(f"{context.said(verdict, 'label')} {count} ({percent}%)")
    return items(parts)


def _state_badge(state: str, context: Context) -> str:
    css = "supported" if state == "verified" else "not-verified"
    symbol = "✓" if state == "verified" else "?"
    return f'<span class="verdict standing-{css}">{symbol} {context.label(f"reference.{state}")}</span>'


def _tally_badge(tally: Tally, context: Context) -> str:
    return _state_badge(tally.name, context) if tally.group == "references" else verdict_badge(tally.name, context)


def _reference_evidence(entry: Entry, context: Context) -> str:
    return link(entry.evidence, context.label("table.source")) if entry.evidence else NOTHING


def _back_links(entry: Entry, context: Context) -> str:
    pages = context.cited_by.get(entry.key, ())
    return ", ".join(link(context.href(page, ""), escaped(title)) for page, title in pages) or NOTHING


def _review_row(field: str) -> Cell:
    return lambda review, context: context.said(review, field) or NOTHING


def _plain(field: str) -> Cell:
    def cell(record: Any, context: Context) -> str:
        value = getattr(record, field)
        return NOTHING if value is None or value == "" else escaped(str(value))

    return cell


def _text(field: str) -> Cell:
    return lambda record, context: context.said(record, field) or NOTHING


def _other_term(field: str) -> Cell:
    """The term that a term names, as a link to its entry."""

    def cell(term: Term, context: Context) -> str:
        other = getattr(term, field)
        if not other:
            return NOTHING
        return link(context.href(GLOSSARY_PAGE, other), context.said(context.evidence.term[other], "term"))

    return cell


def _word(vocabulary: str, field: str) -> Cell:
    return lambda record, context: context.word(vocabulary, getattr(record, field)) or NOTHING


def _study_of(result: Result, context: Context) -> Study | None:
    return context.evidence.study[result.study] if result.study else None


def _later_subject(event: Later, context: Context) -> str:
    parts = [_study_name(context.evidence.study[event.study], context)] if event.study else []
    parts += [context.said(context.evidence.subject["therapy", event.therapy], "label")] if event.therapy else []
    return "; ".join(parts) or NOTHING


def _search_place(search: Search, context: Context) -> str:
    return escaped(search.for_id)


def _strongest(claims: Iterable[Claim], context: Context) -> str:
    levels = context.evidence.level
    return min((claim.level for claim in claims), key=lambda level: levels[level].rank)


def _pair_claims(pair: Pair, context: Context) -> str:
    return ", ".join(link(context.href(CLAIMS_PAGE, claim.id), escaped(claim.id), "claim") for claim in pair.claims)


def _pair_reviews(pair: Pair, context: Context) -> str:
    reviews = dict.fromkeys(claim.review for claim in pair.claims)
    return ", ".join(context.said(context.evidence.review[review], "label") for review in reviews)


def _pair_fared(pair: Pair, context: Context) -> str:
    standings = [context.evidence.standing(claim.verdict) for claim in pair.claims]
    counted = {standing: standings.count(standing) for standing in dict.fromkeys(standings)}
    return "; ".join(f"{context.word('verdicts.standing', standing)} {count}" for standing, count in counted.items())


def _crossing(therapy: str) -> Cell:
    """How many claims join a mechanism with a therapy or a narrower one, and at what level at best."""

    def cell(mechanism: Subject, context: Context) -> str:
        claims = claims_of_crossing(mechanism.id, therapy, context.evidence)
        if not claims:
            return NOTHING
        joined = context.evidence.claims_of_pair
        wanted = context.evidence.widened("therapy", [therapy])
        first = min(
            (context.evidence.subject["therapy", name] for name in wanted if (mechanism.id, name) in joined),
            key=lambda subject: subject.line,
        )
        place = Pair(mechanism, first, ()).id
        level = context.said(context.evidence.level[_strongest(claims, context)], "label")
        return f"{link(context.href(MATRIX_PAGE, place), str(len(claims)))} {span('detail', level)}"

    return cell


def _number_of(name: str, context: Context) -> str:
    """A number of another table with its study."""
    result = context.evidence.result[name]
    study = context.evidence.study[result.study]
    return f"{_study_name(study, context)} {context.cite(result.source)} {_design(study, context)} {_number_cell(result, context)}"


def _of(count: int, total: int) -> str:
    return f"{count} ({tidy(Decimal(count) * 100 / Decimal(total), 1)}%)" if total else str(count)


def _finding_name(finding: Finding, context: Context) -> str:
    page = RESULTS_PAGE if finding.result else CLAIMS_PAGE
    return link(context.href(page, finding.id), escaped(finding.id), "claim")


def _finding_what(finding: Finding, context: Context) -> str:
    """The statement; or what was measured, and in whom."""
    result = finding.result
    if result is None:
        return context.said(finding.record, "statement")
    name = context.said(context.evidence.measure[result.measure], "label")
    parts = [context.said(result, field) for field in ("what", "arm", "versus") if getattr(result, f"{field}_en")]
    return f"{name}&#58; {'; '.join(parts)}" if parts else name


def _finding_value(finding: Finding, context: Context) -> str:
    if finding.result is None:
        return NOTHING
    return f"{number(finding.result, context)} {_setting_of_number(finding.result, context)}".strip()


def _finding_says(finding: Finding, context: Context) -> str:
    said_value = finding.result.review_value if finding.result else ""
    return span("printed", escaped(said_value)) if said_value else NOTHING


def _finding_study(finding: Finding, context: Context) -> str:
    if finding.result:
        return f"{_study_name(finding.study, context)} {context.cite(finding.result.source)}"
    study = finding.claim.study if finding.claim else ""
    return context.cite(study) if study else NOTHING


def _finding_claim(told: Callable[[Claim, Context], str]) -> Cell:
    return lambda finding, context: told(finding.claim, context) if finding.claim else NOTHING


def _finding_kind(finding: Finding, context: Context) -> str:
    return context.word("results.kind", finding.result.kind) if finding.result else context.label("explorer.statement")


def _finding_measure(finding: Finding, context: Context) -> str:
    return context.said(context.evidence.measure[finding.result.measure], "label") if finding.result else NOTHING


def _finding_verdict(finding: Finding, context: Context) -> str:
    """The badge without its definition, which thousands of rows would repeat."""
    if not finding.record.verdict:
        return NOTHING
    verdict = context.evidence.verdict[finding.record.verdict]
    css = f"verdict standing-{verdict.standing.replace(' ', '-')}"
    return span(css, f"{escaped(verdict.symbol)} {context.said(verdict, 'label')}")


def _finding_subjects(kind: str) -> Cell:
    def cell(finding: Finding, context: Context) -> str:
        names = subjects(finding, kind, context.evidence)
        return "; ".join(context.said(context.evidence.subject[kind, name], "label") for name in names) or NOTHING

    return cell


def _said_place(claim: Claim, context: Context) -> str:
    return f"{context.said(context.evidence.review[claim.review], 'label')}, {escaped(claim.section)}"


def _finding_design(finding: Finding, context: Context) -> str:
    return _design(finding.study, context)


def _asked_at(question: Question, context: Context) -> str:
    """The address where a question is asked."""
    return context.href(CASES_PAGE if question.case else question.chapter, question.id)


def _stem(question: Question, context: Context) -> str:
    return filled(said(question, "stem", context.wording.language), context.wording)


def _asked(question: Question, context: Context) -> str:
    return link(_asked_at(question, context), escaped(_stem(question, context)))


def _chapter(record: Any, context: Context) -> str:
    return link(context.href(record.chapter, ""), escaped(context.titles.get(record.chapter, record.chapter)))


def _offered_in(record: Misconception, context: Context) -> str:
    """The questions in which a misconception is a wrong answer, numbered; each link says which one it is."""
    found = context.evidence.questions_with.get(record.id, ())
    links = (
        link(_asked_at(question, context), str(number), label=f"{number}: {_stem(question, context)}")
        for number, question in enumerate(found, 1)
    )
    return ", ".join(links) or NOTHING


COLUMNS: Mapping[str, Mapping[str, Cell]] = {
    "arms": {
        "study": _study_header,
        "arm": _arm_name,
        "design": lambda arm, context: _design(arm.study, context),
        "population": lambda arm, context: context.said(arm.study, "population") if arm.study else NOTHING,
        "n": lambda arm, context: str(arm.study.n) if arm.study and arm.study.n else NOTHING,
        "registry": lambda arm, context: _registry(arm.study),
        "harms": _harms,
        "says": _arm_says,
        "level": _arm_level,
        "later": _arm_later,
    },
    "results": {
        "study": lambda result, context: f"{_study_name(_study_of(result, context), context)} {context.cite(result.source)}",
        "arm": _text("arm"),
        "design": lambda result, context: _design(_study_of(result, context), context),
        "measure": lambda result, context: context.said(context.evidence.measure[result.measure], "label"),
        "value": _number_cell,
        "kind": _word("results.kind", "kind"),
        "harms": _harms_beside,
        "says": lambda result, context: _says(result, context, named=False) if result.claim else NOTHING,
        "why": _text("why"),
        "level": lambda result, context: level_words(context.evidence.claim[result.claim].level, context) if result.claim else NOTHING,
        "seen": _seen,
    },
    "claims": {
        "statement": _text("statement"),
        "id": _plain("id"),
        "review": lambda claim, context: context.said(context.evidence.review[claim.review], "label"),
        "section": _plain("section"),
        "place": _said_place,
        "references": _references,
        "kind": _word("claims.kind", "kind"),
        "model": lambda claim, context: items([part for part in (context.word("claims.model", claim.model), span("detail", escaped(claim.model_detail))) if part]),
        "level": lambda claim, context: level_words(claim.level, context),
        "study": _claim_study,
        "verdict": lambda claim, context: verdict_badge(claim.verdict, context),
        "why": _text("why"),
        "seen": _seen,
        "mechanism": lambda claim, context: _subjects(claim, context, "mechanism"),
        "therapy": lambda claim, context: _subjects(claim, context, "therapy"),
        "setting": lambda claim, context: _subjects(claim, context, "setting"),
    },
    "findings": {
        "id": _finding_name,
        "what": _finding_what,
        "value": _finding_value,
        "says": _finding_says,
        "verdict": _finding_verdict,
        "study": _finding_study,
        "design": _finding_design,
        "level": _finding_claim(lambda claim, context: level_words(claim.level, context)),
        "place": _finding_claim(_said_place),
        "review": _finding_claim(lambda claim, context: context.said(context.evidence.review[claim.review], "label")),
        "therapy": _finding_subjects("therapy"),
        "mechanism": _finding_subjects("mechanism"),
        "setting": _finding_subjects("setting"),
        "kind": _finding_kind,
        "measure": _finding_measure,
    },
    "studies": {
        "study": lambda study, context: f"{_study_name(study, context)} {context.cite(study.id)}",
        "design": _design,
        "registry": lambda study, context: _registry(study),
        "population": _text("population"),
        "comparator": _text("comparator"),
        "n": lambda study, context: str(study.n) if study.n else NOTHING,
        "note": _text("note"),
        "later": lambda study, context: _later_cell(study.id, context),
    },
    "later": {
        "event": _word("later.event", "event"),
        "date": _plain("date"),
        "place": _plain("place"),
        "subject": _later_subject,
        "summary": _text("summary"),
        "source": lambda event, context: context.cite(event.source) if event.source else _seen(event, context),
    },
    "corrections": {
        "review": lambda record, context: context.said(context.evidence.review[record.review], "label"),
        "place": lambda record, context: escaped(record.section) + (f" {span('detail', f'[{record.reference}]')}" if record.reference else ""),
        "printed": lambda record, context: span("printed", escaped(record.as_printed)),
        "found": _text("as_found"),
        "kind": _word("corrections.kind", "kind"),
        "reader": _text("reader"),
        "source": _evidence_or_source,
        "seen_in": _word("corrections.seen_in", "seen_in"),
    },
    "disagreements": {
        "title": _text("title"),
        "state": _word("disagreements.state", "state"),
        "point": _text("point"),
        "sides": _sides,
        "primary": lambda point, context: f"{context.said(point, 'primary')} {_sources(point, context)}".strip() or NOTHING,
        "reconcile": _text("reconcile"),
    },
    "searches": {
        "sought": _text("sought"),
        "for": _search_place,
        "query": _plain("query"),
        "searched": _plain("searched"),
        "date": _plain("date"),
    },
    "hopes": {
        "name": _text("name"),
        "hope": lambda record, context: _number_of(record.hope, context),
        "fate": lambda record, context: _number_of(record.fate, context),
        "outcome": _word("hopes.outcome", "outcome"),
        "harms": lambda record, context: _harms_beside(context.evidence.result[record.fate], context),
        "later": lambda record, context: later_item(context.evidence.later_event[record.later], context) if record.later else NOTHING,
    },
    "reviews": {
        "review": lambda review, context: f"{context.said(review, 'label')} {context.cite(review.cite_key)}",
        "title": _review_row("title"),
        "subject": _review_row("subject"),
        "references": _plain("references_cited"),
        "claims": lambda review, context: _review_claims(review, context, checked=False),
        "checked": lambda review, context: _review_claims(review, context, checked=True),
        "fared": _review_fared,
        "unknown": _review_row("unknown"),
    },
    "references": {
        "reference": lambda entry, context: context.references[entry.key],
        "state": lambda entry, context: _state_badge(entry.state, context),
        "seen": _reference_evidence,
        "notices": lambda entry, context: escaped(entry.fields.get("x-notices", "")) or NOTHING,
        "note": lambda entry, context: escaped(entry.fields.get("x-note", "")) or NOTHING,
        "cited_by": _back_links,
    },
    "coverage": {
        "group": lambda tally, context: context.label(f"coverage.{tally.group}"),
        "verdict": _tally_badge,
        "count": lambda tally, context: str(tally.count),
        "total": lambda tally, context: str(tally.total),
        "share": _share,
    },
    "levels": {"label": _text("label"), "definition": _text("definition"), "origin": _word("levels.origin", "origin")},
    "verdicts": {"label": lambda record, context: verdict_badge(record.id, context), "definition": _text("definition"), "standing": _word("verdicts.standing", "standing")},
    "measures": {"label": _text("label"), "definition": _text("definition"), "kind": _word("measures.kind", "kind")},
    "passes": {
        "review": lambda record, context: context.said(context.evidence.review[record.review], "label"),
        "first": lambda record, context: _of(record.first, record.union),
        "second": lambda record, context: _of(record.second, record.union),
        "both": lambda record, context: _of(record.both, record.union),
        "union": _plain("union"),
        "note": _text("note"),
    },
    "samples": {
        "batch": _plain("batch"),
        "drawn": _plain("drawn"),
        "errors": lambda record, context: _of(record.errors, record.drawn),
        "found": _text("found"),
        "seed": _plain("seed"),
        "date": _plain("date"),
    },
    "pairs": {
        "mechanism": lambda pair, context: context.said(pair.mechanism, "label"),
        "therapy": lambda pair, context: context.said(pair.therapy, "label"),
        "count": lambda pair, context: str(len(pair.claims)),
        "level": lambda pair, context: level_words(_strongest(pair.claims, context), context),
        "reviews": _pair_reviews,
        "studies": lambda pair, context: str(len({claim.study for claim in pair.claims if claim.study})),
        "fared": _pair_fared,
        "claims": _pair_claims,
    },
    **{kind: {"label": _text("label"), "definition": _text("definition"), "claims": _claims_of} for kind in ("mechanisms", "therapies", "settings")},
    "terms": {
        "term": _text("term"),
        "abbreviation": _plain("abbreviation"),
        "definition": _text("definition"),
        "other": lambda term, context: escaped(term.term_zh if context.wording.language == "en" else term.term_en),
        "opposite": _other_term("opposite"),
        "look_alike": _other_term("look_alike"),
    },
    "questions": {
        "stem": _asked,
        "chapter": _chapter,
        "kind": _word("questions.kind", "kind"),
        "bloom": _word("questions.bloom", "bloom"),
        "difficulty": _word("questions.difficulty", "difficulty"),
    },
    "misconceptions": {"belief": _text("belief"), "answer": _text("answer"), "chapter": _chapter, "questions": _offered_in},
    "files": {"file": lambda table, context: link(context.href("", f"data/{table.path}"), escaped(table.path)), "title": _plain("title"), "description": _plain("description"), "fields": lambda table, context: _field_names(table)},
}  # fmt: skip


def _field_names(table: Table) -> str:
    return ", ".join(f"<code>{escaped(name)}</code>" for name in table.columns)


def is_column(rows: str, column: str, evidence: Evidence) -> bool:
    """Whether such rows can show such a column."""
    if rows == "arms" and column.startswith("measure:"):
        return column.removeprefix("measure:") in evidence.measure
    if rows == "mechanisms" and column.startswith("therapy:"):
        return ("therapy", column.removeprefix("therapy:")) in evidence.subject
    return column in COLUMNS[rows]


def cell_of(rows: str, column: str) -> Cell:
    """How a column's cells read."""
    if column.startswith("measure:"):
        return _measure_cell(column.removeprefix("measure:"))
    return _crossing(column.removeprefix("therapy:")) if column.startswith("therapy:") else COLUMNS[rows][column]


def head_of(rows: str, column: str, context: Context) -> str:
    """A column's heading in the reader's language."""
    if column.startswith("measure:"):
        return context.said(context.evidence.measure[column.removeprefix("measure:")], "short")
    if column.startswith("therapy:"):
        return context.said(context.evidence.subject["therapy", column.removeprefix("therapy:")], "label")
    return context.label(f"column.{rows}.{column}")
