"""Questions on a page: whole without a script."""

from pathlib import Path

import pytest
from lxml import html

from review.publish.bank.items import items
from review.publish.bank.page import cases_markdown, questions_html
from tests.books import Book, with_bank


def href(page: str, anchor: str) -> str:
    return f"{page}.html" + (f"#{anchor}" if anchor else "")


@pytest.fixture
def tree(tmp_path: Path) -> html.HtmlElement:
    book = with_bank(Book()).change("questions", "made-up-q2", stem_en="<script>1</script>")
    project = book.load(tmp_path)
    asked = [item for item in items(project, "en") if not item.case]
    return html.fragment_fromstring(questions_html(asked, project.wording("en"), href), create_parent="main")


def question(tree: html.HtmlElement, number: int) -> html.HtmlElement:
    return tree.get_element_by_id(f"made-up-q{number}")


def test_all_that_the_script_says_stands_on_the_page(tree: html.HtmlElement) -> None:
    group = tree.xpath("./div[@class='questions']")[0]
    assert group.get("data-check") == "Check"
    assert "{right}" in group.get("data-progress")


def test_a_choice_reads_whole_with_its_answer_folded(tree: html.HtmlElement) -> None:
    first = question(tree, 1)
    assert first.get("data-key") == "b"
    assert [item.text_content() for item in first.xpath("./ol/li")] == ["Answer a", "Answer b", "Answer c"]
    assert first.xpath("./details/p")[0].text_content() == "b. Because"
    assert [item.text_content() for item in first.xpath("./details/ul/li")] == [
        "a Reason a",
        "b Reason b",
        "c Reason c",
    ]


def test_several_answers_are_keyed_together(tree: html.HtmlElement) -> None:
    several = question(tree, 5)
    assert several.get("data-key") == "a c"
    assert several.xpath("./details/p")[0].text_content() == "a, c. Because"


def test_pairs_show_both_sides(tree: html.HtmlElement) -> None:
    pairs = question(tree, 7)
    left, right = pairs.xpath("./ol")
    assert [item.text for item in left] == ["Left a", "Left b", "Left c"]
    assert sorted(item.text for item in right) == ["Right a", "Right b", "Right c"]
    assert not pairs.xpath("./details/ul")


def test_a_calculation_says_what_it_asks_for(tree: html.HtmlElement) -> None:
    number = question(tree, 8)
    assert number.xpath("./p[@class='asked']")[0].text == "ci-low"
    assert (number.get("data-key"), number.get("data-tolerance")) == ("6.7", "0.1")
    assert not number.xpath("./ol")


def test_text_from_data_is_shown_and_never_run(tree: html.HtmlElement) -> None:
    assert not tree.xpath(".//script")
    assert "<script>1</script>" in question(tree, 2).text_content()


def test_a_case_has_a_heading_its_situation_and_the_chapters_that_answer(tmp_path: Path) -> None:
    project = with_bank(Book()).load(tmp_path)
    text = cases_markdown(items(project, "en"), project.wording("en"), href)
    assert text.startswith("## An odd case {#odd-case}\n\n")
    tree = html.fragment_fromstring(text, create_parent="main")
    assert tree.xpath("./p[@class='situation']")[0].text == "Somebody asks & waits"
    assert [link.get("href") for link in tree.xpath(".//p[@class='source']/a")] == ["mechanisms/made-up.html"] * 2
