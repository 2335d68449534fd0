"""Builds the whole book: both languages aside, assembled, checked, and swapped in only when whole.

    python hooks/build_book.py [--root FOLDER] [--site FOLDER] [--paper a4|us-letter] [--no-print]

Prints one line a problem and leaves the last good site as it was where there is any.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from draw_cards import draw_cards
from handbook import list_downloads, write_handbooks
from prepare import CHECKED
from print_book import print_books
from question_bank import write_bank
from review.checks.assembled import assembled_problems
from review.checks.places import read_sources
from review.checks.reach import own_assets, reach_problems
from review.checks.registry import source_problems
from review.moves import address_of, read_addresses
from review.problems import Problem, report
from review.project import Project, load_project
from review.publish.archive import archive
from review.publish.downloads import offline_zip, promised_files
from review.publish.leading import moved_pages
from review.publish.metadata import published_at
from review.publish.offline import offline_files
from review.publish.security import HEADERS, headers
from review.publish.slides.web import inline_hashes
from review.release import Release, read_release
from review.wording import LANGUAGES
from teaching_kit import make_kit

PAPERS = ("a4", "us-letter")
CONFIGS = {"en": "mkdocs.yml", "zh": "mkdocs.zh.yml"}


class BuildFailedError(Exception):
    """The book could not be built; the message is what to print."""


def release_time(root: Path) -> str:
    """The release date of CITATION.cff at midnight UTC in seconds, the only clock the build knows."""
    release, problems = read_release(root)
    if release is None:
        raise BuildFailedError(report(problems))
    return str(release.epoch)


def _start(language: str, root: Path, target: Path) -> subprocess.Popen[str]:
    """Starts one language's build aside."""
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": release_time(root),
        "PYTHONHASHSEED": "0",
        "NO_MKDOCS_2_WARNING": "1",
        CHECKED: "1",
    }
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        CONFIGS[language],
        "--site-dir",
        str(target),
    ]
    return subprocess.Popen(
        command, cwd=root, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def build_languages(root: Path, work: Path, languages: Iterable[str] = tuple(CONFIGS)) -> None:
    """Builds languages, by default all, side by side into `work`; raises BuildFailedError with what they printed."""
    running = {language: _start(language, root, work / language) for language in languages}
    outputs = {language: process.communicate()[0] for language, process in running.items()}
    failed = [outputs[language] for language, process in running.items() if process.returncode]
    if failed:
        raise BuildFailedError("\n".join(_telling(output) for output in failed))


def _telling(output: str) -> str:
    """The lines of a failed build that say what is wrong."""
    lines = [line for line in output.splitlines() if line.strip() and not line.startswith("INFO")]
    return "\n".join(lines)


def assemble(work: Path) -> Path:
    """English at the root, Chinese in `zh`, and the headers for servers that take them; returns the assembled folder."""
    whole = work / "site"
    shutil.copytree(work / "en", whole)
    shutil.copytree(work / "zh", whole / "zh")
    pages = (page.read_text(encoding="utf-8") for page in sorted(whole.rglob("*.html")))
    (whole / HEADERS).write_text(headers(pages, *inline_hashes()), encoding="utf-8")
    return whole


def lead_on(project: Project, whole: Path) -> frozenset[str]:
    """Writes a page that leads on at each address whose page has moved; returns these addresses."""
    titles = {address_of(page): page.title for pages in project.pages.values() for page in pages}
    home = (whole / "index.html").read_text(encoding="utf-8")
    web = published_at(home).removesuffix("index.html")
    pages = moved_pages(
        read_addresses(project.root)[0], titles.__getitem__, lambda of: project.labels[of]["moved.text"], web
    )
    for name, text in pages.items():
        (whole / name).parent.mkdir(parents=True, exist_ok=True)
        (whole / name).write_text(text, encoding="utf-8")
    return frozenset(pages)


def swap(whole: Path, site: Path) -> None:
    """Puts the new site in the place of the old one by renaming, so that neither is ever half there."""
    old = site.with_name(f"{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    whole.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def build_site(root: Path, site: Path, paper: str = PAPERS[0]) -> list[Problem]:
    """Builds everything into `site`; returns the problems that kept it from that, or raises BuildFailedError.

    Without a paper nothing is printed or packed: links to PDF, EPUB and the folder to keep then lead nowhere.
    """
    project = load_project(root)
    problems = source_problems(project)
    if problems:
        return problems
    work = root / "build" / "book"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    build_languages(root, work)
    whole = assemble(work)
    moved = lead_on(project, whole)
    sources, promised = read_sources(root), promised_files(project)
    problems = sorted({
        *assembled_problems(whole, sources, promised),
        *reach_problems(whole, own_assets(root), sources, promised, moved),
    })  # fmt: skip
    if paper and not problems:
        problems = _printed(project, whole, paper)
    if not problems:
        swap(whole, site)
    return problems


def _printed(project: Project, whole: Path, paper: str) -> list[Problem]:
    """Prints the assembled site; each file to which its pages link must then be there."""
    release, problems = read_release(project.root)
    if release is None:
        return problems
    problems = print_books(project, release, whole, project.root / "build" / "print", _say, paper)
    if not problems:
        draw_cards(project, release, whole, project.root / "build" / "print" / "cards")
        problems = make_kit(project, release, whole, project.root / "build" / "kit", _say)
        problems += write_bank(project, release, whole, paper)
        problems += write_handbooks(project, release, whole)
        pack_offline(project, release, whole)
        list_downloads(project, whole)
    remedy = "name its page in the navigation"
    return problems or [
        Problem(name, 0, "PRINT-4", "no such file after printing", "every file to which pages link", remedy)
        for name in sorted(promised_files(project))
        if not (whole / name).is_file()
    ]


def pack_offline(project: Project, release: Release, whole: Path) -> None:
    """Packs the assembled site as a folder to keep, once a language; the other downloads are not in it."""
    web = published_at((whole / "index.html").read_text(encoding="utf-8")).removesuffix("index.html")
    names = sorted(path for path in whole.rglob("*") if path.is_file())
    site = {path.relative_to(whole).as_posix(): path.read_bytes() for path in names}
    beside = {"LICENSE.txt": (project.root / "LICENSE").read_bytes()}
    for language in LANGUAGES:
        files = offline_files(site, beside, language, release, lambda of, name: project.labels[of][name], web)
        target = whole / offline_zip(language)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(archive(files))


def _say(line: str) -> None:
    print(line, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    parser = argparse.ArgumentParser(description="Build the whole book into one folder.")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--site", type=Path)
    parser.add_argument("--paper", choices=PAPERS, default=PAPERS[0], help="the sheet that the PDF is set for")
    parser.add_argument(
        "--no-print",
        action="store_true",
        help="leave out all that is to take away: PDF, EPUB, the folder to keep; and the cards of pages",
    )
    options = parser.parse_args(arguments)
    root = options.root.resolve()
    site = (options.site or root / "site").resolve()
    try:
        problems = build_site(root, site, "" if options.no_print else options.paper)
    except BuildFailedError as error:
        print(error, file=sys.stderr)
        return 1
    if problems:
        print(report(problems), file=sys.stderr)
        print(f"{len(set(problems))} problem(s); the last good site is untouched", file=sys.stderr)
        return 1
    print(f"built {site}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
