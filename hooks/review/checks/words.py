"""Every word that a page may print is there: interface labels and the labels of enumerated values (LABEL-2, WORD-1)."""

from __future__ import annotations

from collections.abc import Iterator

from review.evidence.columns import COLUMNS
from review.evidence.model import FOLDER
from review.problems import Problem, shown
from review.project import LABELS_PATH, Project
from review.publish.bank.page import SAID

# Of the printed book.
PRINTED = (
    "accessible", "answers", "appendix", "bibliography", "chapter", "cite", "cite-title", "contents", "figure",
    "figures", "from", "glossary", "index", "left-out", "licence", "made", "medical", "page", "part", "chapter-pdf",
    "whole-epub", "whole-pdf", "preface", "references", "statements", "statements-note", "subtitle", "table",
    "tables", "version", "web",
)  # fmt: skip
# Of the slides.
SLIDES = (
    "answer", "behind", "cut", "footer", "keys", "left-out", "next", "notes", "question", "range", "references-note",
    "title", "whole-table",
)  # fmt: skip
# Beside the headings of columns. The groups after “404” are those of templates, tables, numbers and chapters.
LABELS = (
    *("404.home", "404.text", "404.title", "switch.absent", "switch.none"),
    *("table.download", "table.rows", "table.source", "references.download"),
    *("interval.ci", "interval.computed", "interval.open", "number.unverified", "unit.months"),
    *("chapter.draws", "chapter.objectives", "chapter.reviewed", "figure.credit", "question.answer"),
    *(f"question.{name}" for name in SAID),
    *("feed.title", "chapter.minutes", "chapter.evidence"),
    *("foot.book", "foot.cite", "foot.copied", "foot.copy", "foot.reference", "foot.related"),
    *("card.kind", "card.line", "moved.text", "offline.start", "offline.web"),
    *("coverage.claims", "coverage.numbers", "reference.unverified", "reference.verified", "study.unknown"),
    *("chart.alt", "chart.credit", "chart.drawn", "chart.table", "chart.months", "chart.percent-exact", "chart.ratio"),
    *("chart.experimental", "chart.control", "chart.randomised", "chart.unrandomised", "chart.hope", "chart.fate"),
    *("chart.favours-treatment", "chart.favours-control", "chart.better", "chart.worse"),
    *("explorer.all", "explorer.clear", "explorer.count", "explorer.export", "explorer.find", "explorer.next"),
    *("explorer.none", "explorer.previous", "explorer.range", "explorer.statement"),
    *("explorer.title", "explorer.without"),
    *("bank.cases", "bank.sheet", "bank.sheet-key", "bank.sheet-note", "bank.title", "bank.which"),
    *("card.kind", "card.line", "offline.start", "offline.web"),
    *("teach.prints",),
    *("picture.attribution", "picture.copy", "picture.download"),
    *("handbook.contents", "handbook.subtitle", "handbook.title", "listing.absent", "listing.chinese"),
    *(f"slides.{name}" for name in SLIDES),
    *(f"print.{name}" for name in PRINTED),
    *(f"chart.kind-{kind}" for kind in ("comparison", "patients", "animals", "cells", "opinion")),
)


def check(project: Project) -> Iterator[Problem]:
    """Labels that the book uses and does not have."""
    heads = (f"column.{rows}.{column}" for rows, columns in COLUMNS.items() for column in columns)
    for name in sorted({*LABELS, *heads} - set(project.labels["en"])):
        yield Problem(LABELS_PATH, 0, "LABEL-2", f"no label {shown(name)}", "each label that pages use", "add the row")
    words = {(word.list, word.value) for word in project.evidence.vocabulary}
    for table in project.evidence.schema.tables.values():
        for field in table.fields:
            for value in field.enum:
                name = f"{table.name}.{field.name}"
                if field.name != "id" and (name, value) not in words:
                    yield Problem(
                        f"{FOLDER}/vocabulary.csv",
                        0,
                        "WORD-1",
                        f"no word for {shown(value)} of {name}",
                        "a label for each enumerated value",
                        f"add a row with list {name} and that value",
                    )
