"""How fast the book is printed, against WeasyPrint on the same document; part of `make bench`."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from print_book import FONTS, Press, prepared
from review.bench.printed import one_page

# Each run has a process of its own, so that nothing is remembered from the run before.
_TYPST = """
import sys, typst
from review.publish.book.pdf import finished
content = typst.compile(sys.argv[1], root=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True, format="pdf", pdf_standards=["ua-1"], timestamp=0)
open(sys.argv[4], "wb").write(finished(content))
"""
_WEASYPRINT = """
import sys, weasyprint
weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""


@dataclass(frozen=True, slots=True)
class Printer:
    """One way of printing: the work, and the file that it leaves."""

    work: Callable[[], object]
    file: Path

    @property
    def pages(self) -> int:
        """How many pages the last run printed."""
        with pikepdf.open(self.file) as document:
            return len(document.pages)


def _run(code: str, *arguments: str) -> Callable[[], object]:
    command = [sys.executable, "-c", code, *arguments]
    # The worker finds our modules where this one lies, and keeps its warnings to itself.
    folder = Path(__file__).parent
    return lambda: subprocess.run(command, check=True, cwd=folder, capture_output=True)


def printers(press: Press) -> list[Printer]:
    """Our printing of the whole book and, where WeasyPrint is installed, its printing of the same document."""
    book, job = prepared(press)
    label = press.project.wording(press.language).label
    ours = press.work / "ours.pdf"
    found = [Printer(_run(_TYPST, f"{job.folder}/main.typ", job.folder, str(FONTS), str(ours)), ours)]
    if importlib.util.find_spec("weasyprint"):
        page, theirs = press.work / "book.html", press.work / "theirs.pdf"
        page.write_text(one_page(book, label), encoding="utf-8")
        for name, figure in book.figures.items():
            (press.work / "figures").mkdir(exist_ok=True)
            (press.work / "figures" / name).write_bytes(figure.content)
        found.append(Printer(_run(_WEASYPRINT, str(page), str(theirs)), theirs))
    return found
