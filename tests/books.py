"""A tiny complete book of invented content: sound as it stands, so that each test changes one thing.

Shape, labels and citation style are those of the project itself; everything else is made up here.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from review.checks.registry import source_problems
from review.evidence.schema import Schema, parse_schema
from review.problems import Problem
from review.project import BIBLIOGRAPHY_PATH, CSL_PATH, LABELS_PATH, Project, load_project

REAL = Path(__file__).parents[1]
FIXTURES = Path(__file__).parent / "fixtures"
PACKAGE = "docs/data/datapackage.json"
VIEWS = "docs/data/views.yml"
UNTRANSLATED = "docs/zh/untranslated.txt"
CHAPTER = "mechanisms/made-up"
EN_CHAPTER = f"docs/en/{CHAPTER}.md"
ZH_CHAPTER = f"docs/zh/{CHAPTER}.md"
ALPHA = "FixtureAlpha2021"
BETA = "FixtureBeta2022"
SEEN = {"evidence": "https://doi.org/10.1000/fixture.alpha", "seen_as": "abstract", "seen_on": "2026-01-31"}
Row = dict[str, str]


def fixture(path: str) -> str:
    """The text of a fixture file, as the project reads it."""
    return (FIXTURES / path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


@cache
def real_schema() -> Schema:
    """The schema of the project itself."""
    schema, problems = parse_schema((REAL / PACKAGE).read_text(encoding="utf-8"), PACKAGE)
    assert problems == []
    return schema


def _enum(table: str, name: str) -> tuple[str, ...]:
    return next(item.enum for item in real_schema().tables[table].fields if item.name == name)


def both(name: str, text: str) -> Row:
    """A text in both languages."""
    return {f"{name}_en": text, f"{name}_zh": f"{text}（中文）"}


def _claim(number: int, **cells: str) -> Row:
    base = {
        "review": "hyperthermia",
        "section": f"1.{number}",
        "kind": "result",
        "question": "treatment",
        "direction": "helps",
        "model": "patients",
        "level": "2",
        "verdict": "not checked",
    }
    return {
        "id": f"hyperthermia-00{number}",
        **both("statement", f"Statement {number} of the made-up review"),
        **base,
        **cells,
    }


def _result(name: str, study: str, measure: str, **cells: str) -> Row:
    base = {
        "kind": "efficacy",
        "arm_en": "Drug A",
        "arm_role": "experimental",
        "state": "reported",
        "unit": "%",
        **SEEN,
    }
    return {"id": f"{study}-{name}", "study": study, "source": study, "measure": measure, **base, **cells}


def _measure(name: str, kind: str, *, proportion: bool) -> Row:
    texts = {
        **both("label", f"Measure {name}"),
        **both("short", name.upper()),
        **both("definition", f"What {name} counts"),
    }
    return {"id": name, "kind": kind, **texts, "is_proportion": str(proportion).lower()}


def _subject(name: str, **cells: str) -> Row:
    return {"id": name, **both("label", f"Subject {name}"), **both("definition", f"What {name} means"), **cells}


def _question(name: str, **cells: str) -> Row:
    base = {"chapter": CHAPTER, "kind": "single", "objective": "1", "bloom": "apply", "difficulty": "easy"}
    texts = {**both("stem", f"Question {name[-1]}?"), **both("explanation", "Because")}
    return {"id": name, **base, **texts, **cells}


def _options(question: str, letters: str, right: str, start: str = "") -> list[Row]:
    """Answers, those in `right` right; the others stand for a misconception."""
    return [
        {
            "question": question, "letter": letter, **both("text", f"{start}Answer {letter}"), **both("why", f"Reason {letter}"),
            "correct": str(letter in right).lower(), "misconception": "" if letter in right else "belief-a",
        }
        for letter in letters
    ]  # fmt: skip


def _vocabulary() -> list[Row]:
    rows = [
        {"list": f"{table.name}.{item.name}", "value": value, **both("label", value)}
        for table in real_schema().tables.values()
        for item in table.fields
        if item.name != "id"
        for value in item.enum
    ]
    return sorted(rows, key=lambda row: (row["list"], row["value"]))


_STANDINGS = {
    "matches": "supported",
    "overtaken": "overtaken",
    "internal conflict": "disputed",
    "not found": "not verified",
    "not checked": "not verified",
}


def sound_tables() -> dict[str, list[Row]]:
    """The rows of every table, sorted as the rules ask."""
    told = {"claim": "hyperthermia-001", "review_value": "30%", "verdict": "matches"}
    return {
        "reviews": [
            {"id": "hyperthermia", "cite_key": "FixtureReview2020", **both("label", "Warm review"), **both("title", "Made-up title"), **both("subject", "Made-up subject"), "references_cited": "9", "references_listed": "true"}
        ],
        "claims": [
            _claim(1, study=ALPHA, linked_by="listed", verdict="matches", **SEEN),
            _claim(2, verdict="not found", level="unknown", kind="mechanism", model="mouse", model_detail="strain A"),
            _claim(3, level="not-graded", kind="definition", question="none", direction="neutral", model="none"),
        ],
        "review_refs": [{"review": "hyperthermia", "number": "1", "cite_key": ALPHA, "linked_by": "listed"}],
        "claim_refs": [{"claim": "hyperthermia-001", "number": "1"}, {"claim": "hyperthermia-001", "number": "2"}],
        "claim_terms": [
            {"claim": "hyperthermia-001", "setting": "narrow-place"},
            {"claim": "hyperthermia-001", "therapy": "drug-a"},
            {"claim": "hyperthermia-002", "mechanism": "made-up"},
            {"claim": "hyperthermia-003", "therapy": "drug-a"},
            {"claim": "hyperthermia-003", "mechanism": "made-up"},
        ],
        "studies": [
            {"id": ALPHA, "name": "Study A", "design": "randomised trial", "phase": "3", "registry": "NCT00000000", **both("population", "People of study A"), "setting": "narrow-place", "therapy": "drug-a", **both("comparator", "placebo"), "n": "20"},
            {"id": BETA, "design": "single-arm trial", "phase": "not stated", **both("population", "People of study B"), "setting": "wide-place", "therapy": "drug-b", "n": "8"},
        ],
        "results": [
            _result("a-harm", ALPHA, "trae-g3", kind="harm", value="20", events="2", n="10"),
            _result("a-orr", ALPHA, "orr", value="30.0", events="3", n="10", criterion="RECIST 1.1", reviewer="independent", population_set="randomised", data_cut="1 January 2021", p="<0.05", **both("what", "All sizes"), **both("versus", "against placebo"), **told),
            _result("c-orr", ALPHA, "orr", arm_en="Placebo", arm_role="control", value="10", events="1", n="10"),
            _result("os", BETA, "os-median", arm_role="single arm", unit="months", value="12.5", ci_low="9", ci_source="published", time_months="24"),
            _result("unseen", BETA, "orr", arm_role="single arm", state="not seen", evidence="", seen_as="", seen_on="", claim="hyperthermia-002", review_value="44", verdict="not checked"),
        ],
        "hopes": [],
        "later": [
            {"id": "later-a", "study": ALPHA, "event": "confirmed in phase 3", "date": "2023-05", "place": "Nowhere", **both("summary", "It was confirmed"), "source": BETA, **SEEN},
            {"id": "later-b", "therapy": "drug-b", "event": "halted", "date": "2022", "place": "Elsewhere", **both("summary", "It was halted"), **SEEN},
        ],
        "corrections": [
            {"id": "fix-a", "review": "hyperthermia", "section": "1.1", "claim": "hyperthermia-001", "reference": "1", "as_printed": "33%", "seen_in": "extracted text", **both("as_found", "The record says 30%"), "kind": "wrong number", "source": ALPHA, **SEEN, **both("reader", "Read 30%")}
        ],
        "disagreements": [
            {"id": "point-a", **both("title", "Point A"), "state": "open", **both("point", "Sides differ"), **both("primary", "Study A says so"), **both("reconcile", "They can meet")}
        ],
        "disagreement_sides": [{"disagreement": "point-a", "claim": "hyperthermia-001", **both("position", "For")}],
        "disagreement_sources": [{"disagreement": "point-a", "cite_key": ALPHA}],
        "searches": [{"id": "try-a", "for_kind": "claim", "for_id": "hyperthermia-002", **both("sought", "Its study"), "query": "made up", "searched": "nowhere", "date": "2026-01-31"}],
        "mechanisms": [_subject("made-up", chapter=CHAPTER)],
        "therapies": [_subject("drug-a"), _subject("drug-b")],
        "settings": [_subject("narrow-place", parent="wide-place"), _subject("wide-place")],
        "levels": [
            {"id": level, "rank": str(rank), **both("label", f"Level {level}"), **both("definition", f"What {level} means"), "origin": "OCEBM 2011" if level.isdigit() else "this book"}
            for rank, level in enumerate(_enum("levels", "id"), 1)
        ],
        "verdicts": [
            {"id": verdict, "standing": _STANDINGS.get(verdict, "corrected"), "symbol": "✓", **both("label", verdict.capitalize()), **both("definition", f"When {verdict}")}
            for verdict in sorted(_enum("verdicts", "id"))
        ],
        "measures": [
            _measure("count-of-all", "any", proportion=False),
            _measure("dcr", "efficacy", proportion=True),
            _measure("orr", "efficacy", proportion=True),
            _measure("os-median", "efficacy", proportion=False),
            _measure("specific-harm", "harm", proportion=True),
            _measure("trae-g3", "harm", proportion=True),
        ],
        "vocabulary": _vocabulary(),
        "terms": [{"id": "term-a", **both("term", "Term A"), "abbreviation": "TA", **both("definition", "What term A means")}],
        "misconceptions": [{"id": "belief-a", "chapter": CHAPTER, **both("belief", "Answers are wrong"), **both("answer", "One is right")}],
        "questions": [
            _question(f"made-up-q{number}") for number in range(1, 5)
        ],
        "question_options": [row for number in range(1, 5) for row in _options(f"made-up-q{number}", "abc", "abcd"[number % 3])],
        "question_claims": [{"question": f"made-up-q{number}", "claim": "hyperthermia-001"} for number in range(1, 5)],
        "passes": [{"review": "hyperthermia", "first": "3", "second": "2", "both": "2", "union": "3", "date": "2026-01-31", **both("note", "Read twice")}],
        "samples": [{"id": "sample-a", "batch": "All rows", "drawn": "8", "errors": "1", "seed": "7", "date": "2026-01-31", **both("found", "One slip")}],
    }  # fmt: skip


def _entry(key: str, author: str, title: str, year: str) -> str:
    fields = {
        "author": author,
        "title": title,
        "journal": "Journal of Fixtures",
        "year": year,
        "doi": f"10.1000/{key.lower()}",
        "x-state": "verified",
        "x-evidence": f"https://doi.org/10.1000/{key.lower()}",
        "x-checked": "2026-01-31",
        "x-notices": "none seen",
    }
    return f"@article{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


SOUND_BIB = "\n".join([
    _entry(ALPHA, "Fixture, Ann and Sample, Bob and Example, Cy", "Fixture trial A", "2021"),
    _entry(BETA, "Fixture, Dee", "Fixture trial B", "2022"),
    _entry("FixtureReview2020", "Fixture, Eve and Sample, Flo", "Fixture review", "2020"),
])  # fmt: skip

SOUND_VIEWS = """\
arms:
  title: {en: Arms compared, zh: 各组比较}
  rows: arms
  where: {study.setting: wide-place}
  columns: [study, arm, design, "measure:orr", "measure:os-median", harms, says]
  note: {en: Made up., zh: 虚构。}

every-claim:
  title: {en: Every claim, zh: 全部论断}
  rows: claims
  order: [-id]
  columns: [statement, verdict, study, seen]
  cite: links
  anchors: true
"""

SOUND_SVG = """\
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">
  <!-- a remark -->
  <text x="1" y="5">{{ word }}</text>
</svg>
"""

SOUND_WORDS = f"""\
title: {{en: A box, zh: 方框}}
caption: {{en: A box with a word., zh: 带字的方框。}}
alt: {{en: One word in a box, zh: 方框中的一个词}}
labels:
  word: {{en: Heat, zh: 热}}
sources: [{ALPHA}]
"""


def _page(title: str, body: str, extra: str = "") -> str:
    return f"---\ntitle: {title}\ndescription: Made up for a test.\n{extra}---\n{body}"


def chapter(title: str) -> str:
    """A chapter with everything that a chapter must have."""
    front = "reviews: [hyperthermia]\nsubjects: [made-up, drug-a]\nobjectives:\n  - Tell a fixture from a study\nreviewed: 2026-01-31\n"
    body = f"""# {title} {{#made-up}}

## Key points {{#key-points}}

- The first point stands. [@{ALPHA}]
- The second point stands too. [@{BETA}]
- The third point closes the list. [@FixtureReview2020; @{ALPHA}]

## The argument {{#argument}}

The drug worked in {{{{ r:{ALPHA}-a-orr }}}} of people, as {{{{ c:hyperthermia-001 }}}} says.
See the [home page](../index.md#welcome) and the [data](../data/claims.csv).

<!-- figure: box -->

<!-- view: arms -->

## What the reviews say {{#agree-and-disagree}}

They agree.

## How far to trust this {{#how-far-to-trust-this}}

Not at all {{{{ c:hyperthermia-002 }}}}; but see {{{{ c:hyperthermia-003 }}}}.

## Check yourself {{#check-yourself}}

<!-- questions -->
"""
    return _page(title, body, front)


def sound_files() -> dict[str, str]:
    """Every file that is no table."""
    return {
        PACKAGE: (REAL / PACKAGE).read_text(encoding="utf-8"),
        LABELS_PATH: (REAL / LABELS_PATH).read_text(encoding="utf-8"),
        CSL_PATH: (REAL / CSL_PATH).read_text(encoding="utf-8"),
        BIBLIOGRAPHY_PATH: SOUND_BIB,
        VIEWS: SOUND_VIEWS,
        "docs/assets/figures/box.svg": SOUND_SVG,
        "docs/assets/figures/box.yml": SOUND_WORDS,
        "docs/en/index.md": _page("Home", "# Home {#welcome}\n\n<!-- view: every-claim -->\n"),
        "docs/zh/index.md": _page("首页", "# 首页 {#welcome}\n\n<!-- view: every-claim -->\n"),
        "docs/en/contribute/notes.md": _page("Notes", "# Notes {#notes}\n\nIn English only.\n"),
        UNTRANSLATED: "# English only\ncontribute/*\n",
        EN_CHAPTER: chapter("Made up"),
        ZH_CHAPTER: chapter("虚构"),
    }


def table_texts(tables: dict[str, list[Row]]) -> dict[str, str]:
    """The CSV text of every table of the schema by its file's name."""
    schema = real_schema()
    return {f"{name}.csv": table_text(name, tables.get(name, []), schema) for name in schema.tables}


def table_text(name: str, rows: list[Row], schema: Schema) -> str:
    """Rows as the CSV file that the schema asks for."""
    columns = schema.tables[name].columns
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@dataclass
class Book:
    """The sound book in memory; a test changes one thing, then reads it through files."""

    tables: dict[str, list[Row]] = field(default_factory=sound_tables)
    files: dict[str, str | bytes | None] = field(default_factory=lambda: dict(sound_files()))

    def row(self, table: str, key: str) -> Row:
        """The row whose id, or else whose first cell, is `key`."""
        return next(row for row in self.tables[table] if row.get("id", next(iter(row.values()))) == key)

    def change(self, table: str, key: str, **cells: str) -> Book:
        """Other cells in one row."""
        self.row(table, key).update(cells)
        return self

    def add(self, table: str, **cells: str) -> Book:
        """One more row, at the end."""
        self.tables[table].append(cells)
        return self

    def alone(self, name: str = "alone", **cells: str) -> Book:
        """One more number, which stands on the review alone."""
        base = {"kind": "efficacy", "measure": "orr", "arm_en": "Everyone", "arm_role": "cohort", "state": "not seen"}
        told = {"unit": "%", "claim": "hyperthermia-002", "review_value": "20-30", "verdict": "not checked"}
        row = {"id": f"FixtureReview2020-{name}", "source": "FixtureReview2020", **base, **told, **cells}
        return self.add("results", **row)

    def drop(self, table: str, key: str) -> Book:
        """One row less."""
        self.tables[table].remove(self.row(table, key))
        return self

    def line(self, table: str, key: str) -> int:
        """The line of a row in its file."""
        return self.tables[table].index(self.row(table, key)) + 2

    def file(self, path: str, text: str | bytes | None) -> Book:
        """Another file in the place of one, or none."""
        self.files[path] = text
        return self

    def swap(self, path: str, old: str, new: str) -> Book:
        """Other words in one file; the old ones must be there once."""
        text = self.files[path]
        assert isinstance(text, str)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.files[path] = text.replace(old, new)
        return self

    def swap_both(self, old: str, new: str) -> Book:
        """Other words in the chapter of both languages."""
        return self.swap(EN_CHAPTER, old, new).swap(ZH_CHAPTER, old, new)

    def package(self, change: Any) -> Book:
        """The schema file after `change` was called on its parsed content."""
        content = json.loads(str(self.files[PACKAGE]))
        change(content)
        return self.file(PACKAGE, json.dumps(content))

    def write(self, root: Path) -> Path:
        """The book as files below `root`."""
        texts = {f"docs/data/{name}": text for name, text in table_texts(self.tables).items()}
        for path, content in {**texts, **self.files}.items():
            if content is not None:
                target = root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    def load(self, root: Path) -> Project:
        """The book as the project reads it."""
        return load_project(self.write(root))

    def problems(self, root: Path) -> list[Problem]:
        """Everything wrong with the book."""
        return source_problems(self.load(root))


def with_hope(book: Book) -> Book:
    """The book with a hope: a response rate of the small study, and a hazard ratio of the randomised one."""
    book.tables["measures"].append(_measure("hr-os", "efficacy", proportion=False))
    book.tables["measures"].sort(key=lambda row: row["id"])
    book.tables["results"] += [
        _result("a-hr-os", ALPHA, "hr-os", unit="ratio", value="0.80", ci_low="0.60", ci_high="1.10", ci_source="published"),
        _result("small-orr", BETA, "orr", arm_role="single arm", value="50", events="4", n="8"),
    ]  # fmt: skip
    book.tables["results"].sort(key=lambda row: row["id"])
    book.tables["hopes"] = [
        {"id": "hope-a", **both("name", "Drug A in a narrow place"), "therapy": "drug-a", "setting": "narrow-place", "hope": f"{BETA}-small-orr", "fate": f"{ALPHA}-a-hr-os", "outcome": "missed", "later": "later-a"}
    ]  # fmt: skip
    return book


def with_bank(book: Book) -> Book:
    """The book with a question of every kind, and a case."""
    asked = [
        _question("made-up-q5", kind="multiple"),
        _question("made-up-q6", kind="true-false"),
        _question("made-up-q7", kind="match"),
        _question("made-up-q8", kind="number", quantity="ci-low", result=f"{ALPHA}-a-orr", **both("stem", f"Low, of {{{{ r:{ALPHA}-a-orr:fraction }}}}?")),
        _question("odd-case-q1", case="odd-case"),
        _question("odd-case-q2", case="odd-case"),
    ]  # fmt: skip
    book.tables["questions"] += asked
    book.tables["question_options"] += [
        *_options("made-up-q5", "abcd", "ac"),
        {**_options("made-up-q6", "a", "a", "True: ")[0]},
        *_options("made-up-q6", "bc", "", "False: "),
        *({"question": "made-up-q7", "letter": letter, **both("text", f"Left {letter}"), **both("match", f"Right {letter}"), "correct": "true"} for letter in "abc"),
        *_options("odd-case-q1", "abc", "b"),
        *_options("odd-case-q2", "abc", "c"),
    ]  # fmt: skip
    book.tables["question_claims"] += [{"question": row["id"], "claim": "hyperthermia-002"} for row in asked]
    book.tables["cases"] = [{"id": "odd-case", **both("title", "An odd case"), **both("text", "Somebody asks & waits")}]
    return book


def make_book(root: Path, files: dict[str, str | bytes | None] | None = None) -> Path:
    """The sound book below `root`, with some files replaced or, where None, left out."""
    book = Book()
    book.files.update(files or {})
    return book.write(root)


def only(problems: list[Problem], rule: str, path: str, line: int, remedy: str) -> Problem:
    """The one problem there is, which must be as told."""
    assert [(item.rule, item.path, item.line) for item in problems] == [(rule, path, line)], "\n".join(
        map(str, problems)
    )
    assert remedy in problems[0].remedy
    return problems[0]
