"""Asks for every address outside the book and tells which no longer answer. Never part of a build.

    python hooks/links_online.py [--root FOLDER] [--fresh] [--days N] [--rate N] [--timeout N] [--wait N]

Answers are kept in build/links-online.json, the report is build/links-online.csv; exit status 1 where one is broken.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from review.checks.online import (
    FAILING,
    MAX_HOPS,
    Answer,
    Finding,
    Place,
    addresses_in,
    by_host,
    finding,
    from_cache,
    is_lasting,
    next_hop,
    problems,
    report_rows,
    retry_after,
    summary,
    to_cache,
    wait_before_next,
)
from review.checks.places import read_sources
from review.problems import report
from review.textfile import read_text

CACHE = "build/links-online.json"
REPORT = "build/links-online.csv"
AGENT = "combining-immunotherapy-links/0.1 (a teaching book checking its references)"


@dataclass(frozen=True)
class Manners:
    """How to ask: seconds between two questions to one host, seconds to wait for an answer, first wait, hosts at once."""

    pause: float = 0.5
    timeout: float = 20.0
    first_wait: float = 2.0
    at_once: int = 16


@dataclass
class Asker:
    """Asks for addresses politely: one question at a time to a host, and none before the host allows it."""

    client: httpx.AsyncClient
    manners: Manners
    _gates: dict[str, asyncio.Lock] = field(default_factory=dict)
    _not_before: dict[str, float] = field(default_factory=dict)

    async def answer(self, address: str) -> Answer:
        """What came of asking for an address, redirects followed."""
        hops: list[str] = []
        lasting = True
        while True:
            answer, onward = await self._patiently(hops[-1] if hops else address)
            whole = replace(answer, address=address, hops=tuple(hops), lasting=bool(hops) and lasting)
            if onward is None:
                return whole
            lasting = lasting and is_lasting(answer.status)
            hops.append(onward)
            if onward in {address, *hops[:-1]} or len(hops) > MAX_HOPS:
                return replace(whole, hops=tuple(hops))

    async def _patiently(self, address: str) -> tuple[Answer, str | None]:
        """The answer to one address after as many tries as are worth making, and the address to which it sends on."""
        tries = 0
        while True:
            tries += 1
            answer, header, onward = await self._once(address, tries)
            asked = retry_after(header, datetime.now(UTC)) if header else None
            wait = wait_before_next(answer, asked, self.manners.first_wait)
            if wait is None:
                return answer, onward
            self._hold(address, wait)

    def _hold(self, address: str, seconds: float) -> None:
        host = httpx.URL(address).netloc.decode()
        until = asyncio.get_running_loop().time() + seconds
        self._not_before[host] = max(until, self._not_before.get(host, 0.0))

    async def _once(self, address: str, tries: int) -> tuple[Answer, str, str | None]:
        """One question: the answer, its Retry-After header, and the address to which it sends on."""
        try:
            host = httpx.URL(address).netloc.decode()
            async with self._gates.setdefault(host, asyncio.Lock()):
                await asyncio.sleep(max(0.0, self._not_before.get(host, 0.0) - asyncio.get_running_loop().time()))
                self._hold(address, self.manners.pause)
                async with self.client.stream("GET", address) as reply:
                    onward = next_hop(address, reply.status_code, reply.headers.get("location", ""))
                    answer = Answer(address, reply.status_code, tries=tries)
                    return answer, reply.headers.get("retry-after", ""), onward
        except httpx.TimeoutException:
            return Answer(address, 0, f"no answer within {self.manners.timeout:g} seconds", tries=tries), "", None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            # What cannot be read as an address will not be read at another try.
            final = not isinstance(error, httpx.TransportError)
            return Answer(address, 0, reason, tries=tries, final=final), "", None


def make_client(manners: Manners, transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """The client; it follows no redirect by itself, so that each one is seen."""
    limits = httpx.Limits(max_connections=manners.at_once * 2, max_keepalive_connections=manners.at_once)
    headers = {"User-Agent": AGENT, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    return httpx.AsyncClient(transport=transport, timeout=manners.timeout, limits=limits, headers=headers)


async def ask_all(
    addresses: Mapping[str, tuple[Place, ...]],
    manners: Manners,
    client: httpx.AsyncClient,
    tell: Callable[[Finding], None],
) -> None:
    """Asks for all addresses, hosts side by side, and hands over each finding as it comes."""
    asker = Asker(client, manners)
    free = asyncio.Semaphore(manners.at_once)

    async def one_host(group: Sequence[str]) -> None:
        for address in group:
            async with free:
                answer = await asker.answer(address)
            tell(finding(answer, addresses[address], datetime.now(UTC).date()))

    async with client, asyncio.TaskGroup() as tasks:
        for group in by_host(addresses).values():
            tasks.create_task(one_host(group))


def _read_cache(path: Path) -> dict[str, Any]:
    try:
        cache = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return cache if isinstance(cache, dict) else {}


def _write(root: Path, findings: Sequence[Finding], older: Mapping[str, Any]) -> None:
    """The report and the cache, each swapped in whole."""
    asked = {item.address for item in findings}
    kept = {address: entry for address, entry in older.items() if address not in asked} | to_cache(findings)
    cache, table = root / CACHE, root / REPORT
    cache.parent.mkdir(parents=True, exist_ok=True)
    for path in (cache, table):
        new = path.with_suffix(".new")
        with new.open("w", encoding="utf-8", newline="") as file:
            if path == cache:
                json.dump(kept, file, ensure_ascii=False, indent=1, sort_keys=True)
            else:
                csv.writer(file, lineterminator="\n").writerows(report_rows(findings))
        new.replace(path)


def check_links(root: Path, manners: Manners, days: int) -> list[Finding]:
    """Every finding; what is already known stands in the cache, and what was learnt is kept even if stopped half-way."""
    sources = read_sources(root)
    for name in ("README.md", "CONTRIBUTING.md", "CITATION.cff", "bib/README.md"):
        if (root / name).is_file():
            sources[name] = read_text(root / name, name)[0]
    addresses = addresses_in(sources)
    cache = _read_cache(root / CACHE)
    known = from_cache(cache, addresses, datetime.now(UTC).date(), days)
    findings = list(known.values())
    wanted = {address: places for address, places in addresses.items() if address not in known}
    print(f"{len(addresses)} addresses, {len(known)} known from before", file=sys.stderr)
    try:
        asyncio.run(ask_all(wanted, manners, make_client(manners), findings.append))
    finally:
        _write(root, findings, cache)
    return findings


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    parser = argparse.ArgumentParser(description="Ask for every address outside the book.")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--fresh", action="store_true", help="ask for all, whatever is known from before")
    parser.add_argument("--days", type=int, default=14, help="how long a good answer is taken for true")
    parser.add_argument("--rate", type=float, default=2.0, help="questions a second to one host, at most")
    parser.add_argument("--timeout", type=float, default=Manners.timeout, help="seconds to wait for an answer")
    parser.add_argument("--wait", type=float, default=Manners.first_wait, help="seconds before a second try")
    options = parser.parse_args(arguments)
    if options.rate <= 0:
        parser.error("--rate must be more than 0")
    root = options.root.resolve()
    manners = Manners(1 / options.rate, options.timeout, options.wait)
    try:
        findings = check_links(root, manners, -1 if options.fresh else options.days)
    except KeyboardInterrupt:
        print("stopped; what was learnt so far is kept", file=sys.stderr)
        return 130
    return _told(findings, root)


def _told(findings: Sequence[Finding], root: Path) -> int:
    """Prints what was found; returns the exit status."""
    told = problems(findings)
    if told:
        print(report(told), file=sys.stderr)
    print(f"{summary(findings)}; all of them in {root / REPORT}")
    return 1 if any(item.verdict in FAILING for item in findings) else 0


if __name__ == "__main__":
    sys.exit(main())
