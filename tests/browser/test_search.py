"""Forty searches as readers type them, each of which finds its page among the first three results, on the web and in a folder."""

from __future__ import annotations

import contextlib

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect

from review.bench.queries import QUERIES
from tests.browser.reader import Reader

ITEM = ".md-search-result__item"
_FIRST_THREE = """() => [...document.querySelectorAll(".md-search-result__item")].slice(0, 3).map(item =>
  [...item.querySelectorAll("a.md-search-result__link")].map(link => link.href.replace(/\\?[^#]*/, "")))"""


def found(page: Page, words: str) -> list[list[str]]:
    """The links of the first three results, once those of the words before are gone and the new ones have come."""
    box = page.locator(".md-search__input")
    box.fill("")
    box.press("End")
    expect(page.locator(ITEM)).to_have_count(0)
    box.fill(words)
    box.press("End")
    with contextlib.suppress(TimeoutError):
        page.locator(ITEM).first.wait_for(state="attached", timeout=10_000)
    links: list[list[str]] = page.evaluate(_FIRST_THREE)
    return links


@pytest.mark.parametrize("served", [True, False], ids=["from a server", "from a folder"])
def test_forty_searches_find_their_pages_among_the_first_three(
    site: object, browser: Browser, web: str, served: bool
) -> None:
    reader = Reader.open(browser, web)
    page = reader.visit("index.html" if served else f"{site.as_uri()}/index.html")  # type: ignore[attr-defined]
    missed = {}
    for words, wanted in QUERIES.items():
        results = found(page, words)
        if not any(part in link for part in wanted.split() for item in results for link in item):
            missed[words] = [item[0].rpartition("/site/")[2] for item in results]
    assert missed == {}, missed
    assert len(QUERIES) >= 40
    reader.close()
