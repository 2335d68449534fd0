"""The question bank as Moodle XML, which Moodle imports into a category for each chapter and one for the cases.

The form: https://docs.moodle.org/en/Moodle_XML_format
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from lxml import etree

from review.markup import html_text
from review.publish.bank.items import Item, stem

_TOP = "$course$/top"
# The shares of the full mark that Moodle takes, by how many answers share it.
_SHARES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20"}
_WRONG = "0.3333333"


def moodle_xml(items: Sequence[Item], title: str, cases: str) -> bytes:
    """All questions as one file; `title` names the category that holds them, `cases` the one for those of cases."""
    quiz = etree.Element("quiz")
    for name, asked in groupby(items, key=lambda item: cases if item.case else item.chapter_title):
        category = etree.SubElement(etree.SubElement(quiz, "question", type="category"), "category")
        etree.SubElement(category, "text").text = f"{_TOP}/{_part(title)}/{_part(name)}"
        for item in asked:
            _question(quiz, item)
    return bytes(etree.tostring(quiz, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _part(name: str) -> str:
    """A part of a category's path: a slash within a name is written twice."""
    return name.replace("/", "//")


def _question(quiz: etree._Element, item: Item) -> None:
    kind = {"match": "matching", "number": "numerical"}.get(item.kind, "multichoice")
    question = etree.SubElement(quiz, "question", type=kind)
    _text(etree.SubElement(question, "name"), item.id)
    _html(question, "questiontext", stem(item))
    _html(question, "generalfeedback", [item.explanation])
    etree.SubElement(question, "defaultgrade").text = "1"
    etree.SubElement(question, "penalty").text = _WRONG
    etree.SubElement(question, "idnumber").text = item.id
    if item.value is not None:
        _numerical(question, item.value, item.tolerance)
    elif item.partners:
        _matching(question, item)
    else:
        _choices(question, item)
    _tags(question, [item.chapter, item.kind, item.bloom, item.difficulty])


def _choices(question: etree._Element, item: Item) -> None:
    right = sum(choice.correct for choice in item.choices)
    wrong = len(item.choices) - right
    several = item.kind == "multiple"
    etree.SubElement(question, "single").text = str(not several).lower()
    etree.SubElement(question, "shuffleanswers").text = "true"
    etree.SubElement(question, "answernumbering").text = "abc"
    for choice in item.choices:
        # Marking everything must not earn the mark.
        share = _SHARES[right] if choice.correct else f"-{_SHARES[wrong]}" if several else "0"
        answer = etree.SubElement(question, "answer", fraction=share, format="html")
        etree.SubElement(answer, "text").text = html_text(choice.text)
        _html(answer, "feedback", [choice.why])


def _matching(question: etree._Element, item: Item) -> None:
    etree.SubElement(question, "shuffleanswers").text = "true"
    for choice in item.choices:
        pair = etree.SubElement(question, "subquestion", format="html")
        etree.SubElement(pair, "text").text = html_text(choice.text)
        _text(etree.SubElement(pair, "answer"), choice.match)


def _numerical(question: etree._Element, value: Decimal, tolerance: Decimal) -> None:
    answer = etree.SubElement(question, "answer", fraction="100", format="moodle_auto_format")
    etree.SubElement(answer, "text").text = str(value)
    etree.SubElement(answer, "tolerance").text = str(tolerance)


def _tags(question: etree._Element, names: Iterable[str]) -> None:
    tags = etree.SubElement(question, "tags")
    for name in names:
        _text(etree.SubElement(tags, "tag"), name)


def _text(parent: etree._Element, text: str) -> None:
    etree.SubElement(parent, "text").text = text


def _html(parent: etree._Element, name: str, paragraphs: Iterable[str]) -> None:
    _text(
        etree.SubElement(parent, name, format="html"),
        "".join(f"<p>{html_text(text)}</p>" for text in paragraphs if text),
    )
