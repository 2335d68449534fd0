"""Checks the sources without building: one line a problem, exit status 1 where there is any.

python hooks/check_sources.py [FOLDER]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from review.checks.registry import source_problems
from review.problems import report
from review.project import load_project


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    root = Path(given[0]) if given else Path(__file__).resolve().parent.parent
    project = load_project(root.resolve())
    problems = source_problems(project)
    if problems:
        print(report(problems), file=sys.stderr)
        return 1
    print("the sources are sound")
    return 0


if __name__ == "__main__":
    sys.exit(main())
