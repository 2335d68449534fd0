"""The question bank as an IMS content package of QTI 2.1: an item for each question, and a test with a section for each chapter.

The form: https://www.imsglobal.org/question/qtiv2p1/imsqti_implv2p1.html
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Protocol, cast

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]

from review.publish.archive import archive
from review.publish.bank.items import Item, stem

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
_ALIKE = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"
_LOCATION = f"{{{_SCHEMA}}}schemaLocation"
_TEST = "test.xml"


class _Maker(Protocol):
    """Makes an element of the name by which it is asked."""

    def __getattr__(self, name: str) -> Callable[..., etree._Element]: ...


_Q = cast(_Maker, ElementMaker(namespace=_QTI, nsmap={None: _QTI, "xsi": _SCHEMA}))
_P = cast(_Maker, ElementMaker(namespace=_PACKAGE, nsmap={None: _PACKAGE, "xsi": _SCHEMA}))


def qti_package(items: Sequence[Item], title: str, cases: str, language: str) -> bytes:
    """All questions as one zip."""
    files = {f"items/{item.id}.xml": _bytes(_item(item, language)) for item in items}
    files[_TEST] = _bytes(_test(items, title, cases))
    files["imsmanifest.xml"] = _bytes(_manifest(items, title))
    return archive(files)


def _bytes(element: etree._Element) -> bytes:
    return bytes(etree.tostring(element, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _located(element: etree._Element) -> etree._Element:
    element.set(_LOCATION, f"{_QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd")
    return element


def _item(item: Item, language: str) -> etree._Element:
    """One question: how it is answered, what is shown, how it is marked, and the explanation afterwards."""
    return _located(
        _Q.assessmentItem(
            _response(item),
            _Q.outcomeDeclaration(
                _Q.defaultValue(_Q.value("0")), identifier="SCORE", cardinality="single", baseType="float"
            ),
            _Q.outcomeDeclaration(identifier="FEEDBACK", cardinality="single", baseType="identifier"),
            _Q.itemBody(*(_Q.p(text) for text in stem(item)), _interaction(item)),
            _processing(item),
            _Q.modalFeedback(
                _Q.p(item.explanation), outcomeIdentifier="FEEDBACK", identifier="explained", showHide="show"
            ),
            identifier=item.id,
            title=f"{item.chapter_title}: {item.id}",
            adaptive="false",
            timeDependent="false",
            **{"{http://www.w3.org/XML/1998/namespace}lang": language},
        )
    )


def _response(item: Item) -> etree._Element:
    single = item.kind not in {"multiple", "match"}
    kind = {"match": "directedPair", "number": "float"}.get(item.kind, "identifier")
    return _Q.responseDeclaration(
        _Q.correctResponse(*(_Q.value(value) for value in _right(item))),
        identifier="RESPONSE",
        cardinality="single" if single else "multiple",
        baseType=kind,
    )


def _right(item: Item) -> list[str]:
    if item.value is not None:
        return [str(item.value)]
    if item.partners:
        return [f"{choice.letter} partner-{item.partners.index(choice.match) + 1}" for choice in item.choices]
    return [choice.letter for choice in item.choices if choice.correct]


def _interaction(item: Item) -> etree._Element:
    if item.value is not None:
        return _Q.p(f"{item.unit}: ", _Q.textEntryInteraction(responseIdentifier="RESPONSE", expectedLength="8"))
    if item.partners:
        left = [_associable(choice.letter, choice.text) for choice in item.choices]
        right = [_associable(f"partner-{number}", text) for number, text in enumerate(item.partners, 1)]
        return _Q.matchInteraction(
            _Q.simpleMatchSet(*left),
            _Q.simpleMatchSet(*right),
            responseIdentifier="RESPONSE",
            shuffle="false",
            maxAssociations=str(len(left)),
        )
    offered = (_Q.simpleChoice(choice.text, identifier=choice.letter) for choice in item.choices)
    most = "0" if item.kind == "multiple" else "1"
    return _Q.choiceInteraction(*offered, responseIdentifier="RESPONSE", shuffle="false", maxChoices=most)


def _associable(name: str, text: str) -> etree._Element:
    return _Q.simpleAssociableChoice(text, identifier=name, matchMax="1")


def _processing(item: Item) -> etree._Element:
    """One mark for the whole right answer; the explanation is shown whatever was answered."""
    given, right = _Q.variable(identifier="RESPONSE"), _Q.correct(identifier="RESPONSE")
    alike = (
        _Q.match(given, right)
        if item.value is None
        else _Q.equal(given, right, toleranceMode="absolute", tolerance=f"{item.tolerance} {item.tolerance}")
    )
    explained = _Q.setOutcomeValue(_Q.baseValue("explained", baseType="identifier"), identifier="FEEDBACK")
    marked = _Q.setOutcomeValue(_Q.baseValue("1", baseType="float"), identifier="SCORE")
    return _Q.responseProcessing(_Q.responseCondition(_Q.responseIf(alike, marked)), explained)


def _test(items: Sequence[Item], title: str, cases: str) -> etree._Element:
    sections = []
    for number, (name, asked) in enumerate(
        groupby(items, key=lambda item: cases if item.case else item.chapter_title), 1
    ):
        found = (_Q.assessmentItemRef(identifier=item.id, href=f"items/{item.id}.xml") for item in asked)
        sections.append(_Q.assessmentSection(*found, identifier=f"section-{number}", title=name, visible="true"))
    part = _Q.testPart(*sections, identifier="part-1", navigationMode="nonlinear", submissionMode="individual")
    return _located(_Q.assessmentTest(part, identifier="combining-immunotherapy", title=title))


def _manifest(items: Sequence[Item], title: str) -> etree._Element:
    named = [
        _P.resource(
            _P.file(href=f"items/{item.id}.xml"),
            identifier=f"resource-{item.id}",
            type="imsqti_item_xmlv2p1",
            href=f"items/{item.id}.xml",
        )
        for item in items
    ]
    needs = (_P.dependency(identifierref=f"resource-{item.id}") for item in items)
    test = _P.resource(_P.file(href=_TEST), *needs, identifier="resource-test", type="imsqti_test_xmlv2p1", href=_TEST)
    return _P.manifest(
        _P.metadata(_P.schema("QTIv2.1 Package"), _P.schemaversion("1.0.0")),
        _P.organizations(),
        _P.resources(test, *named),
        identifier="combining-immunotherapy-manifest",
    )
