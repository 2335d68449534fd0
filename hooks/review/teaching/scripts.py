"""Exercise scripts: their parts as code, and what each part prints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from review.problems import Problem
from review.textfile import read_text

FOLDER = "docs/teach/exercises"
PUBLISHED = "data/exercises"
_PART = re.compile(r"^# %% (?P<title>.+)$", re.MULTILINE)
_PRINTED = re.compile(r"^# (?P<title>.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Script:
    """One script: its name without extension, and the code of its parts by their slugs, in order."""

    name: str
    parts: Mapping[str, str]

    @property
    def slug(self) -> str:
        """The name in markers and addresses."""
        return self.name.replace("_", "-")

    @property
    def published(self) -> str:
        """Where the script stands in the site."""
        return f"{PUBLISHED}/{self.name}.py"


def slug(title: str) -> str:
    """A heading as a name: small letters and digits with hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _divided(text: str, heading: re.Pattern[str]) -> dict[str, str]:
    """The text after each heading, up to the next, by the heading's slug; what stands before the first is left out."""
    found = list(heading.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    return {slug(match["title"]): text[match.end() : end].strip("\n") for match, end in zip(found, ends, strict=False)}


def parse_script(name: str, text: str) -> Script:
    """A script divided at its `# %%` lines."""
    return Script(name, _divided(text, _PART))


def printed(output: str) -> dict[str, str]:
    """What a script printed, by the slugs of the parts that printed it; each part prints its title after a hash first."""
    return _divided(output.replace("\r\n", "\n"), _PRINTED)


def read_scripts(root: Path) -> tuple[dict[str, Script], list[Problem]]:
    """All scripts of a project by slug; none where it has no exercises."""
    scripts, problems = {}, []
    for path in sorted((root / FOLDER).glob("*.py")):
        text, faults = read_text(path, f"{FOLDER}/{path.name}")
        problems += faults
        script = parse_script(path.stem, text)
        scripts[script.slug] = script
    return scripts, problems
