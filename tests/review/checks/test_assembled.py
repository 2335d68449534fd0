"""SITE-1 to SITE-3: links of the assembled site."""

from pathlib import Path

import pytest

from review.checks.assembled import assembled_problems
from review.problems import Problem

TARGET = '<html><head><title>t</title></head><body><h1 id="top">T</h1><a name="old">x</a></body></html>'


def site(root: Path, body: str, page: str = "index.html") -> list[Problem]:
    """The problems of a site of a page with this body and another page."""
    for name, text in {
        page: f"<html><head><title>p</title></head><body>{body}</body></html>",
        "sub/other page.html": TARGET,
        "zh/index.html": TARGET,
        "assets/a.png": "",
        "404.html": '<html><a href="none">x</a></html>',
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return assembled_problems(root)


@pytest.mark.parametrize(
    "body",
    [
        '<a href="sub/other%20page.html#top">x</a>',
        '<a href="sub/other%20page.html#old">x</a>',
        '<h2 id="h">h</h2><a href="#h">x</a><a href="">x</a>',
        '<img src="assets/a.png" srcset="assets/a.png 2x, assets/a.png" alt="">',
        '<a href="https://example.org/">x</a><a href="mailto:me@example.org">x</a>',
        '<img src="data:image/png;base64,AAAA" alt="">',
        '<link rel="canonical" href="https://example.org/none.html">',
    ],
)
def test_links_that_lead_somewhere_pass(body: str, tmp_path: Path) -> None:
    assert site(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "rule", "expected"),
    [
        ('<a href="none.html">x</a>', "SITE-1", "a file of the site"),
        ('<a href="sub/">x</a>', "SITE-1", "not a folder"),
        ('<a href="../out.html">x</a>', "SITE-1", "within the site"),
        pytest.param(
            f'<a href="{"x" * 5000}">x</a>', "SITE-1", "a file of the site", id="a name that no file can have"
        ),
        ('<a href="https://[x/">x</a>', "SITE-1", "an address"),
        ('<img src="assets/none.png" alt="">', "SITE-1", "a file of the site"),
        ('<img src="assets/a.png" srcset="assets/none.png 2x" alt="">', "SITE-1", "a file of the site"),
        ('<a href="#none">x</a>', "SITE-2", "an id"),
        ('<a href="sub/other%20page.html#none">x</a>', "SITE-2", "an id"),
        ('<script src="https://example.org/x.js"></script>', "SITE-3", "another host"),
        ('<img src="//example.org/x.png" alt="">', "SITE-3", "another host"),
    ],
)
def test_links_that_lead_nowhere_are_told_at_their_source(body: str, rule: str, expected: str, tmp_path: Path) -> None:
    [problem] = site(tmp_path, body)
    assert (problem.rule, problem.path) == (rule, "docs/en/index.md")
    assert expected in problem.expected
    assert problem.remedy


def test_a_chinese_page_s_problem_is_told_at_its_source(tmp_path: Path) -> None:
    [problem] = site(tmp_path, '<a href="none.html">x</a>', "zh/a/b.html")
    assert problem.path == "docs/zh/a/b.md"
