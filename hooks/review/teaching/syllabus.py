"""Courses as tables: what is read before, and what happens in each sitting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.checks.chapters import is_chapter
from review.manuscript.measure import minutes
from review.markup import escaped, link
from review.teaching.kit import Kit
from review.teaching.objectives import slides_of
from review.teaching.sources import Course, Session, Unit
from review.teaching.tables import table


def clock(starts: str, after: int) -> str:
    """The time so many minutes after a start such as 09:00."""
    hours, _, rest = starts.partition(":")
    total = int(hours) * 60 + int(rest) + after
    return f"{total // 60:02d}:{total % 60:02d}"


def reading(paths: Sequence[str], kit: Kit) -> int:
    """Minutes to read these chapters."""
    return sum(minutes(kit.pages[path]) for path in paths)


def overview(course: Course, kit: Kit) -> str:
    """All units of a course, with their minutes, their reading, and the sum."""
    heads = [kit.label(name) for name in ("unit", "minutes", "reading-minutes", "to-read", "further")]
    rows = [[escaped(unit.title), str(unit.minutes), str(reading(unit.read, kit)), _chapters(unit.read, kit), _chapters(unit.further, kit)] for unit in course.units]  # fmt: skip
    total = sum(unit.minutes for unit in course.units)
    before = sum(reading(unit.read, kit) for unit in course.units)
    return table(course.title, heads, [*rows, [escaped(kit.label("sum")), str(total), str(before), "", ""]])


def _chapters(paths: Sequence[str], kit: Kit) -> str:
    return ", ".join(kit.page_link(path) for path in paths)


def plans(course: Course, kit: Kit) -> str:
    """Each unit under a heading of its own, with a table of its sessions."""
    return "\n\n".join(part for number, unit in enumerate(course.units, 1) for part in _plan(course, number, unit, kit))


def _plan(course: Course, number: int, unit: Unit, kit: Kit) -> Iterator[str]:
    yield f"### {escaped(unit.title)} {{#{course.id}-{number}}}"
    if unit.read:
        told = kit.label("read-before").replace("{n}", str(reading(unit.read, kit)))
        yield f"<p>{escaped(told)} {_chapters(unit.read, kit)}</p>"
    first = "from" if unit.starts else "minutes"
    heads = [kit.label("session"), kit.label(first), kit.label("does"), kit.label("uses")]
    rows, after = [], 0
    for session in unit.sessions:
        rows.append(_session(session, clock(unit.starts, after) if unit.starts else "", kit))
        after += session.minutes
    rows.append(
        [
            escaped(kit.label("end" if unit.starts else "sum")),
            clock(unit.starts, after) if unit.starts else str(after),
            "",
            "",
        ]
    )
    yield table(unit.title, heads, rows)


def _used(name: str, kit: Kit) -> str:
    """A link to what a session uses; a whole chapter comes with its slides."""
    page = kit.pages.get(name)
    if page is None or not is_chapter(page):
        return kit.page_link(name)
    slides = link(kit.context.href("", slides_of(page)), escaped(kit.label("slides")))
    return f"{kit.page_link(name)} ({slides})"


def _session(session: Session, at: str, kit: Kit) -> list[str]:
    lasts = kit.label("lasts").replace("{n}", str(session.minutes))
    when = f'{at} <span class="detail">{escaped(lasts)}</span>' if at else str(session.minutes)
    uses = "".join(f'<span class="item">{_used(name, kit)}</span>' for name in session.uses)
    return [escaped(session.title), when, escaped(session.does), uses]
