"""Where an address of the built site comes from: the line of the page, the data or the bibliography that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from review.textfile import read_text

# In this order, after the page itself: what readers see comes from data before it comes from what all pages share.
_SOURCES = (
    ("docs/data", ("*.csv", "*.yml", "datapackage.json")),
    ("bib", ("*.bib",)),
    ("docs/assets", ("figures/*.yml", "stylesheets/*.css")),
    ("docs/overrides", ("**/*.html",)),
    ("docs", ("labels.csv",)),
    (".", ("mkdocs*.yml",)),
    ("docs", ("en/**/*.md", "zh/**/*.md")),
)
_RECORDS = (
    (re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/.+)"), r"doi\s*=\s*[{\"]\s*{}"),
    (re.compile(r"https?://pubmed\.ncbi\.nlm\.nih\.gov/(\d+)/?"), r"pmid\s*=\s*[{\"]\s*{}"),
    (re.compile(r"https?://pmc\.ncbi\.nlm\.nih\.gov/articles/(PMC\d+)/?"), r"pmcid\s*=\s*[{\"]\s*{}"),
    (re.compile(r"https?://clinicaltrials\.gov/study/(NCT\d{8})"), r"(?<![A-Za-z0-9]){}"),
)
# An address goes on after these, so what stands before them is only its beginning.
_ADDRESS_ENDS = r"(?![\w/%~+&=#?-]|[.,:;][\w/])"
_NAME_ENDS = r"(?![\w-])"


def page_source(page: str) -> str:
    """The file that a built page is made from: its Markdown, or the template of the page for what is not found."""
    if page.removeprefix("zh/") == "404.html":
        return "docs/overrides/404.html"
    language = "zh" if page.startswith("zh/") else "en"
    return f"docs/{language}/{page.removeprefix('zh/').removesuffix('.html')}.md"


def read_sources(root: Path) -> dict[str, str]:
    """The text of every source in which an address can stand, by its path from `root`, in the order of the search."""
    texts: dict[str, str] = {}
    for folder, patterns in _SOURCES:
        for pattern in patterns:
            for path in sorted((root / folder).glob(pattern)):
                name = path.relative_to(root).as_posix()
                texts.setdefault(name, read_text(path, name)[0])
    return texts


def _written(address: str) -> Iterator[re.Pattern[str]]:
    """How an address may be written in a source, the most exact first."""
    plain = unquote(address)
    for form in dict.fromkeys([address, plain, escape(address), escape(plain), address.replace('"', '""')]):
        yield re.compile(re.escape(form) + _ADDRESS_ENDS)
    for whole, written in _RECORDS:
        if found := whole.fullmatch(plain):
            yield re.compile(written.replace("{}", re.escape(found[1])) + _ADDRESS_ENDS, re.IGNORECASE)
    parts = urlsplit(plain)
    if parts.scheme or parts.netloc:
        return
    # The builder turns .md into .html and counts folders anew; markers name the record alone.
    file = parts.path.rsplit("/", 1)[-1]
    page = re.sub(r"\.html$", ".md", file)
    for form in (f"{file}#{parts.fragment}", f"{page}#{parts.fragment}", parts.fragment, file, page):
        if form.strip("#"):
            yield re.compile(r"(?<![\w-])" + re.escape(form) + _NAME_ENDS)


def source_place(address: str, text_of_sources: Mapping[str, str]) -> tuple[str, int] | None:
    """The first source that holds an address, and the line; None where none does.

    `text_of_sources` holds each source's text by its path; it is searched in its order, exact forms before loose ones.
    Raises ValueError where the address cannot be read.
    """
    for form in _written(address) if address.strip() else ():
        for path, text in text_of_sources.items():
            if found := form.search(text):
                return path, text.count("\n", 0, found.start()) + 1
    return None


@dataclass(frozen=True)
class Places:
    """Looks up where the addresses of built pages come from; what pages share is searched once for each address."""

    text_of_sources: Mapping[str, str]
    _known: dict[str, tuple[str, int] | None] = field(default_factory=dict)

    @cached_property
    def shared(self) -> Mapping[str, str]:
        """The sources that are no page: what stands in them can stand on any page."""
        return {path: text for path, text in self.text_of_sources.items() if not path.endswith(".md")}

    def on(self, page: str, address: str) -> tuple[str, int]:
        """The place in the page's own source, else in what pages share, else line 0 of its source."""
        own = page_source(page) if page.endswith(".html") else page
        found = _place(address, {own: self.text_of_sources.get(own, "")})
        if found is None and address not in self._known:
            self._known[address] = _place(address, self.shared)
        return found or self._known[address] or (own, 0)


def _place(address: str, texts: Mapping[str, str]) -> tuple[str, int] | None:
    try:
        return source_place(address, texts)
    except ValueError:  # an address that cannot be read is looked for as it is
        found = next(((path, text.find(address), text) for path, text in texts.items() if address in text), None)
        return (found[0], found[2].count("\n", 0, found[1]) + 1) if found else None
