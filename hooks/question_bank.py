"""Writes the question bank's files into the assembled site: for learning platforms, and as sheets to print.

A thin adapter: what stands in the files is decided in `review.publish.bank`; here they are written and Typst runs.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from print_book import CONFIGS, typeset
from review.problems import Problem, shown
from review.project import Project
from review.publish.bank import sheet
from review.publish.bank.canvas import canvas_package
from review.publish.bank.gift import gift
from review.publish.bank.items import Item, items
from review.publish.bank.moodle import moodle_xml
from review.publish.bank.qti import qti_package
from review.publish.book.collect import read_nav
from review.publish.downloads import kit_file
from review.release import Release
from review.wording import LANGUAGES, Language


def write_bank(project: Project, release: Release, site: Path, paper: str = "a4") -> list[Problem]:
    """Writes every file of every language that has questions; returns what kept it from that."""
    problems: list[Problem] = []
    for language in LANGUAGES:
        nav, _ = read_nav(project.root, CONFIGS[language])
        asked = items(project, language, [path for _, paths in nav for path in paths])
        if asked:
            _write_imports(asked, project, site, language)
            problems += _write_sheets(asked, project, release, site, language, paper)
    return problems


def _write_imports(asked: tuple[Item, ...], project: Project, site: Path, language: Language) -> None:
    label = project.wording(language).label
    title, cases = label("bank.title"), label("bank.cases")
    files = {
        "moodle.xml": moodle_xml(asked, title, cases),
        "qti.zip": qti_package(asked, title, cases, language),
        "canvas.zip": canvas_package(asked, title, label("bank.which")),
        "questions.gift": gift(asked, title, cases).encode(),
    }
    for ending, content in files.items():
        _put(site / kit_file(language, ending), content)


def _write_sheets(
    asked: tuple[Item, ...], project: Project, release: Release, site: Path, language: Language, paper: str
) -> list[Problem]:
    problems = []
    for ending, keyed in (("questions.pdf", False), ("questions-key.pdf", True)):
        name = kit_file(language, ending)
        source = sheet.sheet(asked, release, project.wording(language), paper, keyed)
        try:
            _put(site / name, _compiled(source, release.epoch))
        except RuntimeError as error:  # of which the compiler's own error is a kind
            expected = "questions that can be set as PDF/UA-1"
            problems.append(Problem(name, 0, "PRINT-2", shown(error, 400), expected, "look at the place it names"))
    return problems


def _compiled(source: str, epoch: int) -> bytes:
    """What Typst makes of a sheet."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(__file__).parent / "review/publish/bank" / sheet.TEMPLATE
        shutil.copyfile(template, Path(folder, sheet.TEMPLATE))
        Path(folder, "main.typ").write_text(source, encoding="utf-8")
        return typeset(folder, epoch, format="pdf", pdf_standards=["ua-1"])


def _put(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
