"""Drawings made fit for paper: the style sheet's colours of the light scheme put into each, long charts cut into pages."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any
_NAMESPACE = "http://www.w3.org/2000/svg"
_VARIABLE = re.compile(r"(--[\w-]+)\s*:\s*([^;]+);")
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_RULE = re.compile(r"^\.drawing ([\w.-]+)\s*\{([^}]*)\}", re.MULTILINE)
_USE = re.compile(r"var\((--[\w-]+)\)")
# The theme's own colour, which our style sheet uses and does not set.
_THEME = {"--md-default-bg-color": "#ffffff"}
FONTS = "'Source Sans 3', 'Noto Sans SC', sans-serif"
# About what a page holds of a drawing at its usual size.
TALLEST = 900.0
_DEFAULT: Any = {None: _NAMESPACE}
_CAMEL = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio", "textlength": "textLength"}


def print_style(stylesheet: str) -> str:
    """The style sheet's rules for drawings with every colour written out."""
    return "\n".join(f"{selector} {{{body}}}" for selector, body in light_rules(stylesheet))


def light_rules(stylesheet: str, fonts: str = FONTS) -> list[tuple[str, str]]:
    """What the style sheet says of the parts of a drawing, as (selector, declarations) in the colours of the light scheme."""
    root = _ROOT.search(stylesheet)
    colours = {**_THEME, **dict(_VARIABLE.findall(root[1] if root else ""))}
    return [
        (
            selector,
            _USE.sub(lambda match: colours.get(match[1], "#000000").strip(), body).replace(
                "font-family: inherit", f"font-family: {fonts}"
            ),
        )
        for selector, body in _RULE.findall(stylesheet)
    ]


def printed(svg: Element, style: str) -> list[bytes]:
    """A drawing of a built page as files that stand alone: one, or several for a chart taller than a page."""
    drawing = _restored(svg)
    width, height = size(drawing)
    places = [0.0, *cuts(drawing, height), height]
    files = []
    for top, bottom in pairwise(places):
        sheet = _copy(drawing)
        sheet.set("viewBox", f"0 {top:g} {width:g} {bottom - top:g}")
        if len(places) > 2:
            keep(sheet, top, bottom)
        rules = etree.Element(f"{{{_NAMESPACE}}}style")
        rules.text = style
        sheet.insert(0, rules)
        files.append(etree.tostring(sheet, encoding="utf-8"))
    return files


def size(svg: Element) -> tuple[float, float]:
    """Width and height of the drawing's sheet."""
    _, _, width, height = (float(part) for part in (svg.get("viewBox") or "0 0 1 1").split())
    return width, height


def described(svg: Element) -> str:
    """The drawing's own description, else its title."""
    for name in ("desc", "title"):
        for element in svg.iter():
            if (
                isinstance(element.tag, str)
                and element.tag.endswith(name)
                and (text := "".join(element.itertext()).strip())
            ):
                return text
    return ""


def _restored(svg: Element) -> Element:
    """The element as SVG again: HTML knows neither its namespace nor capitals in its attributes."""
    made = etree.Element(f"{{{_NAMESPACE}}}{_local(svg)}", nsmap=_DEFAULT)
    for name, value in svg.attrib.items():
        if str(name).lower() not in {"xmlns", "role", "aria-labelledby", "id"}:
            made.set(_CAMEL.get(str(name), str(name)), str(value))
    made.text = svg.text
    for child in svg:
        if isinstance(child.tag, str) and _local(child) not in {"title", "desc", "style"}:
            part = _restored(child)
            part.tail = child.tail
            made.append(part)
    return made


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _copy(element: Element) -> Element:
    return etree.fromstring(etree.tostring(element))


def _span(element: Element) -> tuple[float, float] | None:
    """From where to where a shape reaches down the sheet; None for lines of the ruler, which any cut may cross."""
    name = _local(element)
    if name == "text" and element.get("y"):
        y = float(element.get("y", "0"))
        return y - 14, y + 5
    if name == "rect":
        y = float(element.get("y", "0"))
        return y, y + float(element.get("height", "0"))
    if name == "circle":
        y, radius = float(element.get("cy", "0")), float(element.get("r", "0"))
        return y - radius, y + radius
    numbers = [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?", element.get("d") or element.get("points") or "")]
    ys = numbers[1::2]
    if not ys or (name == "path" and max(ys) - min(ys) > TALLEST / 2):
        return None
    return min(ys) - 1, max(ys) + 1


def cuts(svg: Element, height: float, tallest: float = TALLEST) -> list[float]:
    """Where a tall drawing is cut: in gaps that no shape crosses, before headings where there is one near."""
    if height <= tallest * 1.25:
        return []
    spans = [span for child in svg.iter() if isinstance(child.tag, str) and (span := _span(child))]
    heads = [float(child.get("y", "0")) - 15 for child in svg.iter() if child.get("class") == "head" and child.get("y")]
    found: list[float] = []
    at = 0.0
    while height - at > tallest:
        free = [
            y
            for y in range(int(at + tallest), int(at + tallest / 2), -1)
            if not any(top < y < end for top, end in spans)
        ]
        near = [
            y for y in heads if at + tallest * 0.6 < y <= at + tallest and not any(top < y < end for top, end in spans)
        ]
        if not near and not free:
            break
        at = max(near) if near else float(free[0])
        found.append(at)
    return found


def keep(sheet: Element, top: float, bottom: float) -> None:
    """Takes out what lies outside a part of the sheet, so that a reader of the text meets each word once."""
    for child in list(sheet):
        span = _span(child) if isinstance(child.tag, str) else None
        if span and (span[1] <= top or span[0] >= bottom):
            sheet.remove(child)
