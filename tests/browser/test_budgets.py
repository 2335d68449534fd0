"""What a first view costs: bytes as a server would send them, layout that stays where it is, nothing from elsewhere."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Response

from tests.browser.pages import PAGES
from tests.browser.reader import Reader

CHAPTER_BYTES = 150_000
_SHIFTS = """() => new Promise(done => {
  let sum = 0
  new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value })
    .observe({type: "layout-shift", buffered: true})
  setTimeout(() => done(sum), 300)
})"""
CHAPTERS = [page for page in PAGES if page.startswith(("foundations/", "mechanisms/", "therapies/", "settings/"))]
KINDS = ["index.html", "zh/index.html", "evidence/index.html", "evidence/charts.html", "reference/glossary.html"]


def sent(response: Response) -> int:
    """The bytes of an answer, compressed where text is; pictures are not counted."""
    kind = response.headers.get("content-type", "")
    body = response.body()
    return 0 if kind.startswith("image/") and "svg" not in kind else len(gzip.compress(body, 6))


@pytest.mark.parametrize("page", CHAPTERS)
def test_the_first_view_of_a_chapter_stays_within_its_bytes(browser: Browser, web: str, page: str) -> None:
    reader = Reader.open(browser, web, width=390)
    answers: list[Response] = []
    reader.page.on("response", lambda answer: answers.append(answer))
    reader.visit(page).wait_for_load_state("networkidle")
    costs = {urlsplit(answer.url).path: sent(answer) for answer in answers}
    assert sum(costs.values()) <= CHAPTER_BYTES, sorted(costs.items(), key=lambda item: -item[1])
    reader.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("page", [*KINDS, *CHAPTERS[:3]])
def test_nothing_moves_once_it_is_there(browser: Browser, web: str, page: str, width: int) -> None:
    reader = Reader.open(browser, web, width=width)
    found = reader.visit(page)
    found.wait_for_load_state("load")
    assert found.evaluate(_SHIFTS) == 0
    reader.close()
