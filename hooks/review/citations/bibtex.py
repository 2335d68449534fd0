"""BibTeX as written: entries with their lines and raw values, and a raw value as plain text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import latexcodec  # noqa: F401  (registers the codec "ulatex")
from pybtex.database.input.bibtex import LowLevelParser, month_names  # type: ignore[import-untyped]
from pybtex.exceptions import PybtexError  # type: ignore[import-untyped]
from pybtex.scanner import PrematureEOF  # type: ignore[import-untyped]

from review.problems import Problem, shown

# Only formatting whose argument is text: what is left when the command goes is what a reader sees.
FORMATTING_COMMANDS = frozenset({"emph", "textit", "textbf", "textsc", "textsubscript", "textsuperscript"})

_ENTRY_START = re.compile(r"^[ \t]*@", re.MULTILINE)
_COMMAND = re.compile(r"\s*@\s*(?P<name>[^\s{(]*)")
_FIELD_START = re.compile(r"^[ \t]*(?P<name>[A-Za-z][\w-]*)[ \t]*=", re.MULTILINE)
_NOT_ENTRIES = frozenset({"comment", "string", "preamble"})
_LATEX_MARKS = re.compile(r"[\\$~%`']|--")
_FORMATTING = re.compile(rf"\\(?:{'|'.join(sorted(FORMATTING_COMMANDS))})(?![A-Za-z])\s*")
_MATHS = re.compile(r"(?<!\\)\$(?P<body>[^$]*)(?<!\\)\$")
_MATHS_COMMAND = re.compile(r"\\[A-Za-z]+")
_ESCAPED_SIGN = re.compile(r"\\([&%$#_])")
_ESCAPED_BRACES = {r"\{": "\ue000", r"\}": "\ue001"}


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as written: `fields` by lower-case name, `field_lines` the line of each field that starts one."""

    kind: str
    key: str
    line: int
    fields: Mapping[str, str]
    field_lines: Mapping[str, int]

    def line_of(self, field: str) -> int:
        """The line of a field, or of the entry where the field is missing."""
        return self.field_lines.get(field, self.line)


def read_entries(text: str, path: str) -> tuple[list[RawEntry], list[Problem]]:
    """All entries of a .bib, in its order, and a problem (BIB-1, BIB-9) for each place that cannot be read.

    Every entry starts on a line of its own, so that a broken one does not take the next ones with it.
    """
    entries, problems = _read(text, path)
    return list(entries), list(problems)


# The checks, the formatting and the lists of references all begin with the same text.
@lru_cache(maxsize=1)
def _read(text: str, path: str) -> tuple[tuple[RawEntry, ...], tuple[Problem, ...]]:
    entries: list[RawEntry] = []
    problems: list[Problem] = []
    for chunk, line in _chunks(text.replace("\r\n", "\n").replace("\r", "\n")):
        entry, rest = _read_chunk(chunk, line, path, problems)
        if entry:
            entries.append(entry)
        problems.extend(_stray_text(chunk, rest, line, path))
    return tuple(entries), tuple(problems)


def _chunks(text: str) -> Iterator[tuple[str, int]]:
    starts = [match.start() for match in _ENTRY_START.finditer(text)]
    line = 1
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        yield text[start:end], line
        line += text.count("\n", start, end)


def _read_chunk(chunk: str, line: int, path: str, problems: list[Problem]) -> tuple[RawEntry | None, int]:
    """The entry of a chunk, if it has a readable one, and the offset at which the reading ended."""
    command = _COMMAND.match(chunk)
    if not command:
        return None, 0
    if command["name"].lower() in _NOT_ENTRIES:
        problems.append(_not_an_entry(command["name"], line, path))
        return None, len(chunk)
    parser = LowLevelParser(chunk, macros=dict(month_names))
    try:
        kind, (key, pairs) = next(iter(parser))
    except PybtexError as error:
        problems.append(_broken(error, chunk, line, path))
        return None, len(chunk)
    field_lines: dict[str, int] = {}
    for match in _FIELD_START.finditer(chunk):
        field_lines.setdefault(match["name"].lower(), line + chunk.count("\n", 0, match.start()))
    fields: dict[str, str] = {}
    for name, parts in pairs:
        if name.lower() in fields:
            problems.append(_field_twice(key, name, field_lines.get(name.lower(), line), path))
        fields.setdefault(name.lower(), " ".join("".join(parts).split()))
    return RawEntry(kind.lower(), key, line, fields, field_lines), parser.pos


def _stray_text(chunk: str, start: int, line: int, path: str) -> Iterator[Problem]:
    for number, text in enumerate(chunk[start:].split("\n"), line + chunk.count("\n", 0, start)):
        if text.strip() and not text.lstrip().startswith("%"):
            yield Problem(
                path,
                number,
                "BIB-1",
                f"{shown(text)} outside any entry",
                "entries, blank lines and lines that begin with %",
                "look for a closing brace too many in the entry above, or begin the line with %",
            )
            return


def _not_an_entry(name: str, line: int, path: str) -> Problem:
    remedy = "write each value in full in its entry; begin a line of comment with %"
    return Problem(path, line, "BIB-1", f"@{name}", "entries of works only", remedy)


def _field_twice(key: str, name: str, line: int, path: str) -> Problem:
    found = f"a second field {shown(name.lower())} in {shown(key)}"
    return Problem(path, line, "BIB-9", found, "each field once in an entry", "delete one of them")


def _broken(error: PybtexError, chunk: str, line: int, path: str) -> Problem:
    if isinstance(error, PrematureEOF):
        found = f"an entry that does not end: {shown(chunk.split(chr(10), 1)[0])}"
        remedy = "close the brace or the quotation mark that is still open before the next entry"
        return Problem(path, line, "BIB-1", found, "a closing brace for each opening one", remedy)
    offset = getattr(error, "lineno", None) or 1
    text = chunk.split("\n")[min(offset - 1, chunk.count("\n"))]
    what = str(error.args[0]) if error.args else "BibTeX"
    remedy = "put a comma after each field, and braces round each value"
    if what == "unbalanced braces":
        return Problem(path, line + offset - 1, "BIB-1", f"{shown(text)}, {what}", "paired braces", "pair the braces")
    return Problem(path, line + offset - 1, "BIB-1", shown(text), what.removesuffix(" expected"), remedy)


def plain(raw: str) -> str:
    r"""A raw value as a reader sees it: ``{PD-1} \& $\alpha$`` gives “PD-1 & α”. Never raises."""
    if not _LATEX_MARKS.search(raw):
        return " ".join(re.sub(r"[{}]", "", raw).split())
    text = _MATHS.sub(_plain_maths, _FORMATTING.sub("", raw))
    for escaped, stand_in in _ESCAPED_BRACES.items():
        text = text.replace(escaped, stand_in)
    text = re.sub(r"[{}]", "", _decoded(text))
    for escaped, stand_in in _ESCAPED_BRACES.items():
        text = text.replace(stand_in, escaped[1])
    return " ".join(text.split())


def _plain_maths(match: re.Match[str]) -> str:
    body = _MATHS_COMMAND.sub(lambda command: _decoded(f"${command[0]}$"), match["body"])
    return re.sub(r"[{}^_]", "", body)


def _decoded(text: str) -> str:
    try:
        decoded = str(codecs.decode(text, "ulatex"))  # type: ignore[call-overload]
    except ValueError:
        return text
    return _ESCAPED_SIGN.sub(r"\1", decoded)
