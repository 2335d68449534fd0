"""The assembled site as read from disk: its files, and of each page and style sheet the ids and the links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import html

_LINKS = ("href", "cite", "action", "formaction", "longdesc")
_LOADS = ("src", "poster", "data", "background")
_SETS = ("srcset", "imagesrcset")
# What a `link` element merely names; with any other `rel` the browser fetches or connects to it.
_NAMES = frozenset({"alternate", "author", "canonical", "feed", "help", "license", "me", "next", "prev", "search"})
_CSS = re.compile(r"url\(\s*(?P<quote>[\"']?)(?P<url>.*?)(?P=quote)\s*\)|@import\s+[\"'](?P<import>[^\"']+)", re.DOTALL)
_REFRESH = re.compile(r"^\s*[\d.]+\s*;\s*url\s*=\s*[\"']?(?P<url>[^\"']+)", re.IGNORECASE)
PACKAGE = "data/datapackage.json"
HOME = "index.html"


@dataclass(frozen=True, order=True, slots=True)
class Link:
    """One address in a page: the element and the attribute it stands in, and whether a browser loads it by itself."""

    tag: str
    address: str
    loads: bool = False
    canonical: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """A built page, style sheet or data package: its links, each once and sorted, and the ids it holds."""

    links: tuple[Link, ...] = ()
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Site:
    """All published files and folders, as paths from the site's root, and what was read of those that hold links.

    `base` is the address at which the site is published, with a slash at its end, as the home page says; else empty.
    """

    files: frozenset[str]
    folders: frozenset[str]
    built: Mapping[str, Built]
    base: str = ""

    def inside(self, page: str, address: str) -> str | None:
        """The file to which an address on a page leads, from the site's root; None for one outside.

        A path that leaves the site begins with `../`. Raises ValueError where the address cannot be read.
        """
        if self.base and address.startswith(self.base):
            address = f"/{address.removeprefix(self.base)}"
        elif address.startswith("/") and not address.startswith("//"):
            root = urlsplit(self.base).path or "/"
            address = f"/{address.removeprefix(root).removeprefix('/')}"
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return None
        path = unquote(parts.path)
        if not path:
            return page
        return normpath(path.lstrip("/") or HOME) if path.startswith("/") else normpath(f"{page}/../{path}")


def read_site(folder: Path, promised: frozenset[str] = frozenset()) -> Site:
    """The site below `folder`; `promised` names files that this build leaves out and a whole one has."""
    paths = sorted(folder.rglob("*"))
    files = {path.relative_to(folder).as_posix() for path in paths if path.is_file()}
    folders = {path.relative_to(folder).as_posix() for path in paths if path.is_dir()}
    built = {name: read_built(name, (folder / name).read_bytes()) for name in sorted(files) if _read(name)}
    home = built.get(HOME, Built())
    canonical = next((link.address for link in home.links if link.canonical), "")
    base = canonical.removesuffix(HOME) if canonical.endswith((f"/{HOME}", "/")) else ""
    return Site(frozenset(files) | promised, frozenset(folders), built, base)


def _read(name: str) -> bool:
    return name.endswith((".html", ".css")) or name == PACKAGE


def read_built(name: str, content: bytes) -> Built:
    """The links and ids of one file by its name: a page, a style sheet, or the data package, which lists files."""
    text = content.decode("utf-8", "replace")
    if name.endswith(".css"):
        return Built(tuple(sorted({Link("style", address, True) for address in _css(text)})))
    if name == PACKAGE:
        resources = json.loads(text).get("resources", [])
        return Built(tuple(sorted({Link("resource", str(item["path"])) for item in resources if "path" in item})))
    tree = html.document_fromstring(content if text.strip() else b"<html></html>", html.HTMLParser(encoding="utf-8"))
    ids = {element.get("id") for element in tree.iter()} | {element.get("name") for element in tree.iter("a")}
    return Built(tuple(sorted(set(_links(tree)))), frozenset(name for name in ids if name))


def _links(tree: html.HtmlElement) -> Iterator[Link]:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            yield from _attribute(element, name.removeprefix("xlink:"), value)
        if element.tag == "style":
            yield from (Link("style", address, True) for address in _css(element.text or ""))


def _attribute(element: html.HtmlElement, name: str, value: str) -> Iterator[Link]:
    tag = str(element.tag)
    if name in _LINKS:
        rel = set((element.get("rel") or "").split())
        loads = tag in {"use", "image"} or (tag == "link" and not rel & _NAMES)
        yield Link(tag, value, loads, tag == "link" and "canonical" in rel)
    elif name in _LOADS and not (name == "data" and tag != "object"):
        yield Link(tag, value, True)
    elif name in _SETS:
        yield from (Link(tag, part.split()[0], True) for part in value.split(",") if part.strip())
    elif name == "style":
        yield from (Link(tag, address, True) for address in _css(value))
    elif name == "content" and tag == "meta" and element.get("property") == "og:image":
        yield Link(tag, value, True)
    elif name == "content" and tag == "meta" and (found := _REFRESH.match(value)):
        yield Link(tag, found["url"].strip())


def _css(text: str) -> Iterator[str]:
    for found in _CSS.finditer(text):
        address = found["url"] or found["import"] or ""
        if address and not address.startswith(("data:", "#")):
            yield address
