"""Everything the book is made from, read once: evidence, bibliography, views, labels, pages, figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from review.citations.bibliography import Bibliography, parse_bibliography
from review.evidence.model import FOLDER, Evidence, build_evidence, schema_problems
from review.evidence.schema import parse_schema
from review.evidence.views import PATH as VIEWS_PATH
from review.evidence.views import View, parse_views
from review.figures import Figure, read_figures
from review.manuscript.pages import Page, read_page
from review.problems import Problem, shown
from review.teaching.sources import Teaching, read_teaching
from review.textfile import read_text
from review.wording import LANGUAGES, Language, Wording
from review.yamlfile import load_mapping

BIBLIOGRAPHY_PATH = "bib/references.bib"
LABELS_PATH = "docs/labels.csv"
CSL_PATH = "bib/combining-immunotherapy.csl"


@dataclass(frozen=True)
class Project:
    """The sources of the book, and every problem met in reading them."""

    root: Path
    evidence: Evidence
    bibliography: Bibliography
    views: Mapping[str, View]
    labels: Mapping[Language, Mapping[str, str]]
    pages: Mapping[Language, Sequence[Page]]
    figures: Mapping[str, Figure]
    problems: Sequence[Problem] = field(default=())
    teaching: Teaching = field(default=Teaching())

    @cached_property
    def titles(self) -> Mapping[Language, Mapping[str, str]]:
        """The titles of a language's pages by path."""
        return {language: {page.path: page.title for page in pages} for language, pages in self.pages.items()}

    def wording(self, language: Language) -> Wording:
        """The interface's words in a language."""
        return Wording(language, self.labels[language], self.evidence)


def _evidence(root: Path) -> tuple[Evidence, list[Problem]]:
    text, problems = read_text(root / FOLDER / "datapackage.json", f"{FOLDER}/datapackage.json")
    if problems:
        return Evidence(), problems
    schema, problems = parse_schema(text, f"{FOLDER}/datapackage.json")
    problems += schema_problems(schema, f"{FOLDER}/datapackage.json") if not problems else []
    if problems:
        return Evidence(), problems
    texts = {}
    for table in schema.tables.values():
        content, faults = read_text(root / FOLDER / table.path, f"{FOLDER}/{table.path}")
        problems += faults
        texts[table.path] = content
    unread = {problem.path for problem in problems}
    evidence, faults = build_evidence(texts, schema)
    return evidence, problems + [fault for fault in faults if fault.path not in unread]


def parse_labels(text: str, path: str = LABELS_PATH) -> tuple[dict[Language, dict[str, str]], list[Problem]]:
    """The interface's labels by language and id (rule LABEL-1: a row that is not id, English, Chinese)."""
    labels: dict[Language, dict[str, str]] = {language: {} for language in LANGUAGES}
    problems = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if reader.line_num == 1 and row == ["id", *LANGUAGES]:
                continue
            if len(row) != 1 + len(LANGUAGES) or not all(cell.strip() for cell in row) or row[0] in labels["en"]:
                problems.append(
                    Problem(
                        path,
                        reader.line_num,
                        "LABEL-1",
                        shown(",".join(row)),
                        "a new id and a label in each language",
                        "fill the row, or remove it",
                    )
                )
                continue
            for language, label in zip(LANGUAGES, row[1:], strict=True):
                labels[language][row[0]] = label
    except csv.Error as error:
        problems.append(
            Problem(
                path,
                reader.line_num,
                "DATA-1",
                f"broken CSV: {error}",
                "each quote closed",
                "look for a quotation mark that is not closed",
            )
        )
    return labels, problems


def read_pages(root: Path) -> tuple[dict[Language, list[Page]], list[Problem]]:
    """Every page below `root` by language, sorted by path."""
    pages: dict[Language, list[Page]] = {}
    problems: list[Problem] = []
    for language in LANGUAGES:
        folder = root / "docs" / language
        pages[language] = []
        for file in sorted(folder.rglob("*.md")):
            source = file.relative_to(root).as_posix()
            text, faults = read_text(file, source)
            problems += faults
            if not faults:
                page, faults = read_page(text, language, file.relative_to(folder).with_suffix("").as_posix(), source)
                problems += faults
                pages[language].append(page)
    return pages, problems


def load_project(root: Path) -> Project:
    """All sources below `root`; whatever cannot be read becomes a problem, never an exception."""
    evidence, problems = _evidence(root)
    bib_text, faults = read_text(root / BIBLIOGRAPHY_PATH, BIBLIOGRAPHY_PATH)
    problems += faults
    bibliography, faults = parse_bibliography(bib_text, BIBLIOGRAPHY_PATH)
    problems += faults
    label_text, faults = read_text(root / LABELS_PATH, LABELS_PATH)
    problems += faults
    labels, faults = parse_labels(label_text)
    problems += faults
    views_text, faults = read_text(root / VIEWS_PATH, VIEWS_PATH)
    problems += faults
    # Views are judged by what the data hold: with broken data only their YAML can be.
    broken = any(fault.path.startswith(FOLDER) for fault in problems)
    views, faults = ({}, load_mapping(views_text, VIEWS_PATH)[2]) if broken else parse_views(views_text, evidence)
    problems += faults
    figures, faults = read_figures(root)
    problems += faults
    pages, faults = read_pages(root)
    problems += faults
    teaching, faults = read_teaching(root)
    problems += faults
    return Project(root, evidence, bibliography, views, labels, pages, figures, tuple(problems), teaching)
