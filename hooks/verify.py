"""MkDocs hook after rendering: stops the build where a page still shows markup of the sources."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from review.checks.built import leftovers
from review.problems import Problem, report

_met: list[Problem] = []


def on_pre_build(config: MkDocsConfig) -> None:
    """Forgets what an earlier build of a preview met."""
    _met.clear()


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Gathers what is left over in the page."""
    folder = Path(config.docs_dir).relative_to(Path(config.config_file_path).resolve().parent).as_posix()
    _met.extend(leftovers(output, f"{folder}/{page.file.src_uri}"))
    return output


def on_post_build(config: MkDocsConfig) -> None:
    """Reports all of it at once."""
    if _met:
        raise PluginError("\n" + report(_met))
