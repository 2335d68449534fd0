"""SITE-9: everything published can be reached from the home page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from review.checks.reach import own_assets, reach_problems
from review.problems import Problem

VIEWS = {"docs/data/views.yml": "first:\n  rows: claims\nlost:\n  rows: claims\n"}
PACKAGE = json.dumps({"resources": [{"name": "claims", "path": "claims.csv"}, {"name": "inline", "data": []}]})
SOUND = {
    "index.html": '<a href="a/one.html">x</a><a href="zh/index.html">中文</a><link rel="stylesheet" href="assets/stylesheets/book.css">',
    "a/one.html": '<a href="../index.html">x</a><a href="../data/datapackage.json">x</a><a href="https://[x/">x</a><a href="https://example.org/">x</a>',
    "zh/index.html": '<a href="../data/references.bib">x</a><a href="../data/views/first.en.csv">x</a>',
    "data/datapackage.json": PACKAGE,
    "data/claims.csv": "",
    "data/references.bib": "",
    "data/views/first.en.csv": "",
    "assets/stylesheets/book.css": "a { background: url(own.png) }",
    "assets/stylesheets/own.png": "",
    "assets/stylesheets/theme.css": "",
    "assets/javascripts/theme.js": "",
    "404.html": " ",
    "zh/404.html": "",
    "sitemap.xml": "",
    "zh/sitemap.xml.gz": "",
    "search/search_index.json": "",
}
OWN = frozenset({"stylesheets/book.css", "stylesheets/own.png"})


def problems(root: Path, changed: dict[str, str]) -> list[Problem]:
    """What cannot be reached in the sound site with some files changed or added."""
    for name, text in {**SOUND, **changed}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return reach_problems(root, OWN, VIEWS)


def test_a_site_whose_parts_are_linked_passes(tmp_path: Path) -> None:
    assert problems(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("file", "path", "line"),
    [
        ("b/lost.html", "docs/en/b/lost.md", 0),
        ("zh/lost.html", "docs/zh/lost.md", 0),
        ("zh/untranslated.txt", "docs/zh/untranslated.txt", 0),
        ("data/lost.csv", "docs/data/lost.csv", 0),
        ("data/combining-immunotherapy-data.zip", "docs/data/datapackage.json", 0),
        ("data/labels.csv", "docs/labels.csv", 0),
        ("data/views/lost.en.csv", "docs/data/views.yml", 3),
        ("zh/data/views/lost.zh.json", "docs/data/views.yml", 3),
        ("data/views/gone.en.csv", "docs/data/views.yml", 0),
        ("downloads/lost.pdf", "docs/downloads/lost.pdf", 0),
    ],
)
def test_what_nothing_leads_to_is_told_at_its_source(file: str, path: str, line: int, tmp_path: Path) -> None:
    [problem] = problems(tmp_path, {file: ""})
    assert (problem.rule, problem.path, problem.line) == ("SITE-9", path, line)
    assert file in problem.found
    assert "link" in problem.remedy


def test_our_own_assets_must_be_used(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, {"assets/stylesheets/book.css": "", "zh/assets/stylesheets/theme.css": ""})
    assert problem.path == "docs/assets/stylesheets/own.png"


def test_islands_do_not_reach_themselves(tmp_path: Path) -> None:
    lost = problems(tmp_path, {"x.html": '<a href="y.html">y</a>', "y.html": '<a href="x.html">x</a>'})
    assert [problem.path for problem in lost] == ["docs/en/x.md", "docs/en/y.md"]


def test_what_only_names_a_page_to_machines_leads_no_reader_there(tmp_path: Path) -> None:
    [problem] = problems(
        tmp_path, {"a/one.html": SOUND["a/one.html"] + '<link rel="next" href="lost.html">', "a/lost.html": ""}
    )
    assert problem.path == "docs/en/a/lost.md"


def test_our_own_assets_are_those_that_the_project_holds(tmp_path: Path) -> None:
    for name in ("docs/assets/stylesheets/book.css", "docs/assets/figures/a.svg"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    assert own_assets(tmp_path) == {"stylesheets/book.css"}
