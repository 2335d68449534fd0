"""Questions on a page: whole and readable without a script, and all that the script needs to let readers answer.

No word stands in the script; it takes them from the attributes of the group.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from review.markup import attribute, escaped, link
from review.publish.bank.items import Item, Situation
from review.wording import Wording

# What the script says, by the attribute that carries it.
SAID = ("check", "right", "wrong", "partly", "choose", "progress", "kept", "erase", "erased")
Href = Callable[[str, str], str]


def questions_html(items: Sequence[Item], wording: Wording, href: Href, sources: bool = False) -> str:
    """A numbered group of questions, each with its answer folded; `sources` adds to each answer the chapter that gives it."""
    said = " ".join(f'data-{name}="{attribute(wording.label(f"question.{name}"))}"' for name in SAID)
    lines = [f'<div class="questions" {said}>']
    for number, item in enumerate(items, 1):
        lines += _question(number, item, wording, href if sources else None)
    return "\n".join([*lines, "</div>"])


def cases_markdown(items: Sequence[Item], wording: Wording, href: Href) -> str:
    """Every case under a heading of its own, so that the page's contents list it, with its questions."""
    parts = []
    for case, asked in groupby((item for item in items if item.case), key=lambda item: item.case):
        assert case is not None
        parts.append(_case(case, questions_html(list(asked), wording, href, sources=True)))
    return "\n\n".join(parts)


def _case(case: Situation, questions: str) -> str:
    return f'## {escaped(case.title)} {{#{case.id}}}\n\n<p class="situation">{escaped(case.text)}</p>\n\n{questions}'


def _question(number: int, item: Item, wording: Wording, href: Href | None) -> list[str]:
    """The stem, what there is to choose from, and the folded answer."""
    kind = escaped(wording.word("questions.kind", item.kind))
    tolerance = f' data-tolerance="{item.tolerance}"' if item.value is not None else ""
    lines = [
        f'<div class="question" id="{item.id}" data-kind="{item.kind}" data-key="{attribute(item.key)}"{tolerance}>',
        f'<p class="stem" id="{item.id}-stem"><strong>{number}.</strong> {escaped(item.stem)} <span class="question-kind">{kind}</span></p>',
        *_offered(item),
        "<details>",
        f'<summary>{escaped(wording.label("question.answer"))}<span class="unseen"> {number}</span></summary>',
        f"<p><strong>{escaped(_key(item))}.</strong> {escaped(item.explanation)}</p>",
    ]
    whys = [
        f'<li data-letter="{choice.letter}"><strong>{choice.letter}</strong> {escaped(choice.why)}</li>'
        for choice in item.choices
        if choice.why
    ]
    if whys:
        lines += ['<ul class="whys">', *whys, "</ul>"]
    if href:
        lines.append(f'<p class="source">{link(href(item.chapter, ""), escaped(item.chapter_title))}</p>')
    return [*lines, "</details>", "</div>"]


def _offered(item: Item) -> list[str]:
    """The answers, the pairs' two sides, or what a calculation asks for."""
    if item.value is not None:
        return [f'<p class="asked">{escaped(item.unit)}</p>']
    left = ['<ol type="a">', *(f"<li>{escaped(choice.text)}</li>" for choice in item.choices), "</ol>"]
    right = ['<ol class="partners">', *(f"<li>{escaped(partner)}</li>" for partner in item.partners), "</ol>"]
    return [*left, *right] if item.partners else left


def _key(item: Item) -> str:
    """The right answer as an answer sheet prints it."""
    return item.key.replace(" ", ", ")
