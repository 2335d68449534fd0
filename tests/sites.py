"""Whole sites for tests: the made-up book with everything a build needs, and digests of folders."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from review.publish.downloads import BANK_FILES, kit_file, offline_zip
from review.wording import LANGUAGES
from tests.books import REAL, UNTRANSLATED, VIEWS, make_book

_NAV = re.compile(r"^nav:.*\Z", re.MULTILINE | re.DOTALL)


_RECORD_PAGES = {
    "evidence/claims": ("claims", ["statement", "verdict"]),
    "evidence/results": ("results", ["study", "value", "says"]),
    "reference/bibliography": ("references", ["reference", "state", "cited_by"]),
    "reference/reviews": ("reviews", ["review", "fared"]),
}


def _add_record_pages(root: Path) -> None:
    """The pages to which numbers, claims and citations lead."""
    views = root / VIEWS
    text = views.read_text(encoding="utf-8") if views.is_file() else ""
    for path, (rows, columns) in _RECORD_PAGES.items():
        page = root / f"docs/en/{path}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(
            f"---\ndescription: All {rows}.\n---\n# All {rows} {{#all}}\n\n<!-- view: the-{rows} -->\n",
            encoding="utf-8",
        )
        text += f"\nthe-{rows}:\n  title: {{en: All {rows}, zh: 全部}}\n  rows: {rows}\n  columns: [{', '.join(columns)}]\n  cite: links\n  anchors: true\n"
    if views.is_file():
        views.write_text(text, encoding="utf-8")
    files = ["datapackage.json", "views.yml", "labels.csv", "references.bib", "combining-immunotherapy-data.zip"]
    links = "".join(f"- [{name}](../data/{name})\n" for name in files)
    kept = [offline_zip(name) for name in LANGUAGES] + [
        kit_file(name, kind) for name in LANGUAGES for kind in BANK_FILES
    ]
    links += "".join(f'- <a href="../{name}">{name}</a>\n' for name in kept)
    data = "---\ndescription: All files.\n---\n# All files {#all}\n\n"
    (root / "docs/en/reference/data.md").write_text(data + links, encoding="utf-8")
    declared = root / UNTRANSLATED
    before = declared.read_text(encoding="utf-8") if declared.is_file() else ""
    declared.write_text(before + "evidence/*\nreference/*\n", encoding="utf-8")


def make_site_sources(root: Path, files: dict[str, str | bytes | None] | None = None) -> Path:
    """The made-up book with the project's own configuration, templates, styles and hooks."""
    make_book(root, files)
    for name in ("mkdocs.yml", "mkdocs.zh.yml"):
        (root / name).write_text(_NAV.sub("", (REAL / name).read_text(encoding="utf-8")), encoding="utf-8")
    for name in ("CITATION.cff", "LICENSE"):
        shutil.copy(REAL / name, root / name)
    for folder in ("docs/overrides", "docs/assets/javascripts", "docs/assets/stylesheets"):
        shutil.copytree(REAL / folder, root / folder, dirs_exist_ok=True)
    _add_record_pages(root)
    (root / "hooks").symlink_to(REAL / "hooks")
    return root


def digest(folder: Path) -> dict[str, str]:
    """Each file below a folder with the hash of its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
