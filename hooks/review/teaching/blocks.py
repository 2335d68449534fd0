"""The blocks that a page asks for by `<!-- teach: name -->`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from review.project import Project
from review.teaching.scripts import Script
from review.wording import Wording

Outputs = Mapping[str, Mapping[str, str]]
Href = Callable[[str, str], str]


@dataclass(frozen=True)
class Kit:
    """What blocks are written from: the sources, the language's words, and what the scripts printed."""

    project: Project
    wording: Wording
    outputs: Outputs = field(default_factory=dict)


Block = Callable[[Kit, Href], str]


def blocks(project: Project) -> dict[str, Block]:
    """Every block that this project has, by its name."""
    return {
        f"exercise-{script.slug}-{part}": _part(script, part)
        for script in project.teaching.scripts.values()
        for part in script.parts
    }


def _part(script: Script, part: str) -> Block:
    return lambda kit, href: part_markdown(script.parts[part], kit.outputs.get(script.slug, {}).get(part, ""), kit)


def part_markdown(code: str, printed: str, kit: Kit) -> str:
    """A part of a script as code, and below it what it prints, where it prints anything."""
    shown = f"```python\n{code}\n```\n"
    if not printed:
        return shown
    return f'{shown}\n```text title="{kit.wording.label("teach.prints")}"\n{printed}\n```\n'
