"""Sorts the evidence files and the bibliography, so that a diff shows what changed and nothing else.

Adds the address of each page that stands now to the list of those ever published, where there is such a list.

python hooks/sort_data.py [FOLDER]
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

from review.citations.bibtex import read_entries
from review.evidence.model import FOLDER
from review.evidence.schema import parse_schema
from review.evidence.sorting import sorted_table
from review.moves import PATH as ADDRESSES
from review.moves import read_addresses, with_pages
from review.problems import report
from review.project import BIBLIOGRAPHY_PATH, read_pages
from review.textfile import read_text


def _sorted_bibliography(text: str) -> str:
    entries, _ = read_entries(text, BIBLIOGRAPHY_PATH)
    lines = text.split("\n")
    starts = [entry.line - 1 for entry in entries] + [len(lines)]
    blocks = ["\n".join(lines[begin:end]).strip() for begin, end in itertools.pairwise(starts)]
    head = "\n".join(lines[: starts[0]]).strip() if entries else text.strip()
    keyed = sorted(zip((entry.key.lower() for entry in entries), blocks, strict=True))
    return "\n\n".join([*([head] if head else []), *(block for _, block in keyed)]) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    root = Path(given[0]) if given else Path(__file__).resolve().parent.parent
    text, problems = read_text(root / FOLDER / "datapackage.json", f"{FOLDER}/datapackage.json")
    schema, faults = parse_schema(text, f"{FOLDER}/datapackage.json")
    if problems or faults:
        print(report([*problems, *faults]), file=sys.stderr)
        return 1
    results: dict[Path, str] = {}
    for table in schema.tables.values():
        path = root / FOLDER / table.path
        content, faults = read_text(path, f"{FOLDER}/{table.path}")
        ordered, more = sorted_table(content, table, f"{FOLDER}/{table.path}")
        problems += faults or more
        results[path] = ordered
    content, faults = read_text(root / BIBLIOGRAPHY_PATH, BIBLIOGRAPHY_PATH)
    problems += faults
    results[root / BIBLIOGRAPHY_PATH] = _sorted_bibliography(content)
    addresses, faults = read_addresses(root)
    problems += faults
    if addresses:
        pages = (page for group in read_pages(root)[0].values() for page in group)
        results[root / ADDRESSES] = with_pages(addresses, pages)
    if problems:
        print(report(problems), file=sys.stderr)
        return 1
    for path, ordered in results.items():
        path.write_text(ordered, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
