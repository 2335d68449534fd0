"""A deck as one page for the browser that loads nothing: slides below one another, each as high as the window."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Callable, Iterator
from pathlib import Path

from review.publish.slides.deck import Block, Deck, Grid, Line, Slide
from review.publish.slides.fitting import REFERENCE_SIZE, long_heads

_FOLDER = Path(__file__).parent
_TAGS = {"en": "en-GB", "zh": "zh-CN"}
_STYLES = {"strong": "strong", "emph": "em", "sup": "sup", "sub": "sub"}
_LISTS = {"bullets": "<ul>", "letters": '<ol type="a">', "numbers": "<ol>"}
Label = Callable[[str], str]


def _part(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def inline_hashes() -> tuple[str, str]:
    """The sources, as a policy names them, of the style sheet and the script that every deck carries."""
    return _hash(_part("deck.css")), _hash(_part("deck.js"))


def page(deck: Deck, label: Label) -> str:
    """The whole page."""
    style, script = inline_hashes()
    slides = [_opening(deck, label)]
    slides += [_slide(slide, number, deck, label) for number, slide in enumerate(deck.slides, 2)]
    parts = {
        "language": _TAGS[deck.language],
        "title": html.escape(f"{deck.title} ({label('slides.title')})"),
        "address": html.escape(deck.address),
        "style-hash": style,
        "script-hash": script,
        "style": _part("deck.css"),
        "script": _part("deck.js"),
        "slides": "\n".join(slides),
    }
    text = _part("deck.html")
    # The slides last: what they say may look like a mark of the template.
    for name, value in parts.items():
        text = text.replace(f"{{{name}}}", value, 1)
    return text


def _opening(deck: Deck, label: Label) -> str:
    lines = "".join(f"<p>{_inline(line)}</p>" for line in deck.subtitle)
    keys = f"<p>{html.escape(label('slides.keys'))}</p>"
    place = f'<p><a href="{html.escape(deck.address)}">{html.escape(deck.address)}</a></p>'
    return f"<section>\n<h1>{html.escape(deck.title)}</h1>\n{lines}{place}{keys}\n{_notes(deck.notes, label)}{_foot(deck, 1)}</section>"


def _slide(slide: Slide, number: int, deck: Deck, label: Label) -> str:
    small = ' class="small"' if slide.size <= REFERENCE_SIZE else ""
    inside = "\n".join(_blocks(slide))
    if slide.shot is not None:
        data = base64.b64encode(slide.shot.svg).decode()
        picture = f'<img src="data:image/svg+xml;base64,{data}" alt="{html.escape(slide.shot.alt)}">'
        inside = f'<div class="figure"><div>{inside}</div>{picture}</div>'
    if slide.grid is not None:
        foot = f"<p>{_inline(slide.foot)}</p>" if slide.foot else ""
        inside += f'<div class="scroll" tabindex="0" role="group" aria-label="{html.escape(slide.title)}">{_table(slide.grid)}</div>{foot}'
    return f"<section{small}>\n<h2>{html.escape(slide.title)}</h2>\n{inside}\n{_notes(slide.notes, label)}{_foot(deck, number)}</section>"


def _blocks(slide: Slide) -> Iterator[str]:
    for block in slide.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    if block.kind == "para":
        return "".join(f"<p>{_inline(line)}</p>" for line in block.lines)
    opening = _LISTS[block.kind] if block.start == 1 else f'<ol start="{block.start}">'
    items = "".join(f"<li>{_inline(line)}</li>" for line in block.lines)
    return f"{opening}{items}</{opening[1:3]}>"


def _inline(line: Line) -> str:
    parts = []
    for run in line:
        text = html.escape(run.text, quote=False).replace("\n", "<br>")
        tag = _STYLES.get(run.style)
        parts.append(f"<{tag}>{text}</{tag}>" if tag else text)
    return "".join(parts)


def _table(grid: Grid) -> str:
    heads = "".join(f'<th scope="col">{_inline(head)}</th>' for head in grid.heads)
    rows = []
    for first, *rest in grid.rows:
        cells = "".join(f"<td>{_inline(cell)}</td>" for cell in rest)
        rows.append(f'<tr><th scope="row">{_inline(first)}</th>{cells}</tr>')
    opening = '<table class="read">' if long_heads(grid) else "<table>"
    return f"{opening}<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _notes(notes: tuple[Line, ...], label: Label) -> str:
    if not notes:
        return ""
    told = "".join(f"<p>{_inline(line)}</p>" for line in notes)
    return f"<details><summary>{html.escape(label('slides.notes'))}</summary>{told}</details>\n"


def _foot(deck: Deck, number: int) -> str:
    return f"<footer><span>{html.escape(deck.footer)}</span><span>{number}/{len(deck.slides) + 1}</span></footer>\n"
