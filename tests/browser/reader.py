"""A reader of the built book: one browser page that notes script errors and requests to elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

MODULES = Path(__file__).parent / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
HEIGHTS = {390: 844, 1280: 900}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

_AXE = """tags => axe.run(document, {runOnly: tags, resultTypes: ["violations"]}).then(found =>
  found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")} ${node.failureSummary}`)))"""

# What sticks out of the screen and lies in no box that scrolls.
_WIDER = """() => {
  const found = document.documentElement.scrollWidth > innerWidth ? [`the page: ${document.documentElement.scrollWidth}`] : []
  const look = element => {
    const style = getComputedStyle(element)
    if (style.display === "none" || style.visibility === "hidden" || style.position === "fixed") return
    const box = element.getBoundingClientRect()
    if (box.width > 1 && box.right > innerWidth + 1) found.push(`${element.tagName} ${element.className}: ${box.right}`)
    if (style.overflowX === "visible") for (const child of element.children) look(child)
  }
  for (const part of document.querySelectorAll("header, main, footer")) look(part)
  return found
}"""

_FIRST_COLUMNS = """() => [...document.querySelectorAll(".view:has(tbody th)")].map(view =>
  [view.id, view.querySelector("tbody th").getBoundingClientRect().width / innerWidth])"""


@dataclass
class Reader:
    """A page of its own in a context of its own."""

    web: str
    context: BrowserContext
    page: Page
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, browser: Browser, web: str, width: int = 1280, **options: Any) -> Reader:
        """A reader with a screen of some width; movement is reduced so that nothing is met half-way."""
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]}, reduced_motion="reduce", **options
        )
        context.set_default_timeout(30_000)
        reader = cls(web, context, context.new_page())
        reader.page.on("pageerror", lambda error: reader.errors.append(str(error)))
        reader.page.on(
            "console", lambda message: reader.errors.append(message.text) if message.type == "error" else None
        )
        reader.page.on("request", lambda request: reader._note(request.url))
        return reader

    def _note(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in {"http", "https", "ws", "wss"} and f"{parts.scheme}://{parts.netloc}" != self.web:
            self.elsewhere.append(address)

    def visit(self, path: str, still: bool = False) -> Page:
        """Goes to a page of the served book, or to any full address, with a clean notebook.

        A reader moves, at which long tables are drawn whole, unless `still`.
        """
        self.errors.clear()
        self.elsewhere.clear()
        self.page.goto(path if "://" in path else f"{self.web}/{path}")
        if not still:
            self.page.evaluate("() => { dispatchEvent(new Event('scroll')) }")
        return self.page

    def violations(self) -> list[str]:
        """What axe finds against WCAG 2.2, levels A and AA, in the page as it stands."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[str] = self.page.evaluate(_AXE, TAGS)
        return found

    def wider(self) -> list[str]:
        """What sticks out of the screen."""
        found: list[str] = self.page.evaluate(_WIDER)
        return found

    def first_columns(self) -> dict[str, float]:
        """By table, the share of the screen that its standing first column takes."""
        return dict(self.page.evaluate(_FIRST_COLUMNS))

    def faults(self) -> list[str]:
        """What went wrong on the way to the page, and what does not fit the screen."""
        wide = [
            f"{table} keeps {share:.0%} for its first column"
            for table, share in self.first_columns().items()
            if share > 0.5
        ]
        return [*self.errors, *self.elsewhere, *self.wider(), *wide]

    def close(self) -> None:
        """Leaves the browser."""
        self.context.close()
