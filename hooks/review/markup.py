"""Text from data made safe for a page that passes through Markdown, the citation plugin and HTML."""

from __future__ import annotations

import html
import re

# Every character that Markdown, its extensions, the citation plugin or HTML could read as markup.
_SPECIAL = re.compile(r"[&<>\"'`*_\[\]{}@\\|~^#!$\n\r\t]")
_TAG = re.compile(r"<[^<>]*>")


def escaped(text: str) -> str:
    """The text with every special character as a numeric entity, so that it is shown and never run.

    A line break becomes a space: a cell is one line.
    """
    return _SPECIAL.sub(lambda match: " " if match[0] in "\n\r\t" else f"&#{ord(match[0])};", text)


def attribute(text: str) -> str:
    """The text for use between double quotes in a tag."""
    return escaped(text)


def title_attribute(text: str) -> str:
    """The text as a `title`: some scripts put titles into their tooltips as markup, so no opening bracket may begin a tag."""
    return attribute(text.replace("<", "<\u2060"))


def plain(fragment: str) -> str:
    """The text a reader sees of an HTML fragment of ours, on one line."""
    return " ".join(html.unescape(_TAG.sub(" ", fragment)).split())


_SCHEME = re.compile(r"^[\x00-\x20\s]*[a-zA-Z][a-zA-Z0-9+.-]*:")


def link(href: str, fragment: str, css: str = "", title: str = "", label: str = "") -> str:
    """An anchor around a fragment that is already safe; an address with any scheme but https is not linked."""
    if _SCHEME.match(href) and not href.startswith("https://"):
        return fragment
    extra = (f' class="{css}"' if css else "") + (f' title="{title_attribute(title)}"' if title else "")
    extra += f' aria-label="{attribute(label)}"' if label else ""
    return f'<a href="{attribute(href)}"{extra}>{fragment}</a>'


def span(css: str, fragment: str) -> str:
    """A span around a fragment that is already safe."""
    return f'<span class="{css}">{fragment}</span>'


def items(fragments: list[str]) -> str:
    """Several fragments of one cell, each on its own line of it."""
    return fragments[0] if len(fragments) == 1 else "".join(span("item", fragment) for fragment in fragments)


def html_text(text: str) -> str:
    """Plain text for an HTML fragment that no Markdown will read, as files for other programs hold it."""
    return html.escape(text, quote=False)
