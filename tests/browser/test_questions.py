"""Questions as readers answer them: by mouse, by keyboard, without scripts, and what the browser keeps."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from review.project import load_project
from review.publish.bank.items import Item, items
from tests.books import REAL
from tests.browser.reader import Reader

BANK = items(load_project(REAL), "en")
KINDS = sorted({item.kind for item in BANK})


def place(item: Item) -> str:
    return f"{'teach/cases' if item.case else item.chapter}.html"


def first(kind: str) -> Item:
    return next(item for item in BANK if item.kind == kind)


def question(reader: Reader, item: Item) -> Locator:
    return reader.page.locator(f"[id='{item.id}']")


def answer(asked: Locator, item: Item, right: bool) -> None:
    """Answers rightly, or as wrongly as the kind allows."""
    if item.value is not None:
        asked.locator("input").fill(str(item.value if right else item.value + 7))
    elif item.partners:
        keys = [pair[1:] for pair in item.key.split()]
        for select, value in zip(asked.locator("select").all(), keys if right else keys[::-1], strict=True):
            select.select_option(value)
    else:
        chosen = [choice.letter for choice in item.choices if choice.correct == right]
        for choice in item.choices:
            box = asked.locator(f"input[value={choice.letter}]")
            if item.kind == "multiple":
                box.set_checked(choice.letter in chosen)
            elif choice.letter == chosen[0]:
                box.check()
    asked.locator(".question-check").click()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_answered_wrongly_then_rightly_and_kept(kind: str, desk: Reader) -> None:
    item = first(kind)
    desk.visit(place(item))
    asked = question(desk, item)
    told = asked.get_by_role("status")
    asked.locator(".question-check").click()
    expect(told).to_contain_text("first")
    answer(asked, item, right=False)
    expect(told).to_contain_text("✗")
    expect(asked.locator("details")).not_to_have_attribute("open", "")
    answer(asked, item, right=True)
    expect(told).to_contain_text("✓")
    expect(asked.locator("details")).to_have_attribute("open", "")
    assert desk.violations() == []
    desk.page.reload()
    expect(question(desk, item)).to_have_attribute("data-state", "right")
    assert desk.errors == []


@pytest.mark.parametrize("path", sorted({place(item) for item in BANK}))
def test_every_question_takes_its_key_for_right(path: str, desk: Reader) -> None:
    here = [item for item in BANK if place(item) == path]
    desk.visit(path)
    for item in here:
        asked = question(desk, item)
        answer(asked, item, right=True)
        expect(asked).to_have_attribute("data-state", "right")
    assert desk.errors == []


def test_progress_is_counted_and_erased_for_good(desk: Reader) -> None:
    item = first("single")
    desk.visit(place(item))
    progress = desk.page.locator(".question-progress").first
    expect(progress).to_contain_text("0 of")
    answer(question(desk, item), item, right=True)
    expect(progress).to_contain_text("1 of")
    assert item.id in (desk.page.evaluate("localStorage.getItem('combining-immunotherapy:answers')") or "")
    progress.get_by_role("button").click()
    expect(progress).to_contain_text("erased")
    expect(question(desk, item).get_by_role("status")).to_be_empty()
    assert desk.page.evaluate("localStorage.getItem('combining-immunotherapy:answers')") is None
    desk.page.reload()
    expect(question(desk, item)).not_to_have_attribute("data-state", "right")


def test_spoilt_storage_keeps_nobody_from_answering(desk: Reader) -> None:
    item = first("single")
    desk.visit(place(item))
    desk.page.evaluate("id => localStorage.setItem('combining-immunotherapy:answers', id)", '{"' + item.id + '": 7')
    desk.page.reload()
    answer(question(desk, item), item, right=True)
    expect(question(desk, item)).to_have_attribute("data-state", "right")
    assert desk.errors == []


def test_a_choice_is_made_and_checked_by_keyboard(desk: Reader) -> None:
    item = first("single")
    desk.visit(place(item))
    asked = question(desk, item)
    asked.locator("input").first.focus()
    for _ in range([choice.correct for choice in item.choices].index(True)):
        desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Space")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    expect(asked).to_have_attribute("data-state", "right")


def test_without_scripts_question_answer_and_reasons_can_be_read(browser: Browser, web: str) -> None:
    item = first("single")
    reader = Reader.open(browser, web, java_script_enabled=False)
    reader.visit(place(item))
    asked = question(reader, item)
    expect(asked.locator("ol > li")).to_have_count(len(item.choices))
    asked.locator("summary").click()
    expect(asked.locator("details > p").first).to_be_visible()
    expect(asked.locator(".whys > li").first).to_be_visible()
    reader.close()
