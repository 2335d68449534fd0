"""A Markdown extension that lets a table's caption hold inline Markdown, as cells can."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension


class CaptionExtension(Extension):
    """Counts `caption` among the block elements that `md_in_html` may fill."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Registers the element."""
        if "caption" not in md.block_level_elements:
            md.block_level_elements.append("caption")
