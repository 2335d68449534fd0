"""What the theme's pages lack, mended in the finished text: valid attributes, names, and tables and code that scroll by keyboard."""

from __future__ import annotations

import re

from review.markup import attribute, plain

_ATTRIBUTES = r"""(?:"[^"]*"|'[^']*'|[^"'<>])*"""
_INPUT = re.compile(rf"<input\b{_ATTRIBUTES}>")
_LABEL = re.compile(rf"<label\b{_ATTRIBUTES}>")
_DIALOG = re.compile(rf"<div\b{_ATTRIBUTES}\brole=\"dialog\"{_ATTRIBUTES}>")
_NAVIGATION = re.compile(rf"<nav\b{_ATTRIBUTES}\sclass=\"[^\"]*\bmd-nav--primary\b[^\"]*\"{_ATTRIBUTES}>")
_QUERY = re.compile(rf"<input\b{_ATTRIBUTES}\bname=\"query\"{_ATTRIBUTES}>")
_NAME = re.compile(r'\saria-label="([^"]*)"')
_SWITCHED = re.compile(r'\stype="(?:checkbox|radio)"')
_AUTOCOMPLETE = re.compile(r'\sautocomplete="[^"]*"')
_NO_TABINDEX = re.compile(r'\stabindex=""')
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_HEAD = re.compile(r"<thead>(.*?)</thead>", re.DOTALL)
_CODE = re.compile(r"<pre>(?=(?:<span></span>)?<code\b)")


def mended(document: str) -> str:
    """The whole page as a reader should get it; a page that lacks nothing stays as it is."""
    navigation, search = _name_of(_NAVIGATION, document), _name_of(_QUERY, document)
    document = _INPUT.sub(lambda match: _input(match[0], navigation), document)
    document = _LABEL.sub(lambda match: _NO_TABINDEX.sub("", match[0]), document)
    document = _DIALOG.sub(lambda match: _named(match[0], search), document)
    document = _TABLE.sub(_scrolling, document)
    return _CODE.sub('<pre tabindex="0">', document)


def _name_of(pattern: re.Pattern[str], document: str) -> str:
    """The name that the theme gives to the first element of a kind, in the page's own language."""
    element = pattern.search(document)
    name = _NAME.search(element[0]) if element else None
    return name[1] if name else ""


def _named(tag: str, name: str) -> str:
    """The tag with a name for screen readers, unless it has one or there is none to give."""
    return tag if not name or _NAME.search(tag) else f'{tag[:-1]} aria-label="{name}">'


def _input(tag: str, navigation: str) -> str:
    """Checkboxes complete nothing; the one that opens the menu on a phone is reached by keyboard and so needs a name."""
    if _SWITCHED.search(tag):
        tag = _AUTOCOMPLETE.sub("", tag)
    return _named(tag, navigation) if 'id="__drawer"' in tag else tag


def _scrolling(match: re.Match[str]) -> str:
    """A table written in Markdown in a box that scrolls by keyboard too, named by its heads."""
    head = _HEAD.search(match[1])
    cells = head[1].replace("</th>", ", </th>") if head else ""
    name = attribute(plain(cells).replace(" ,", ",").rstrip(", "))
    named = f' role="group" aria-label="{name}"' if name else ""
    return f'<div class="plain-table" tabindex="0"{named}><table class="plain">{match[1]}</table></div>'
