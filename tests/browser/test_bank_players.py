"""The bank's files in programs that will read them: every QTI item played and marked, every GIFT question parsed."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

from playwright.sync_api import Browser
from qti_convert import upgrade_qti2_to_qti3

from review.project import load_project
from review.publish.bank.items import Item, items
from review.publish.downloads import kit_file
from tests.books import REAL
from tests.browser.reader import MODULES

PLAYER = MODULES / "@citolab/qti-components/cdn/index.global.js"
BANK = items(load_project(REAL), "en")
# Plays one item: gives an answer, has the player mark it, and returns its score and its feedback.
_PLAY = """async ([xml, answers]) => {
  const holder = document.createElement("qti-item")
  const box = document.createElement("item-container")
  box.itemXML = xml
  holder.append(box)
  document.body.replaceChildren(holder)
  const find = root => {
    for (const element of root.querySelectorAll("*")) {
      if (element.localName === "qti-assessment-item") return element
      const deeper = element.shadowRoot && find(element.shadowRoot)
      if (deeper) return deeper
    }
  }
  let item
  for (let turn = 0; turn < 500 && !(item && item.variables && item.variables.length); turn++) {
    await new Promise(done => setTimeout(done, 2))
    item = find(document)
  }
  return answers.map(answer => {
    item.updateResponseVariable("RESPONSE", answer)
    item.processResponse()
    const value = name => item.variables.find(variable => variable.identifier === name).value
    return [Number(value("SCORE")), value("FEEDBACK")]
  }).concat([[item.textContent.replace(/\\s+/g, " "), ""]])
}"""


def given(item: Item) -> tuple[object, object]:
    """A wrong answer and the right one, as the player takes them."""
    if item.value is not None:
        return str(item.value + 7), str(item.value)
    if item.partners:
        right = [f"{choice.letter} partner-{item.partners.index(choice.match) + 1}" for choice in item.choices]
        return right[:-1], right
    wrong = [choice.letter for choice in item.choices if not choice.correct]
    right = [choice.letter for choice in item.choices if choice.correct]
    return (wrong, right) if item.kind == "multiple" else (wrong[0], right[0])


def test_every_qti_item_is_played_and_marked(site: Path, browser: Browser) -> None:
    with zipfile.ZipFile(site / kit_file("en", "qti.zip")) as packed:
        found = {item.id: packed.read(f"items/{item.id}.xml").decode() for item in BANK}
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content('<!doctype html><html lang="en"><title>Player</title><body></body></html>')
    page.add_script_tag(path=PLAYER)
    for item in BANK:
        wrong, right, shown = page.evaluate(_PLAY, [upgrade_qti2_to_qti3(found[item.id]), list(given(item))])
        assert (wrong, right) == ([0, "explained"], [1, "explained"]), item.id
        assert " ".join(item.stem.split()) in shown[0], item.id
    assert errors == []
    page.close()


def test_every_gift_question_is_parsed(site: Path) -> None:
    script = """
      const {parse} = require("gift-pegjs")
      const found = parse(require("fs").readFileSync(0, "utf8"))
      console.log(found.filter(part => part.type !== "Category").map(part => `${part.title} ${part.type}`).join("\\n"))
    """
    path = site / kit_file("en", "questions.gift")
    told = subprocess.run(
        ["node", "-e", script],
        input=path.read_text(encoding="utf-8"),
        cwd=MODULES.parent,
        text=True,
        capture_output=True,
    )
    assert told.returncode == 0, told.stderr
    kinds = {"match": "Matching", "number": "Numerical"}
    assert told.stdout.split("\n")[:-1] == [f"{item.id} {kinds.get(item.kind, 'MC')}" for item in in_file_order()]


def in_file_order() -> list[Item]:
    """The questions as the files hold them: chapters in the order of the navigation."""
    from print_book import CONFIGS
    from review.publish.book.collect import read_nav

    nav, _ = read_nav(REAL, CONFIGS["en"])
    return list(items(load_project(REAL), "en", [path for _, paths in nav for path in paths]))
