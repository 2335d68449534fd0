"""What the teaching kit is made from besides pages and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from review.problems import Problem
from review.teaching.scripts import Script, read_scripts

FOLDER = "docs/teach"


@dataclass(frozen=True, slots=True)
class Teaching:
    """The exercise scripts by slug."""

    scripts: Mapping[str, Script] = field(default_factory=dict)


def read_teaching(root: Path) -> tuple[Teaching, list[Problem]]:
    """Everything below `docs/teach`, and what is wrong with it."""
    scripts, problems = read_scripts(root)
    return Teaching(scripts), problems
