"""What the teaching kit is made from besides pages and evidence: scripts, courses, prompts, journal-club sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from review.problems import Problem, shown
from review.teaching.scripts import Script, read_scripts
from review.textfile import read_text
from review.yamlfile import load_mapping

FOLDER = "docs/teach"
COURSES = f"{FOLDER}/courses.yml"
DISCUSSION = f"{FOLDER}/discussion.yml"
JOURNAL = f"{FOLDER}/journal.yml"


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a class: its minutes, what is done, and the pages that it uses (path, with an anchor after a hash)."""

    title: str
    minutes: int
    does: str
    uses: Sequence[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """One sitting: its planned minutes, the clock time at which it starts (or nothing), chapters to read before and further."""

    title: str
    minutes: int
    starts: str
    read: Sequence[str]
    further: Sequence[str]
    sessions: Sequence[Session]


@dataclass(frozen=True, slots=True)
class Course:
    """A syllabus: units of one sitting each."""

    id: str
    title: str
    units: Sequence[Unit]
    line: int


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question for discussion of a chapter, with what a good discussion reaches and the rows of the registers behind it."""

    chapter: str
    prompt: str
    reaches: str
    points: Sequence[str]
    later: Sequence[str]
    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as a review prints it, in our words, and the correction that names its fault."""

    id: str
    about: str
    study: str
    rows: Sequence[str]
    shows: str
    correction: str
    teaches: str
    line: int


@dataclass(frozen=True, slots=True)
class Teaching:
    """Everything below `docs/teach`; `dossiers` are ids of hopes."""

    scripts: Mapping[str, Script] = field(default_factory=dict)
    courses: Mapping[str, Course] = field(default_factory=dict)
    prompts: Mapping[str, Prompt] = field(default_factory=dict)
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    dossiers: Sequence[str] = ()


class _Reader:
    """Takes typed values out of parsed YAML; what is missing or of another type becomes a problem (rule TEACH-2)."""

    def __init__(self, path: str, line: int, problems: list[Problem]) -> None:
        self.path, self.line, self.problems = path, line, problems

    def _wrong(self, key: str, value: object, expected: str) -> None:
        found = f"{key} {shown(value)}" if value is not None else f"no {key}"
        self.problems.append(Problem(self.path, self.line, "TEACH-2", found, expected, f"write `{key}:` in that form"))

    def text(self, raw: Mapping[str, Any], key: str, *, needed: bool = True) -> str:
        value = raw.get(key)
        if isinstance(value, str) and value.strip():
            return value
        if needed or value is not None:
            self._wrong(key, value, "a text")
        return ""

    def number(self, raw: Mapping[str, Any], key: str) -> int:
        value = raw.get(key)
        if isinstance(value, int) and value > 0:
            return value
        self._wrong(key, value, "a whole number above zero")
        return 0

    def texts(self, raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = raw.get(key)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self._wrong(key, value, "a list of names")
        return ()

    def records(self, raw: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        value = raw.get(key)
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            return value
        self._wrong(key, value, "a list of mappings")
        return []


def _mapping(root: Path, path: str) -> tuple[dict[str, Any], dict[str, int], list[Problem]]:
    """A file's content; nothing where the project has no such file."""
    if not (root / path).is_file():
        return {}, {}, []
    text, problems = read_text(root / path, path)
    return load_mapping(text, path) if not problems else ({}, {}, problems)


def _entries(raw: Mapping[str, Any], places: Mapping[str, int], path: str, problems: list[Problem]) -> list[Any]:
    """Each entry that is a mapping, with its name and a reader at its line."""
    found = []
    for name, value in raw.items():
        if isinstance(value, dict):
            found.append((name, value, _Reader(path, places.get(name, 0), problems)))
        else:
            told = f"{shown(name)} without content"
            problems.append(
                Problem(path, places.get(name, 0), "TEACH-2", told, "a mapping", "indent what belongs to it")
            )
    return found


def _unit(raw: Mapping[str, Any], read: _Reader) -> Unit:
    sessions = tuple(
        Session(
            read.text(item, "title"), read.number(item, "minutes"), read.text(item, "does"), read.texts(item, "uses")
        )
        for item in read.records(raw, "sessions")
    )
    chapters = read.texts(raw, "read"), read.texts(raw, "further")
    starts = read.text(raw, "starts", needed=False)
    return Unit(read.text(raw, "title"), read.number(raw, "minutes"), starts, *chapters, sessions)


def _courses(root: Path, problems: list[Problem]) -> dict[str, Course]:
    raw, places, faults = _mapping(root, COURSES)
    problems += faults
    return {
        name: Course(name, read.text(value, "title"), tuple(_unit(unit, read) for unit in read.records(value, "units")), read.line)
        for name, value, read in _entries(raw, places, COURSES, problems)
    }  # fmt: skip


def _prompts(root: Path, problems: list[Problem]) -> dict[str, Prompt]:
    raw, places, faults = _mapping(root, DISCUSSION)
    problems += faults
    return {
        name: Prompt(name, read.text(value, "prompt"), read.text(value, "reaches"), read.texts(value, "points"), read.texts(value, "later"), read.line)
        for name, value, read in _entries(raw, places, DISCUSSION, problems)
    }  # fmt: skip


def _sheet(name: str, raw: Mapping[str, Any], read: _Reader) -> Sheet:
    return Sheet(
        name,
        read.text(raw, "about"),
        read.text(raw, "study"),
        read.texts(raw, "rows"),
        read.text(raw, "shows", needed=False),
        read.text(raw, "correction"),
        read.text(raw, "teaches"),
        read.line,
    )


def _journal(root: Path, problems: list[Problem]) -> tuple[dict[str, Sheet], tuple[str, ...]]:
    raw, places, faults = _mapping(root, JOURNAL)
    problems += faults
    if not raw:
        return {}, ()
    inside = raw.get("sheets") if isinstance(raw.get("sheets"), dict) else {}
    lines = dict.fromkeys(inside or {}, places.get("sheets", 0))
    sheets = {name: _sheet(name, value, read) for name, value, read in _entries(inside or {}, lines, JOURNAL, problems)}
    return sheets, _Reader(JOURNAL, places.get("dossiers", 0), problems).texts(raw, "dossiers")


def read_teaching(root: Path) -> tuple[Teaching, list[Problem]]:
    """Everything below `docs/teach`, and what is wrong with its form (rule TEACH-2)."""
    scripts, problems = read_scripts(root)
    courses, prompts = _courses(root, problems), _prompts(root, problems)
    sheets, dossiers = _journal(root, problems)
    return Teaching(scripts, courses, prompts, sheets, dossiers), problems
