"""Every address under which a page of the book has ever been published, and where its page has moved."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from review.manuscript.pages import Page
from review.problems import Problem, shown
from review.textfile import read_text
from review.wording import Language

PATH = "docs/addresses.csv"
_HEAD = ("address", "moved_to")


@dataclass(frozen=True, order=True, slots=True)
class Address:
    """One address, as a path from the site's root; `moved_to` is empty where its page still stands there."""

    address: str
    moved_to: str = ""
    line: int = 0

    @property
    def target(self) -> str:
        """The page to which it moved, without the place in that page."""
        return self.moved_to.partition("#")[0]

    @property
    def language(self) -> Language:
        """The language of the page that stood there."""
        return "zh" if self.address.startswith("zh/") else "en"


def address_of(page: Page) -> str:
    """Where a page is published, as a path from the site's root."""
    return f"{'zh/' if page.language == 'zh' else ''}{page.path}.html"


def read_addresses(root: Path) -> tuple[list[Address], list[Problem]]:
    """All addresses below `root`, in the file's order (rule MOVE-1); a book without the file has published none."""
    if not (root / PATH).is_file():
        return [], []
    text, problems = read_text(root / PATH, PATH)
    found: list[Address] = []
    reader = csv.reader(io.StringIO(text, newline=""))
    for row in reader:
        if tuple(row) == _HEAD and reader.line_num == 1:
            continue
        if not _sound(row) or any(row[0] == other.address for other in found):
            expected = "an address as home.html, once, and where its page has moved or nothing"
            remedy = "write the path from the site's root, such as therapies/cold.html"
            problems.append(Problem(PATH, reader.line_num, "MOVE-1", shown(",".join(row)), expected, remedy))
            continue
        found.append(Address(row[0], row[1], reader.line_num))
    return found, problems


def _sound(row: Sequence[str]) -> bool:
    return len(row) == len(_HEAD) and _path(row[0]) and (not row[1] or _path(row[1].partition("#")[0]))


def _path(text: str) -> bool:
    """Whether it leads to a page below the site's root and nowhere else."""
    parts = text.split("/")
    plain = not set(text) & set("\\?#:%&\"'<> ")
    return plain and text.endswith(".html") and all(part not in {"", ".", ".."} for part in parts)


def with_pages(found: Iterable[Address], pages: Iterable[Page]) -> str:
    """The file's text with every page that stands now among the addresses, sorted."""
    rows = {address_of(page): "" for page in pages} | {item.address: item.moved_to for item in found}
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([_HEAD, *sorted(rows.items())])
    return out.getvalue()
