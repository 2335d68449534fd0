"""MkDocs hook before rendering: reads the sources, stops on any problem, and fills markers and citations.

A thin adapter: what is right or wrong is decided in `review`, which knows nothing of MkDocs.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape
from pathlib import Path
from posixpath import relpath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils.templates import TemplateContext

import caption
from exercises import Runs
from review.checks.chapters import is_chapter
from review.checks.registry import source_problems
from review.citations.formatting import format_references
from review.evidence.table import Rendered, text_rows
from review.manuscript.markers import markers
from review.manuscript.measure import minutes
from review.manuscript.pages import Page
from review.manuscript.scanning import hidden_citations, restored_citations
from review.manuscript.typography import attached_citations, joined_lines
from review.problems import report
from review.project import BIBLIOGRAPHY_PATH, CSL_PATH, LABELS_PATH, Project, load_project
from review.publish.archive import archive
from review.publish.book.collect import read_nav
from review.publish.cards import card_file, card_of, parts_of
from review.publish.feed import PATH as FEED
from review.publish.feed import atom, entries
from review.publish.finding import term_entries, with_entries
from review.publish.foot import chapter_foot, related
from review.publish.glossary import with_terms
from review.publish.held import with_boxes
from review.publish.metadata import Kind, PageFacts, head, resource_of
from review.publish.pictures import Edition
from review.publish.references import bibtex, ris
from review.release import Release, read_release
from review.rendering import (
    PageWriter,
    chapter_head,
    citing_pages,
    keys_on,
    references_offer,
    with_data_one_up,
    with_state,
)
from review.teaching.kit import Outputs
from review.teaching.scripts import FOLDER as EXERCISES
from review.wording import Language

# Set by the build of both languages once it has checked the sources itself, so that they are checked once, not thrice.
CHECKED = "BOOK_SOURCES_CHECKED"
# Scripts that a page asks for by `script` in its front matter; an edition without such a page goes without them.
PAGE_SCRIPTS = frozenset({"explorer"})
ARCHIVE = "data/combining-immunotherapy-data.zip"


@dataclass
class Build:
    """What one build of one language carries from event to event."""

    project: Project
    language: Language
    writer: PageWriter
    pages: dict[str, Page]
    keys: dict[str, list[str]]
    release: Release
    related: dict[str, tuple[tuple[str, str], ...]]
    parts: dict[str, str]


_current: dict[str, Build] = {}


def _language(config: MkDocsConfig) -> Language:
    return "zh" if config.theme["language"] == "zh" else "en"


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Reads and checks everything before the builder touches its output folder."""
    project = load_project(_root(config))
    problems = project.problems if os.environ.get(CHECKED) else source_problems(project)
    release, faults = read_release(project.root)
    if problems or release is None:
        raise PluginError("\n" + report([*problems, *faults]))
    language = _language(config)
    site_root = (config.site_url or "/").rstrip("/") + "/"
    if language == "zh":
        config.site_url = f"{site_root}zh/"
    config.extra["site_root"] = site_root
    config.extra["labels"] = project.labels[language]
    other: Language = "en" if language == "zh" else "zh"
    config.extra["twins"] = {f"{page.path}.md" for page in project.pages[other]}
    config.markdown_extensions.append(caption.CaptionExtension())  # type: ignore[arg-type]
    pages = {page.path: page for page in project.pages[language]}
    asked = project.teaching.scripts.values() if _has_exercises(pages.values()) else ()
    runs = Runs(project.root, asked)
    edition = Edition(release, str(config.site_url))
    tables: dict[str, Rendered] = {}
    # The citation processor is a program of its own: it works while the tables are rendered.
    with ThreadPoolExecutor(1) as beside:
        references = beside.submit(_references, project, language)
        keys = {path: keys_on(page, project, tables) for path, page in pages.items()}
        cited_by = citing_pages(project.pages[language], keys)
    writer = PageWriter(project, language, references.result(), cited_by, tables, lambda: _outputs(runs), edition)
    near = related(project.pages[language])
    parts = parts_of(read_nav(project.root, Path(config.config_file_path).name)[0])
    _current["build"] = Build(project, language, writer, pages, keys, release, near, parts)
    return config


def _has_exercises(pages: Iterable[Page]) -> bool:
    """Whether any page shows a part of a script."""
    found = (marker for page in pages for marker in markers(page.text, page.source)[0])
    return any(marker.kind == "teach" and marker.id.startswith("exercise-") for marker in found)


def _outputs(runs: Runs) -> Outputs:
    """What the scripts printed; stops the build where one of them failed."""
    if runs.problems:
        raise PluginError("\n" + report(runs.problems))
    return runs.outputs


def _references(project: Project, language: Language) -> dict[str, str]:
    """Every reference as this build prints it: one citeproc run for the whole language."""
    bibliography = project.bibliography
    texts = format_references(
        bibliography.text, list(bibliography), project.root / CSL_PATH, language, BIBLIOGRAPHY_PATH
    )
    wording = project.wording(language)
    return {key: with_state(text, project.bibliography[key], wording) for key, text in texts.items()}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds what lies outside the language's folder, and hands the citation plugin its formatted references."""
    build = _current["build"]
    root = build.project.root
    unasked = PAGE_SCRIPTS - {page.front.get("script") for page in build.pages.values()}
    unasked |= set() if any(map(_asks, build.pages.values())) else {"questions"}
    for asset in sorted((root / "docs" / "assets").rglob("*")):
        if asset.is_file() and asset.parent.name not in {"assets", "figures"} and asset.stem not in unasked:
            _add(files, config, f"assets/{asset.relative_to(root / 'docs' / 'assets').as_posix()}", asset)
    if build.language == "en":
        for path in sorted((root / "docs" / "data").iterdir()):
            _add(files, config, f"data/{path.name}", path)
        _add(files, config, "data/references.bib", root / BIBLIOGRAPHY_PATH)
        _add(files, config, "data/labels.csv", root / LABELS_PATH)
        for script in build.project.teaching.scripts.values():
            _add(files, config, script.published, root / EXERCISES / f"{script.name}.py")
        files.append(File.generated(config, ARCHIVE, content=_archive(root)))
        files.append(File.generated(config, FEED, content=_feed(build, config)))
        files.append(File.generated(config, "robots.txt", content=_robots(config)))
    for name in _views_shown(build):
        for kind, content in _downloads(name, build).items():
            files.append(File.generated(config, f"data/views/{name}.{build.language}.{kind}", content=content))
    for page in build.pages.values():
        for kind, content in _reference_list(page, build).items():
            files.append(
                File.generated(config, f"data/references/{_slug(page)}.{build.language}.{kind}", content=content)
            )
    registry: Any = config.plugins["bibtex"].registry  # type: ignore[attr-defined]
    registry._reference_cache.update(build.writer.references)
    return files


def _feed(build: Build, config: MkDocsConfig) -> str:
    home = str(config.extra["site_root"])
    found = entries(build.project.evidence, build.writer.wording, lambda page, anchor: f"{home}{page}.html#{anchor}")
    return atom(found, f"{config.site_name}: {build.writer.wording.label('feed.title')}", home, build.release, "en-GB")


def _robots(config: MkDocsConfig) -> str:
    home = config.extra["site_root"]
    return f"User-agent: *\nAllow: /\nSitemap: {home}sitemap.xml\nSitemap: {home}zh/sitemap.xml\n"


def _facts(source: Page, page: SitePage, build: Build, config: MkDocsConfig) -> PageFacts:
    """What the page's metadata are made from."""
    home = config.extra["site_root"] + ("zh/" if build.language == "zh" else "")
    kind: Kind = "page"
    if page.is_homepage:
        kind = "book"
    elif is_chapter(source):
        kind = "chapter"
    elif source.path == "reference/data":
        kind = "data"
    files = {
        f"{config.extra['site_root']}data/{table.path}": "text/csv"
        for table in build.project.evidence.schema.tables.values()
    }
    return PageFacts(
        kind,
        config.site_name if kind == "book" else source.title,
        str(source.front.get("description", "")),
        page.canonical_url or home,
        home,
        config.site_name,
        build.language,
        tuple(str(item) for item in source.front.get("objectives", ()) or ()),
        minutes(source),
        files if kind == "data" else {},
        f"{config.extra['site_root']}{card_file(source.path, build.language)}",
        card_of(source, build.parts, build.writer.wording.label).told,
        resource_of(source.front),
    )


def _views_shown(build: Build) -> list[str]:
    """The views that pages of this language show, each of which offers its download."""
    shown = {
        marker.id
        for page in build.pages.values()
        for marker in markers(page.text, page.source)[0]
        if marker.kind == "view"
    }
    return [name for name in build.project.views if name in shown]


def _add(files: Files, config: MkDocsConfig, uri: str, path: Path) -> None:
    files.append(File.generated(config, uri, abs_src_path=str(path)))


def _archive(root: Path) -> bytes:
    """All data with their schema, ready for `frictionless validate`, and the exercises that read them."""
    data = {path.name: path.read_bytes() for path in (root / "docs" / "data").iterdir() if path.is_file()}
    scripts = {f"exercises/{path.name}": path.read_bytes() for path in (root / EXERCISES).glob("*.py")}
    others = {"references.bib": root / BIBLIOGRAPHY_PATH, "LICENSE": root / "LICENSE"}
    return archive({**data, **scripts, **{name: path.read_bytes() for name, path in others.items()}})


def _asks(page: Page) -> bool:
    """Whether readers can answer questions on the page."""
    return any(marker.kind in {"questions", "cases"} for marker in markers(page.text, page.source)[0])


def _slug(page: Page) -> str:
    return page.path.replace("/", "-")


def _reference_list(page: Page, build: Build) -> dict[str, str]:
    """The works cited on a page, for reference managers; nothing for a page that cites none."""
    keys = build.keys[page.path]
    if not keys:
        return {}
    bibliography = build.project.bibliography
    return {"bib": bibtex(bibliography.text, keys), "ris": ris([bibliography[key] for key in keys])}


def _downloads(name: str, build: Build) -> dict[str, str]:
    """A view as CSV and JSON, its citations written out."""
    heads, *rows = text_rows(build.writer.downloadable(name))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([heads, *rows])
    records = [dict(zip(heads, row, strict=True)) for row in rows]
    return {"csv": text.getvalue(), "json": json.dumps(records, ensure_ascii=False, indent=1) + "\n"}


def _href(source: Page, page: SitePage, build: Build) -> Callable[[str, str], str]:
    """The address of an anchor on another page of the language, or of a data file, as seen from this page."""
    # The site's root as seen from this page; Chinese pages use the root's data one folder up.
    base = relpath(".", str(Path(page.file.dest_uri).parent))
    data = f"{base}/.." if build.language == "zh" else base

    def href(target: str, anchor: str) -> str:
        if not target:
            return f"{base if anchor.startswith('data/views/') else data}/{anchor}"
        # A page that has no twin yet is linked in the root edition.
        folder = base if target in build.pages else data
        place = "" if target == source.path else f"{folder}/{target}.html".removeprefix("./")
        return f"{place}#{anchor}" if anchor else place

    return href


# Before the citation plugin (priority 0), because tables bring citations of their own.
@event_priority(100)
def on_page_markdown(markdown: str, page: SitePage, config: MkDocsConfig, files: Files) -> str:
    """Fills the page's markers."""
    build = _current["build"]
    source = build.pages[page.file.src_uri.removesuffix(".md")]
    # The theme prints both as they are, in menus, at the foot and in the page's head.
    page.meta["title"] = escape(source.title, quote=False)
    page.meta["description"] = escape(str(source.front.get("description", "")))
    page.meta["asks"] = _asks(source)
    href = _href(source, page, build)
    if build.language == "zh":
        markdown = joined_lines(with_data_one_up(markdown))
    text = hidden_citations(attached_citations(markdown))
    text = chapter_head(source, text, build.writer, href)
    # A page may end in a table: without a blank line the appended references would become its rows.
    page.meta["boxes"] = {}
    return build.writer.page(source, text, href, page.meta["boxes"]).rstrip("\n") + "\n\n"


def on_page_content(html: str, page: SitePage, config: MkDocsConfig, files: Files) -> str:
    """Shows citations inside code as they were written, and offers the page's references."""
    build = _current["build"]
    source = build.pages[page.file.src_uri.removesuffix(".md")]
    foot = offer = ""
    if is_chapter(source):
        href = _href(source, page, build)
        html = with_terms(html, build.project.evidence.terms, build.language, href)
        foot = chapter_foot(source, build.related, build.release, page.canonical_url or "", build.writer.wording, href)
    if build.keys[source.path]:
        base = relpath(".", str(Path(page.file.dest_uri).parent))
        offer = references_offer(f"{base}/data/references/{_slug(source)}.{build.language}", build.writer.wording)
    # Author lists of whole chapters would bury what the chapters say.
    html = html.replace('<div class="footnote">', '<div class="footnote" data-search-exclude>')
    return restored_citations(html) + offer + foot


def on_page_context(context: TemplateContext, page: SitePage, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Gives the template what the page says of itself to machines."""
    build = _current["build"]
    source = build.pages[page.file.src_uri.removesuffix(".md")]
    context["page_head"] = head(_facts(source, page, build, config), build.release)  # type: ignore[typeddict-unknown-key]
    return context


# Before what is left over is looked for (priority 0).
@event_priority(100)
def on_post_page(output: str, page: SitePage, config: MkDocsConfig) -> str:
    """Puts the tables that nobody had to read into their places."""
    return with_boxes(output, page.meta["boxes"])


# After the search plugin has written its index (-1), before it is copied into a script (-100).
@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Lets search find the terms of the glossary by all their words."""
    build = _current["build"]
    index = Path(config.site_dir) / "search" / "search_index.json"
    if index.is_file():
        found = with_entries(index.read_text(encoding="utf-8"), term_entries(build.project.evidence, build.language))
        index.write_text(found, encoding="utf-8")
