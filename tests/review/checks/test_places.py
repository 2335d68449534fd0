"""The source line from which an address comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.checks.places import Places, page_source, read_sources, source_place
from tests.books import make_book

BIB = "@article{A,\n  doi = {10.1000/abc},\n  pmid = {123},\n  pmcid = {PMC45},\n  url = {https://example.org/a},\n}\n"
SOURCES = {
    "docs/data/later.csv": 'id,summary\na,"see ""x"" https://example.org/p?a=1&b=2"\nb,https://example.org/long/er\n',
    "docs/data/studies.csv": "id,registry\nFoo2020-os,NCT00000000\n",
    "bib/references.bib": BIB,
    "docs/en/page.md": "# P\n\n[x](other.md#place) <a href='none.html'>y</a> {{ r:Foo2020-os:value }}\nhttps://example.org/caf%C3%A9\n",
}


@pytest.mark.parametrize(
    ("address", "path", "line"),
    [
        ("https://example.org/p?a=1&b=2", "docs/data/later.csv", 2),
        ("https://example.org/long/er", "docs/data/later.csv", 3),
        ("https://example.org/a", "bib/references.bib", 5),
        ("https://doi.org/10.1000/abc", "bib/references.bib", 2),
        ("https://doi.org/10.1000/ABC", "bib/references.bib", 2),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", "bib/references.bib", 3),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC45/", "bib/references.bib", 4),
        ("https://clinicaltrials.gov/study/NCT00000000", "docs/data/studies.csv", 2),
        ("../a/other.html#place", "docs/en/page.md", 3),
        ("none.html", "docs/en/page.md", 3),
        ("../evidence/results.html#Foo2020-os", "docs/data/studies.csv", 2),
        ("https://example.org/café", "docs/en/page.md", 4),
    ],
)
def test_the_line_that_holds_an_address_is_found(address: str, path: str, line: int) -> None:
    sources = SOURCES | {"docs/en/page.md": SOURCES["docs/en/page.md"].replace("%C3%A9", "é")}
    assert source_place(address, sources) == (path, line)


@pytest.mark.parametrize("address", ["https://example.org/long", "https://doi.org/10.1000/ab", "nowhere.html", "", " "])
def test_the_beginning_of_another_address_is_not_taken_for_it(address: str) -> None:
    assert source_place(address, SOURCES) is None


def test_an_escaped_ampersand_is_read() -> None:
    page = {"docs/en/a.md": '\n<a href="https://example.org/?a=1&amp;b=2">x</a>'}
    assert source_place("https://example.org/?a=1&b=2", page) == ("docs/en/a.md", 2)


def test_a_page_s_own_source_comes_first_and_other_pages_never() -> None:
    places = Places(SOURCES | {"docs/en/odd.md": "\nhttps://[x/"})
    assert places.on("page.html", "../evidence/results.html#Foo2020-os") == ("docs/en/page.md", 3)
    assert places.on("zh/page.html", "../evidence/results.html#Foo2020-os") == ("docs/data/studies.csv", 2)
    assert places.on("zh/page.html", "none.html") == ("docs/zh/page.md", 0)
    assert places.on("zh/other.html", "none.html") == ("docs/zh/other.md", 0)
    assert places.on("odd.html", "https://[x/") == ("docs/en/odd.md", 2)
    assert places.on("zh/page.html", "https://[x/") == ("docs/zh/page.md", 0)
    assert places.on("assets/a.css", "none.png") == ("assets/a.css", 0)


def test_each_page_has_its_source() -> None:
    assert page_source("a/b.html") == "docs/en/a/b.md"
    assert page_source("zh/a.html") == "docs/zh/a.md"
    assert page_source("zh/404.html") == "docs/overrides/404.html"


def test_every_kind_of_source_is_read(tmp_path: Path) -> None:
    root = make_book(tmp_path, {"mkdocs.yml": "site_name: x\n", "docs/overrides/main.html": "<a href='x'>"})
    paths = list(read_sources(root))
    wanted = {"docs/data/claims.csv", "docs/data/views.yml", "bib/references.bib", "docs/labels.csv", "mkdocs.yml"}
    wanted |= {"docs/overrides/main.html", "docs/en/index.md", "docs/zh/index.md", "docs/assets/figures/box.yml"}
    assert wanted <= set(paths)
    assert paths.index("docs/data/claims.csv") < paths.index("mkdocs.yml") < paths.index("docs/en/index.md")
