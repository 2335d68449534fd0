"""A chapter's slides in the browser: one page that loads nothing, led through by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.reader import Reader

DECK = "downloads/slides/mechanisms-exosomes-en.html"
_AT = "() => [...document.querySelectorAll('section')].findIndex(slide => slide.getBoundingClientRect().top > -5)"


def at(page: Page) -> int:
    """The number of the slide in sight."""
    return int(page.evaluate(_AT))


def test_keys_lead_from_slide_to_slide(desk: Reader) -> None:
    page = desk.visit(DECK)
    for key, place in (("ArrowRight", 1), ("PageDown", 2), (" ", 3), ("ArrowLeft", 2), ("Home", 0)):
        page.keyboard.press(key)
        page.wait_for_function(f"() => ({_AT})() === {place}")
    page.keyboard.press("End")
    page.wait_for_function("() => scrollY + innerHeight >= document.documentElement.scrollHeight - 5")
    assert at(page) == page.locator("section").count() - 1


def test_notes_open_by_key_and_without_it(desk: Reader) -> None:
    page = desk.visit(DECK)
    page.keyboard.press("n")
    assert page.locator("details:not([open])").count() == 0
    page.keyboard.press("n")
    assert page.locator("details[open]").count() == 0
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1


@pytest.mark.parametrize("width", ["390 light", "1280 light"])
def test_it_fits_the_screen_loads_nothing_and_can_be_used_by_all(readers: dict[str, Reader], width: str) -> None:
    reader = readers[width]
    asked: list[str] = []
    note = lambda request: asked.append(request.url)  # noqa: E731
    reader.page.on("request", note)
    page = reader.visit(DECK)
    page.wait_for_load_state("networkidle")
    reader.page.remove_listener("request", note)
    assert [address for address in asked if not address.startswith("data:")] == [f"{reader.web}/{DECK}"]
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    assert [*reader.errors, *reader.elsewhere, *reader.wider()] == []
    assert reader.violations() == []
