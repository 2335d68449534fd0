"""Addresses outside the book: which there are, how one is asked for, and what an answer means (LINK-3 to LINK-5).

Nothing here opens a connection: `hooks/links_online.py` does, and only when it is asked to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from review.manuscript.scanning import without_code_and_comments
from review.problems import Problem, shown

Verdict = Literal["ok", "moved", "refused", "insecure", "broken"]
Place = tuple[str, int]
VERDICTS: tuple[Verdict, ...] = ("broken", "insecure", "moved", "refused", "ok")
FAILING: frozenset[Verdict] = frozenset({"broken", "insecure"})
_KEPT: frozenset[Verdict] = frozenset({"ok", "moved"})
MAX_HOPS = 10
MAX_TRIES = 4
LONGEST_WAIT = 120.0

_ADDRESS = re.compile(r"https?://[^\s\"'<>{}|\\^`，。；、）》」]+")
_TRAILING = ".,;:!?*_"
_DOI = re.compile(r"^\s*doi\s*=\s*[{\"]\s*(10\.\d{4,9}/[^\s}\"]+)", re.MULTILINE | re.IGNORECASE)
_PMID = re.compile(r"^\s*pmid\s*=\s*[{\"]\s*(\d+)", re.MULTILINE | re.IGNORECASE)
_PMCID = re.compile(r"^\s*pmcid\s*=\s*[{\"]\s*(PMC\d+)", re.MULTILINE | re.IGNORECASE)
_TRIAL = re.compile(r"\b(NCT\d{8})\b")
# Names set aside for examples, which nobody owns.
_RESERVED = re.compile(r"(?:.*\.)?(?:example|invalid|test|localhost|example\.(?:com|net|org))")
# They answer by sending elsewhere; where to is not their fault, and a publisher that shuts out programs is no dead link.
_RESOLVERS = frozenset({"doi.org"})
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_SHUT_OUT = frozenset({401, 402, 403, 405, 406, 418, 429, 451, 999})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LASTING = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for one address.

    `status` is that of the last reply, 0 where none came, and `reason` then says why; `hops` are the addresses to which
    each redirect led, `lasting` whether all of them were meant to last; `tries` counts requests for the last address,
    and `final` says that one more would be no use.
    """

    address: str
    status: int = 0
    reason: str = ""
    hops: tuple[str, ...] = ()
    lasting: bool = False
    tries: int = 1
    final: bool = False

    @property
    def target(self) -> str:
        """Where the address led in the end; empty where it did not lead elsewhere."""
        return self.hops[-1] if self.hops else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """An address with its verdict, what was learnt, the day of the answer, and every place in which it stands."""

    address: str
    verdict: Verdict
    status: int
    target: str
    note: str
    checked: date
    places: tuple[Place, ...] = field(default=())


def addresses_in(text_of_sources: Mapping[str, str]) -> dict[str, tuple[Place, ...]]:
    """Every outside address of the sources with the places that hold it, sorted.

    Read as they stand in pages (code and comments aside) and data; made from DOI, PubMed, PMC and trial numbers.
    Addresses of hosts that are set aside for examples are left out.
    """
    found: dict[str, set[Place]] = {}
    for path, text in text_of_sources.items():
        for address, offset in _read(path, text):
            host = urlsplit(address).hostname or ""
            if host and not _RESERVED.fullmatch(host):
                found.setdefault(address, set()).add((path, text.count("\n", 0, offset) + 1))
    return {address: tuple(sorted(places)) for address, places in sorted(found.items())}


def _read(path: str, text: str) -> Iterator[tuple[str, int]]:
    shown_text = without_code_and_comments(text) if path.endswith(".md") else text
    for found in _ADDRESS.finditer(shown_text):
        address = _trimmed(found[0])
        try:
            urlsplit(address)
        except ValueError:  # told by SITE-1
            continue
        yield address.partition("#")[0], found.start()
    if path.endswith(".bib"):
        for pattern, form in (
            (_DOI, "https://doi.org/{}"),
            (_PMID, "https://pubmed.ncbi.nlm.nih.gov/{}/"),
            (_PMCID, "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
        ):
            for found in pattern.finditer(text):
                yield form.format(found[1]), found.start(1)
    if path.endswith("studies.csv"):
        for found in _TRIAL.finditer(text):
            yield f"https://clinicaltrials.gov/study/{found[1]}", found.start()


def _trimmed(address: str) -> str:
    """The address without the sentence's punctuation and without a bracket that was opened before it."""
    while address and (
        address[-1] in _TRAILING
        or (address[-1] == ")" and address.count(")") > address.count("("))
        or (address[-1] == "]" and address.count("]") > address.count("["))
    ):
        address = address[:-1]
    return address


def by_host(addresses: Iterable[str]) -> dict[str, list[str]]:
    """The addresses by host, so that each host is asked one question at a time."""
    groups: dict[str, list[str]] = {}
    for address in addresses:
        groups.setdefault(urlsplit(address).netloc.lower(), []).append(address)
    return groups


def retry_after(header: str, now: datetime) -> float | None:
    """The seconds to wait that a Retry-After header asks for, as a number or as a date; None where it says neither."""
    text = header.strip()
    if re.fullmatch(r"\d{1,9}", text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def wait_before_next(answer: Answer, asked: float | None, first: float) -> float | None:
    """The seconds to wait before asking again, or None where asking again is no use.

    `asked` is what the server's Retry-After asks for, `first` the first wait, which doubles from try to try.
    """
    worth = (answer.status in _AGAIN or answer.status == 0) and not answer.final
    if not worth or answer.tries >= MAX_TRIES:
        return None
    wait = first * 2 ** (answer.tries - 1) if asked is None else asked
    return wait if wait <= LONGEST_WAIT else None


def next_hop(address: str, status: int, location: str) -> str | None:
    """The address to which a reply sends on, or None where it does not; raises ValueError where it cannot be read."""
    return urljoin(address, location) if status in _REDIRECTS and location else None


def is_lasting(status: int) -> bool:
    """Whether a redirect is meant to last, so that the new address should be written."""
    return status in _LASTING


def classify(answer: Answer) -> tuple[Verdict, str]:
    """What an answer means, and why in a few words."""
    chain = (answer.address, *answer.hops)
    resolved = urlsplit(answer.address).hostname in _RESOLVERS and bool(answer.hops)
    if len(set(chain)) < len(chain):
        return "broken", "a redirect loop"
    if len(answer.hops) > MAX_HOPS:
        return "broken", f"more than {MAX_HOPS} redirects"
    if not answer.status:
        return "broken", answer.reason or "no answer"
    if chain[0].startswith("https:") and any(hop.startswith("http:") for hop in answer.hops) and not resolved:
        return "insecure", "a redirect to http"
    if answer.status in _SHUT_OUT:
        return ("ok", "resolves") if resolved else ("refused", f"status {answer.status}: programs are not let in")
    if not 200 <= answer.status < 300:
        return "broken", f"status {answer.status}"
    if answer.hops and answer.lasting and not resolved:
        return "moved", "a lasting redirect"
    return "ok", "a passing redirect" if answer.hops else ""


def finding(answer: Answer, places: tuple[Place, ...], today: date) -> Finding:
    """An answer judged, with its places."""
    verdict, note = classify(answer)
    return Finding(answer.address, verdict, answer.status, answer.target, note, today, places)


def problems(findings: Iterable[Finding]) -> list[Problem]:
    """What is to be told of the findings, one line an address at the first of its places: failing ones and moved ones."""
    told = []
    for item in findings:
        path, line = item.places[0]
        found = f"{shown(item.address, 200)}: {item.note}" + (f", to {shown(item.target, 200)}" if item.target else "")
        if item.verdict == "broken":
            remedy = "look for the record's present address, or remove it"
            told.append(Problem(path, line, "LINK-3", found, "an address that answers", remedy))
        elif item.verdict == "insecure":
            told.append(Problem(path, line, "LINK-4", found, "https all the way", "write the address that it leads to"))
        elif item.verdict == "moved":
            remedy = "open it once and write the new address"
            told.append(Problem(path, line, "LINK-5", found, "the address where the record stands now", remedy))
    return sorted(told)


def report_rows(findings: Iterable[Finding]) -> list[list[str]]:
    """The report as rows of text, heading first, the worst first."""
    rows = [["verdict", "address", "status", "target", "note", "checked", "places"]]
    for item in sorted(findings, key=lambda each: (VERDICTS.index(each.verdict), each.address)):
        places = " ".join(f"{path}:{line}" for path, line in item.places)
        status = str(item.status or "")
        rows.append([item.verdict, item.address, status, item.target, item.note, item.checked.isoformat(), places])
    return rows


def summary(findings: Sequence[Finding]) -> str:
    """How many addresses came out how, in one line."""
    counts = {verdict: sum(item.verdict == verdict for item in findings) for verdict in VERDICTS}
    return f"{len(findings)} addresses: " + ", ".join(f"{number} {verdict}" for verdict, number in counts.items())


def to_cache(findings: Iterable[Finding]) -> dict[str, dict[str, Any]]:
    """What is worth keeping: answers that were good, by address."""
    return {
        item.address: {
            "verdict": item.verdict,
            "status": item.status,
            "target": item.target,
            "note": item.note,
            "checked": item.checked.isoformat(),
        }
        for item in findings
        if item.verdict in _KEPT
    }


def from_cache(
    cache: Mapping[str, Any], addresses: Mapping[str, tuple[Place, ...]], today: date, days: int
) -> dict[str, Finding]:
    """The kept answers that are still wanted and no more than `days` old; whatever cannot be read is left out."""
    kept = {}
    for address in addresses.keys() & cache.keys():
        try:
            found = _kept(address, cache[address], addresses[address])
        except (KeyError, TypeError, ValueError):
            continue
        if 0 <= (today - found.checked).days <= days:
            kept[address] = found
    return kept


def _kept(address: str, entry: Any, places: tuple[Place, ...]) -> Finding:
    verdict = entry["verdict"]
    if verdict not in _KEPT:
        raise ValueError(verdict)
    checked = date.fromisoformat(entry["checked"])
    return Finding(address, verdict, int(entry["status"]), str(entry["target"]), str(entry["note"]), checked, places)
