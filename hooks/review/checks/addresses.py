"""Evidence addresses are public and canonical, and every cite key is in the bibliography (ADDR-1, CITE-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from review.checks._place import at
from review.evidence.records import Record
from review.problems import Problem, shown
from review.project import Project

_CANONICAL = (
    (re.compile(r"(dx\.)?doi\.org"), re.compile(r"https://doi\.org/10\.\d{4,9}/\S+")),
    (re.compile(r"(www\.)?pubmed|ncbi\.nlm\.nih\.gov/pubmed"), re.compile(r"https://pubmed\.ncbi\.nlm\.nih\.gov/\d+/")),
    (re.compile(r"\bpmc\b|/pmc/", re.IGNORECASE), re.compile(r"https://pmc\.ncbi\.nlm\.nih\.gov/articles/PMC\d+/")),
    (re.compile(r"clinicaltrials\.gov", re.IGNORECASE), re.compile(r"https://clinicaltrials\.gov/study/NCT\d{8}")),
)
_HOST = re.compile(r"https://(?P<host>[a-z0-9-]+(\.[a-z0-9-]+)+)(?:[/?#]|$)")
_NUMERIC_HOST = re.compile(r"[\d.]+")
_KEYS = {
    "studies": "id",
    "results": "source",
    "later": "source",
    "corrections": "source",
    "review_refs": "cite_key",
    "reviews": "cite_key",
    "disagreement_sources": "cite_key",
}


def address_fault(address: str) -> str | None:
    """What form an address should have, or None where it is canonical."""
    found = _HOST.match(address)
    if not found or _NUMERIC_HOST.fullmatch(found["host"]):
        return "https, a named host and nothing before it"
    for sign, form in _CANONICAL:
        if sign.search(found["host"] + address[found.end("host") :][:7]) and not form.fullmatch(address):
            return form.pattern.replace("\\", "")
    return None


def check(project: Project) -> Iterator[Problem]:
    """Problems of addresses and of keys in the evidence files."""
    for table in ("claims", "results", "later", "corrections"):
        rows: tuple[Record, ...] = tuple(getattr(project.evidence, table))
        for row in rows:
            address = str(getattr(row, "evidence"))  # noqa: B009 - the four records share the field without a common class
            form = address_fault(address) if address else None
            if form:
                yield at(table, row, "ADDR-1", shown(address), form, "write the canonical address of the record itself")
    known = set(project.bibliography)
    for table, field in _KEYS.items():
        for row in getattr(project.evidence, table):
            key = getattr(row, field)
            if key and key not in known:
                near = get_close_matches(key, known, 1)
                yield at(
                    table,
                    row,
                    "CITE-1",
                    f"{field} {shown(key)}",
                    "a key of bib/references.bib",
                    f"write “{near[0]}” if that is meant, or add the entry" if near else "add the entry",
                )
