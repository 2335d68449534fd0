"""A built chapter read for its slides: what stands in its sections, as lines with their citations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import unquote

from review.publish.slides.deck import BREAK, Block, Line, Run, Style, words

Element: TypeAlias = Any
_STYLES: dict[str, Style] = {"strong": "strong", "b": "strong", "em": "emph", "i": "emph", "sup": "sup", "sub": "sub"}
_SPACE = re.compile(r"[ \t\r\f\v]*\n[ \t\r\n\f\v]*|[ \t\r\f\v]+")
_LISTS = {"ul": "bullets", "ol": "numbers"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a chapter with the keys of the works that it cites."""

    line: Line
    keys: tuple[str, ...]


def line_of(element: Element, *, claims: bool = False) -> Line:
    """The words of an element; what the reviews are said to hold stays out unless asked for.

    A new line of the source stays one, so that sentences can be told apart.
    """
    return _tidy(_runs(element, "", claims))


def _runs(element: Element, style: Style, claims: bool) -> Iterator[Run]:
    if element.text:
        yield Run(element.text, style)
    for child in element:
        if isinstance(child.tag, str) and not _unread(child, claims):
            if _starts_anew(child):
                yield BREAK
            yield from _runs(child, _STYLES.get(child.tag, style), claims)
        elif isinstance(child.tag, str) and child.tag == "br":
            yield BREAK
        if child.tail:
            yield Run(child.tail, style)


def _unread(element: Element, claims: bool) -> bool:
    names = (element.get("class") or "").split()
    hidden = {"headerlink", "footnote-backref", "credit", "question-kind"} | (set() if claims else {"claims"})
    return element.tag in {"details", "summary", "script", "style", "svg", "br"} or bool(hidden & set(names))


def _starts_anew(element: Element) -> bool:
    """Whether an element stands on a line of its own below the one before it."""
    return element.getprevious() is not None and (
        "item" in (element.get("class") or "").split() or element.tag in {"p", "li"}
    )


def _tidy(runs: Iterator[Run]) -> Line:
    """Runs of one style joined, space between words single, none at the ends or before a full stop."""
    joined: list[Run] = []
    for run in runs:
        text = _SPACE.sub(lambda match: "\n" if "\n" in match[0] else " ", run.text)
        if joined and joined[-1].style == run.style:
            joined[-1] = Run(joined[-1].text + text, run.style)
        else:
            joined.append(Run(text, run.style))
    made: list[Run] = []
    for run in joined:
        text = re.sub(r" *\n\s*", "\n", re.sub(r" +", " ", run.text))
        text = re.sub(r"(?<=\S) (?=[.;,:。；，](?:\s|$))", "", text)
        before = words(tuple(made))[-1:]
        if before in {"", " ", "\n"}:
            text = text.lstrip(" \n") if before in {"", "\n"} else text.lstrip(" ")
        if text:
            made.append(Run(text, run.style))
    while made and not made[-1].text.rstrip():
        made.pop()
    if made:
        made[-1] = Run(made[-1].text.rstrip(), made[-1].style)
    return tuple(_grouped(made))


def _grouped(runs: Sequence[Run]) -> list[Run]:
    """Neighbouring numbers of citations as one group, 3,4 instead of 3 4, close to the word before them."""
    found: list[Run] = []
    for run in runs:
        if run.style == "sup" and len(found) > 1 and found[-2].style == "sup" and not found[-1].text.strip():
            found.pop()
            found[-1] = Run(f"{found[-1].text},{run.text}", "sup")
        else:
            if run.style == "sup" and found:
                found[-1] = Run(found[-1].text.rstrip(" "), found[-1].style)
            found.append(run)
    return found


def on_one_line(line: Line) -> Line:
    """The line without breaks."""
    return tuple(Run(run.text.replace("\n", " "), run.style) for run in line)


def sentences(line: Line) -> list[Line]:
    """The sentences of a paragraph: a line of the source each, in Chinese what ends with a full stop."""
    found: list[list[Run]] = [[]]
    for run in line:
        for place, part in enumerate(re.split(r"\n|(?<=。)", run.text)):
            if place and found[-1]:
                found.append([])
            # A citation behind the full stop belongs to the sentence before it.
            if part.strip() and run.style == "sup" and not found[-1] and len(found) > 1:
                found[-2].append(Run(part, run.style))
            elif part.strip() or found[-1]:
                found[-1].append(Run(part, run.style))
    return [tuple(runs) for runs in found if runs]


def cited(element: Element) -> tuple[str, ...]:
    """The keys of the works that an element cites, by number or by name, each once."""
    keys = []
    for link in element.iter("a"):
        href = unquote(link.get("href") or "")
        if "#fn:" in href:
            keys.append(href.partition("#fn:")[2])
        elif "#ref-" in href:
            keys.append(href.partition("#ref-")[2])
    return tuple(dict.fromkeys(keys))


def section(article: Element, name: str) -> list[Element]:
    """What stands between a heading of the second level and the next one."""
    heads = article.xpath(f".//h2[@id='{name}']")
    found = []
    after = heads[0].getnext() if heads else None
    while after is not None and after.tag != "h2":
        found.append(after)
        after = after.getnext()
    return found


def heading(article: Element, name: str) -> str:
    """The words of a heading of the second level."""
    heads = article.xpath(f".//h2[@id='{name}']")
    return words(on_one_line(line_of(heads[0]))) if heads else ""


def prose(article: Element) -> list[Sentence]:
    """The sentences of the chapter's text that cite something, without its key points, tables, questions and references."""
    found: list[Sentence] = []
    skipped = {item for part in section(article, "key-points") for item in part.iter()}
    for element in article.iter("p", "li"):
        above = element.iterancestors("div", "table", "figure", "details")
        if element in skipped or (element.tag == "li" and element.find("p") is not None):
            continue
        if any((parent.get("class") or "") or parent.tag != "div" for parent in above):
            continue
        found += _cited_sentences(element)
    return found


def _cited_sentences(element: Element) -> Iterator[Sentence]:
    numbers = {words(line_of(link)): key for link in element.iter("a") for key in cited_by_link(link)}
    for line in sentences(line_of(element, claims=True)):
        marks = [mark for run in line if run.style == "sup" for mark in run.text.split(",")]
        keys = [numbers[mark.strip()] for mark in marks if mark.strip() in numbers]
        if keys:
            yield Sentence(line, tuple(dict.fromkeys(keys)))


def cited_by_link(link: Element) -> Sequence[str]:
    """The key behind the number of a citation, or nothing for any other link."""
    href = unquote(link.get("href") or "")
    return (href.partition("#fn:")[2],) if "#fn:" in href else ()


def blocks_of(elements: Sequence[Element]) -> list[Block]:
    """Paragraphs, lists and tables below one another, as blocks of lines; a table's row is a line."""
    found: list[Block] = []
    for element in elements:
        name = element.tag
        if name in {"ul", "ol"}:
            kind = "letters" if element.get("type") == "a" else _LISTS[name]
            lines = tuple(on_one_line(line_of(item)) for item in element.findall("li"))
            found.append(Block(kind, lines))  # type: ignore[arg-type]
        elif name == "table":
            rows = [[on_one_line(line_of(cell)) for cell in row] for row in element.iter("tr")]
            found.append(Block("bullets", tuple(_row(row) for row in rows if any(row))))
        elif name == "p" and (line := on_one_line(line_of(element))):
            found.append(Block("para", (line,)))
        elif name in {"div", "figure", "section", "form", "fieldset"}:
            found += blocks_of(list(element))
    return [block for block in found if any(block.lines)]


def _row(cells: Sequence[Line]) -> Line:
    runs: list[Run] = []
    for cell in cells:
        if runs and cell:
            runs.append(Run(" – "))
        runs += cell
    return tuple(runs)
