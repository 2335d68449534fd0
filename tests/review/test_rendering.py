"""Markers replaced by what they stand for, and the pages on which works are cited."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from review.citations.bibliography import Entry
from review.manuscript.pages import Page
from review.manuscript.scanning import hidden_citations
from review.markup import plain
from review.project import Project
from review.publish.held import with_boxes
from review.rendering import (
    PageWriter,
    chapter_head,
    citing_pages,
    keys_on,
    references_offer,
    with_data_one_up,
    with_state,
)
from review.wording import Language, number_field
from tests.books import ALPHA, BETA, CHAPTER, SOUND_VIEWS, VIEWS, Book, with_bank


def href(page: str, anchor: str) -> str:
    return f"{page}.html#{anchor}" if page else anchor


def writer(project: Project, language: Language = "en") -> PageWriter:
    """A writer for a language, its references written as their keys."""
    keys = {page.path: keys_on(page, project) for page in project.pages[language]}
    return PageWriter(
        project, language, {key: key for key in project.bibliography}, citing_pages(project.pages[language], keys)
    )


def chapter_of(project: Project, language: Language = "en") -> Page:
    return next(page for page in project.pages[language] if page.path == CHAPTER)


def written(markdown: str, root: Path, book: Book | None = None, language: Language = "en") -> str:
    """What a chapter's text becomes."""
    project = (book or Book()).load(root)
    assert project.problems == ()
    return writer(project, language).page(chapter_of(project, language), markdown, href)


@pytest.mark.parametrize(
    ("marker", "text"),
    [
        (f"r:{ALPHA}-a-orr", "30.0% (3/10; 95% CI 6.7–65.2, computed)"),
        (f"r:{ALPHA}-a-orr:full", "30.0% (3/10; 95% CI 6.7–65.2, computed)"),
        (f"r:{ALPHA}-a-orr:value", "30.0%"),
        (f"r:{ALPHA}-a-orr:unit", "%"),
        (f"r:{ALPHA}-a-orr:n", "10"),
        (f"r:{ALPHA}-a-orr:events", "3"),
        (f"r:{ALPHA}-a-orr:fraction", "3/10"),
        (f"r:{ALPHA}-a-orr:interval", "95% CI 6.7–65.2, computed"),
        (f"r:{ALPHA}-a-orr:p", "<0.05"),
        (f"r:{ALPHA}-a-orr:criterion", "RECIST 1.1"),
        (f"r:{ALPHA}-a-orr:data_cut", "1 January 2021"),
        (f"r:{ALPHA}-a-orr:review", "30%%"),
        (f"r:{BETA}-os:time", "24 months"),
        (f"r:{BETA}-os:value", "12.5 months"),
        (f"r:{BETA}-unseen", "44% (as a review gives it, not verified)"),
        (f"r:{BETA}-unseen:value", "44% (as a review gives it, not verified)"),
        (f"r:{BETA}-unseen:review", "44%"),
        ("c:hyperthermia-001", "Warm review: 1.1 ✓"),
    ],
)
def test_numbers_and_claims_are_printed_from_their_records_as_links(marker: str, text: str, tmp_path: Path) -> None:
    result = written(f"In {{{{ {marker} }}}} of them.", tmp_path)
    assert plain(result) == f"In {text} of them."
    [link] = html.fragment_fromstring(result, create_parent="p").xpath(".//a")
    page = "evidence/claims" if marker.startswith("c:") else "evidence/results"
    assert link.get("href") == f"{page}.html#{marker.split(':')[1]}"


def test_a_claim_s_link_tells_its_verdict_and_statement(tmp_path: Path) -> None:
    result = written("{{ c:hyperthermia-001 }}", tmp_path, language="zh")
    assert 'title="Matches（中文）: Statement 1 of the made-up review（中文）"' in result


def test_neighbouring_claims_name_review_and_section_once(tmp_path: Path) -> None:
    result = written("{{ c:hyperthermia-001 }} {{ c:hyperthermia-001 }}", tmp_path)
    assert plain(result) == "Warm review: 1.1 ✓ ✓"
    assert result.count('aria-label="Warm review, 1.1') == 2


def test_a_range_that_a_review_prints_gets_an_en_dash(tmp_path: Path) -> None:
    project = Book().change("results", f"{BETA}-unseen", review_value="15-30").load(tmp_path)
    assert number_field(project.evidence.result[f"{BETA}-unseen"], "review", project.wording("en")) == "15–30%"


def test_parts_that_a_record_lacks_are_empty(tmp_path: Path) -> None:
    project = Book().load(tmp_path)
    unseen = project.evidence.result[f"{BETA}-unseen"]
    assert {
        number_field(unseen, field, project.wording("en"))
        for field in ("n", "events", "fraction", "interval", "p", "time", "criterion", "data_cut")
    } == {""}


def test_a_review_s_number_in_words_gets_its_unit_after_a_space_and_a_ratio_none(tmp_path: Path) -> None:
    project = Book().load(tmp_path)
    wording = project.wording("en")
    months = replace(project.evidence.result[f"{BETA}-unseen"], unit="months")
    assert number_field(months, "review", wording) == "44\u00a0months"
    assert number_field(replace(months, unit="ratio"), "review", wording) == "44"
    assert number_field(replace(months, review_value=""), "", wording) == "not seen"


def test_a_view_becomes_a_table_with_citations_to_note_and_downloads(tmp_path: Path) -> None:
    result = written("<!-- view: arms -->", tmp_path)
    tree = html.fragment_fromstring(result, create_parent="main")
    assert len(tree.xpath(".//tbody/tr")) == 3
    assert f"[@{ALPHA}]" in result
    assert [link.get("href") for link in tree.xpath("./p[@class='view-downloads']/a")] == [
        "data/views/arms.en.csv",
        "data/views/arms.en.json",
    ]
    assert [link.get("aria-label") for link in tree.xpath("./p[@class='view-downloads']/a")] == [
        "Download this table:: Arms compared, CSV",
        "Download this table:: Arms compared, JSON",
    ]


def test_a_label_with_markup_is_shown_and_not_run(tmp_path: Path) -> None:
    book = Book()
    book.swap("docs/labels.csv", "Download this table:", "<b>[@x]</b>")
    result = written("<!-- view: arms -->", tmp_path, book)
    assert "<b>" not in result
    assert "[@x]" not in result


def test_a_long_view_links_the_bibliography(tmp_path: Path) -> None:
    result = written("<!-- view: every-claim -->", tmp_path)
    assert (
        f'href="reference/bibliography.html#ref-{ALPHA}" class="cite">Fixture et al. 2021</a>'.replace("#", "&#35;")
        in result
    )
    assert "[@" not in result


@pytest.mark.parametrize(("view", "held"), [("every-claim", {"view-every-claim"}), ("arms", set())])
def test_only_a_table_of_finished_html_is_held_back_and_its_note_and_downloads_stay(
    view: str, held: set[str], tmp_path: Path
) -> None:
    project = Book().load(tmp_path)
    page, boxes = chapter_of(project), dict[str, str]()
    markdown = f"<!-- view: {view} -->"
    result = writer(project).page(page, markdown, href, boxes)
    assert set(boxes) == held
    assert ("<table" in result) is not bool(held)
    assert "view-downloads" in result
    assert with_boxes(result, boxes) == writer(project).page(page, markdown, href)


EXPLORER = """
explorer:
  title: {en: All, zh: 全部}
  rows: findings
  columns: [id, what, study]
  facets: [therapy, verdict]
  cite: links
"""


def test_a_view_with_facets_stands_below_its_controls_and_cites_nothing_anew(tmp_path: Path) -> None:
    project = Book().file(VIEWS, SOUND_VIEWS + EXPLORER).load(tmp_path)
    page = Page("en", "explorer", "docs/en/explorer.md", "<!-- view: explorer -->\n")
    assert keys_on(page, project) == []
    tree = html.fragment_fromstring(writer(project).page(page, page.text, href), create_parent="main")
    [form], [box] = tree.xpath("./form"), tree.xpath("./div[@class='view']")
    assert form.get("data-table") == box.get("id")
    assert len(form.xpath(".//fieldset")) == 2
    assert len(box.xpath(".//tbody/tr[@data-marks]")) == 8


def test_a_figure_stands_with_its_sources_and_credit(tmp_path: Path) -> None:
    result = written("<!-- figure: box -->", tmp_path, language="zh")
    assert 'id="figure-box"' in result
    assert f"[@{ALPHA}]" in result
    assert "热" in result


def test_questions_are_those_of_the_chapter_and_cases_stand_under_headings_of_their_own(tmp_path: Path) -> None:
    book = with_bank(Book())
    tree = html.fragment_fromstring(written("<!-- questions -->", tmp_path, book), create_parent="main")
    assert [question.get("id") for question in tree.xpath(".//div[@class='question']")] == [
        f"made-up-q{number}" for number in range(1, 9)
    ]
    cases = written("<!-- cases -->", tmp_path, book)
    assert "\n## An odd case {#odd-case}\n" in cases
    assert cases.count('class="question"') == 2


def test_a_download_stands_alone_with_citations_written_out(tmp_path: Path) -> None:
    project = Book().load(tmp_path)
    table = writer(project).downloadable("arms")
    assert plain(table.rows[0][0]) == "Study A [Fixture et al. 2021]"


def test_a_chapter_s_head_stands_under_its_first_heading(tmp_path: Path) -> None:
    project = Book().load(tmp_path)
    page = chapter_of(project)
    text = hidden_citations("# Made up {#made-up}\n\nText.")
    result = chapter_head(page, text, writer(project), href)
    assert result.startswith('# Made up {#made-up}\n\n<div class="chapter-head">')
    assert result.endswith("</div>\n\n\nText.")
    tree = html.fragment_fromstring(result.split("\n", 1)[1], create_parent="main")
    assert [item.text for item in tree.xpath(".//li")] == ["Tell a fixture from a study"]
    assert [link.get("href") for link in tree.xpath(".//a")] == ["reference/reviews.html#hyperthermia"]
    text = " ".join(tree.text_content().split())
    assert "2026-01-31 · about 1 min" in text
    assert "3 statements of the reviews named ✓ supported: 1" in text
    assert "not verified: 2" in text


def test_a_page_without_objectives_or_heading_has_no_head(tmp_path: Path) -> None:
    project = Book().load(tmp_path)
    [home] = [page for page in project.pages["en"] if page.path == "index"]
    assert chapter_head(home, "# Home", writer(project), href) == "# Home"
    bare = replace(chapter_of(project), text="No heading.")
    assert chapter_head(bare, "No heading.", writer(project), href) == "No heading."


@pytest.mark.parametrize(
    ("state", "notices", "text"),
    [
        ("verified", "none seen", "R ✓ Verified"),
        ("verified", "", "R ✓ Verified"),
        ("verified", "retracted <2020>", "R ✓ Verified retracted <2020>"),
        ("unverified", "", "R ? Unverified"),
    ],
)
def test_a_reference_tells_its_state_and_notices(state: str, notices: str, text: str, tmp_path: Path) -> None:
    wording = Book().load(tmp_path).wording("en")
    entry = Entry("k", "article", 1, {"x-state": state, "x-notices": notices})
    assert plain(with_state("R", entry, wording)) == text


def test_works_are_cited_by_text_figures_and_tables_each_once(tmp_path: Path) -> None:
    project = Book().load(tmp_path)
    assert keys_on(chapter_of(project), project) == [ALPHA, BETA, "FixtureReview2020"]
    keys = {page.path: keys_on(page, project) for page in project.pages["en"]}
    assert citing_pages(project.pages["en"], keys)[ALPHA] == (("index", "Home"), (CHAPTER, "Made up"))


def test_the_list_of_all_works_cites_none_of_them(tmp_path: Path) -> None:
    views = (
        SOUND_VIEWS
        + "\nworks:\n  title: {en: Works, zh: 文献}\n  rows: references\n  columns: [reference, cited_by]\n  cite: links\n"
    )
    project = Book().file(VIEWS, views).load(tmp_path)
    page = Page("en", "works", "docs/en/works.md", "<!-- view: works -->\n<!-- view: none -->\n<!-- figure: none -->\n")
    assert keys_on(page, project) == []
    [_, first, *_] = html.fragment_fromstring(
        writer(project).page(page, "<!-- view: works -->", href), create_parent="main"
    ).xpath(".//tr")
    assert " ".join(first.text_content().split()) == f"{ALPHA} Home, Made up"


def test_links_to_data_lead_one_folder_further_up_but_not_in_code() -> None:
    text = "[a](../data/claims.csv) `[b](../data/claims.csv)` [c](../index.md)"
    assert with_data_one_up(text) == '<a href="../../data/claims.csv">a</a> `[b](../data/claims.csv)` [c](../index.md)'


def test_a_page_offers_its_references_in_two_formats(tmp_path: Path) -> None:
    tree = html.fragment_fromstring(references_offer("a", Book().load(tmp_path).wording("en")), create_parent="main")
    assert tree.xpath(".//a/@href") == ["a.bib", "a.ris"]
