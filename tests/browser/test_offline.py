"""The folder to keep, unpacked and opened as readers do, on a machine without a network."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, Route, expect

from review.checks.assembled import assembled_problems
from review.publish.downloads import offline_zip
from tests.browser.reader import HEIGHTS
from tests.browser.test_reading import CITATION, RESULT, TOOLTIP, chapter_of, search, title_of

WEB = "https://combining-immunotherapy.example/"


@dataclass
class Offline:
    """A browser page without a network, and what it asked of one."""

    page: Page
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def on_route(self, route: Route) -> None:
        if urlsplit(route.request.url).scheme in {"file", "data", "blob"}:
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()


@pytest.fixture(scope="module")
def folders(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each archive unpacked, by language."""
    found = {}
    for language in ("en", "zh"):
        target = tmp_path_factory.mktemp(f"unpacked {language}")
        with zipfile.ZipFile(site / offline_zip(language)) as packed:
            packed.extractall(target)
        (found[language],) = target.iterdir()
    return found


@pytest.fixture
def reader(browser: Browser) -> Iterator[Offline]:
    context = browser.new_context(
        viewport={"width": 1280, "height": HEIGHTS[1280]}, reduced_motion="reduce", offline=True
    )
    context.set_default_timeout(30_000)
    reader = Offline(context.new_page())
    reader.page.on("pageerror", lambda error: reader.errors.append(str(error)))
    reader.page.on("console", lambda told: reader.errors.append(told.text) if told.type == "error" else None)
    context.route("**/*", reader.on_route)
    yield reader
    context.close()
    assert reader.asked == [] and reader.errors == []


def test_it_opens_in_its_language_and_changes_to_the_other(folders: dict[str, Path], reader: Offline) -> None:
    for language, other, switch in (("en", "zh", "中文"), ("zh", "en", "English")):
        page = reader.page
        page.goto((folders[language] / "start.html").as_uri())
        page.wait_for_url("**/index.html")
        expect(page.locator("html")).to_have_attribute("lang", language)
        page.get_by_role("link", name=switch).click()
        expect(page.locator("html")).to_have_attribute("lang", other)
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_search_finds_a_chapter_whose_tables_cite(folders: dict[str, Path], reader: Offline) -> None:
    book = folders["en"] / "book"
    chapter = chapter_of(book, "//div[contains(@class, 'view')]//a[contains(@class, 'footnote-ref')]")
    page = reader.page
    page.goto((book / "index.html").as_uri())
    search(page, title_of(book, chapter))
    page.locator(f'{RESULT}[href*="/{chapter}"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title_of(book, chapter))
    expect(page.locator(".view table").first).to_be_visible()
    page.locator(CITATION).first.hover()
    expect(page.locator(TOOLTIP)).to_contain_text(re.compile(r"\d{4}"))


def test_the_explorer_filters(folders: dict[str, Path], reader: Offline) -> None:
    page = reader.page
    page.goto((folders["en"] / "book/evidence/explorer.html").as_uri())
    count = page.locator(".explorer-count")
    expect(count).to_contain_text(re.compile(r"\d"))
    whole = count.text_content() or ""
    page.locator(".explorer-find input").fill("survival")
    expect(count).not_to_have_text(whole)
    expect(page.locator(".view tbody tr").first).to_contain_text(re.compile("survival", re.IGNORECASE))


def test_no_link_in_it_leads_nowhere(folders: dict[str, Path]) -> None:
    book = folders["zh"] / "book"
    # Full addresses are those of the site on the web, which holds more.
    assert [problem for problem in assembled_problems(book) if WEB not in problem.found] == []
    links = html.parse(str(book / "reference/print.html")).xpath("//article//a[contains(@href, 'downloads/')]")
    assert links
    for link in links:
        assert link.get("href").startswith(WEB) and link.text_content().endswith(" (on the web)")


def test_a_drawing_is_in_it_as_a_file_to_take_away(folders: dict[str, Path]) -> None:
    page = folders["en"] / "book/foundations/cancer-immunity-cycle.html"
    [svg, *_] = html.parse(str(page)).xpath("//div[@class='picture-files']/a[contains(@href, '.svg')]/@href")
    assert (page.parent / svg).read_text(encoding="utf-8").lstrip().startswith(("<svg", "<?xml"))


def test_it_stays_small(site: Path) -> None:
    for language in ("en", "zh"):
        assert (site / offline_zip(language)).stat().st_size <= 15_000_000
