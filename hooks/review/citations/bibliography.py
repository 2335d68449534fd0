"""The bibliography as typed records, and the rules BIB-1 to BIB-10 that it keeps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

from pybtex.bibtex.utils import split_name_list  # type: ignore[import-untyped]
from pybtex.database import Person  # type: ignore[import-untyped]
from pybtex.exceptions import PybtexError  # type: ignore[import-untyped]

from review.citations.bibtex import FORMATTING_COMMANDS, RawEntry, plain, read_entries
from review.problems import Problem, shown

_CJK = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KEY = re.compile(r"[A-Za-z0-9_-]+")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\\]+")
_PMID = re.compile(r"[1-9]\d{0,8}")
_PMCID = re.compile(r"PMC[1-9]\d*")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_STATES = ("verified", "unverified")

_HTML = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\w+|[A-Za-z]+);")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd]")
_BARE_PERCENT = re.compile(r"(?<!\\)%")
_BARE_DOLLAR = re.compile(r"(?<!\\)\$")
_WORD_COMMAND = re.compile(r"\\([A-Za-z]+)")
_MATHS = re.compile(r"(?<!\\)\$[^$]*(?<!\\)\$")
# Letters of their own (ß, ø, å, æ) and letters that take an accent (\c{c}).
_LETTER_COMMANDS = frozenset({"ss", "o", "O", "l", "L", "aa", "AA", "ae", "AE", "oe", "OE", "i", "j", *"cvuHkrbdt"})
_KNOWN_COMMANDS = FORMATTING_COMMANDS | _LETTER_COMMANDS
_VERBATIM = frozenset({"url", "doi", "pmid", "pmcid", "urldate"})

# Each inner tuple names fields of which one has to be there.
_WHO = ("author", "x-no-author")
_ADDRESS = ("url", "doi", "howpublished")
REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "article": (_WHO, ("title",), ("journal",), ("year",)),
    "book": (("author", "editor", "x-no-author"), ("title",), ("publisher",), ("year",)),
    "incollection": (_WHO, ("title",), ("booktitle",), ("publisher",), ("year",)),
    "inproceedings": (_WHO, ("title",), ("booktitle",), ("year",)),
    "unpublished": (_WHO, ("title",), ("note", "x-note")),
    "misc": ((*_WHO, "organization", "institution"), ("title",), ("year", "urldate"), _ADDRESS),
    "online": ((*_WHO, "organization", "institution"), ("title",), ("url",), ("year", "urldate")),
    "phdthesis": (_WHO, ("title",), ("school",), ("year",)),
    "report": (("institution",), ("title",), ("year",)),
    "techreport": (("institution",), ("title",), ("year",)),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A person (family and given name) or a group (family alone), as plain text."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def cjk(self) -> bool:
        """Whether the family name is written in Chinese characters."""
        return bool(_CJK.search(self.family))

    @property
    def initials(self) -> str:
        """The given names' first letters: “Richard S.” and “RS” both give “RS”."""
        if self.given.isupper() and self.given.isalpha() and len(self.given) <= 4:
            return self.given
        return "".join(part[0].upper() for part in re.split(r"[\s.\-‐]+", self.given) if part)

    def __str__(self) -> str:
        if self.cjk:
            return self.family + self.given
        return " ".join(part for part in (self.family, self.initials, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Entry:
    """One work: `fields` are plain text by lower-case name; `more_authors` says that the list ended in “and others”."""

    key: str
    kind: str
    line: int
    fields: Mapping[str, str]
    authors: tuple[Name, ...] = ()
    more_authors: bool = False

    def get(self, field: str) -> str:
        """A field's plain text, empty where the entry lacks it."""
        return self.fields.get(field, "")

    @property
    def first_author(self) -> Name | None:
        """The first author, or None."""
        return self.authors[0] if self.authors else None

    @property
    def title(self) -> str:
        """The title as recorded."""
        return self.get("title")

    @property
    def journal(self) -> str:
        """The journal's name as recorded."""
        return self.get("journal")

    @property
    def year(self) -> str:
        """The year of the printed issue, four digits."""
        return self.get("year")

    @property
    def doi(self) -> str:
        """The bare DOI."""
        return self.get("doi")

    @property
    def pmid(self) -> str:
        """The PubMed number."""
        return self.get("pmid")

    @property
    def pmcid(self) -> str:
        """The PubMed Central number with its letters PMC."""
        return self.get("pmcid")

    @property
    def state(self) -> str:
        """Either `verified` or `unverified` in a sound file."""
        return self.get("x-state")

    @property
    def verified(self) -> bool:
        """Whether someone saw the work's own record."""
        return self.state == "verified"

    @property
    def evidence(self) -> str:
        """The address of the record that was seen."""
        return self.get("x-evidence")

    @property
    def checked(self) -> str:
        """The ISO date on which the record was seen."""
        return self.get("x-checked")

    @property
    def notices(self) -> str:
        """Retraction, correction or concern, as noted."""
        return self.get("x-notices")

    @property
    def language(self) -> str:
        """The language code of the work: `zh`, `en`, or empty where `langid` names another."""
        return language_code(self.get("langid"))

    @property
    def address(self) -> str:
        """Where the work is found: its DOI's address, else PubMed's, PubMed Central's or its own; or empty."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/" if self.pmcid else self.get("url")


def language_code(langid: str) -> str:
    """The language code that a `langid` stands for, empty for a language other than Chinese and English."""
    if langid.lower().startswith("chinese"):
        return "zh"
    return "en" if langid.lower() in {"", "english", "british", "american"} else ""


class Bibliography(Mapping[str, Entry]):
    """The entries by key, in the file's order, and as `entries`; `text` is the file as read."""

    def __init__(self, entries: Iterable[Entry], text: str) -> None:
        self._entries: dict[str, Entry] = {}
        for entry in entries:
            self._entries.setdefault(entry.key, entry)
        self.text = text
        self.entries = tuple(self._entries.values())

    def __getitem__(self, key: str) -> Entry:
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a rule looks at: an entry, how it is written, and in which file."""

    entry: Entry
    raw: RawEntry
    path: str

    def problem(self, rule: str, field: str, found: str, expected: str, remedy: str) -> Problem:
        return Problem(self.path, self.raw.line_of(field), rule, f"{found} in {shown(self.raw.key)}", expected, remedy)


def parse_bibliography(text: str, path: str) -> tuple[Bibliography, list[Problem]]:
    """The entries of a .bib and everything wrong with it, sorted by line. Never raises on any text.

    Args:
        text: the file's text, as `review.textfile.read_text` gives it.
        path: the file's path as problems show it.

    Returns:
        The entries that could be read (of two with one key the first), and problems BIB-1 to BIB-10.
    """
    raws, problems = read_entries(text, path)
    entries: list[Entry] = []
    for raw in raws:
        entry, unreadable = read_entry(raw, path)
        subject = _Subject(entry, raw, path)
        entries.append(entry)
        problems += unreadable
        problems += [problem for rule in _RULES for problem in rule(subject)]
    problems += _repeats(raws, path) + _repeated_dois(raws, path) + _disorder(raws, path)
    return Bibliography(entries, text), sorted(problems)


def read_entry(raw: RawEntry, path: str) -> tuple[Entry, list[Problem]]:
    """An entry as plain text, without authors and with a problem (BIB-9) where its names cannot be read."""
    fields = {name: value if _is_verbatim(name) else plain(value) for name, value in raw.fields.items()}
    try:
        names = [_name(text) for text in split_name_list(raw.fields.get("author", ""))]
        problems = []
    except PybtexError as error:
        names = []
        found = f"author names that cannot be read ({error.args[0]}) in {shown(raw.key)}"
        remedy = "write “Family, Given and Family, Given”, a group in double braces"
        problems = [Problem(path, raw.line_of("author"), "BIB-9", found, "names parted by “and”", remedy)]
    more = bool(names) and names[-1] == Name("others")
    authors = tuple(name for name in (names[:-1] if more else names) if name.family)
    return Entry(raw.key, raw.kind, raw.line, fields, authors, more), problems


def _name(text: str) -> Name:
    person = Person(text)
    family = plain(" ".join([*person.prelast_names, *person.last_names]))
    given = plain(" ".join([*person.first_names, *person.middle_names]))
    return Name(family, given, plain(" ".join(person.lineage_names)))


def _is_verbatim(field: str) -> bool:
    return field in _VERBATIM or field.startswith("x-")


def _key_form(subject: _Subject) -> Iterator[Problem]:
    if not _KEY.fullmatch(subject.raw.key):
        remedy = "rename the key here and on every page that cites it; bib/README.md has the rule"
        yield subject.problem("BIB-8", "", "a key with other characters", "letters A to Z, digits, - and _", remedy)


def _required_fields(subject: _Subject) -> Iterator[Problem]:
    entry = subject.entry
    if entry.kind not in REQUIRED:
        expected = f"one of {', '.join(REQUIRED)}"
        yield subject.problem("BIB-4", "", f"the kind @{entry.kind}", expected, "choose the nearest kind")
    unknown = re.split(r"[\s,;]+", entry.get("x-unknown")) if entry.state == "unverified" else []
    for choice in REQUIRED.get(entry.kind, ()):
        if not any(entry.get(field) or field in unknown for field in choice):
            remedy = "copy it from the work's own record; never guess"
            if entry.state == "unverified":
                remedy += f"; where it cannot be known, name it in x-unknown = {{{choice[0]}}}"
            yield subject.problem("BIB-4", choice[0], f"no {choice[0]}", " or ".join(choice), remedy)
    for field in _required_of_state(entry.state):
        if not entry.get(field):
            yield subject.problem("BIB-4", field, f"no {field}", field, "add it; bib/README.md explains the x- fields")


def _required_of_state(state: str) -> tuple[str, ...]:
    extra = {"verified": ("x-evidence", "x-checked"), "unverified": ("x-seen",)}
    return ("x-state", *extra.get(state, ()))


def _doi_form(subject: _Subject) -> Iterator[Problem]:
    doi = subject.entry.doi
    if doi and not (_DOI.fullmatch(doi) and _ends_cleanly(doi)):
        remedy = "write the DOI alone, without address, “doi:”, LaTeX or closing punctuation"
        yield subject.problem("BIB-5", "doi", f"the DOI {shown(doi)}", "a bare DOI such as 10.NNNN/suffix", remedy)


def _ends_cleanly(text: str) -> bool:
    return text[-1] not in ".,;:" and not (text[-1] == ")" and text.count("(") < text.count(")"))


def _record_numbers(subject: _Subject) -> Iterator[Problem]:
    entry = subject.entry
    if entry.pmid and not _PMID.fullmatch(entry.pmid):
        yield subject.problem("BIB-6", "pmid", f"the pmid {shown(entry.pmid)}", "digits only", "write the number alone")
    if entry.pmcid and not _PMCID.fullmatch(entry.pmcid):
        found = f"the pmcid {shown(entry.pmcid)}"
        yield subject.problem("BIB-6", "pmcid", found, "PMC and digits", "write it as PMC and its number")


def _state_fields(subject: _Subject) -> Iterator[Problem]:
    entry = subject.entry
    if entry.state and entry.state not in _STATES:
        found = f"x-state {shown(entry.state)}"
        yield subject.problem("BIB-7", "x-state", found, " or ".join(_STATES), "choose one; unsure means unverified")
    if entry.evidence and not _is_canonical(entry.evidence):
        remedy = "give the one https address of the record itself, without port, tracking or closing punctuation"
        found = f"x-evidence {shown(entry.evidence)}"
        yield subject.problem("BIB-7", "x-evidence", found, "a canonical https address", remedy)
    if entry.checked and not _is_iso_date(entry.checked):
        found = f"x-checked {shown(entry.checked)}"
        yield subject.problem("BIB-7", "x-checked", found, "a date as YYYY-MM-DD", "write the day the record was seen")


def _is_canonical(address: str) -> bool:
    if re.search(r"[\s<>\"{}\\]", address) or "utm_" in address or not _ends_cleanly(address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(_HOST.fullmatch(parts.netloc))
    except ValueError:
        return False


def _is_iso_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _sound_values(subject: _Subject) -> Iterator[Problem]:
    for field, value in subject.raw.fields.items():
        for found, expected, remedy in _value_faults(field, value):
            yield subject.problem("BIB-9", field, f"{found} in {field}", expected, remedy)


def _value_faults(field: str, value: str) -> Iterator[tuple[str, str, str]]:
    if not value and not field.startswith("x-"):
        yield "an empty value", "a value or no field", "fill it in or delete the field"
    if invisible := _INVISIBLE.search(value):
        yield f"the invisible character U+{ord(invisible[0]):04X}", "visible text", "delete it"
    if field == "year" and value and not _YEAR.fullmatch(value):
        yield shown(value), "a year of four digits", "give the year of the printed issue"
    if field == "url" and value and not re.match(r"https?://[^\s/]+", value):
        yield shown(value), "an address with https://", "give the full address"
    if field == "urldate" and value and not _is_iso_date(value):
        yield shown(value), "a date as YYYY-MM-DD", "give the day the page was seen"
    if not _is_verbatim(field):
        yield from _latex_faults(value)


def _latex_faults(value: str) -> Iterator[tuple[str, str, str]]:
    if html := _HTML.search(value):
        yield f"HTML {shown(html[0])}", "text or LaTeX", r"write the character, \emph{…} or \textsubscript{…}"
    if _BARE_PERCENT.search(value):
        yield "a bare %", r"\%", "put a backslash before it: LaTeX drops the rest of the value"
    if len(_BARE_DOLLAR.findall(value)) % 2:
        yield "an unpaired $", r"\$ or $…$", "put a backslash before it, or close the formula"
    for command in sorted(set(_WORD_COMMAND.findall(_MATHS.sub(" ", value))) - _KNOWN_COMMANDS):
        yield f"the command \\{command}", "Unicode text", "write the character itself, or put it between $ and $"


def _repeats(raws: Iterable[RawEntry], path: str) -> list[Problem]:
    remedy = "merge the two entries, or rename one; capitals make no difference"
    return [
        Problem(path, raw.line, "BIB-2", f"the key of {_place(first)} in {shown(raw.key)}", "one entry a key", remedy)
        for first, raw in _repeated(raws, lambda raw: raw.key)
    ]


def _repeated_dois(raws: Iterable[RawEntry], path: str) -> list[Problem]:
    remedy = "keep one entry and cite its key, or correct the DOI that is wrong"
    return [
        Problem(
            path,
            raw.line_of("doi"),
            "BIB-3",
            f"the DOI of {_place(first)} again in {shown(raw.key)}",
            "one entry a work",
            remedy,
        )
        for first, raw in _repeated(raws, lambda raw: raw.fields.get("doi", ""))
    ]


def _place(raw: RawEntry) -> str:
    return f"{shown(raw.key)} (line {raw.line})"


def _repeated(raws: Iterable[RawEntry], identity: Callable[[RawEntry], str]) -> Iterator[tuple[RawEntry, RawEntry]]:
    """Each entry whose identity, in any case of letters, an earlier one has, after that earlier one."""
    seen: dict[str, RawEntry] = {}
    for raw in raws:
        value = identity(raw).casefold()
        first = seen.setdefault(value, raw) if value else raw
        if first is not raw:
            yield first, raw


def _disorder(raws: Iterable[RawEntry], path: str) -> list[Problem]:
    return [
        Problem(
            path,
            later.line,
            "BIB-10",
            f"{shown(later.key)} after {shown(earlier.key)}",
            "entries sorted by key, capitals like small letters",
            "move the entry to its place",
        )
        for earlier, later in pairwise(raws)
        if later.key.casefold() < earlier.key.casefold()
    ]


_RULES: tuple[Callable[[_Subject], Iterator[Problem]], ...] = (
    _key_form,
    _required_fields,
    _doi_form,
    _record_numbers,
    _state_fields,
    _sound_values,
)
