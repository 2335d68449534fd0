"""A picture's files and attribution, as a reader meets them below it."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.reader import Reader

PAGE = "mechanisms/exosomes.html"


def test_the_attribution_is_copied_by_keyboard(desk: Reader) -> None:
    page = desk.visit(PAGE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    files = page.locator("#figure-exosomes + .picture-files")
    files.get_by_role("link", name="PNG").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(files.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“") and "CC BY 4.0" in copied
    expect(files.get_by_text(copied, exact=True)).to_be_visible()
    assert desk.violations() == []


def test_the_attribution_can_be_read_without_a_script(browser: Browser, web: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{web}/{PAGE}")
    files = page.locator("#figure-exosomes + .picture-files")
    files.get_by_text("Copy attribution").click()
    expect(files.get_by_text("CC BY 4.0")).to_be_visible()
    context.close()


def test_the_files_are_there(desk: Reader) -> None:
    page = desk.visit(PAGE)
    for link in page.locator("#figure-exosomes + .picture-files a").all():
        answer = page.request.get(str(link.evaluate("link => link.href")))
        assert answer.ok and len(answer.body()) > 1000
