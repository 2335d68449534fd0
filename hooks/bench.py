"""Measures the build on this machine and prints one line a figure; writes the same as CSV.

    python hooks/bench.py [--root FOLDER] [--csv FILE] [--runs NUMBER] [--only NAME ...]

Everything is measured on a copy of the book in a folder of its own.
Each figure is the median of the runs after one warm-up, with the smallest and the largest.
The two sides of a ratio take turns, so that whatever else the machine does slows both.

build      our strict build of the English edition, as `make site` runs it once the sources are checked, against stock MkDocs + Material.
           Stock gets the same Markdown as our build hands to the Markdown converter, every marker, citation and note filled in,
           the same data files, settings, theme and search, but no hooks, no templates of ours and no citation plugin.
citations  references of a generated book through us (bibliography read and checked, one formatting run, the plugin's own work on each page)
           against the citation plugin alone with the same style. The generated book cites copies of those works that citeproc reads
           as they are written, so that both must print the same, dashes aside; how many of all works do is told besides.
languages  both editions side by side against one after the other, as they are and with a Chinese edition as long as the English one.
evidence   load 10,000 results and 5,000 claims and check them, in seconds.
growth     a book of 1, 5 and 20 times the evidence and chapters: what a row (sources loaded, tables of all records written)
           and a page (markers filled, works gathered) cost the processor against the size before. MkDocs and pandoc are not in it.
explorer   the page's thread on one choice, one sorting and one search in the evidence explorer with 10,000 rows, drawing included,
           in the Chromium that `make test` installs; left out where there is none.
search     from a key to the first results, for the forty searches of the tests: the slowest but two of them.
lighthouse each kind of page on a slow phone, as Lighthouse sees it, served compressed on this machine: four numbers of a hundred,
           with the npm packages that `make test` installs; left out where they are not. A busy machine lowers the first number.
print      the whole book as tagged PDF: pages a second and size; and pages a second against WeasyPrint's tagged PDF of the same document,
           where WeasyPrint is installed beside the locked packages.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import gc
import html
import itertools
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

import yaml
from markdown import Markdown
from mkdocs.config import load_config

from bench_browser import measured, searched
from bench_lighthouse import KINDS, measured_scores, served
from bench_print import printers
from build_book import BuildFailedError, assemble, build_languages, release_time
from prepare import CHECKED
from print_book import Press
from review.bench.explored import grown
from review.bench.figures import Figure, as_csv, as_lines, ratios
from review.bench.multiplied import (
    GROWING,
    Rows,
    citing_book,
    copied_page,
    copied_views,
    cut,
    entries_of,
    multiplied_bibliography,
    multiplied_tables,
    new_names,
    plain_works,
    roomy,
    suffix,
    table_rows,
    table_text,
)
from review.bench.queries import QUERIES
from review.checks import claims, results, verdicts
from review.citations.bibliography import parse_bibliography
from review.citations.bibtex import plain
from review.citations.formatting import format_references
from review.evidence.model import FOLDER, build_evidence
from review.evidence.schema import Schema, parse_schema
from review.evidence.table import table_html
from review.evidence.views import PATH as VIEWS_PATH
from review.manuscript.markers import markers
from review.problems import Problem, report
from review.project import BIBLIOGRAPHY_PATH, CSL_PATH, Project, load_project
from review.release import read_release
from review.rendering import PageWriter, citing_pages, keys_on
from write_pages import FOLDER as PAGES_FOLDER

_PACKAGE = f"{FOLDER}/datapackage.json"
_EXPLORER = "evidence/explorer"
MODULES = Path(__file__).resolve().parent.parent / "tests/browser/node_modules"
# Each run takes a quarter of a minute a page.
MOST_LIGHTHOUSE_RUNS = 3
_DASHES = re.compile(r"-{1,3}|[\u2010-\u2015]")
_TAG = re.compile(r"<[^<>]*>")
# Pandoc's own markup, which stock leaves on the page.
_NO_CASE = re.compile(r"\[([^\[\]]*)\]\{\.nocase\}")
_MATHS = re.compile(r"\$[^$\s][^$]*\$")
# The navigation of the shorter edition.
_NAV = re.compile(r"^nav:\n(?:[ ].*\n?)+", re.MULTILINE)
_CAPTURING = """\
INHERIT: mkdocs.yml
hooks:
  - hooks/prepare.py
  - hooks/verify.py
  - hooks/write_pages.py
"""
_STOCK = """\
INHERIT: mkdocs.yml
docs_dir: {docs}
strict: false
hooks: []
theme:
  custom_dir: {empty}
extra:
  alternate: []
plugins:
  bibtex:
    enabled: false
"""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured."""

    runs: int = 5
    warm: int = 1
    pages: int = 100
    references: int = 4800
    results: int = 10_000
    claims: int = 5_000
    rows: int = 10_000
    times: tuple[int, ...] = (1, 5, 20)


class BenchError(Exception):
    """A measurement cannot be made; the message is what to print."""


def _seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    gc.collect()
    begin = clock()
    work()
    return clock() - begin


def turns(sizes: Sizes, *works: Callable[[], object]) -> list[list[float]]:
    """The seconds of each piece of work in each run; they take turns, and the warm-up is not counted."""
    for _ in range(sizes.warm):
        for work in works:
            work()
    found: list[list[float]] = [[] for _ in works]
    for _ in range(sizes.runs):
        for place, work in enumerate(works):
            found[place].append(_seconds(work))
    return found


def copied_book(root: Path, target: Path) -> Path:
    """The sources of the book in a folder of their own."""
    for name in ("bib", "docs", "hooks"):
        shutil.copytree(root / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "mkdocs.zh.yml", "CITATION.cff", "LICENSE"):
        shutil.copy(root / name, target / name)
    return target


def _mkdocs(root: Path, config: Path, site: Path, **extra: str) -> None:
    """A build outside the book's own commands, in the same environment."""
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": release_time(root),
        "PYTHONHASHSEED": "0",
        "NO_MKDOCS_2_WARNING": "1",
        CHECKED: "1",
        **extra,
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config), "--site-dir", str(site)]
    run = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        raise BenchError(run.stdout + run.stderr)


def build_figures(root: Path, work: Path, sizes: Sizes) -> list[Figure]:
    """Our build of the English edition against stock MkDocs + Material on the same pages."""
    pages, empty = work / "pages", work / "empty"
    empty.mkdir()
    (root / "capturing.yml").write_text(_CAPTURING, encoding="utf-8")
    _mkdocs(root, root / "capturing.yml", work / "captured", **{PAGES_FOLDER: str(pages)})
    shutil.copytree(work / "captured" / "data", pages / "data")
    shutil.copytree(root / "docs" / "assets", pages / "assets", ignore=shutil.ignore_patterns("figures"))
    (root / "stock.yml").write_text(_STOCK.format(docs=pages, empty=empty), encoding="utf-8")
    ours, stock = turns(
        sizes,
        lambda: build_languages(root, work / "ours", ["en"]),
        lambda: _mkdocs(root, root / "stock.yml", work / "stock"),
    )
    return [Figure("build: English edition, ours to stock", ratios(ours, stock), "<=", 1.25)]


def language_figures(root: Path, work: Path, sizes: Sizes) -> list[Figure]:
    """Both editions side by side against one after the other: as they are, and as if both were as long as the English one."""
    return [
        Figure("languages: side by side to one after the other", _side_by_side(root, work, sizes), "<=", 0.65),
        Figure(
            "languages: the same with editions of one length",
            _side_by_side(equal_editions(root, work / "equal"), work, sizes),
            "<=",
            0.65,
        ),
    ]


def _side_by_side(root: Path, work: Path, sizes: Sizes) -> list[float]:
    def one_after_the_other() -> None:
        for language in ("en", "zh"):
            build_languages(root, work / "turns", [language])

    aside, after = turns(sizes, lambda: build_languages(root, work / "aside"), one_after_the_other)
    return ratios(aside, after)


def equal_editions(root: Path, target: Path) -> Path:
    """A copy of the book whose Chinese edition holds the English pages, as long as a whole translation would be."""
    copied_book(root, target)
    shutil.rmtree(target / "docs/zh")
    shutil.copytree(target / "docs/en", target / "docs/zh")
    for page in (target / "docs/zh").rglob("*.md"):
        # The feed is published once, beside the English pages.
        text = page.read_text(encoding="utf-8").replace("../feed.xml", "../index.md")
        page.write_text(text, encoding="utf-8")
    (target / "docs/zh/untranslated.txt").write_text("", encoding="utf-8")
    settings = (target / "mkdocs.zh.yml").read_text(encoding="utf-8")
    (target / "mkdocs.zh.yml").write_text(_NAV.sub("", settings), encoding="utf-8")
    return target


def shown_words(reference: str, markdown: Markdown) -> str:
    """A reference as a reader sees it, every dash as one hyphen."""
    text = html.unescape(_TAG.sub("", markdown.reset().convert(reference)))
    return " ".join(_DASHES.sub("-", text).split())


def without_pandoc(words: str) -> str:
    """The words without what stock leaves of pandoc's markup, and without capitals: it is told no language and raises them."""
    words = _NO_CASE.sub(r"\1", _MATHS.sub(lambda maths: plain(maths[0]), _NO_CASE.sub(r"\1", words)))
    return words.casefold()


def _citing(root: Path, pages: Sequence[str], *, ours: bool) -> dict[str, str]:
    """All pages through the citation plugin, with our references or with its own; returns what it prints by key."""
    config = load_config(str(root / "mkdocs.yml"))
    # The builder keeps one plugin from run to run, with all it has formatted: each run needs a new one.
    plugin: Any = type(config.plugins["bibtex"])()
    plugin.load_config(dict(config.plugins["bibtex"].config), str(root / "mkdocs.yml"))
    plugin.on_config(config)
    if ours:
        bibliography, problems = parse_bibliography(
            (root / "references.bib").read_text(encoding="utf-8"), "references.bib"
        )
        _stop(problems)
        texts = format_references(bibliography.text, list(bibliography), root / "style.csl", "en", "references.bib")
        plugin.registry._reference_cache.update(texts)
    for text in pages:
        plugin.on_page_markdown(text, page=None, config=config, files=None)
    return dict(plugin.registry._reference_cache)


def citation_figures(root: Path, work: Path, sizes: Sizes) -> list[Figure]:
    """Citations through us against the stock plugin, and whether both print the same references."""
    works = (root / BIBLIOGRAPHY_PATH).read_text(encoding="utf-8")
    book = work / "citing"
    pages = _citing_sources(root, book, plain_works(works), sizes.pages, sizes.references)
    texts: dict[bool, dict[str, str]] = {}

    def citing(*, ours: bool) -> None:
        texts[ours] = _citing(book, pages, ours=ours)

    stock, quick = turns(sizes, lambda: citing(ours=False), lambda: citing(ours=True))
    printed, _ = _same_references(texts[True], texts[False])
    own = work / "own"
    pages = _citing_sources(root, own, works, 1, len(entries_of(works)))
    as_printed, as_read = _same_references(_citing(own, pages, ours=True), _citing(own, pages, ours=False))
    return [
        Figure("citations: stock plugin to ours", ratios(stock, quick), ">=", 5),
        Figure("citations: plain references that print the same, dashes aside", [printed], ">=", 1),
        Figure("citations: all works of the book that print the same", [as_printed]),
        Figure("citations: all works, without pandoc's markup and capitals", [as_read]),
    ]


def _citing_sources(root: Path, book: Path, works: str, pages: int, references: int) -> list[str]:
    """Writes what the citation plugin needs for a book that cites copies of the works; returns its pages."""
    (book / "docs").mkdir(parents=True)
    bibliography, texts = citing_book(works, pages, references)
    (book / "references.bib").write_text(bibliography, encoding="utf-8")
    shutil.copy(root / CSL_PATH, book / "style.csl")
    settings = {"bib_file": "references.bib", "csl_file": str(book / "style.csl"), "enable_inline_citations": False}
    (book / "mkdocs.yml").write_text(
        yaml.safe_dump({"site_name": "Citing", "plugins": [{"bibtex": settings}]}), encoding="utf-8"
    )
    return texts


def _same_references(ours: dict[str, str], stock: dict[str, str]) -> tuple[float, float]:
    """The share of references that print the same, and that do but for pandoc's markup and capitals.

    The first few that differ are told on the standard error.
    """
    markdown = Markdown(extensions=["pymdownx.betterem", "pymdownx.caret", "pymdownx.tilde"])
    different, other_words = [], 0
    for key in sorted(ours | stock):
        mine, theirs = (shown_words(texts.get(key, ""), markdown) for texts in (ours, stock))
        if mine != theirs:
            other_words += without_pandoc(mine) != without_pandoc(theirs)
            different.append(f"{key}\n  ours:  {mine}\n  stock: {theirs}")
    if different:
        print(f"{len(different)} references differ, such as", *different[:5], sep="\n", file=sys.stderr)
    total = len(ours | stock)
    return 1 - len(different) / total, 1 - other_words / total


def _schema(root: Path) -> Schema:
    schema, problems = parse_schema(roomy((root / _PACKAGE).read_text(encoding="utf-8")), _PACKAGE)
    _stop(problems)
    return schema


def _stop(problems: Sequence[Problem]) -> None:
    if problems:
        raise BenchError(report(problems[:10]))


def _tables(root: Path, schema: Schema) -> dict[str, Rows]:
    return {
        table.name: table_rows((root / FOLDER / table.path).read_text(encoding="utf-8"))
        for table in schema.tables.values()
    }


def evidence_figures(root: Path, work: Path, sizes: Sizes) -> list[Figure]:
    """Seconds to load many results and claims and to check them."""
    project = load_project(root)
    _stop(project.problems)
    schema = _schema(root)
    tables = _tables(root, schema)
    times = max(-(-sizes.results // len(tables["results"])), -(-sizes.claims // len(tables["claims"])))
    many = cut(multiplied_tables(tables, schema, project.bibliography, (), times), schema, sizes.results, sizes.claims)
    texts = {table.path: table_text(many[table.name], table) for table in schema.tables.values()}

    def load() -> None:
        evidence, problems = build_evidence(texts, schema)
        loaded = dataclasses.replace(project, evidence=evidence)
        problems += [*claims.check(loaded), *verdicts.check(loaded), *results.check(loaded)]
        _stop(problems)

    (seconds,) = turns(sizes, load)
    name = f"evidence: load and check {len(many['results']):,} results, {len(many['claims']):,} claims"
    return [Figure(name, seconds, "<=", 2, "s")]


def multiplied_book(root: Path, times: int) -> None:
    """Makes the book below `root` so many times as large: evidence, bibliography, chapters and their tables."""
    project = load_project(root)
    _stop(project.problems)
    schema = _schema(root)
    tables = _tables(root, schema)
    (root / _PACKAGE).write_text(roomy((root / _PACKAGE).read_text(encoding="utf-8")), encoding="utf-8")
    works = list(project.bibliography)
    chapters = [page for group in project.pages.values() for page in group if page.front.get("objectives")]
    paths = sorted({page.path for page in chapters})
    shown = sorted({
        marker.id for page in chapters for marker in markers(page.text, "")[0] if marker.kind == "view"
    })  # fmt: skip
    views: dict[str, Any] = yaml.safe_load((root / VIEWS_PATH).read_text(encoding="utf-8"))
    for name, view in list(views.items()):
        views[name] = {key: value for key, value in view.items() if value is not None}
    copies: dict[str, Any] = {}
    for number in range(2, times + 1):
        names = new_names(tables, works, paths, number) | {name: name + suffix(number) for name in shown}
        copies |= copied_views(views, shown, names)
        for page in chapters:
            source = root / page.source
            copy = source.with_name(f"{source.stem}{suffix(number)}.md")
            copy.write_text(copied_page(source.read_text(encoding="utf-8"), names), encoding="utf-8")
    (root / VIEWS_PATH).write_text(
        yaml.safe_dump(views | copies, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    text = multiplied_bibliography(project.bibliography.text, times)
    (root / BIBLIOGRAPHY_PATH).write_text(text, encoding="utf-8")
    for name, rows in multiplied_tables(tables, schema, works, paths, times).items():
        table = schema.tables[name]
        (root / FOLDER / table.path).write_text(table_text(rows, table), encoding="utf-8")


def _href(page: str, anchor: str) -> str:
    return f"{page}.html#{anchor}"


def _costs(root: Path) -> tuple[float, float]:
    """Seconds of the processor a row and a page of the English edition of a book."""
    loaded: list[Project] = []

    def rows() -> None:
        project = load_project(root)
        _stop(project.problems)
        loaded.append(project)
        writer = PageWriter(project, "en", {key: key for key in project.bibliography}, {})
        for view in project.views.values():
            if not view.where:
                table_html(*writer.view(view.id, _href), writer.context)
                writer.downloadable(view.id)

    row_seconds = _seconds(rows, time.process_time)
    (project,) = loaded
    chapters = [page for page in project.pages["en"] if page.front.get("objectives")]

    def pages() -> None:
        keys = {page.path: keys_on(page, project) for page in chapters}
        cited_by = citing_pages(chapters, keys)
        writer = PageWriter(project, "en", {key: key for key in project.bibliography}, cited_by)
        for page in chapters:
            writer.page(page, page.text, _href)

    page_seconds = _seconds(pages, time.process_time)
    total = sum(len(getattr(project.evidence, name)) for name in GROWING)
    return row_seconds / total, page_seconds / max(1, len(chapters))


def growth_figures(root: Path, work: Path, sizes: Sizes) -> list[Figure]:
    """What a row and a page cost in larger books, against the size before."""
    books = []
    for times in sizes.times:
        book = copied_book(root, work / f"times-{times}")
        multiplied_book(book, times)
        books.append(book)
    # A small book is measured several times, so that every size is measured about equally long.
    repeats = [max(sizes.times) // times for times in sizes.times]

    def costs() -> list[tuple[float, float]]:
        measured = [[_costs(book) for _ in range(often)] for book, often in zip(books, repeats, strict=True)]
        return [(fmean(row for row, _ in pairs), fmean(page for _, page in pairs)) for pairs in measured]

    for _ in range(sizes.warm):
        costs()
    runs = [costs() for _ in range(sizes.runs)]
    figures = []
    for place, what in enumerate(("row", "page")):
        for (before, small), (after, large) in itertools.pairwise(enumerate(sizes.times)):
            values = [run[after][place] / run[before][place] for run in runs]
            figures.append(Figure(f"growth: cost a {what}, {large} times to {small}", values, "<=", 1.15))
    return figures


def explorer_figures(root: Path, work: Path, sizes: Sizes) -> list[Figure]:
    """What the browser does for a reader of the explorer, with many rows; nothing for a book without that page."""
    if not (root / "docs" / "en" / f"{_EXPLORER}.md").is_file():
        return []
    build_languages(root, work, ["en"])
    page = work / "en" / f"{_EXPLORER}.html"
    page.write_text(grown(page.read_text(encoding="utf-8"), sizes.rows), encoding="utf-8")
    found = measured(page.as_uri(), sizes.runs + sizes.warm)
    return [
        Figure(f"explorer: {step} {sizes.rows:,} rows", times[sizes.warm :], "<=", 50, "ms")
        for step, times in found.items()
    ]


def search_figures(root: Path, work: Path, sizes: Sizes) -> list[Figure]:
    """How soon search answers, on the web and with the whole book's index."""
    build_languages(root, work, ["en"])
    with served(work / "en") as address:
        runs = searched(f"{address}/index.html", list(QUERIES), sizes.runs)
    slowest = [quantiles(times, n=20)[-1] for times in runs]
    return [Figure(f"search: 95 of 100 of {len(QUERIES)} searches", slowest, "<=", 50, "ms")] if slowest else []


def lighthouse_figures(root: Path, work: Path, sizes: Sizes) -> list[Figure]:
    """Four numbers for each kind of page."""
    build_languages(root, work)
    site = assemble(work)
    runs = min(sizes.runs, MOST_LIGHTHOUSE_RUNS)
    return [
        Figure(f"lighthouse: {kind}, {category}", points, ">=", 97 if category == "performance" else 100)
        for kind, by_category in measured_scores(site, MODULES, runs).items()
        for category, points in by_category.items()
        if not (category == "seo" and KINDS[kind].endswith("404.html"))
    ]


def print_figures(root: Path, work: Path, sizes: Sizes) -> list[Figure]:
    """Pages a second of the whole book, and its size."""
    build_languages(root, work, ["en"])
    release, problems = read_release(root)
    _stop(problems)
    assert release is not None
    press = Press(load_project(root), release, "en", work / "en", work / "print", "a4")
    found = printers(press)
    seconds = turns(sizes, *(printer.work for printer in found))
    speeds = [[printer.pages / one for one in times] for printer, times in zip(found, seconds, strict=True)]
    size = found[0].file.stat().st_size / 1_000_000
    figures = [
        Figure("print: pages a second", speeds[0], ">=", 10),
        Figure("print: size of the book", [size], "<=", 10, "MB"),
    ]
    if len(speeds) > 1:
        figures.append(Figure("print: pages a second, ours to WeasyPrint", ratios(*speeds), ">=", 2))
    return figures


MEASUREMENTS: dict[str, Callable[[Path, Path, Sizes], list[Figure]]] = {
    "build": build_figures,
    "citations": citation_figures,
    "languages": language_figures,
    "evidence": evidence_figures,
    "growth": growth_figures,
    "explorer": explorer_figures,
    "search": search_figures,
    "lighthouse": lighthouse_figures,
    "print": print_figures,
}


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Nothing logged by the builder between the figures."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def measure(root: Path, names: Sequence[str], sizes: Sizes) -> list[Figure]:
    """The figures of the named measurements."""
    found = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder, _quiet():
            work = Path(folder).resolve()
            found += MEASUREMENTS[name](copied_book(root, work / "book"), work, sizes)
    return found


def main(arguments: Sequence[str] | None = None, sizes: Sizes | None = None) -> int:
    """The command; returns the exit status, which is 0 whether or not the aims are met."""
    parser = argparse.ArgumentParser(description="Measure the build.")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--csv", type=Path)
    parser.add_argument("--runs", type=int)
    parser.add_argument("--only", choices=MEASUREMENTS, nargs="+", default=list(MEASUREMENTS))
    options = parser.parse_args(arguments)
    root = options.root.resolve()
    sizes = sizes or Sizes()
    if options.runs:
        sizes = dataclasses.replace(sizes, runs=options.runs)
    try:
        figures = measure(root, options.only, sizes)
    except (BenchError, BuildFailedError) as error:
        print(error, file=sys.stderr)
        return 1
    table = options.csv or root / "build" / "bench.csv"
    table.parent.mkdir(parents=True, exist_ok=True)
    table.write_text(as_csv(figures), encoding="utf-8")
    print(as_lines(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
