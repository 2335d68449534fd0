"""Which pages go into the printed book, in the order of the navigation, and which stay on the web."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from review.problems import Problem, shown
from review.textfile import read_text

Kind = Literal["front", "chapter", "appendix"]
HOME = "index"
GLOSSARY = "reference/glossary"
BIBLIOGRAPHY = "reference/bibliography"
EDITION = "reference/print"
# Tables too long to be read on paper, and pages for those who change the book: the edition's preface names them.
LEFT_OUT = frozenset({"evidence/claims", "evidence/results", "evidence/explorer", "evidence/matrix", "reference/data", "reference/downloads", BIBLIOGRAPHY, GLOSSARY, EDITION, HOME})  # fmt: skip
LEFT_OUT_FOLDERS = ("contribute/", "teach/")


@dataclass(frozen=True, slots=True)
class Piece:
    """One page in the book: its path, what it is there, and its number (empty in the front matter)."""

    path: str
    kind: Kind
    number: str

    @property
    def stem(self) -> str:
        """The page's name in ids and file names."""
        return self.path.replace("/", "-")


@dataclass(frozen=True, slots=True)
class Part:
    """Pages under one heading of the navigation; `number` is empty for what stands before or after the parts."""

    title: str
    number: str
    pieces: tuple[Piece, ...]


class _Loader(yaml.SafeLoader):
    """Reads the builder's configuration without knowing its own tags."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)

Nav = list[tuple[str, list[str]]]


def read_nav(root: Path, config: str) -> tuple[Nav, list[Problem]]:
    """The navigation as (heading, paths without extension); a page on its own has an empty heading (rule PRINT-1)."""
    text, problems = read_text(root / config, config)
    if problems:
        return [], problems
    try:
        raw = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return [], [Problem(config, 0, "PRINT-1", shown(error), "valid YAML", "look at indentation and quotes")]
    entries = raw.get("nav") if isinstance(raw, dict) else None
    if entries is None:
        return [], []
    found: Nav = []
    for entry in entries if isinstance(entries, list) else [entries]:
        pages = _entry(entry)
        if pages is None:
            expected = "a page, or a heading with a list of pages"
            return [], [Problem(config, 0, "PRINT-1", f"navigation {shown(entry)}", expected, "write it in that form")]
        found.append(pages)
    return found, []


def _entry(entry: Any) -> tuple[str, list[str]] | None:
    if isinstance(entry, str):
        return "", [_path(entry)]
    if not isinstance(entry, dict) or len(entry) != 1:
        return None
    ((title, inside),) = entry.items()
    if isinstance(inside, str):
        return "", [_path(inside)]
    if not isinstance(inside, list) or not all(isinstance(item, str) for item in inside):
        return None
    return str(title), [_path(item) for item in inside]


def _path(name: str) -> str:
    return name.removesuffix(".md")


def plan(nav: Sequence[tuple[str, Sequence[str]]], chapters: frozenset[str]) -> list[Part]:
    """The parts of the book; chapters are numbered through, appendices lettered.

    A heading with chapters or with evidence below it is a numbered part; what stands before the first is front matter.
    """
    parts: list[Part] = []
    numbered = chapter = appendix = 0
    for title, paths in nav:
        kept = [path for path in paths if path not in LEFT_OUT and not path.startswith(LEFT_OUT_FOLDERS)]
        if not kept or not title:
            continue
        kind = _kind(kept, chapters)
        number = _NUMBERS[kind]
        before = appendix if kind == "appendix" else chapter
        pieces = tuple(Piece(path, kind, number(before + place)) for place, path in enumerate(kept, 1))
        numbered += kind == "chapter"
        chapter += len(kept) if kind == "chapter" else 0
        appendix += len(kept) if kind == "appendix" else 0
        parts.append(Part(title, roman(numbered) if kind == "chapter" else "", pieces))
    return parts


def _kind(paths: Sequence[str], chapters: frozenset[str]) -> Kind:
    if any(path in chapters or path.startswith("evidence/") for path in paths):
        return "chapter"
    return "appendix" if any(path.startswith("reference/") for path in paths) else "front"


def _none(number: int) -> str:
    return ""


def _letter(number: int) -> str:
    return chr(ord("A") + number - 1)


def _decimal(number: int) -> str:
    return str(number)


_NUMBERS: dict[Kind, Callable[[int], str]] = {"front": _none, "chapter": _decimal, "appendix": _letter}


def roman(number: int) -> str:
    """A number below 40 in Roman numerals."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]
