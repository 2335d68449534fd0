"""The document in Typst's language: compiled as PDF/UA-1, which proves links, descriptions and glyphs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
import typst

from print_book import FONTS, Job, _template
from print_book import compiled as compiled_job
from review.publish.book.pdf import finished
from review.publish.book.typst import TEMPLATE, cover_page, one_chapter, quoted, whole_book
from tests.review.publish.book.pages import LABEL, RELEASE, chapter, whole

OPTIONS = {"paper": "a4", "home": "https://book.example/"}


def compiled(folder: Path, source: str, figures: dict[str, bytes]) -> bytes:
    shutil.copyfile(_template(), folder / TEMPLATE)
    (folder / "main.typ").write_text(source, encoding="utf-8")
    for name, content in figures.items():
        (folder / name).write_bytes(content)
    content = typst.compile(
        str(folder / "main.typ"), root=str(folder), font_paths=[str(FONTS)], ignore_system_fonts=True, format="pdf",
        pdf_standards=["ua-1"], timestamp=RELEASE.epoch,
    )  # fmt: skip
    assert isinstance(content, bytes)
    return content


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(content))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    made = whole()
    figures = {name: figure.content for name, figure in made.figures.items()}
    return compiled(tmp_path_factory.mktemp("book"), whole_book(made, RELEASE, LABEL, OPTIONS), figures)


def test_strings_hold_any_text() -> None:
    assert quoted('a "b" \\ c\n') == '"a \\"b\\" \\\\ c\\n"'


def test_the_book_holds_its_parts_in_order(book: bytes) -> None:
    text = text_of(book)
    order = [
        "Version 1.2.0",
        "Contents",
        "About this book",
        "Summary",
        "Part I Therapies",
        "Chapter 1 Cold",
        "Chapter 2 Heat",
        "Appendix A",
        "Bibliography",
        "Glossary",
        "Index of terms",
    ]
    places = [text.rindex(words) for words in order]
    assert places == sorted(places)


def test_links_are_printed_with_page_or_address(book: bytes) -> None:
    text = text_of(book)
    document = pypdfium2.PdfDocument(book)
    (opening,) = (n for n, page in enumerate(document) if "Chapter 2" in page.get_textpage().get_text_range())
    assert f"See heat (p. {document.get_page_label(opening)})" in text
    assert "https://trials.example/x" in text


def test_finishing_is_repeatable_and_makes_the_file_smaller(book: bytes) -> None:
    assert finished(book) == finished(book)
    assert len(finished(book)) < len(book)


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    made = chapter()
    figures = {name: figure.content for name, figure in made.figures.items()}
    source = one_chapter(made, RELEASE, LABEL, OPTIONS)
    assert source == one_chapter(chapter(), RELEASE, LABEL, OPTIONS)
    first, second = (tmp_path / name for name in "ab")
    first.mkdir()
    second.mkdir()
    content = compiled(first, source, figures)
    assert finished(content) == finished(compiled(second, source, figures))
    text = text_of(content)
    assert "Chapter 1 Cold" in text and "References" in text and "From Combining Immunotherapy" in text


def test_a_letter_sheet_is_a_switch(tmp_path: Path) -> None:
    content = compiled(
        tmp_path,
        one_chapter(chapter(), RELEASE, LABEL, {**OPTIONS, "paper": "us-letter"}),
        {name: figure.content for name, figure in chapter().figures.items()},
    )
    assert pypdfium2.PdfDocument(content)[0].get_size() == (612, 792)


def test_the_cover_stands_alone(tmp_path: Path) -> None:
    content = compiled(tmp_path, cover_page(whole(), RELEASE, LABEL, OPTIONS), {})
    assert len(pypdfium2.PdfDocument(content)) == 1


def test_a_character_without_a_font_is_refused(tmp_path: Path) -> None:
    made = chapter()
    made.parts[0][1][0].body.append(made.parts[0][1][0].body.makeelement("p"))
    made.parts[0][1][0].body[-1].text = "\U00013080"
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        compiled(
            tmp_path,
            one_chapter(made, RELEASE, LABEL, OPTIONS),
            {name: figure.content for name, figure in made.figures.items()},
        )


def test_a_job_is_compiled_once_and_then_taken_from_what_was_kept(tmp_path: Path) -> None:
    made = chapter()
    folder = tmp_path / "source"
    folder.mkdir()
    shutil.copyfile(_template(), folder / TEMPLATE)
    (folder / "main.typ").write_text(one_chapter(made, RELEASE, LABEL, OPTIONS), encoding="utf-8")
    for name, figure in made.figures.items():
        (folder / name).write_bytes(figure.content)
    job = Job("a.pdf", str(folder), str(tmp_path / "out/a.pdf"), str(tmp_path / "kept.pdf"), RELEASE.epoch)
    assert compiled_job(job) == ""
    first = (tmp_path / "out/a.pdf").read_bytes()
    (folder / "main.typ").unlink()
    assert compiled_job(job) == ""
    assert (tmp_path / "out/a.pdf").read_bytes() == first
    (tmp_path / "kept.pdf").unlink()
    assert "No such file" in compiled_job(job)
