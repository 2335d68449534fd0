"""The bank's files, each read back by its own rules: Moodle XML, GIFT, QTI 2.1, Canvas's QTI 1.2, and the printed sheets."""

import io
import re
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from lxml import etree
from qti_convert import upgrade_qti2_to_qti3

from review.publish.bank.canvas import canvas_package, canvas_text
from review.publish.bank.gift import gift
from review.publish.bank.items import Item, items
from review.publish.bank.moodle import moodle_xml
from review.publish.bank.qti import qti_package
from review.publish.bank.sheet import sheet
from review.release import read_release
from tests.books import REAL, Book, with_bank

WHICH = "Which belongs to {prompt}?"
QTI = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p1"}
PACKAGE = {"p": "http://www.imsglobal.org/xsd/imscp_v1p1"}
MARKUP = "a < b & c = {d} ~ #1: *e* [f]"


@pytest.fixture
def bank(tmp_path: Path) -> tuple[Item, ...]:
    return items(with_bank(Book()).change("questions", "made-up-q2", stem_en=MARKUP).load(tmp_path), "en")


def questions(bank: tuple[Item, ...]) -> dict[str, etree._Element]:
    quiz = etree.fromstring(moodle_xml(bank, "Book", "Cases"))
    return {str(one.findtext("idnumber")): one for one in quiz if one.get("type") != "category"}


def test_moodle_files_questions_under_their_chapter_or_the_cases(bank: tuple[Item, ...]) -> None:
    quiz = etree.fromstring(moodle_xml(bank, "Book", "Cases/odd"))
    kinds = [one.get("type") for one in quiz]
    assert kinds == ["category", *["multichoice"] * 6, "matching", "numerical", "category", *["multichoice"] * 2]
    assert quiz.xpath("//category/text/text()") == ["$course$/top/Book/Made up", "$course$/top/Book/Cases//odd"]


def test_moodle_gives_each_right_answer_its_share_and_takes_it_for_wrong_ones(bank: tuple[Item, ...]) -> None:
    found = questions(bank)
    assert found["made-up-q1"].xpath("answer/@fraction") == ["0", "100", "0"]
    assert found["made-up-q1"].findtext("single") == "true"
    assert found["made-up-q5"].xpath("answer/@fraction") == ["50", "-50", "50", "-50"]
    assert found["made-up-q5"].findtext("single") == "false"
    for question in found.values():
        shares = [float(share) for share in question.xpath("answer/@fraction")]
        assert sum(share for share in shares if share > 0) in {0, 100}


def test_moodle_has_pairs_numbers_feedback_and_tags(bank: tuple[Item, ...]) -> None:
    found = questions(bank)
    pairs = found["made-up-q7"].xpath("subquestion")
    assert [(pair.findtext("text"), pair.findtext("answer/text")) for pair in pairs] == [
        (f"Left {letter}", f"Right {letter}") for letter in "abc"
    ]
    assert (found["made-up-q8"].findtext("answer/text"), found["made-up-q8"].findtext("answer/tolerance")) == (
        "6.7",
        "0.1",
    )
    assert found["made-up-q1"].findtext("generalfeedback/text") == "<p>Because</p>"
    assert found["made-up-q1"].xpath("tags/tag/text/text()") == ["mechanisms/made-up", "single", "apply", "easy"]
    assert found["odd-case-q1"].findtext("questiontext/text") == "<p>Somebody asks &amp; waits</p><p>Question 1?</p>"
    assert found["made-up-q2"].findtext("questiontext/text") == "<p>a &lt; b &amp; c = {d} ~ #1: *e* [f]</p>"


def test_gift_escapes_what_it_would_read_as_its_own(bank: tuple[Item, ...]) -> None:
    text = gift(bank, "Book", "Cases")
    assert r"::made-up-q2::a < b & c \= \{d\} \~ \#1\: *e* [f] {" in text
    assert "\n~Answer a#Reason a\n=Answer b#Reason b\n" in text
    assert "~%50%Answer a#Reason a\n~%-50%Answer b" in text
    assert "=Left a -> Right a" in text
    assert "{#6.7:0.1\n" in text
    assert r"::Somebody asks & waits\n\nQuestion 1?" in text
    assert text.count("$CATEGORY:") == 2


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_the_qti_package_names_every_file_that_it_holds(bank: tuple[Item, ...]) -> None:
    files = unpacked(qti_package(bank, "Book", "Cases", "en"))
    manifest = etree.fromstring(files["imsmanifest.xml"])
    named = manifest.xpath("//p:file/@href", namespaces=PACKAGE)
    assert sorted(named) == sorted(set(files) - {"imsmanifest.xml"})
    known = set(manifest.xpath("//p:resource/@identifier", namespaces=PACKAGE))
    assert set(manifest.xpath("//p:dependency/@identifierref", namespaces=PACKAGE)) == known - {"resource-test"}
    test = etree.fromstring(files["test.xml"])
    assert test.xpath("//q:assessmentSection/@title", namespaces=QTI) == ["Made up", "Cases"]
    assert len(test.xpath("//q:assessmentItemRef", namespaces=QTI)) == len(bank)


def test_each_qti_item_is_read_by_a_converter_and_keys_what_it_offers(bank: tuple[Item, ...]) -> None:
    files = unpacked(qti_package(bank, "Book", "Cases", "en"))
    for item in bank:
        content = files[f"items/{item.id}.xml"]
        assert "<qti-assessment-item" in upgrade_qti2_to_qti3(content.decode())
        tree = etree.fromstring(content)
        offered = set(tree.xpath("//q:itemBody//@identifier", namespaces=QTI))
        right = tree.xpath("//q:correctResponse/q:value/text()", namespaces=QTI)
        assert right
        if item.value is None:
            assert {part for value in right for part in value.split()} <= offered
        else:
            assert right == ["6.7"]
            assert tree.xpath("//q:equal/@tolerance", namespaces=QTI) == ["0.1 0.1"]
        assert tree.xpath("string(//q:modalFeedback)", namespaces=QTI).strip() == "Because"


def test_canvas_gets_every_question_and_pairs_one_by_one(bank: tuple[Item, ...]) -> None:
    text = canvas_text(bank, "Book", WHICH)
    assert len(re.findall(r"^\d+\. ", text, re.MULTILINE)) == len(bank) + 2
    assert "Which belongs to Left b?" in text
    files = unpacked(canvas_package(bank, "Book", WHICH))
    [name] = [
        name
        for name in files
        if name.startswith("text2qti_assessment") and "meta" not in name and name.endswith(".xml")
    ]
    tree = etree.fromstring(files[name])
    kinds = tree.xpath("//*[local-name()='fieldlabel'][.='question_type']/following-sibling::*/text()")
    assert sorted(set(kinds)) == ["multiple_answers_question", "multiple_choice_question", "numerical_question"]
    assert len(kinds) == len(bank) + 2
    shown = [unescape(text) for text in tree.xpath("//*[local-name()='mattext']/text()")]
    assert f"<p>{MARKUP}</p>" in shown


def test_canvas_takes_more_than_a_hundred_questions(bank: tuple[Item, ...]) -> None:
    many = [replace(item, stem=f"{item.stem} {number}") for number in range(11) for item in bank]
    text = canvas_text(many, "Book", WHICH)
    assert "\n100. " in text
    assert canvas_package(many, "Book", WHICH)


def test_sheets_show_the_key_only_where_asked(bank: tuple[Item, ...], tmp_path: Path) -> None:
    release, _ = read_release(REAL)
    assert release
    wording = with_bank(Book()).load(tmp_path).wording("en")
    plain, keyed = (sheet(bank, release, wording, "a4", keyed) for keyed in (False, True))
    assert plain.count("#question(") == keyed.count("#question(") == len(bank)
    assert "#key[" not in plain
    assert keyed.count("#key[") == len(bank)
    assert '#key[#"a, c"][#"Because"]' in keyed
    assert '#part("Made up")' in plain
    assert '#part("An odd case")' in plain
    assert MARKUP in plain


@pytest.mark.parametrize(
    "make", [lambda bank: qti_package(bank, "B", "C", "en"), lambda bank: canvas_package(bank, "B", WHICH)]
)
def test_the_same_questions_give_the_same_bytes(make: object, bank: tuple[Item, ...]) -> None:
    assert callable(make)
    assert make(bank) == make(bank)
