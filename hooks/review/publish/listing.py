"""The page that lists every file to take away with its size and checksum, filled once all files are there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from review.markup import escaped, link
from review.publish.downloads import BOOK, FOLDER, SUMS
from review.teaching.tables import table

_PLACE = re.compile(r'<div id="all-downloads">.*?</div>', re.DOTALL)
_WHOLE = re.compile(rf"{re.escape(BOOK)}-(?P<language>en|zh)(?P<kind>[-.].+)")
# The groups of the list in their order: a folder below the downloads, and the label that names it.
GROUPS = (("", "whole"), ("chapters", "chapters"), ("slides", "slides"), ("pictures", "pictures"))
KINDS = {
    ".pdf": "pdf",
    ".epub": "epub",
    "-offline.zip": "offline",
    "-slides.pptx": "slides-whole",
    "-cards.apkg": "cards",
    "-moodle.xml": "moodle",
    "-qti.zip": "qti",
    "-canvas.zip": "canvas",
    "-questions.gift": "gift",
    "-questions.pdf": "questions",
    "-questions-key.pdf": "questions-key",
    "-handbook.docx": "handbook",
}
Label = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Listed:
    """One file by its path below the downloads: its size in bytes and its SHA-256 in hexadecimal."""

    name: str
    size: int
    digest: str


def listed(files: Mapping[str, bytes]) -> list[Listed]:
    """All files by path below the downloads, sorted, but for the list of checksums itself."""
    kept = (name for name in sorted(files) if f"{FOLDER}/{name}" != SUMS)
    return [Listed(name, len(files[name]), hashlib.sha256(files[name]).hexdigest()) for name in kept]


def sums(files: Sequence[Listed]) -> str:
    """The checksums as `sha256sum --check` reads them."""
    return "".join(f"{file.digest}  {file.name}\n" for file in files)


def size_text(size: int) -> str:
    """A size as readers say it: 5.3 MB, 44 kB, 312 bytes."""
    if size >= 10**6:
        return f"{size / 10**6:.1f}\u00a0MB"
    return f"{round(size / 1000)}\u00a0kB" if size >= 1000 else f"{size}\u00a0bytes"


def place(told: str) -> str:
    """What stands on the page until the files are there, and where they are left out."""
    return f'<div id="all-downloads"><p>{escaped(told)}</p></div>'


def filled(document: str, files: Sequence[Listed], label: Label, titles: Mapping[str, str]) -> str:
    """The built page with its list; `titles` are those of the pages by the stem of their files' names."""
    tables = "\n".join(_tables(files, label, titles))
    return _PLACE.sub(lambda match: f'<div id="all-downloads">\n{tables}\n</div>', document, count=1)


def _tables(files: Sequence[Listed], label: Label, titles: Mapping[str, str]) -> Iterator[str]:
    known = {folder for folder, _ in GROUPS}
    others = sorted({_folder(file) for file in files} - known)
    for folder, name in [*GROUPS, *((folder, "") for folder in others)]:
        rows = [_row(file, label, titles) for file in files if _folder(file) == folder]
        if rows:
            caption = label(f"listing.{name}") if name else folder
            heads = [label(f"listing.{head}") for head in ("file", "what", "size", "sum")]
            yield table(caption, heads, rows)


def _folder(file: Listed) -> str:
    return file.name.rpartition("/")[0]


def _row(file: Listed, label: Label, titles: Mapping[str, str]) -> list[str]:
    name = file.name.rpartition("/")[2]
    return [
        link(f"../{FOLDER}/{file.name}", escaped(name)),
        escaped(_what(name, label, titles)),
        escaped(size_text(file.size)),
        f'<code class="sum">{file.digest}</code>',
    ]


def _what(name: str, label: Label, titles: Mapping[str, str]) -> str:
    whole = _WHOLE.fullmatch(name)
    if whole and whole["kind"] in KINDS:
        told = label(f"listing.{KINDS[whole['kind']]}")
        return f"{told}, {label('listing.chinese')}" if whole["language"] == "zh" else told
    stem = re.sub(r"-(?:en|zh)(?:[-.].*)?$", "", name)
    return titles.get(stem, "")
