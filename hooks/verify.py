"""MkDocs hook after rendering: mends what the theme leaves wrong, and stops where a page still shows markup of the sources."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from review.checks.built import leftovers
from review.problems import Problem, report
from review.publish.html_mend import mended
from review.publish.security import with_policy

_met: list[Problem] = []


def on_pre_build(config: MkDocsConfig) -> None:
    """Forgets what an earlier build of a preview met."""
    _met.clear()


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Gathers what is left over in the page, and mends the rest."""
    folder = Path(config.docs_dir).relative_to(Path(config.config_file_path).resolve().parent).as_posix()
    source = Path(page.file.abs_src_path or "")
    markdown = source.read_text(encoding="utf-8") if source.is_file() else ""
    _met.extend(leftovers(output, f"{folder}/{page.file.src_uri}", markdown))
    return with_policy(mended(output))


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Mends the page that stands for a missing one."""
    return with_policy(mended(output_content)) if template_name.endswith(".html") else output_content


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Writes the search index as a script too, for folders without a server, and reports what was met at once."""
    index = Path(config.site_dir) / "search" / "search_index.json"
    if index.is_file():
        text = index.read_text(encoding="utf-8")
        index.with_suffix(".js").write_text(f"var __index = {text}", encoding="utf-8")
    if _met:
        raise PluginError("\n" + report(_met))
