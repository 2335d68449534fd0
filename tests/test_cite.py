"""What the book says of itself to those who cite it: the same in the citation file, the pages, the metadata and the changes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from tests.books import REAL
from tests.real import real_site

LICENCES = {"CC-BY-4.0": "CC BY 4.0", "CC0-1.0": "CC0", "MIT": "MIT"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_site(tmp_path_factory)


@pytest.fixture(scope="module")
def cited() -> dict[str, Any]:
    """The citation file."""
    found: dict[str, Any] = yaml.safe_load((REAL / "CITATION.cff").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def author(cited: dict[str, Any]) -> str:
    return ", ".join(author["name"] for author in cited["authors"])


def metas(page: Path) -> dict[str, str]:
    return {item.get("name"): item.get("content") for item in html.parse(str(page)).iter("meta") if item.get("name")}


def test_how_to_cite_gives_title_author_version_and_day(site: Path, cited: dict[str, Any], author: str) -> None:
    article = html.parse(str(site / "reference/cite.html")).xpath("//article")[0]
    text = " ".join(article.text_content().split())
    day = cited["date-released"]
    long_day = f"{day.day} {day:%B %Y}"
    assert f"{author}. {cited['title']}. Version {cited['version']}, {long_day}." in text
    versions = set(re.findall(r"[Vv]ersion (\d+\.\d+\.\d+)", text))
    assert versions == {cited["version"]}
    assert set(re.findall(r"\b\d{1,2} [A-Z][a-z]+ 20\d\d\b", text)) == {long_day}
    source = (REAL / "docs/en/reference/cite.md").read_text(encoding="utf-8")
    assert f"title     = {{{cited['title']}}}" in source
    assert f"author    = {{{{{author}}}}}" in source
    assert f"year      = {{{day.year}}}" in source and f"month     = {day:%b}".lower() in source.lower()
    for licence in cited["license"]:
        assert LICENCES[licence] in text, licence
    assert set(cited["license"]) == set(LICENCES)


@pytest.mark.parametrize("page", ["index.html", "zh/index.html", "therapies/cryoablation.html", "reference/data.html"])
def test_tags_and_linked_data_agree_with_the_citation_file(
    site: Path, cited: dict[str, Any], author: str, page: str
) -> None:
    tags = metas(site / page)
    day = cited["date-released"].isoformat()
    assert tags["citation_author"] == tags["DC.creator"] == author
    assert tags["citation_publication_date"] == day.replace("-", "/")
    assert tags["DC.date"] == day
    (script,) = html.parse(str(site / page)).xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(script)
    assert (data["author"]["name"], data["version"], data["datePublished"]) == (author, cited["version"], day)
    assert data["name"] == tags["citation_title"] == tags["DC.title"]
    assert data["license"] == tags["DC.rights"]
    wanted = "CC0-1.0" if page == "reference/data.html" else "CC-BY-4.0"
    assert {"CC0-1.0": "publicdomain/zero/1.0", "CC-BY-4.0": "licenses/by/4.0"}[wanted] in data["license"]


def test_a_chapter_s_own_citation_agrees(site: Path, cited: dict[str, Any], author: str) -> None:
    page = html.parse(str(site / "therapies/cryoablation.html"))
    text = page.xpath("string(//*[contains(@class, 'cite-this')])")
    assert text.startswith(f"{author}. ")
    assert f"Version {cited['version']}, {cited['date-released'].isoformat()}." in text
    assert text.endswith(page.xpath("//link[@rel='canonical']/@href")[0])


def test_title_and_changes_agree(site: Path, cited: dict[str, Any]) -> None:
    book = metas(site / "index.html")["citation_title"]
    assert cited["title"].startswith(f"{book}: ")
    changes = (REAL / "CHANGELOG.md").read_text(encoding="utf-8")
    (latest, *_) = re.findall(r"^## (\S+) \((\S+)\)$", changes, re.MULTILINE)
    assert latest == (cited["version"], cited["date-released"].isoformat())
    readme = (REAL / "README.md").read_text(encoding="utf-8")
    assert f"version {cited['version']}, {cited['date-released'].year}" in readme
    home = html.parse(str(site / "index.html")).xpath("//link[@rel='canonical']/@href")[0]
    assert home.removesuffix("index.html") == cited["url"]
