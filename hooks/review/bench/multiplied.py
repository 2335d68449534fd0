"""A larger book made from a real one: every record again under new ids, so that the rules find it as sound as before.

A copy shares with the original what is fixed: reviews, levels, verdicts, measures, terms and the interface's words.
Everything that grows when the book grows has its own copy, and points at the other records of the same copy.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from review.citations.bibtex import RawEntry, read_entries
from review.evidence.model import sort_key
from review.evidence.schema import Schema, Table

Rows = list[dict[str, str]]
GROWING = frozenset({
    "claims", "claim_refs", "claim_terms", "studies", "results", "hopes", "later", "corrections", "disagreements", "disagreement_sides",
    "disagreement_sources", "searches", "mechanisms", "therapies", "settings", "misconceptions", "cases", "questions", "question_options", "question_claims",
})  # fmt: skip
# Columns that name a work, a record of any kind or a page, without a key of the schema that says so.
_NAMING = frozenset({"source", "cite_key", "for_id", "chapter"})
_TOKENS = re.compile(r"[A-Za-z0-9_/-]+")
_REFERRING = re.compile(r"\{\{.*?\}\}|<!--\s*view\s*:.*?-->|\[[^\[\]]*@[^\[\]]*\]")
_ENTRY = re.compile(r"(?P<kind>@\w+\{)[^,]+,")
_DOI = re.compile(r"(?P<doi>^\s*doi\s*=\s*\{[^{}]*)\}", re.MULTILINE)
_SAID = ("title", "journal", "booktitle", "publisher", "institution", "organization", "howpublished", "address")
# In braces: a small letter that starts a word, and parts of words that are not all capitals; and a small letter after a colon.
_NOT_PLAIN = re.compile(r"\{(?![A-Z0-9-]*\})[^{}]*\}|[:?.!] [a-z]|[$\\]")
_TYPOGRAPHIC = re.compile("['\"‘’“”…%]|\\.\\.\\.")
_ODD_NAME = re.compile(r"[{}\\'‘’]|\bothers\b|(?:^|\s)(?!and\b)[a-z]|,[^,]*-")
_SUBJECTS = re.compile(r"^subjects:.*?^(?=\S|\Z)", re.MULTILINE | re.DOTALL)


def suffix(number: int) -> str:
    """What the ids of a copy end in; the original is number 1."""
    return f"-c{number}"


def roomy(package: str) -> str:
    """The schema's text with room for the ids of copies."""
    content = json.loads(package)
    for resource in content["resources"]:
        for field in resource["schema"]["fields"]:
            rules = field.get("constraints", {})
            if resource["name"] in GROWING and field["name"] == "id":
                rules.pop("maxLength", None)
                rules["pattern"] = f"({rules['pattern']})({suffix(0)[:-1]}[0-9]+)?"
    return json.dumps(content)


def entries_of(bibliography: str) -> list[tuple[str, str]]:
    """Each entry of a bibliography: its key and its text."""
    entries, _ = read_entries(bibliography, "")
    lines = bibliography.split("\n")
    ends = [entry.line - 1 for entry in entries[1:]] + [len(lines)][: len(entries)]
    return [
        (entry.key, "\n".join(lines[entry.line - 1 : end]).strip()) for entry, end in zip(entries, ends, strict=True)
    ]


def multiplied_bibliography(bibliography: str, times: int) -> str:
    """Every entry so many times, each copy with a key and a DOI of its own."""
    entries = entries_of(bibliography)
    found = list(entries)
    for number in range(2, times + 1):
        end = suffix(number)
        for key, text in entries:
            renamed = _ENTRY.sub(lambda match, name=key + end: f"{match['kind']}{name},", text, count=1)  # type: ignore[misc]
            found.append((key + end, _DOI.sub(lambda match, end=end: f"{match['doi']}{end}}}", renamed)))  # type: ignore[misc]
    return "\n\n".join(text for _, text in sorted(found, key=lambda entry: entry[0].casefold())) + "\n"


def new_names(tables: Mapping[str, Rows], works: Iterable[str], chapters: Iterable[str], number: int) -> dict[str, str]:
    """The name in one copy of everything that has a name and grows."""
    end = suffix(number)
    names = {row["id"]: row["id"] + end for table in GROWING for row in tables.get(table, ()) if "id" in row}
    names |= {name: name + end for name in (*works, *chapters)}
    # A result's id starts with its source's key; one that stands on a review alone keeps the review, which has no copy.
    for row in tables.get("results", ()):
        if row["study"]:
            names[row["id"]] = names[row["source"]] + row["id"].removeprefix(row["source"])
    return names


def multiplied_tables(
    tables: Mapping[str, Rows], schema: Schema, works: Iterable[str], chapters: Iterable[str], times: int
) -> dict[str, Rows]:
    """The rows of every table so many times, sorted as the rules ask."""
    works, chapters = list(works), list(chapters)
    found = {name: list(rows) for name, rows in tables.items()}
    for number in range(2, times + 1):
        names = new_names(tables, works, chapters, number)
        for name in GROWING & set(tables):
            table = schema.tables[name]
            renamed = {key.field for key in table.foreign_keys if key.resource in GROWING} | _NAMING | {"id"}
            found[name] += [
                {
                    column: names.get(cell, cell) if column in renamed - _kept(name, row) else cell
                    for column, cell in row.items()
                }
                for row in tables[name]
            ]
    return {name: _sorted(rows, schema.tables[name]) for name, rows in found.items()}


def _kept(table: str, row: Mapping[str, str]) -> set[str]:
    """The columns of a row that name what has no copy."""
    return {"source"} if table == "results" and not row["study"] else set()


def _sorted(rows: Rows, table: Table) -> Rows:
    numbers = {field.name for field in table.fields if field.type in {"integer", "number", "year"}}
    return sorted(
        rows,
        key=lambda row: [
            (float(row[name]), "") if name in numbers and row[name] else (0.0, row[name]) for name in sort_key(table)
        ],
    )


def cut(tables: Mapping[str, Rows], schema: Schema, results: int, claims: int) -> dict[str, Rows]:
    """The tables with so many results and claims, those first that results need, and nothing that names a lost one."""
    found = dict(tables)
    found["results"] = found["results"][:results]
    needed = {row["claim"] for row in found["results"]}
    first = sorted(found["claims"], key=lambda row: row["id"] not in needed)[:claims]
    found["claims"] = sorted(first, key=lambda row: row["id"])
    for resource in ("claims", "results"):
        kept = {row["id"] for row in found[resource]} | {""}
        for table in schema.tables.values():
            for key in table.foreign_keys:
                if key.resource == resource and table.name in found:
                    found[table.name] = [row for row in found[table.name] if row[key.field] in kept]
    return found


def table_rows(text: str) -> Rows:
    """The rows of a CSV file as they stand."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def table_text(rows: Sequence[Mapping[str, str]], table: Table) -> str:
    """Rows as the CSV file that the schema asks for."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, table.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def copied_page(text: str, names: Mapping[str, str]) -> str:
    """A page that names the records of one copy wherever the original names its own."""

    def renamed(match: re.Match[str]) -> str:
        return _TOKENS.sub(lambda token: names.get(token[0], token[0]), match[0])

    return _REFERRING.sub(renamed, _SUBJECTS.sub(renamed, text, count=1))


def copied_views(views: Mapping[str, Any], shown: Iterable[str], names: Mapping[str, str]) -> dict[str, Any]:
    """The views that a copied page shows, each choosing the rows of its copy."""
    found = {}
    for name in shown:
        where = views[name].get("where", {}).items()
        # A review may bear the name of a therapy; it has no copy.
        chosen = {key: value if key == "review" else _renamed(value, names) for key, value in where}
        found[names[name]] = {**views[name], "where": chosen}
    return found


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    return [_renamed(item, names) for item in value] if isinstance(value, list) else names.get(value, value)


def plain_works(bibliography: str) -> str:
    """The works of a bibliography that citeproc reads as they are written, whoever calls it.

    Of the others the citation plugin alone prints something else than we do, because it leaves pandoc's markup in the text
    (protected small letters, authors that are not all named), tells pandoc no language (letters after a colon), makes quotes
    and ellipses ASCII, and hands on names with a particle or a hyphen in another order.
    """
    texts = dict(entries_of(bibliography))
    return "\n\n".join(texts[entry.key] for entry in read_entries(bibliography, "")[0] if _is_plain(entry)) + "\n"


def _is_plain(entry: RawEntry) -> bool:
    names = " and ".join(entry.fields.get(name, "") for name in ("author", "editor"))
    said = " ".join(entry.fields.get(name, "") for name in _SAID)
    return not (
        _NOT_PLAIN.search(entry.fields.get("title", "")) or _TYPOGRAPHIC.search(said) or _ODD_NAME.search(names)
    )


def citing_book(bibliography: str, pages: int, references: int) -> tuple[str, list[str]]:
    """A bibliography of so many works, and pages that between them cite each work once."""
    entries = entries_of(bibliography)
    times = -(-references // len(entries))
    chosen = entries_of(multiplied_bibliography(bibliography, times))[:references]
    share = -(-references // pages)
    keys = [key for key, _ in chosen]
    groups = [keys[start : start + share] for start in range(0, references, share)]
    texts = [
        f"# Page {number}\n\n" + "".join(f"A sentence about this work. [@{key}]\n" for key in group)
        for number, group in enumerate(groups, 1)
    ]
    return "\n\n".join(text for _, text in chosen) + "\n", texts
