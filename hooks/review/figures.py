"""Figures of our own: an SVG drawing with named labels, and the labels in each language beside it.

`docs/assets/figures/<stem>.svg` holds the drawing with `{{name}}` where words go;
`docs/assets/figures/<stem>.yml` holds title, caption, alt, sources and the words, each text as `{en: …, zh: …}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from review.markup import escaped
from review.problems import Problem, shown
from review.textfile import read_text
from review.yamlfile import load_mapping

FOLDER = "docs/assets/figures"
_NAMING = re.compile(r"\s(?:role|aria-labelledby|aria-label)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_TOKEN = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")
_FORBIDDEN = re.compile(
    r"<script|<foreignObject|\son\w+\s*=|(?:href|src)\s*=\s*[\"'](?!#)|@import|url\((?!#)", re.IGNORECASE
)


@dataclass(frozen=True)
class Figure:
    """A figure's drawing and its words by language."""

    stem: str
    svg: str
    title: Mapping[str, str]
    caption: Mapping[str, str]
    alt: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    sources: tuple[str, ...]


def _texts(value: Any) -> dict[str, str]:
    return {str(key): str(text) for key, text in value.items() if text is not None} if isinstance(value, dict) else {}


def _unreadable(svg: str, path: str) -> list[Problem]:
    try:
        ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        return [Problem(path, error.position[0], "FIG-1", shown(error), "well-formed SVG", "mend the drawing")]
    return []


def _drawing_problems(svg: str, path: str) -> list[Problem]:
    root = ElementTree.fromstring(svg)
    problems = []
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        problems.append(
            Problem(
                path,
                1,
                "FIG-1",
                f"the element {shown(root.tag)}",
                'an svg element with xmlns="http://www.w3.org/2000/svg"',
                "mend the drawing",
            )
        )
    if "viewBox" not in root.attrib:
        problems.append(
            Problem(
                path, 1, "FIG-1", "no viewBox", "a viewBox, so that the drawing scales", "add it to the svg element"
            )
        )
    bad = _FORBIDDEN.search(svg)
    if bad:
        problems.append(
            Problem(
                path,
                svg.count("\n", 0, bad.start()) + 1,
                "FIG-2",
                shown(bad[0]),
                "neither script nor outside address",
                "take it out",
            )
        )
    return problems


def _label_problems(figure: Figure, path: str) -> list[Problem]:
    wanted = set(_TOKEN.findall(figure.svg))
    problems = [
        Problem(
            path, 0, "FIG-3", f"no label {shown(name)}", "a label for each name in the drawing", "add it under `labels`"
        )
        for name in sorted(wanted - set(figure.labels))
    ]
    problems += [
        Problem(path, 0, "FIG-3", f"label {shown(name)}", "only labels that the drawing uses", "remove it")
        for name in sorted(set(figure.labels) - wanted)
    ]
    texts = {
        "title": figure.title,
        "caption": figure.caption,
        "alt": figure.alt,
        **{f"labels.{name}": label for name, label in figure.labels.items()},
    }
    problems += [
        Problem(path, 0, "FIG-4", f"no English {name}", "at least English for every text", f"add {name}.en")
        for name, text in texts.items()
        if not text.get("en")
    ]
    return problems


def read_figures(root: Path) -> tuple[dict[str, Figure], list[Problem]]:
    """All figures by stem, and what is wrong with their files (rules FIG-1 to FIG-4)."""
    figures: dict[str, Figure] = {}
    problems: list[Problem] = []
    for file in sorted((root / FOLDER).glob("*.svg")):
        source = f"{FOLDER}/{file.name}"
        words = f"{FOLDER}/{file.stem}.yml"
        svg, faults = read_text(file, source)
        text, more = read_text(root / words, words)
        faults += more
        if not faults:
            raw, _, faults = load_mapping(text, words)
            labels, sources = raw.get("labels") or {}, raw.get("sources") or []
            if not isinstance(labels, dict) or not isinstance(sources, list):
                faults += [
                    Problem(
                        words,
                        0,
                        "FIG-3",
                        "labels or sources of another shape",
                        "labels as `name: {en: …}`, sources as a list",
                        "write them in that form",
                    )
                ]
                labels, sources = {}, []
            words_of = {str(name): _texts(label) for name, label in labels.items()}
            figure = Figure(
                file.stem,
                svg,
                _texts(raw.get("title")),
                _texts(raw.get("caption")),
                _texts(raw.get("alt")),
                words_of,
                tuple(str(key) for key in sources),
            )
            faults = faults or _unreadable(svg, source)
            faults = faults or _drawing_problems(svg, source) + _label_problems(figure, words)
            figures[file.stem] = figure
        problems += faults
    return figures, problems


def drawing(figure: Figure, language: str) -> str:
    """The SVG with its words in the language (English where one is missing), titled and described for screen readers."""

    def word(match: re.Match[str]) -> str:
        label = figure.labels[match[1]]
        return escaped(label.get(language) or label["en"])

    svg = re.sub(r"^\s*<\?xml.*?\?>\s*", "", figure.svg).strip()
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = _TOKEN.sub(word, svg)
    names = f"figure-{figure.stem}-title figure-{figure.stem}-desc"
    head = f'<title id="figure-{figure.stem}-title">{escaped(_in(figure.title, language))}</title><desc id="figure-{figure.stem}-desc">{escaped(_in(figure.alt, language))}</desc>'
    opening = f' role="img" aria-labelledby="{names}">{head}'
    svg = re.sub(r"<svg\b([^>]*)>", lambda match: f"<svg{_NAMING.sub('', match[1])}{opening}", svg, count=1)
    return " ".join(line.strip() for line in svg.splitlines() if line.strip())


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts["en"]


def figure_html(figure: Figure, language: str, cite: Callable[[str], str], credit: str, offer: str = "") -> str:
    """The figure with caption, sources, licence and what is offered below it, for a page that passes through Markdown."""
    caption = escaped(_in(figure.caption, language))
    sources = " ".join(cite(key) for key in figure.sources)
    return "\n".join([
        f'<figure class="drawing" id="figure-{figure.stem}" markdown="1">',
        # On a narrow screen the drawing keeps its size and the box scrolls, by keyboard too.
        f'<div class="drawing-box" role="group" tabindex="0" aria-label="{escaped(_in(figure.title, language))}">{drawing(figure, language)}</div>',
        f'<figcaption markdown="span">{caption} {sources} <span class="credit">{escaped(credit)}</span></figcaption>',
        "</figure>",
        # Nothing may stand below a caption within a figure.
        *(["", offer] if offer else []),
    ])  # fmt: skip
