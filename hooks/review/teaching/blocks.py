"""The blocks that a page asks for by `<!-- teach: name -->`."""

from __future__ import annotations

from collections.abc import Callable

from review.project import Project
from review.publish.listing import place
from review.teaching import discussion, journal, objectives, syllabus
from review.teaching.kit import Kit
from review.teaching.scripts import Script
from review.teaching.sources import Course

Block = Callable[[Kit], str]


def blocks(project: Project) -> dict[str, Block]:
    """Every block that this project has, by its name."""
    found: dict[str, Block] = {
        "objectives": objectives.objectives_table,
        "objectives-tied": objectives.tied_note,
        "downloads": _listing,
    }
    teaching = project.teaching
    for script in teaching.scripts.values():
        found |= {f"exercise-{script.slug}-{part}": _part(script, part) for part in script.parts}
    for course in teaching.courses.values():
        found |= {f"course-{course.id}": _overview(course), f"plans-{course.id}": _plans(course)}
    if teaching.prompts:
        found["discussion"] = discussion.prompts
    if teaching.sheets:
        found |= {"sheets": journal.sheets, "sheets-key": journal.key}
    if teaching.dossiers:
        found["dossiers"] = journal.dossiers
    return found


def _listing(kit: Kit) -> str:
    """Where the list of all files will stand."""
    return place(kit.context.wording.label("listing.absent"))


def _overview(course: Course) -> Block:
    return lambda kit: syllabus.overview(course, kit)


def _plans(course: Course) -> Block:
    return lambda kit: syllabus.plans(course, kit)


def _part(script: Script, part: str) -> Block:
    return lambda kit: part_markdown(script.parts[part], kit.outputs.get(script.slug, {}).get(part, ""), kit)


def part_markdown(code: str, printed: str, kit: Kit) -> str:
    """A part of a script as code, and below it what it prints, where it prints anything."""
    shown = f"```python\n{code}\n```\n"
    if not printed:
        return shown
    return f'{shown}\n```text title="{kit.label("prints")}"\n{printed}\n```\n'
