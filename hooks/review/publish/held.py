"""Finished boxes of HTML that neither Markdown nor the search index needs to read.

Most of the book's bytes are tables of records, which are HTML from the start and stand outside the search index.
A page carries a comment in the place of each until it is whole: reading them only to leave them as they are would take nearly half as long again as all the rest of a build.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACE = re.compile(r"<!-- held: ([\w-]+) -->")


def place(name: str) -> str:
    """What stands for a box until the page is whole."""
    return f"<!-- held: {name} -->"


def with_boxes(page: str, boxes: Mapping[str, str]) -> str:
    """The page with its boxes in their places; a place without a box stays, to be met as left over."""
    return _PLACE.sub(lambda match: boxes.get(match[1], match[0]), page)
