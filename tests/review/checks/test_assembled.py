"""SITE-1 to SITE-8: links of the assembled site."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from review.checks.assembled import assembled_problems
from review.problems import Problem

TARGET = '<html><head><title>t</title></head><body><h1 id="top">T</h1><a name="old">x</a></body></html>'
HOME = '<html><head><title>p</title><link rel="canonical" href="https://book.example/folder/{}"></head><body>{}</body></html>'


def site(root: Path, body: str, page: str = "index.html", **others: str) -> list[Problem]:
    """The problems of a site of a page with this body and another page."""
    for name, text in {
        "index.html": HOME.format("index.html", ""),
        page: HOME.format(page, body),
        "sub/other page.html": TARGET,
        "zh/index.html": TARGET,
        "assets/a.png": "",
        "404.html": '<html><a href="/folder/sub/other%20page.html">x</a><a href="#x" id="x">x</a></html>',
        **{name.replace("__", "/").replace("_", "."): text for name, text in others.items()},
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
        '<a href="https://book.example/folder/zh/index.html#top">x</a><a href="https://book.example/folder/">x</a>',
        '<a href="zh/index.html?q=x#top">x</a>',
        '<p style="background: url(assets/a.png)">x</p><style>p { background: url("#x") }</style><!-- a remark -->',
        '<object data="assets/a.png"></object><p data="none">x</p>',
        '<svg><use xlink:href="#s"/><g id="s"/></svg>',
        '<meta http-equiv="refresh" content="0; url=zh/index.html"><meta name="x" content="y">',
        '<meta property="og:image" content="https://book.example/folder/assets/a.png">',
        '<a href="https://doi.org/10.1000/a_(b)1">x</a><a href="https://pubmed.ncbi.nlm.nih.gov/12345/">x</a>',
    ],
)
def test_links_that_lead_somewhere_pass(body: str, tmp_path: Path) -> None:
    assert site(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "rule", "expected"),
    [
        ('<a href="none.html">x</a>', "SITE-1", "a file of the site"),
        ('<a href="sub/">x</a>', "SITE-1", "not a folder"),
        ('<a href=".">x</a>', "SITE-1", "not a folder"),
        ('<a href="../out.html">x</a>', "SITE-1", "within the site"),
        pytest.param(
            f'<a href="{"x" * 5000}">x</a>', "SITE-1", "a file of the site", id="a name that no file can have"
        ),
        ('<a href="https://[x/">x</a>', "SITE-1", "an address"),
        ('<a href="https://book.example/folder/none.html">x</a>', "SITE-1", "a file of the site"),
        ('<img src="assets/none.png" alt="">', "SITE-1", "a file of the site"),
        ('<img src="assets/a.png" srcset="assets/none.png 2x" alt="">', "SITE-1", "a file of the site"),
        ('<p style="background: url(assets/none.png)">x</p>', "SITE-1", "a file of the site"),
        ('<style>@import "assets/none.css";</style>', "SITE-1", "a file of the site"),
        ('<meta http-equiv="refresh" content="0; url=none.html">', "SITE-1", "a file of the site"),
        ('<meta property="og:image" content="https://book.example/folder/none.png">', "SITE-1", "a file of the site"),
        ('<meta property="og:image" content="https://example.org/a.png">', "SITE-3", "another host"),
        ('<a href="#none">x</a>', "SITE-2", "an id"),
        ('<a href="sub/other%20page.html#none">x</a>', "SITE-2", "an id"),
        ('<a href="zh/index.html#TOP">x</a>', "SITE-2", "an id"),
        ('<script src="https://example.org/x.js"></script>', "SITE-3", "another host"),
        ('<img src="//example.org/x.png" alt="">', "SITE-3", "another host"),
        ('<link rel="stylesheet" href="https://example.org/x.css">', "SITE-3", "another host"),
        ('<link rel="preconnect" href="https://example.org/">', "SITE-3", "another host"),
        ('<p style="background: url(https://example.org/x.png)">x</p>', "SITE-3", "another host"),
        ('<a href="Sub/Other%20Page.html">x</a>', "SITE-4", "“sub/other page.html”"),
        ('<img src="assets/A.PNG" alt="">', "SITE-4", "“assets/a.png”"),
        ('<a href="https://dоi.org/10.1000/x">x</a>', "SITE-5", "cyrillic small letter o"),
        ('<a href="https://192.0.2.1/x">x</a>', "SITE-5", "a number"),
        ('<a href="http://example.org/">x</a>', "SITE-6", "https"),
        ('<a href="//example.org/">x</a>', "SITE-6", "https"),
        ('<a href="javascript:alert(1)">x</a>', "SITE-6", "https"),
        ('<a href="https://dx.doi.org/10.1000/x">x</a>', "SITE-7", "https://doi.org/10."),
        ('<a href="https://www.ncbi.nlm.nih.gov/pubmed/12345">x</a>', "SITE-7", "pubmed.ncbi.nlm.nih.gov"),
        ('<a href="https://clinicaltrials.gov/ct2/show/NCT00000000">x</a>', "SITE-7", "/study/NCT"),
        ('<a href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC12/">x</a>', "SITE-7", "pmc.ncbi.nlm.nih.gov"),
        ('<a href="/zh/index.html">x</a>', "SITE-8", "relative to the page"),
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


def test_the_page_for_what_is_not_found_links_from_the_root(tmp_path: Path) -> None:
    [problem] = site(tmp_path, "", **{"404_html": '<html><a href="zh/index.html">x</a></html>'})
    assert (problem.rule, problem.path) == ("SITE-8", "docs/overrides/404.html")
    [problem] = site(tmp_path, "", **{"404_html": '<html><a href="/folder/none.html">x</a></html>'})
    assert problem.rule == "SITE-1"


def test_style_sheets_are_read_too(tmp_path: Path) -> None:
    found = site(tmp_path, "", assets__book_css="a { background: url(a.png) } b { background: url('none.png') }")
    assert [(problem.rule, problem.path) for problem in found] == [("SITE-1", "assets/book.css")]


def test_names_that_differ_in_letter_case_alone_are_told(tmp_path: Path) -> None:
    [problem] = site(tmp_path, '<img src="assets/a.png" alt=""><img src="assets/A.png" alt="">', assets__A_png="")
    assert problem.rule == "SITE-4"
    assert "assets/A.png, assets/a.png" in problem.found


def test_the_line_of_the_source_is_named_once_for_all_pages(tmp_path: Path) -> None:
    link = '<a href="http://example.org/row">x</a>'
    site(tmp_path, link)
    (tmp_path / "sub/more.html").write_text(HOME.format("sub/more.html", link), encoding="utf-8")
    sources = {"docs/en/index.md": "none here", "docs/data/later.csv": "id,source\na,b\nc,http://example.org/row\n"}
    [problem] = assembled_problems(tmp_path, sources)
    assert (problem.path, problem.line) == ("docs/data/later.csv", 3)


def test_a_site_of_tables_is_read_in_time(tmp_path: Path) -> None:
    row = '<tr id="r{0}"><td><a href="#r{0}">x</a></td><td><a href="https://doi.org/10.1000/{0}">y</a></td></tr>'
    table = f"<table>{''.join(row.format(number) for number in range(800))}</table>"
    others = {f"page{number}_html": HOME.format(f"page{number}.html", table) for number in range(30)}
    start = time.process_time()
    assert site(tmp_path, "", **others) == []
    assert time.process_time() - start < 3
