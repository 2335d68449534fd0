"""Every page of the real book as built, one case a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.books import REAL
from tests.real import real_site

SOURCES = {
    f"{'zh/' if language == 'zh' else ''}{path.relative_to(REAL / 'docs' / language).with_suffix('.html').as_posix()}": path
    for language in ("en", "zh")
    for path in sorted((REAL / "docs" / language).rglob("*.md"))
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real book, built strictly in both languages."""
    return real_site(tmp_path_factory)


@pytest.mark.parametrize("page", list(SOURCES))
def test_each_page_is_whole(site: Path, page: str) -> None:
    tree = html.parse(str(site / page)).getroot()
    assert tree.get("lang") == ("zh" if page.startswith("zh/") else "en")
    (article,) = tree.xpath("//article")
    assert len(article.xpath(".//h1")) == 1
    assert tree.xpath("//meta[@name='description']/@content")[0].strip()
    for table in article.xpath(".//div[@class='view']/table"):
        assert table.xpath("./caption")[0].text_content().strip()
        assert table.xpath("./thead//th[@scope='col']")
        width = len(table.xpath("./thead//th"))
        for row in table.xpath("./tbody/tr"):
            assert len(row) == width
            assert row[0].get("scope") == "row"
    assert all(image.get("alt") for image in article.xpath(".//img"))
    assert len(set(ids := tree.xpath("//@id"))) == len(ids), "an id stands twice"


@pytest.mark.parametrize("page", list(SOURCES))
def test_each_page_loads_nothing_from_elsewhere(site: Path, page: str) -> None:
    tree = html.parse(str(site / page)).getroot()
    loaded = tree.xpath("//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href")
    assert not [address for address in loaded if "//" in address]


def test_each_chapter_names_claims_and_numbers(site: Path) -> None:
    for page, source in SOURCES.items():
        if source.parent.name in {"mechanisms", "settings", "therapies", "foundations"}:
            tree = html.parse(str(site / page)).getroot()
            assert tree.xpath("//article//a[@class='claim']"), page


def test_the_bibliography_leads_back_to_pages(site: Path) -> None:
    tree = html.parse(str(site / "reference/bibliography.html")).getroot()
    rows = tree.xpath("//tr[starts-with(@id, 'ref-')]")
    assert rows
    for row in rows:
        assert row[-1].xpath("./a"), f"{row.get('id')} is cited nowhere"
