"""A prompt for each chapter, with the open points behind it."""

from __future__ import annotations

from collections.abc import Iterator

from review.markup import escaped, link
from review.teaching.kit import DISAGREEMENTS_PAGE, LATER_PAGE, Kit, prompt_anchor
from review.teaching.objectives import chapters
from review.teaching.sources import Prompt
from review.wording import said


def prompts(kit: Kit) -> str:
    """Every prompt under the title of its chapter."""
    known = kit.project.teaching.prompts
    return "\n\n".join(part for page in chapters(kit) if page.path in known for part in _prompt(known[page.path], kit))


def _prompt(prompt: Prompt, kit: Kit) -> Iterator[str]:
    yield f"## {escaped(kit.pages[prompt.chapter].title)} {{#{prompt_anchor(prompt.chapter)}}}"
    yield f"<p><strong>{escaped(prompt.prompt)}</strong></p>"
    yield f"<p>{escaped(kit.label('reaches'))} {escaped(prompt.reaches)}</p>"
    behind = [kit.page_link(prompt.chapter), *_points(prompt, kit), *_events(prompt, kit)]
    listed = "".join(f"<li>{item}</li>" for item in behind)
    yield f'<p class="chapter-facts">{escaped(kit.label("behind"))}</p><ul>{listed}</ul>'


def _points(prompt: Prompt, kit: Kit) -> Iterator[str]:
    records = {record.id: record for record in kit.project.evidence.disagreements}
    for name in prompt.points:
        state = kit.context.wording.word("disagreements.state", records[name].state)
        title = escaped(said(records[name], "title", kit.context.wording.language))
        yield f"{link(kit.context.href(DISAGREEMENTS_PAGE, name), title)} ({escaped(state.lower())})"


def _events(prompt: Prompt, kit: Kit) -> Iterator[str]:
    for name in prompt.later:
        record = kit.project.evidence.later_event[name]
        told = f"{kit.context.wording.word('later.event', record.event)}, {record.date}"
        summary = escaped(said(record, "summary", kit.context.wording.language))
        yield f"{link(kit.context.href(LATER_PAGE, name), escaped(told))}: {summary}"
