"""What a page tells machines: each kind in its words, and nothing that data could turn into markup."""

import json
from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from review.project import load_project
from review.publish.metadata import PageFacts, head, published_at, resource_of
from review.release import Release
from review.teaching.handbook import PAGES
from tests.books import REAL

RELEASE = Release("The book", "Its contributors", "1.2.0", date(2026, 1, 31))
FACTS = PageFacts(
    "chapter",
    "Heat",
    "What heat does.",
    "https://book.example/therapies/heat.html",
    "https://book.example/",
    "The Book",
    "en",
    ("Tell heat from cold",),
    9,
)


def read(facts: PageFacts) -> tuple[dict[str, str], dict]:  # type: ignore[type-arg]
    root = html.document_fromstring(f"<html><head>{head(facts, RELEASE)}</head><body></body></html>")
    metas = {item.get("name") or item.get("property"): item.get("content") for item in root.iter("meta")}
    return metas, json.loads(root.xpath("string(//script[@type='application/ld+json'])"))


def test_a_chapter_can_be_cited_by_reference_managers() -> None:
    metas, _ = read(FACTS)
    assert metas["citation_title"] == "Heat"
    assert metas["citation_author"] == "Its contributors"
    assert metas["citation_publication_date"] == "2026/01/31"
    assert metas["citation_inbook_title"] == "The Book"
    assert metas["citation_public_url"] == metas["DC.identifier"] == metas["og:url"] == FACTS.address
    assert metas["DC.language"] == "en-GB"


def test_a_chapter_is_a_learning_resource_of_the_book() -> None:
    _, data = read(FACTS)
    assert data["@type"] == ["Chapter", "LearningResource"]
    assert (data["teaches"], data["timeRequired"]) == (["Tell heat from cold"], "PT9M")
    assert data["isPartOf"]["@id"] == "https://book.example/#book"


@pytest.mark.parametrize(
    ("kind", "type_", "licence"),
    [
        ("book", ["Book", "LearningResource"], "by/4.0"),
        ("data", "Dataset", "zero/1.0"),
        ("page", "WebPage", "by/4.0"),
    ],
)
def test_each_kind_of_page_has_its_type_and_licence(kind: str, type_: object, licence: str) -> None:
    facts = replace(FACTS, kind=kind, files={"https://book.example/data/claims.csv": "text/csv"})
    metas, data = read(facts)
    assert data["@type"] == type_
    assert licence in data["license"]
    assert licence in metas["DC.rights"]
    assert ("distribution" in data) == (kind == "data")
    assert "citation_inbook_title" not in metas


def test_chinese_pages_say_so() -> None:
    metas, data = read(replace(FACTS, language="zh", title="热疗"))
    assert (metas["DC.language"], metas["og:locale"], data["inLanguage"]) == ("zh-CN", "zh_CN", "zh-CN")


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "</script><script>alert(1)</script>", "' onload='x"])
def test_no_text_leaves_its_place(text: str) -> None:
    facts = replace(FACTS, title=text, description=text, objectives=(text,))
    root = html.document_fromstring(f"<html><head>{head(facts, RELEASE)}</head><body></body></html>")
    assert len(root.xpath("//script")) == 1
    assert json.loads(root.xpath("string(//script)"))["name"] == text
    assert root.xpath("//meta[@name='citation_title']/@content") == [text]
    assert root.xpath("//@onload") == []


def test_a_page_with_a_card_shows_it_with_its_size_and_its_words() -> None:
    metas, _ = read(replace(FACTS, image="https://book.example/assets/cards/heat.en.png", image_told="Heat"))
    assert metas["og:image"] == "https://book.example/assets/cards/heat.en.png"
    assert (metas["og:image:width"], metas["og:image:height"], metas["og:image:alt"]) == ("1200", "630", "Heat")
    assert metas["twitter:card"] == "summary_large_image"
    assert not {name for name in read(FACTS)[0] if "image" in name or name.startswith("twitter")}


def test_a_built_page_tells_its_full_address() -> None:
    assert (
        published_at('<link rel="canonical"\n href="https://x.example/a.html?b&amp;c">')
        == "https://x.example/a.html?b&c"
    )
    assert published_at("<link rel='next' href='b.html'>") == ""


def test_a_teaching_page_says_for_whom_it_is_how_long_it_takes_and_what_it_teaches() -> None:
    front = {
        "resource": {"type": "exercise", "use": ["assignment"], "role": "student", "minutes": 60, "teaches": ["Count"]}
    }
    _, data = read(replace(FACTS, kind="page", resource=resource_of(front)))
    assert data["@type"] == ["WebPage", "LearningResource"]
    assert data["learningResourceType"] == "exercise"
    assert (data["educationalUse"], data["teaches"], data["timeRequired"]) == (["assignment"], ["Count"], "PT60M")
    assert data["audience"] == {"@type": "EducationalAudience", "educationalRole": "student"}


def test_what_a_teaching_page_does_not_say_is_left_out() -> None:
    _, data = read(
        replace(FACTS, kind="page", resource=resource_of({"resource": {"type": "rubric", "minutes": "long"}}))
    )
    assert data["audience"]["educationalRole"] == "teacher"
    assert not {"timeRequired", "teaches", "educationalUse"} & set(data)


@pytest.mark.parametrize("front", [{}, {"resource": "exercise"}, {"resource": {"use": "reading"}}])
def test_a_page_that_says_nothing_of_teaching_is_no_resource(front: dict[str, object]) -> None:
    assert resource_of(front) is None


def test_every_page_of_the_kit_says_what_kind_of_resource_it_is() -> None:
    pages = {page.path: page for page in load_project(REAL).pages["en"]}
    for path in PAGES:
        assert resource_of(pages[path].front), path
