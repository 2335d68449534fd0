"""Journal-club material made from the registers: sheets with one fault, their key, and dossiers of early and late trials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from review.evidence.columns import NOTHING, number, verdict_badge
from review.evidence.records import Correction, Hope, Result, Study
from review.markup import escaped, items, link
from review.teaching.kit import CORRECTIONS_PAGE, LATER_PAGE, Kit
from review.teaching.sources import Sheet
from review.teaching.tables import table
from review.wording import said

HARM = "trae-g3"
_HAN = re.compile(r"[\u4e00-\u9fff]")


def sheets(kit: Kit) -> str:
    """The students' tables, each with the record to open."""
    known = kit.project.teaching.sheets.values()
    return "\n\n".join(part for place, sheet in enumerate(known, 1) for part in _sheet(place, sheet, kit))


def key(kit: Kit) -> str:
    """For each sheet what the record says, cell by cell, and the correction that names the fault."""
    known = kit.project.teaching.sheets.values()
    return "\n\n".join(_key(place, sheet, kit) for place, sheet in enumerate(known, 1))


def dossiers(kit: Kit) -> str:
    """The early and the randomised trial of each chosen programme, side by side."""
    hopes = {hope.id: hope for hope in kit.project.evidence.hopes}
    return "\n\n".join(part for name in kit.project.teaching.dossiers for part in _dossier(hopes[name], kit))


def _title(place: int, kit: Kit) -> str:
    return kit.label("sheet").replace("{n}", str(place))


def _correction(sheet: Sheet, kit: Kit) -> Correction:
    return next(record for record in kit.project.evidence.corrections if record.id == sheet.correction)


def _quantity(result: Result, kit: Kit) -> str:
    named = kit.context.said(kit.project.evidence.measure[result.measure], "label")
    what = kit.context.said(result, "what") if result.what_en else ""
    return what if what and result.measure in {"other-quantity", "frequency", "duration"} else named


def _sheet(place: int, sheet: Sheet, kit: Kit) -> Iterator[str]:
    correction = _correction(sheet, kit)
    review = kit.context.said(kit.project.evidence.review[correction.review], "label")
    yield f"### {escaped(_title(place, kit))} {{#sheet-{sheet.id}}}"
    yield f"<p>{escaped(sheet.about)} {escaped(kit.label('told-by'))} {review}, {escaped(correction.section)}.</p>"
    rows = [[_quantity(result, kit), escaped(kit.as_printed(result))] for result in _rows(sheet, kit)]
    if sheet.shows:
        rows.insert(1, [escaped(sheet.shows), _token(correction)])
    yield table(_title(place, kit), [kit.label("quantity"), kit.label("printed")], rows)
    yield f"<p>{escaped(kit.label('record'))} {_primary(sheet, kit)}</p>"


def _rows(sheet: Sheet, kit: Kit) -> list[Result]:
    return [kit.project.evidence.result[name] for name in sheet.rows]


def _primary(sheet: Sheet, kit: Kit) -> str:
    """The study's own record, by its title."""
    entry = kit.project.bibliography[sheet.study]
    doi = entry.get("doi")
    return link(f"https://doi.org/{doi}" if doi else entry.get("x-evidence"), escaped(entry.title))


def _key(place: int, sheet: Sheet, kit: Kit) -> str:
    """The key, folded, so that a class may look at the sheets on the same screen."""
    correction, context = _correction(sheet, kit), kit.context
    title = kit.label("key").replace("{n}", str(place))
    rows = [
        [_quantity(result, kit), escaped(kit.as_printed(result)), number(result, context), verdict_badge(result.verdict, context)]
        for result in _rows(sheet, kit)
    ]  # fmt: skip
    heads = [kit.label(name) for name in ("quantity", "printed", "found", "verdict")]
    where = link(context.href(CORRECTIONS_PAGE, correction.id), escaped(correction.id))
    seen = "; " + link(correction.evidence, escaped(kit.label("seen"))) if correction.evidence else ""
    kind = context.word("corrections.kind", correction.kind)
    return "\n".join([
        f'<details id="sheet-{sheet.id}-key">',
        f"<summary>{escaped(title)}</summary>",
        table(title, heads, rows),
        f"<p><strong>{escaped(kit.label('fault'))} {_token(correction)}.</strong> "
        f"{context.said(correction, 'as_found')} ({kind}; {where}{seen})</p>",
        f"<p>{context.said(correction, 'reader')} <em>{escaped(sheet.teaches)}</em></p>",
        "</details>",
    ])  # fmt: skip


def _token(correction: Correction) -> str:
    """The words at fault as printed, marked where they are Chinese.

    Nobody searches for them here, and one such word would have the search plugin load its Chinese dictionary.
    """
    printed = escaped(correction.as_printed)
    return f'<span lang="zh" data-search-exclude>{printed}</span>' if _HAN.search(correction.as_printed) else printed


def _dossier(hope: Hope, kit: Kit) -> Iterator[str]:
    evidence, context = kit.project.evidence, kit.context
    early, tested = evidence.result[hope.hope], evidence.result[hope.fate]
    name = context.said(hope, "name")
    yield f"### {name} {{#dossier-{hope.id}}}"
    sides = [(result, evidence.study[result.study]) for result in (early, tested)]
    rows = [[escaped(kit.label(head)), *cells] for head, cells in _compared(sides, kit)]
    yield table(
        f"{said(hope, 'name', context.wording.language)}: {kit.label('dossier')}",
        [kit.label("compared"), kit.label("early"), kit.label("tested")],
        rows,
    )
    if hope.later:
        record = evidence.later_event[hope.later]
        told = f"{kit.context.wording.word('later.event', record.event)}, {record.date}"
        where = link(context.href(LATER_PAGE, record.id), escaped(told))
        yield f"<p>{escaped(kit.label('register'))} {where}: {context.said(record, 'summary')}</p>"


def _compared(sides: Sequence[tuple[Result, Study]], kit: Kit) -> Iterator[tuple[str, list[str]]]:
    context = kit.context
    yield "trial", [context.cite(study.id) for _, study in sides]
    yield "design", [_design(study, kit) for _, study in sides]
    yield "patients", [context.said(study, "population") or NOTHING for _, study in sides]
    yield "against", [context.said(study, "comparator") or NOTHING for _, study in sides]
    yield "result", [f"{_quantity(result, kit)}&#58; {number(result, context)}" for result, _ in sides]
    yield "harm", [_harms(study, kit) for _, study in sides]


def _design(study: Study, kit: Kit) -> str:
    phase = f", {kit.label('phase')} {study.phase}" if study.phase else ""
    n = f", n\u00a0=\u00a0{study.n}" if study.n else ""
    return f"{kit.context.word('studies.design', study.design)}{escaped(phase + n)}"


def _harms(study: Study, kit: Kit) -> str:
    """Severe treatment-related events by arm; where no rate of theirs was seen, the other harms besides, each by its name."""
    harms = [record for record in kit.project.evidence.results_of_study.get(study.id, ()) if record.kind == "harm"]
    severe = [record for record in harms if record.measure == HARM]
    arms = [record.arm_en for record in severe]
    told = [_harm(record, arms.count(record.arm_en) > 1, kit) for record in severe]
    others = [record for record in harms if record.value is not None]
    if others and all(record.value is None for record in severe):
        told = [*(told or [escaped(kit.label("not-seen"))]), *(_other_harm(record, kit) for record in others)]
    return items(told) if told else escaped(kit.label("not-seen"))


def _other_harm(record: Result, kit: Kit) -> str:
    """One arm's rate of another harm."""
    measure = kit.context.said(kit.project.evidence.measure[record.measure], "label")
    what = kit.context.said(record, "what") if record.what_en else measure
    return f"{escaped(kit.label('other-harm'))}, {kit.context.said(record, 'arm')}&#58; {number(record, kit.context)} ({what})"


def _harm(record: Result, repeated: bool, kit: Kit) -> str:
    """One arm's rate; where an arm has several, each says what it counts."""
    what = f" ({kit.context.said(record, 'what')})" if repeated and record.what_en else ""
    return f"{kit.context.said(record, 'arm')}&#58; {number(record, kit.context)}{what}"
