"""What readers do: change the language, search, look up a citation, read without scripts or without a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from tests.browser.reader import Reader

RESULT = ".md-search-result__link"
CITATION = ".view a.footnote-ref"
TOOLTIP = ".explanation:not([hidden])"


def chapter_of(site: Path, wanted: str = "//h1") -> str:
    """The first mechanism chapter that holds something."""
    for path in sorted(site.glob("mechanisms/*.html")):
        if html.parse(str(path)).xpath(wanted):
            return path.relative_to(site).as_posix()
    raise AssertionError(f"no chapter holds {wanted}")


def title_of(site: Path, page: str) -> str:
    return str(html.parse(str(site / page)).xpath("string(//h1/text())")).strip()


@pytest.fixture
def cited(site: Path) -> str:
    """A chapter with a table that cites."""
    return chapter_of(site, "//div[contains(@class, 'view')]//a[contains(@class, 'footnote-ref')]")


@pytest.fixture
def scriptless(browser: Browser, web: str) -> Iterator[Reader]:
    reader = Reader.open(browser, web, java_script_enabled=False)
    yield reader
    reader.close()


def address(site: Path, web: str, served: bool) -> str:
    return web if served else site.as_uri()


@pytest.mark.parametrize("served", [True, False], ids=["from a server", "from a folder"])
def test_the_home_page_leads_to_its_twin_and_back(site: Path, web: str, desk: Reader, served: bool) -> None:
    base = address(site, web, served)
    page = desk.visit(f"{base}/index.html")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="中文").click()
    page.wait_for_url(f"{base}/zh/index.html")
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{base}/index.html")
    assert desk.elsewhere == []


def search(page: Page, words: str) -> None:
    """Types words as a reader does; the last key tells the theme to look, as an input method's last key does."""
    page.locator(".md-search__input").click()
    page.keyboard.type(words)
    page.keyboard.press("End")


def test_search_finds_a_chapter_by_its_title(site: Path, web: str, desk: Reader) -> None:
    chapter = chapter_of(site)
    page = desk.visit("index.html")
    search(page, title_of(site, chapter))
    found = page.locator(f'{RESULT}[href*="/{chapter}"]').first
    expect(found).to_be_visible()
    assert desk.violations() == []
    found.click()
    page.wait_for_url(re.compile(re.escape(f"{web}/{chapter}")))
    expect(page.get_by_role("heading", level=1)).to_contain_text(title_of(site, chapter))


def test_search_finds_chinese_words(desk: Reader) -> None:
    page = desk.visit("zh/index.html")
    search(page, "免疫")
    expect(page.locator(f'{RESULT}[href*="/zh/index.html"]').first).to_be_visible()
    assert desk.errors == []


def test_a_citation_in_a_table_tells_its_reference_by_mouse(desk: Reader, cited: str) -> None:
    page = desk.visit(cited)
    page.locator(CITATION).first.hover()
    expect(page.locator(TOOLTIP)).to_contain_text(re.compile(r"\d{4}"))
    page.keyboard.press("Escape")
    expect(page.locator(TOOLTIP)).to_have_count(0)


def test_a_citation_in_a_table_tells_its_reference_by_keyboard(desk: Reader, cited: str) -> None:
    page = desk.visit(cited)
    page.locator(CITATION).first.evaluate("link => link.closest('.view').focus()")
    page.keyboard.press("Tab")
    while page.evaluate("!document.activeElement.matches('a.footnote-ref')"):
        page.keyboard.press("Tab")
    expect(page.locator(TOOLTIP)).to_contain_text(re.compile(r"\d{4}"))
    assert desk.violations() == []
    page.keyboard.press("Escape")
    expect(page.locator(TOOLTIP)).to_have_count(0)


def test_a_citation_in_a_table_tells_its_reference_by_touch_and_leads_to_it(phone: Reader, cited: str) -> None:
    page = phone.visit(cited)
    citation = page.locator(CITATION).first
    citation.tap()
    expect(page.locator(TOOLTIP)).to_contain_text(re.compile(r"\d{4}"))
    expect(page.locator(TOOLTIP)).to_be_in_viewport()
    assert page.url.endswith(cited)
    citation.tap()
    page.wait_for_url(re.compile("#fn:"))
    assert phone.errors == []


def test_a_table_keeps_its_heads_in_sight_while_it_scrolls(phone: Reader) -> None:
    page = phone.visit("evidence/results.html")
    page.locator(".view").first.evaluate("view => { view.scrollIntoView(); view.scrollTo(300, 600) }")
    box, head, column = (page.locator(f".view {part}").first for part in ("caption", "thead th", "tbody th"))
    frame, top = page.locator(".view").first.bounding_box(), head.bounding_box()
    first = column.bounding_box()
    assert frame and top and first and box.count() == 1
    assert abs(top["y"] - frame["y"]) < 3 and abs(top["x"] - frame["x"]) < 3
    assert abs(first["x"] - frame["x"]) < 3


def test_a_number_leads_to_its_row_in_sight(site: Path, desk: Reader) -> None:
    chapter = chapter_of(site, "//a[@class='r']")
    page = desk.visit(chapter)
    page.locator("a.r").first.click()
    page.wait_for_url(re.compile(r"evidence/results\.html#"))
    row = page.locator("tr:target")
    expect(row).to_be_in_viewport()
    head = page.locator(".view thead th").first.bounding_box()
    place = row.bounding_box()
    assert head and place and place["y"] >= head["y"] + head["height"] - 1


def test_the_menu_of_a_phone_opens_by_keyboard(browser: Browser, web: str) -> None:
    reader = Reader.open(browser, web, width=390)
    page = reader.visit("index.html")
    menu = page.get_by_role("checkbox", name="Navigation")
    inside = page.locator(".md-sidebar--primary a").first
    expect(inside).not_to_be_visible()
    menu.focus()
    page.keyboard.press("Space")
    expect(inside).to_be_visible()
    assert reader.violations() == []
    page.keyboard.press("Space")
    expect(inside).not_to_be_visible()
    reader.close()


def test_a_chapter_reads_without_scripts(scriptless: Reader, cited: str) -> None:
    page = scriptless.visit(cited)
    expect(page.locator("article p").first).to_be_visible()
    expect(page.locator(".view table").first).to_be_visible()
    expect(page.locator(".view caption").first).to_be_visible()
    page.locator(CITATION).first.click()
    page.wait_for_url(re.compile("#fn:"))
    reference = page.locator(".footnote li:target")
    expect(reference).to_be_visible()
    expect(reference).to_contain_text(re.compile(r"\d{4}"))
    expect(page.locator(".md-search")).not_to_be_visible()


def test_the_book_opens_and_links_from_a_folder(site: Path, desk: Reader) -> None:
    base, chapter = site.as_uri(), chapter_of(site)
    page = desk.visit(f"{base}/index.html")
    assert page.locator(".md-header").evaluate("header => getComputedStyle(header).position") == "sticky"
    page.locator('article a[href^="evidence/"]').first.click()
    page.wait_for_url(f"{base}/evidence/**")
    page.locator(f'nav a[href="../{chapter}"]').first.evaluate("link => link.click()")
    page.wait_for_url(f"{base}/{chapter}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title_of(site, chapter))
    page.locator("a.claim").first.click()
    page.wait_for_url(re.compile(r"evidence/claims\.html#"))
    expect(page.locator("tr:target")).to_be_in_viewport()
    assert desk.errors == []
    assert desk.elsewhere == []


@pytest.mark.parametrize("width", [390, 1280])
def test_search_works_in_a_folder_too(site: Path, browser: Browser, web: str, width: int) -> None:
    reader = Reader.open(browser, web, width=width)
    chapter = chapter_of(site)
    page = reader.visit(f"{site.as_uri()}/index.html")
    if width == 390:
        page.locator('.md-header__button[for="__search"]').click()
    search(page, title_of(site, chapter))
    found = page.locator(f'{RESULT}[href*="/{chapter}"]').first
    expect(found).to_be_visible()
    found.click()
    page.wait_for_url(re.compile(re.escape(f"{site.as_uri()}/{chapter}")))
    assert reader.faults() == []
    reader.close()


def test_the_search_index_is_fetched_only_once_search_is_used(site: Path, desk: Reader) -> None:
    fetched: list[str] = []
    desk.page.on("request", lambda request: fetched.append(request.url))
    page = desk.visit(chapter_of(site))
    page.wait_for_load_state("networkidle")
    assert [address for address in fetched if "search_index" in address] == []
    page.locator(".md-search__input").click()
    expect(page.locator(".md-search-result__meta")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert f"{desk.web}/search/search_index.json" in fetched


def test_an_address_that_asks_for_search_gets_it_at_once(desk: Reader) -> None:
    page = desk.visit("index.html?q=hyperthermia")
    expect(page.locator(RESULT).first).to_be_visible()
    assert desk.errors == []


def test_the_citation_of_a_chapter_can_be_copied(site: Path, browser: Browser, web: str) -> None:
    reader = Reader.open(browser, web, permissions=["clipboard-read", "clipboard-write"])
    page = reader.visit(chapter_of(site))
    page.get_by_role("button", name="Copy citation").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".cite-this").text_content()
    assert title_of(site, chapter_of(site)) in copied
    assert reader.faults() == []
    reader.close()


def test_in_a_folder_the_citation_is_marked_for_copying_by_hand(site: Path, desk: Reader) -> None:
    page = desk.visit(f"{site.as_uri()}/{chapter_of(site)}")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="Copy citation").click()
    assert (
        page.evaluate("getSelection().toString()").strip() == (page.locator(".cite-this").text_content() or "").strip()
    )


EXPLAINED = {"a term": "a.term", "a claim": "a.claim"}


@pytest.mark.parametrize("kind", EXPLAINED.values(), ids=EXPLAINED)
def test_an_explanation_shows_at_the_first_touch_and_leads_on_at_the_second(
    site: Path, phone: Reader, kind: str
) -> None:
    chapter = chapter_of(site, f"//a[@class='{kind.removeprefix('a.')}']")
    page = phone.visit(chapter)
    link = page.locator(kind).first
    told = link.get_attribute("title") or ""
    link.tap()
    expect(page.locator(TOOLTIP)).to_have_text(told.replace("\u2060", ""))
    expect(page.locator(TOOLTIP)).to_be_in_viewport()
    assert page.url.endswith(chapter)
    assert phone.wider() == [] and phone.violations() == []
    page.locator("h1").tap()
    expect(page.locator(TOOLTIP)).to_have_count(0)
    link.tap()
    expect(page.locator(TOOLTIP)).to_have_count(1)
    link.tap()
    page.wait_for_url(re.compile(r"(glossary|claims)\.html#"))
    assert phone.errors == []


@pytest.mark.parametrize("kind", EXPLAINED.values(), ids=EXPLAINED)
def test_an_explanation_can_be_dismissed_hovered_and_stays(site: Path, desk: Reader, kind: str) -> None:
    page = desk.visit(chapter_of(site, f"//a[@class='{kind.removeprefix('a.')}']"))
    link, tip = page.locator(kind).first, page.locator(TOOLTIP)
    link.evaluate("link => link.scrollIntoView({block: 'center'})")
    link.focus()
    expect(tip).to_have_count(1)
    assert link.get_attribute("aria-describedby") == tip.get_attribute("id")
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    link.hover()
    expect(tip).to_have_count(1)
    box = tip.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(600)
    expect(tip).to_have_count(1)
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)


_LETTERS = """() => [...document.querySelectorAll("article > p")].filter(p => p.getBoundingClientRect().height > 100).map(p => {
  const range = document.createRange()
  range.selectNodeContents(p)
  const lines = new Set([...range.getClientRects()].filter(box => box.height > 14).map(box => Math.round(box.bottom / 12)))
  return p.textContent.length / lines.size
})"""


def test_lines_are_as_long_as_long_reading_bears(site: Path, desk: Reader) -> None:
    page = desk.visit(chapter_of(site))
    found = sorted(page.evaluate(_LETTERS))
    assert len(found) > 3
    assert 55 <= found[len(found) // 2] <= 80


_LAST_IS_DRAWN = """() => {
  const rows = document.querySelectorAll(".view table.long tbody tr")
  return rows.length > 100 && rows[rows.length - 1].getClientRects().length === 1
}"""


@pytest.mark.parametrize("move", ["wheel", "key", "patience"])
def test_a_long_table_is_whole_with_the_reader_s_first_move_or_soon_after(move: str, desk: Reader) -> None:
    desk.page.clock.install()
    page = desk.visit("evidence/results.html", still=True)
    page.clock.run_for(1000)
    assert not page.evaluate(_LAST_IS_DRAWN)
    if move == "wheel":
        page.mouse.wheel(0, 200)
    elif move == "key":
        page.keyboard.press("Tab")
    else:
        page.clock.fast_forward(8000)
    page.wait_for_function(_LAST_IS_DRAWN)
    assert desk.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["summary.html", "questions.html", "evidence/results.html", "a chapter"])
def test_the_first_screen_can_be_used_by_all_before_the_rest_is_drawn(
    kind: str, scheme: str, browser: Browser, web: str, site: Path
) -> None:
    reader = Reader.open(browser, web, width=390, color_scheme=scheme)
    page = reader.visit(chapter_of(site) if kind == "a chapter" else kind, still=True)
    assert reader.violations() == []
    assert page.locator("html.first-screen").count() == 1
    reader.close()


def test_notes_are_all_there_with_the_reader_s_first_move(desk: Reader, site: Path) -> None:
    page = desk.visit(chapter_of(site), still=True)
    notes = page.locator(".footnote li")
    assert notes.count() > 13
    expect(notes.last).not_to_be_visible()
    page.keyboard.press("Tab")
    expect(notes.last).to_be_visible()


def test_a_long_table_is_whole_at_once_where_the_address_says_what_to_show(desk: Reader) -> None:
    assert desk.visit("evidence/results.html?h=x", still=True).evaluate(_LAST_IS_DRAWN)


@pytest.mark.parametrize("width", [390, 1280])
def test_an_address_that_names_a_late_row_shows_it_and_marks_it(
    browser: Browser, web: str, site: Path, width: int
) -> None:
    page_html = (site / "evidence/claims.html").read_text(encoding="utf-8")
    last = re.findall(r'<tr id="([^"]+)"', page_html)[-1]
    reader = Reader.open(browser, web, width=width)
    for address in (f"{web}/evidence/claims.html#{last}", f"{(site / 'evidence/claims.html').as_uri()}#{last}"):
        page = reader.visit(address, still=True)
        row = page.locator(f"tr[id='{last}']")
        expect(row).to_be_in_viewport()
        assert page.evaluate("document.querySelector(':target')?.id") == last
    reader.close()
