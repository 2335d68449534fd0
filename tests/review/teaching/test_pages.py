"""What the blocks show: minutes that add up, objectives with their questions, sheets with one fault, dossiers, prompts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from review.teaching.objectives import chapters
from review.teaching.syllabus import clock
from tests.books import CHAPTER, REAL, Book
from tests.review.teaching.kits import href, kit_of, real_kit, shown

COURSES = ["four-weeks", "one-day"]


def test_every_block_stands_on_a_page() -> None:
    named = {
        name
        for page in (REAL / "docs/en").rglob("*.md")
        for name in re.findall(r"<!-- teach: ([\w-]+) -->", page.read_text(encoding="utf-8"))
    }
    from review.teaching.blocks import blocks

    assert named == set(blocks(real_kit().project))


def test_the_clock_runs_on() -> None:
    assert (clock("09:00", 0), clock("09:50", 25)) == ("09:00", "10:15")


@pytest.mark.parametrize("course", COURSES)
def test_the_minutes_of_every_class_and_course_add_up(course: str) -> None:
    overview = shown(f"course-{course}", real_kit())
    *units, total = [row.text_content() for row in overview.xpath(".//tbody/tr/td[1]")]
    assert sum(map(int, units)) == int(total)
    *before, read = [row.text_content() for row in overview.xpath(".//tbody/tr/td[2]")]
    assert sum(map(int, before)) == int(read)
    tables = shown(f"plans-{course}", real_kit()).xpath(".//table")
    assert len(tables) == len(units)
    for minutes, table in zip(units, tables, strict=True):
        *parts, end = [cell.text_content() for cell in table.xpath(".//tbody/tr/td[1]")]
        if course == "four-weeks":
            assert sum(map(int, parts)) == int(end) == int(minutes)
        else:
            starts = [part.split()[0] for part in parts]
            lasts = [int(part.split()[1]) for part in parts]
            assert sum(lasts) == int(minutes)
            for here, minute, after in zip(starts, lasts, [*starts[1:], end], strict=True):
                assert clock(here, minute) == after


def test_a_lecture_leads_to_the_slides_of_its_chapters() -> None:
    found = shown("plans-four-weeks", real_kit()).xpath(".//a/@href")
    assert "downloads/slides/foundations-cancer-immunity-cycle-en.pptx" in found
    assert all(not address.startswith("downloads/slides/teach-") for address in found)


def test_objectives_stand_beside_the_questions_that_name_them(tmp_path: Path) -> None:
    book = Book()
    for number in (1, 2, 4):
        book.change("questions", f"made-up-q{number}", objective="")
    kit = kit_of(book.load(tmp_path))
    ((objective, chapter, questions, files),) = shown("objectives", kit).xpath(".//tbody/tr")
    assert objective.text_content() == "Tell a fixture from a study"
    assert chapter.xpath("./a/@href") == [href(CHAPTER, "")]
    assert [(link.text, link.get("href")) for link in questions.xpath(".//a")] == [("3", f"{CHAPTER}.html#made-up-q3")]
    assert files.xpath(".//a/@href") == [
        "downloads/chapters/mechanisms-made-up-en.pdf",
        "downloads/slides/mechanisms-made-up-en.pptx",
    ]
    assert "1 of the book’s 4 questions" in shown("objectives-tied", kit).text_content()
    for question in book.tables["questions"]:
        question["objective"] = "1"
    assert "Each of the book’s 4 questions" in shown("objectives-tied", kit_of(book.load(tmp_path))).text_content()


def test_every_objective_of_the_book_stands_in_the_table() -> None:
    kit = real_kit()
    told = [row.text_content() for row in shown("objectives", kit).xpath(".//tbody/tr/th")]
    assert told == [str(objective) for page in chapters(kit) for objective in page.front["objectives"]]


def test_a_sheet_shows_what_the_review_has_and_leads_to_the_record() -> None:
    kit = real_kit()
    sheets = shown("sheets", kit)
    tables = sheets.xpath(".//table")
    assert len(tables) == len(kit.project.teaching.sheets)
    for sheet, table in zip(kit.project.teaching.sheets.values(), tables, strict=True):
        cells = [cell.text_content() for cell in table.xpath(".//td")]
        assert len(cells) == len(sheet.rows) + bool(sheet.shows)
        for name in sheet.rows:
            assert any(kit.project.evidence.result[name].review_value in cell for cell in cells)
    addresses = sheets.xpath(".//a/@href")
    assert len(addresses) == len(tables)
    assert all(address.startswith("https://doi.org/10.") for address in addresses)


def test_the_fault_can_be_found_on_its_sheet_and_its_key_names_the_correction() -> None:
    kit = real_kit()
    corrections = {record.id: record for record in kit.project.evidence.corrections}
    tables, keys = shown("sheets", kit).xpath(".//table"), shown("sheets-key", kit).xpath("./details")
    for sheet, table, key in zip(kit.project.teaching.sheets.values(), tables, keys, strict=True):
        correction = corrections[sheet.correction]
        token = re.sub(r"[^\d.%A-Za-z]", "", correction.as_printed).removeprefix("ORR")
        assert any(token in cell.text_content() for cell in table.xpath(".//td")), sheet.id
        assert correction.as_found_en in key.text_content()
        assert f"evidence/corrections.html#{correction.id}" in key.xpath(".//a/@href")
        chinese = bool(re.search(r"[\u4e00-\u9fff]", correction.as_printed))
        assert bool(key.xpath(".//span[@lang='zh']")) == chinese


def test_a_dossier_sets_both_trials_side_by_side_with_their_harms() -> None:
    kit = real_kit()
    hopes = {hope.id: hope for hope in kit.project.evidence.hopes}
    tables = shown("dossiers", kit).xpath(".//table")
    for name, table in zip(kit.project.teaching.dossiers, tables, strict=True):
        assert hopes[name].outcome == "missed"
        heads = [row.text_content() for row in table.xpath(".//tbody/tr/th")]
        assert heads == ["Trial", "Design", "Patients", "Compared with", "Result", "Severe related harm"]
        result = [cell.text_content() for cell in table.xpath(".//tbody/tr[5]/td")]
        for cell, record in zip(result, (hopes[name].hope, hopes[name].fate), strict=True):
            assert str(kit.project.evidence.result[record].value) in cell
        assert all(cell.text_content().strip() for cell in table.xpath(".//tbody/tr[6]/td"))


def test_an_arm_with_two_rates_of_harm_says_what_each_counts() -> None:
    kit = real_kit()
    place = kit.project.teaching.dossiers.index("lenvatinib-pembrolizumab-hcc")
    cell = shown("dossiers", kit).xpath(".//table")[place].xpath(".//tbody/tr[6]/td[2]")[0].text_content()
    for arm in ("Lenvatinib plus placebo", "Lenvatinib plus pembrolizumab"):
        first, second = (part.split("Lenvatinib")[0] for part in cell.split(f"{arm}: ")[1:])
        assert "(Grade 3 to 4)" in first and "grade 3 to 5" in second


def test_where_no_rate_of_severe_harm_was_seen_the_other_harms_are_told_by_name() -> None:
    kit = real_kit()
    place = kit.project.teaching.dossiers.index("pegilodecakin-pancreatic")
    early, tested = (
        cell.text_content() for cell in shown("dossiers", kit).xpath(".//table")[place].xpath(".//tbody/tr[6]/td")
    )
    evidence = kit.project.evidence
    for cell, study in ((early, "Hecht2021immunologic"), (tested, "Hecht2021randomized")):
        harms = [record for record in evidence.results_of_study[study] if record.kind == "harm" and record.value]
        assert harms
        for record in harms:
            assert f"{record.value}%" in cell and f"({record.what_en})" in cell
            assert f"Other harm, {record.arm_en}" in cell
    assert (early.count("not seen"), tested.count("not seen")) == (1, 2)


def test_every_prompt_stands_under_its_chapter_with_what_is_behind_it() -> None:
    kit = real_kit()
    text = shown("discussion", kit)
    found = set(text.xpath(".//a/@href"))
    for prompt in kit.project.teaching.prompts.values():
        assert f"{prompt.chapter}.html" in found
        assert {f"evidence/disagreements.html#{name}" for name in prompt.points} <= found
        assert {f"evidence/since.html#{name}" for name in prompt.later} <= found
        assert prompt.points or prompt.later


def test_the_filled_worksheet_answers_the_questions_of_the_empty_one() -> None:
    text = (REAL / "docs/en/teach/worksheet.md").read_text(encoding="utf-8")
    empty, filled = text.split("## An example, filled")
    asked = [line.split("|")[1].strip() for line in empty.splitlines() if line.startswith("| ")]
    answered = [line.split("|")[1].strip() for line in filled.splitlines() if line.startswith("| ")]
    assert asked == answered and len(asked) > 10
    assert all(line.split("|")[2].strip() for line in filled.splitlines() if line.startswith("| "))
