"""How long the browser works on what a reader does in the evidence explorer and in search; part of `make bench`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from playwright.sync_api import Browser, CDPSession, sync_playwright

# Debian and Ubuntu name it one way or the other.
BROWSERS = ("chromium", "google-chrome", "chromium-browser")
# Two pictures later, everything asked for has been drawn.
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
_TYPED = """() => {
  const find = document.querySelector("form.explorer [type=search]")
  find.value = find.value ? "" : "survival"
  find.dispatchEvent(new Event("input", {bubbles: true}))
  return new Promise(done => setTimeout(done, 250))
}"""
STEPS: Mapping[str, str] = {
    "filter": "() => document.querySelector('form.explorer [type=checkbox]').click()",
    "sort": "() => document.querySelector('.view thead th:nth-child(2) button').click()",
    "search": _TYPED,
}


def _worked(session: CDPSession) -> float:
    """Milliseconds that the page's own thread has worked; what other programs do meanwhile is not in it."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(item["value"]) * 1000 for item in metrics if item["name"] == "TaskDuration")


def step_times(browser: Browser, address: str, runs: int) -> dict[str, list[float]]:
    """Milliseconds of each step in each run, drawing included: choosing, sorting and searching to and fro."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address)
    page.wait_for_selector(".explorer-ready", state="attached")
    found: dict[str, list[float]] = {name: [] for name in STEPS}
    for _ in range(runs):
        for name, act in STEPS.items():
            before = _worked(session)
            page.evaluate(act)
            page.evaluate(_DRAWN)
            found[name].append(_worked(session) - before)
    page.close()
    return found


# From the key to the first result in the list; the theme looks at what stands in the field when a key comes up.
_SEARCHED = """words => new Promise((done, failed) => {
  const field = document.querySelector(".md-search__input"), list = document.querySelector(".md-search-result__list")
  const key = text => { field.value = text; field.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true, key: "End"})) }
  const once = (right, then) => {
    if (right()) return then()
    const seen = new MutationObserver(() => { if (right()) { seen.disconnect(); then() } })
    seen.observe(list, {childList: true})
  }
  setTimeout(() => failed(new Error(`nothing found for ${words}`)), 20000)
  key("")
  once(() => !list.children.length, () => setTimeout(() => {
    const before = performance.now()
    once(() => list.children.length, () => done(performance.now() - before))
    key(words)
  }, 50))
})"""


def search_times(browser: Browser, address: str, queries: Sequence[str], runs: int) -> list[list[float]]:
    """Milliseconds from the key to the first result, by run and query, on a page whose search has been used before."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(address)
    page.locator(".md-search__input").click()
    page.wait_for_function("document.querySelector('.md-search-result__meta').textContent.trim()")
    page.evaluate(_SEARCHED, queries[0])
    found = [[float(page.evaluate(_SEARCHED, words)) for words in queries] for _ in range(runs)]
    page.close()
    return found


_Found = TypeVar("_Found")


def in_browser(work: Callable[[Browser], _Found], otherwise: _Found) -> _Found:
    """What is found in a browser of its own; something else where none is installed."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        return otherwise
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        try:
            return work(browser)
        finally:
            browser.close()


def measured(address: str, runs: int) -> dict[str, list[float]]:
    """The steps in the explorer; nothing where no browser is installed."""
    return in_browser(lambda browser: step_times(browser, address, runs), {})


def searched(address: str, queries: Sequence[str], runs: int) -> list[list[float]]:
    """The searches; nothing where no browser is installed."""
    return in_browser(lambda browser: search_times(browser, address, queries, runs), [])
