"""A feed of what changes a reader's mind: corrections, and what happened since the reviews were written (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from review.evidence.model import Evidence
from review.release import Release
from review.wording import Language, Wording, said

PATH = "feed.xml"
MOST = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its record's id, its day, what it is about, where it stands."""

    id: str
    day: str
    title: str
    text: str
    address: str


def entries(evidence: Evidence, wording: Wording, address: Callable[[str, str], str]) -> list[Entry]:
    """Corrections and later events, the newest first, ties by id, two hundred at most."""
    found = sorted(_entries(evidence, wording, address), key=lambda entry: entry.id)
    found.sort(key=lambda entry: entry.day, reverse=True)
    return found[:MOST]


def _entries(evidence: Evidence, wording: Wording, address: Callable[[str, str], str]) -> Iterator[Entry]:
    language: Language = wording.language
    for event in evidence.later:
        title = f"{wording.word('later.event', event.event)} ({event.date}, {event.place})"
        yield Entry(
            event.id,
            event.seen_on or event.date,
            title,
            said(event, "summary", language),
            address("evidence/since", event.id),
        )
    for correction in evidence.corrections:
        review = said(evidence.review[correction.review], "label", language)
        kind = wording.word("corrections.kind", correction.kind)
        yield Entry(
            correction.id,
            correction.seen_on or "",
            f"{review}, {correction.section}: {kind}",
            said(correction, "as_found", language),
            address("evidence/corrections", correction.id),
        )


def atom(found: list[Entry], title: str, home: str, release: Release, language: str) -> str:
    """The feed as text; an entry without a day of its own carries that of the release."""
    day = release.day.isoformat()
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(language)}>',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(home)}{PATH}</id>",
        f'<link rel="self" href={quoteattr(home + PATH)}/>',
        f"<link href={quoteattr(home)}/>",
        f"<updated>{max([day, *(_day(entry, day) for entry in found)])}T00:00:00Z</updated>",
        f"<author><name>{escape(release.author)}</name></author>",
    ]
    for entry in found:
        lines += [
            "<entry>",
            f"<title>{escape(entry.title)}</title>",
            f"<id>{escape(entry.address)}</id>",
            f"<link href={quoteattr(entry.address)}/>",
            f"<updated>{_day(entry, day)}T00:00:00Z</updated>",
            f'<content type="text">{escape(entry.text)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>"]) + "\n"


def _day(entry: Entry, release: str) -> str:
    """A whole day; years and months alone are no Atom dates."""
    return entry.day if len(entry.day) == 10 else release
