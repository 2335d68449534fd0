"""The assembled site: each page's links, pictures and scripts lead to files and places that are there (SITE-1 to SITE-3)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import html

from review.problems import Problem, shown

_ATTRIBUTES = {"href", "src", "poster", "data"}


def _page_source(page: str) -> str:
    language = "zh" if page.startswith("zh/") else "en"
    return f"docs/{language}/{page.removeprefix('zh/').removesuffix('.html')}.md"


def _addresses(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for element, attribute, address, _ in tree.iterlinks():
        if attribute in _ATTRIBUTES and element.get("rel") != "canonical":
            yield str(element.tag), address
    for element in tree.iter("img", "source"):
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                yield str(element.tag), candidate.split()[0]


def assembled_problems(site: Path) -> list[Problem]:
    """Every link of every page that leads nowhere within `site`, and every outside file that a page would load."""

    @cache
    def ids(page: str) -> frozenset[str]:
        tree = html.parse(str(site / page)).getroot()
        return frozenset(tree.xpath("//@id | //a/@name"))

    problems = []
    for file in sorted(site.rglob("*.html")):
        page = file.relative_to(site).as_posix()
        if page.endswith("404.html"):
            continue
        tree = html.parse(str(file)).getroot()
        for tag, address in _addresses(tree):
            fault = _fault(page, tag, address, site, ids)
            if fault:
                rule, expected = fault
                problems.append(
                    Problem(
                        _page_source(page),
                        0,
                        rule,
                        f"{tag} {shown(address)}",
                        expected,
                        "correct the link, or add what it names",
                    )
                )
    return sorted(set(problems))


def _fault(page: str, tag: str, address: str, site: Path, ids: object) -> tuple[str, str] | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "SITE-1", "an address"
    if parts.scheme or parts.netloc:
        if tag not in {"a", "link"} and parts.scheme != "data":
            return "SITE-3", "nothing loaded from another host"
        return None
    target = normpath(f"{page}/../{unquote(parts.path)}") if parts.path else page
    if target.startswith("../"):
        return "SITE-1", "a file within the site"
    path = site / target
    try:
        if path.is_dir():
            return "SITE-1", "a file, not a folder: folders do not open without a server"
        there = path.is_file()
    except OSError:  # a name that no file can have
        there = False
    if not there:
        return "SITE-1", "a file of the site"
    if parts.fragment and target.endswith(".html") and unquote(parts.fragment) not in ids(target):  # type: ignore[operator]
        return "SITE-2", "an id of that page"
    return None
