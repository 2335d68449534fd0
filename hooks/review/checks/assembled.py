"""The assembled site: where each link of each page leads, which the builder cannot see (SITE-1 to SITE-8)."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from review.checks.addresses import address_fault
from review.checks.hosts import host_fault
from review.checks.places import Places
from review.checks.sitefiles import Link, Site, read_site
from review.problems import Problem, shown

_NO_SOURCES: Mapping[str, str] = MappingProxyType({})
_NOT_FOUND = "404.html"
_REMEDIES = {
    "SITE-1": "correct the link, or add what it names",
    "SITE-2": "correct the fragment, or give the heading that {#id}",
    "SITE-3": "copy the file into docs/assets",
    "SITE-4": "write the name as the file has it, or rename one of the files",
    "SITE-5": "type the host anew, or look up the record's own address",
    "SITE-6": "write the https address, after opening it once",
    "SITE-7": "write the canonical address of the record itself",
    "SITE-8": "write it as seen from the page, such as ../evidence/results.html",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one link: the rule, and what was expected."""

    rule: str
    expected: str


@dataclass(frozen=True)
class Reader:
    """Judges the links of one site."""

    site: Site

    @cached_property
    def spelt(self) -> Mapping[str, list[str]]:
        """Published files by what a disk that does not tell letter case takes for their name."""
        names = defaultdict(list)
        for file in sorted(self.site.files):
            names[_folded(file)].append(file)
        return names

    def fault(self, page: str, link: Link) -> Fault | None:
        """What is wrong with a link on a page, or None."""
        address = link.address.strip()
        try:
            target = self.site.inside(page, address)
            parts = urlsplit(address)
            if target is None:
                return _outside(link, address)
            return self._absolute(page, address) or self._inside(target, unquote(parts.fragment))
        except ValueError:
            return Fault("SITE-1", "an address")

    def _absolute(self, page: str, address: str) -> Fault | None:
        if page.endswith(_NOT_FOUND):
            # It is shown at any address that does not exist, so nothing is relative to it.
            relative = not address.startswith(("/", "#")) and not urlsplit(address).scheme
            return Fault("SITE-8", "on this page, a link from the site's root") if relative else None
        if address.startswith("/"):
            return Fault(
                "SITE-8", "a link relative to the page: the book may stand in a folder, or open without a server"
            )
        return None

    def _inside(self, target: str, fragment: str) -> Fault | None:
        if target.startswith("../"):
            return Fault("SITE-1", "a file within the site")
        if target in self.site.folders or target == ".":
            return Fault("SITE-1", "a file, not a folder: folders do not open without a server")
        if target not in self.site.files:
            near = self.spelt.get(_folded(target))
            if near:
                return Fault("SITE-4", f"the name in its own letters, {shown(near[0])}")
            return Fault("SITE-1", "a file of the site")
        if fragment and target.endswith(".html") and fragment not in self.site.built[target].ids:
            return Fault("SITE-2", "an id of that page")
        return None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _outside(link: Link, address: str) -> Fault | None:
    """What is wrong with a link that leaves the site."""
    scheme = urlsplit(address).scheme
    if scheme == "mailto" or (scheme == "data" and link.loads) or link.canonical:
        return None
    if link.loads:
        return Fault("SITE-3", "nothing loaded from another host")
    if host := host_fault(address):
        return Fault("SITE-5", f"a host that is what it seems: {host}")
    if scheme != "https":
        return Fault("SITE-6", "an https address")
    if form := address_fault(address):
        return Fault("SITE-7", form)
    return None


def assembled_problems(
    folder: Path, text_of_sources: Mapping[str, str] = _NO_SOURCES, promised: frozenset[str] = frozenset()
) -> list[Problem]:
    """Every link of every page and style sheet in the site below `folder` that leads nowhere, or not where it seems to.

    `text_of_sources` (from `places.read_sources`) lets a problem name the line that holds the address.
    `promised` names files that a whole build has and this one leaves out.
    """
    site = read_site(folder, promised)
    reader = Reader(site)
    places = Places(text_of_sources)
    problems = set(_collisions(reader))
    for page, built in site.built.items():
        for link in built.links:
            if fault := reader.fault(page, link):
                path, line = places.on(page, link.address)
                found = f"{link.tag} {shown(link.address, 120)}"
                problems.add(Problem(path, line, fault.rule, found, fault.expected, _REMEDIES[fault.rule]))
    return sorted(problems)


def _collisions(reader: Reader) -> Iterator[Problem]:
    for names in reader.spelt.values():
        if len(names) > 1:
            found = f"files that differ in letter case alone: {shown(', '.join(names), 200)}"
            expected = "names that every disk tells apart"
            yield Problem(names[0], 0, "SITE-4", found, expected, _REMEDIES["SITE-4"])
