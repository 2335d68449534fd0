"""The evidence explorer as readers use it: choose, sort, search, link, download, by keyboard, without scripts, with very many rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from bench_browser import STEPS, step_times
from review.bench.explored import grown
from review.evidence.findings import findings
from review.evidence.model import Evidence
from review.evidence.rows import select
from review.evidence.table import ROWS_AT_ONCE
from review.project import load_project
from tests.books import REAL
from tests.browser.reader import Reader

PAGE = "evidence/explorer.html"
MANY = 10_000
_LISTENING = """
  window.shifted = 0
  window.long = []
  const listen = (type, act) => new PerformanceObserver(list => list.getEntries().forEach(act)).observe({type, buffered: true})
  listen("layout-shift", entry => { shifted += entry.value })
  listen("longtask", entry => long.push(entry.duration))
"""
# One turn of the browser in which whatever was asked for has been drawn.
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load_project(REAL).evidence


def ready(page: Page) -> Page:
    page.wait_for_selector(".explorer-ready", state="attached")
    return page


def opened(reader: Reader, query: str = "") -> Page:
    return ready(reader.visit(PAGE + query))


def column(page: Page, name: str) -> list[str]:
    """The cells in sight of a column."""
    place = page.locator("thead th").evaluate_all(
        "(heads, name) => heads.findIndex(head => head.className === `col-${name}`)", name
    )
    cells: list[str] = page.locator(".view tbody tr").evaluate_all(
        "(rows, place) => rows.map(row => row.cells[place].textContent.trim().replace(/\\s+/g, ' '))", place
    )
    return cells


def every(page: Page, name: str = "id") -> list[str]:
    """The cells of a column on all its pages; the first is in sight again afterwards."""
    found = column(page, name)
    further = page.locator(".explorer-next")
    steps = 0
    while further.get_attribute("aria-disabled") == "false":
        further.click()
        page.evaluate(_DRAWN)
        found += column(page, name)
        steps += 1
    for _ in range(steps):
        page.locator(".explorer-previous").click()
        page.evaluate(_DRAWN)
    return found


def box(page: Page, name: str, value: str) -> Locator:
    return page.locator(f'input[name="{name}"][value="{value}"]')


def choose(page: Page, name: str, *values: str) -> None:
    """Opens a list and ticks some of it, as a mouse does."""
    page.locator(f'details:has(input[name="{name}"]) summary').click()
    for value in values:
        box(page, name, value).click()
    page.keyboard.press("Escape")
    page.evaluate(_DRAWN)


def sort(page: Page, name: str) -> None:
    page.locator(f".col-{name} button").click()
    page.evaluate(_DRAWN)


def told(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def expected(evidence: Evidence, **where: list[str]) -> list[str]:
    return [finding.id for finding in select("findings", where, (), evidence)]


def test_a_choice_shows_its_rows_and_those_of_narrower_subjects(desk: Reader, evidence: Evidence) -> None:
    page = opened(desk)
    wanted = expected(evidence, therapy=["adoptive-cells"])
    assert 0 < len(wanted) < len(findings(evidence))
    choose(page, "therapy", "adoptive-cells")
    assert every(page) == wanted
    assert told(page).startswith(f"{len(wanted)} of {len(findings(evidence))} rows")
    expect(page.locator("details:has(input[name=therapy]) .explorer-chosen")).to_have_text("Adoptive cell therapy")
    assert desk.faults() == []


def test_choices_of_one_list_widen_and_of_several_lists_narrow(desk: Reader, evidence: Evidence) -> None:
    page = opened(desk)
    choose(page, "level", "1", "2")
    choose(page, "kind", "statement")
    choose(page, "verdict", "matches", "differs")
    wanted = expected(evidence, level=["1", "2"], kind=["statement"], verdict=["matches", "differs"])
    assert wanted
    assert every(page) == wanted


def test_the_figure_behind_a_choice_is_what_it_would_show(desk: Reader, evidence: Evidence) -> None:
    page = opened(desk)
    choose(page, "verdict", "matches")
    for name, value in (
        ("verdict", "differs"),
        ("level", "2"),
        ("level", "5"),
        ("kind", "statement"),
        ("setting", "hcc"),
    ):
        where = {"verdict": ["matches"]} | {name: [value]}
        figure = box(page, name, value).locator("xpath=../span").text_content()
        assert figure == f"({len(expected(evidence, **where))})", (name, value)
    none = [value for value in ("laboratory", "frequency") if not expected(evidence, verdict=["matches"], kind=[value])]
    for value in none:
        expect(box(page, "kind", value).locator("xpath=..")).to_have_attribute("hidden", "")


def test_sorting_by_rank_goes_both_ways_and_leaves_the_missing_last(desk: Reader, evidence: Evidence) -> None:
    page = opened(desk, "?therapy=cryoablation")
    ranks = [f"{level.label_en}" for level in evidence.levels]
    for direction in ("ascending", "descending"):
        sort(page, "level")
        expect(page.locator(".col-level")).to_have_attribute("aria-sort", direction)
        cells = every(page, "level")
        known = [ranks.index(cell) for cell in cells if cell != "–"]
        assert known == sorted(known, reverse=direction == "descending")
        assert cells[len(known) :] == ["–"] * (len(cells) - len(known))
    sort(page, "what")
    expect(page.locator(".view [aria-sort]")).to_have_count(1)
    assert [cell.lower() for cell in every(page, "what")] == sorted(cell.lower() for cell in every(page, "what"))


def test_values_sort_as_numbers(desk: Reader) -> None:
    page = opened(desk, "?measure=hr-os&measure=orr&sort=-value")
    cells = every(page, "value")
    numbers = [float(found[0]) for cell in cells if (found := re.match(r"[\d.]+", cell))]
    assert len(numbers) > ROWS_AT_ONCE
    assert numbers == sorted(numbers, reverse=True)
    assert all(re.match(r"[\d.]+", cell) for cell in cells[: len(numbers)])


def test_words_are_found_anywhere_whatever_their_capitals(desk: Reader) -> None:
    page = opened(desk)
    page.get_by_label("Search the rows").fill("PEMBROLIZUMAB  survival")
    expect(page.get_by_role("status")).not_to_contain_text(re.compile(r"^(\d+) of \1 "))
    whole = page.locator(".view tbody tr").all_text_contents()
    assert whole
    assert all("pembrolizumab" in row.lower() and "survival" in row.lower() for row in whole)
    assert page.url.endswith("?find=PEMBROLIZUMAB++survival")


def test_what_nothing_meets_is_said_and_cleared(desk: Reader, evidence: Evidence) -> None:
    page = opened(desk, "?verdict=matches&sort=-level")
    page.get_by_label("Search the rows").fill("no such words")
    status = page.get_by_role("status")
    expect(status).to_have_text(f"0 of {len(findings(evidence))} rows; take a choice away, or clear all")
    expect(page.locator(".explorer-export")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Clear all").click()
    total = len(findings(evidence))
    expect(status).to_have_text(f"{total} of {total} rows; 1 to {ROWS_AT_ONCE} are shown")
    assert page.url.endswith(PAGE)
    assert (page.locator(":checked[name=verdict]").count(), page.locator(".view [aria-sort]").count()) == (0, 0)


def test_rows_come_in_pages_whose_buttons_keep_the_focus(desk: Reader) -> None:
    page = opened(desk, "?kind=harm")
    first = column(page, "id")
    assert len(first) == ROWS_AT_ONCE
    further, back = page.locator(".explorer-next"), page.locator(".explorer-previous")
    expect(back).to_have_attribute("aria-disabled", "true")
    further.focus()
    while further.get_attribute("aria-disabled") == "false":
        page.keyboard.press("Enter")
        page.evaluate(_DRAWN)
    expect(further).to_be_focused()
    assert not set(column(page, "id")) & set(first)
    assert re.search(r"page=\d+$", page.url)
    address = page.url
    page.reload()
    assert ready(page).url == address
    while back.get_attribute("aria-disabled") == "false":
        back.click()
        page.evaluate(_DRAWN)
    assert column(page, "id") == first


@pytest.mark.parametrize("served", [True, False], ids=["from a server", "from a folder"])
def test_the_address_brings_a_view_back(site: Path, web: str, browser: Browser, desk: Reader, served: bool) -> None:
    base = web if served else site.as_uri()
    page = ready(desk.visit(f"{base}/{PAGE}"))
    choose(page, "setting", "hcc")
    choose(page, "design", "randomised trial", "single-arm trial")
    page.get_by_label("Search the rows").fill("survival")
    sort(page, "study")
    sort(page, "study")
    expect(page.locator(".col-study")).to_have_attribute("aria-sort", "descending")
    rows, status, address = column(page, "id"), told(page), page.url
    assert rows
    other = Reader.open(browser, web)
    again = ready(other.visit(address))
    assert (column(again, "id"), told(again), again.url) == (rows, status, address)
    assert again.locator("form.explorer :checked").count() == 3
    expect(again.get_by_label("Search the rows")).to_have_value("survival")
    again.locator(".view tbody th a").first.click()
    again.wait_for_url(re.compile(r"(results|claims)\.html#"))
    again.go_back()
    assert (column(ready(again), "id"), again.url) == (rows, address)
    assert desk.errors + other.errors + desk.elsewhere + other.elsewhere == []
    other.close()


def test_a_link_within_the_page_changes_the_view(desk: Reader, evidence: Evidence) -> None:
    page = opened(desk)
    page.get_by_role("link", name="harms in randomised trials").click()
    ready(page)
    wanted = expected(evidence, design=["randomised trial"], kind=["harm"])
    expect(page.get_by_role("status")).to_contain_text(f"{len(wanted)} of")


def test_an_address_that_makes_no_sense_shows_everything(desk: Reader, evidence: Evidence) -> None:
    page = opened(desk, "?therapy=none&sort=-x&page=999x&__proto__=1&level=%3Cscript%3E")
    assert told(page).startswith(f"{len(findings(evidence))} of ")
    assert desk.errors == []


def downloaded(page: Page) -> list[list[str]]:
    with page.expect_download() as download:
        page.locator(".explorer-export").click()
    path = download.value.path()
    assert b"\r\n" in path.read_bytes()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def test_the_download_holds_the_rows_found_as_they_stand(desk: Reader) -> None:
    page = opened(desk, "?measure=orr&sort=-value")
    heads, *rows = downloaded(page)
    assert heads == page.locator(".view thead th").all_inner_texts()
    names = [
        name.removeprefix("col-")
        for name in page.locator("thead th").evaluate_all("all => all.map(one => one.className)")
    ]
    assert len(rows) > ROWS_AT_ONCE
    for place, name in enumerate(names):
        assert [row[place] for row in rows] == every(page, name)


def hostile(reader: Reader, cells: list[str]) -> Page:
    """The page with some text in the second cells of its first rows."""
    texts = iter(cells)

    def changed(route: Route) -> None:
        body = route.fetch().text()
        text = re.sub(r"(?<=</th>\n<td>).*?(?=</td>)", lambda _: next(texts), body, count=len(cells))
        route.fulfill(body=text, content_type="text/html; charset=utf-8")

    reader.page.route(f"**/{PAGE}", changed)
    return opened(reader)


def test_the_download_is_safe_to_open(desk: Reader) -> None:
    page = hostile(desk, ["=1+1", "+1", "-1", "@a", "a, “b” &quot;c&quot;", "&lt;img src=x onerror=alert(1)&gt;"])
    rows = downloaded(page)[1:7]
    assert [row[1] for row in rows] == ["'=1+1", "'+1", "'-1", "'@a", 'a, “b” "c"', "<img src=x onerror=alert(1)>"]
    sort(page, "what")
    assert (page.locator(".view img").count(), desk.errors) == (0, [])


def test_all_of_it_works_by_keyboard(desk: Reader, evidence: Evidence) -> None:
    page = opened(desk)
    page.get_by_label("Search the rows").focus()
    page.keyboard.press("Tab")
    therapy = page.locator("details:has(input[name=therapy])")
    expect(therapy.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    chosen = page.locator("input[name=therapy]:checked")
    expect(chosen).to_have_count(1)
    wanted = expected(evidence, therapy=[chosen.input_value()])
    expect(page.get_by_role("status")).to_contain_text(f"{len(wanted)} of")
    assert desk.violations() == []
    page.keyboard.press("Escape")
    expect(therapy.locator("summary")).to_be_focused()
    expect(chosen).not_to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("Search the rows")).to_be_focused()
    expect(chosen).not_to_be_visible()
    head = page.locator(".col-verdict button")
    while not head.evaluate("button => button === document.activeElement"):
        page.keyboard.press("Tab")
        assert page.locator(":focus").count() == 1
    page.keyboard.press("Enter")
    expect(page.locator(".col-verdict")).to_have_attribute("aria-sort", "ascending")
    expect(head).to_be_focused()


def test_what_changed_is_announced(desk: Reader, evidence: Evidence) -> None:
    page = opened(desk)
    status = page.get_by_role("status")
    expect(status).to_have_count(1)
    status.evaluate(
        "node => { window.said = []; new MutationObserver(() => said.push(node.textContent)).observe(node, {childList: true}) }"
    )
    choose(page, "kind", "harm")
    page.locator(".explorer-next").click()
    page.evaluate(_DRAWN)
    wanted, total = len(expected(evidence, kind=["harm"])), len(findings(evidence))
    assert page.evaluate("said") == [
        f"{wanted} of {total} rows; 1 to {ROWS_AT_ONCE} are shown",
        f"{wanted} of {total} rows; {ROWS_AT_ONCE + 1} to {min(wanted, 2 * ROWS_AT_ONCE)} are shown",
    ]


def test_what_a_quick_reader_chooses_before_the_rows_are_read_stands(desk: Reader, evidence: Evidence) -> None:
    # The script reads the rows in turns; these wait until they are let go.
    desk.page.add_init_script("""
      const timed = setTimeout
      window.turns = []
      window.setTimeout = (act, wait, ...rest) => wait || !turns ? timed(act, wait, ...rest) : turns.push(act)
    """)
    page = desk.visit(PAGE)
    assert page.locator(".explorer-ready").count() == 0
    page.locator(".explorer-find input").fill("hyperthermia")
    page.evaluate("() => { const waiting = turns; turns = null; waiting.forEach(act => act()) }")
    ready(page)
    expect(page.locator(".explorer-find input")).to_have_value("hyperthermia")
    expect(page.locator(".view tbody tr").first).to_contain_text(re.compile("hyperthermia", re.IGNORECASE))
    assert "find=hyperthermia" in page.url


@pytest.fixture
def scriptless(browser: Browser, web: str) -> Iterator[Reader]:
    reader = Reader.open(browser, web, width=390, java_script_enabled=False)
    yield reader
    reader.close()


def test_without_scripts_it_is_a_plain_table_of_everything(scriptless: Reader, evidence: Evidence) -> None:
    page = scriptless.visit(PAGE)
    rows = page.locator(".view tbody tr")
    expect(rows).to_have_count(len(findings(evidence)))
    expect(rows.first).to_be_visible()
    expect(rows.last).to_be_visible()
    expect(page.locator("form.explorer")).not_to_be_visible()
    expect(page.locator(".explorer-without")).to_be_visible()
    assert page.locator(".view thead button").count() == 0


@pytest.mark.parametrize("script", ["explorer", "rows"])
def test_where_a_script_does_not_come_everything_stands(script: str, desk: Reader, evidence: Evidence) -> None:
    desk.page.route(f"**/{script}.js", lambda route: route.abort())
    page = desk.visit(PAGE)
    rows = page.locator(".view tbody tr")
    expect(rows).to_have_count(len(findings(evidence)))
    expect(rows.last).to_be_visible()
    expect(page.locator("form.explorer")).not_to_be_visible()


def test_paper_gets_all_rows_found_and_no_controls(desk: Reader, evidence: Evidence) -> None:
    page = opened(desk, "?kind=harm")
    before = column(page, "id")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert column(page, "id") == expected(evidence, kind=["harm"])
    expect(page.locator("form.explorer")).not_to_be_visible()
    width = page.locator(".view table").evaluate("table => table.getBoundingClientRect().width / innerWidth")
    assert width <= 1
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert column(page, "id") == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_open_lists_fit_the_screen_and_can_be_used_by_all(readers: dict[str, Reader], width: int, scheme: str) -> None:
    reader = readers[f"{width} {scheme}"]
    page = opened(reader, "?verdict=matches&sort=level")
    for name in ("therapy", "measure"):
        page.locator(f'details:has(input[name="{name}"]) summary').click()
        page.evaluate(_DRAWN)
        expect(page.locator("details[open]")).to_have_count(1)
        assert reader.faults() == []
        assert reader.violations() == []
        page.keyboard.press("Escape")


@pytest.mark.parametrize("query", ["", "?kind=harm&sort=-study"])
def test_nothing_moves_while_the_page_comes(desk: Reader, query: str) -> None:
    desk.page.add_init_script(_LISTENING)
    page = opened(desk, query)
    page.evaluate(_DRAWN)
    assert page.evaluate("shifted") < 0.01


def test_very_many_rows_stay_light(site: Path, desk: Reader) -> None:
    """The browser holds a page of rows however many there are, and no step leads to a train of long tasks.

    How long the steps take is measured by `make bench`.
    """
    many = grown((site / PAGE).read_text(encoding="utf-8"), MANY)
    desk.page.route(f"**/{PAGE}*", lambda route: route.fulfill(body=many, content_type="text/html; charset=utf-8"))
    desk.page.add_init_script(_LISTENING)
    page = opened(desk)
    assert told(page) == f"10\u202f000 of 10\u202f000 rows; 1 to {ROWS_AT_ONCE} are shown"
    page.evaluate("long.length = 0")
    heads = ["what", "what", "value", "study", "level"]
    for name in heads:
        sort(page, name)
        assert len(column(page, "id")) == ROWS_AT_ONCE
    choose(page, "therapy", "checkpoint-inhibitor")
    page.locator(".explorer-next").click()
    page.evaluate(_DRAWN)
    page.locator(".explorer-clear").click()
    page.evaluate(_DRAWN)
    assert page.locator("tr").count() == ROWS_AT_ONCE + 1
    assert page.evaluate("document.querySelectorAll('*').length") < 5000
    assert len(page.evaluate("long")) <= 2 * (len(heads) + 4)
    assert desk.errors == []


def test_the_bench_measures_each_step_in_this_browser(web: str, browser: Browser) -> None:
    times = step_times(browser, f"{web}/{PAGE}", 2)
    assert list(times) == list(STEPS)
    assert all(len(found) == 2 and min(found) > 0 for found in times.values())
