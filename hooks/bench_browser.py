"""How long the browser works on what a reader does in the evidence explorer; part of `make bench`."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

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


def measured(address: str, runs: int) -> dict[str, list[float]]:
    """The same in a browser of its own; nothing where none is installed."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        return {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        try:
            return step_times(browser, address, runs)
        finally:
            browser.close()
