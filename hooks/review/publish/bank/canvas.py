"""The question bank as the QTI 1.2 package that Canvas imports, made by text2qti."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

from review.markup import escaped
from review.publish.archive import archive
from review.publish.bank.items import Choice, Item, stem

_PARAGRAPH = "\n\n"


def canvas_package(items: Sequence[Item], title: str, which: str) -> bytes:
    """All questions as one zip.

    This form has no pairs that text2qti writes, so that a question with pairs becomes one question a pair, which `which`
    puts: a label with `{prompt}` in it.
    """
    with io.BytesIO() as held:
        QTI(Quiz(canvas_text(items, title, which), config=Config(), source_name=None)).write(held)
        with zipfile.ZipFile(held) as packed:
            return archive({name: packed.read(name) for name in packed.namelist()})


def canvas_text(items: Sequence[Item], title: str, which: str) -> str:
    """The questions as text2qti reads them."""
    blocks = [f"Quiz title: {escaped(title)}\nshuffle answers: true"]
    number = 0
    for item in items:
        for block in _blocks(item, which):
            number += 1
            mark = f"{number}. "
            # Further paragraphs stand under the first one's words, however wide its number is.
            blocks.append(
                f"Title: {item.id}\nPoints: 1\n{mark}{block.replace(_PARAGRAPH, _PARAGRAPH + ' ' * len(mark))}"
            )
    return "\n\n".join(blocks) + "\n"


def _blocks(item: Item, which: str) -> Iterator[str]:
    asked = _PARAGRAPH.join(escaped(part) for part in stem(item))
    told = f"... {escaped(item.explanation)}"
    if item.value is not None:
        yield f"{asked} ({escaped(item.unit)})\n{told}\n= {item.value} +- {item.tolerance}"
    elif item.partners:
        for choice in item.choices:
            put = escaped(which.replace("{prompt}", choice.text))
            offered = "\n".join(
                f"{'*' if partner == choice.match else ''}{'abcdef'[place]}) {escaped(partner)}"
                for place, partner in enumerate(item.partners)
            )
            yield f"{asked}{_PARAGRAPH}{put}\n{told}\n{offered}"
    else:
        several = item.kind == "multiple"
        yield f"{asked}\n{told}\n" + "\n".join(_answer(choice, several) for choice in item.choices)


def _answer(choice: Choice, several: bool) -> str:
    box = ("[*]" if choice.correct else "[ ]") if several else f"{'*' if choice.correct else ''}{choice.letter})"
    # Canvas shows a word for each answer only where one is chosen.
    why = f"\n... {escaped(choice.why)}" if choice.why and not several else ""
    return f"{box} {escaped(choice.text)}{why}"
