"""MkDocs hook for `make bench` only: writes each page's Markdown with every marker, table and citation filled."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from review.publish.held import with_boxes

FOLDER = "BOOK_PAGES_FOLDER"


# After the citation plugin (priority 0), which writes the notes.
@event_priority(-100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Writes the page below the folder that the environment names."""
    target = Path(os.environ[FOLDER]) / page.file.src_uri
    target.parent.mkdir(parents=True, exist_ok=True)
    text = with_boxes(markdown, page.meta["boxes"])
    target.write_text(f"---\ntitle: {page.title}\n---\n{text}", encoding="utf-8")
