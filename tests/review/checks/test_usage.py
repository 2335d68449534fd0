"""USE-1 to USE-3 and CITE-4: nothing lies about unused."""

from pathlib import Path

from review.checks.usage import check
from tests.books import SOUND_SVG, SOUND_VIEWS, SOUND_WORDS, VIEWS, Book, only


def test_the_sound_book_has_no_such_problem(tmp_path: Path) -> None:
    assert list(check(Book().load(tmp_path))) == []


def test_a_view_that_no_page_shows_is_told(tmp_path: Path) -> None:
    more = "\nspare:\n  title: {en: Spare, zh: 备用}\n  rows: terms\n  columns: [term]\n"
    only(Book().file(VIEWS, SOUND_VIEWS + more).problems(tmp_path), "USE-1", VIEWS, 16, "or remove it")


def test_a_figure_that_no_page_shows_is_told(tmp_path: Path) -> None:
    book = Book().file("docs/assets/figures/spare.svg", SOUND_SVG).file("docs/assets/figures/spare.yml", SOUND_WORDS)
    only(book.problems(tmp_path), "USE-2", "docs/assets/figures/spare.svg", 0, "or remove it")


def test_a_work_that_nothing_cites_is_told(tmp_path: Path) -> None:
    book = Book().swap_both("[@FixtureReview2020; @", "[@")
    only(book.problems(tmp_path), "CITE-4", "bib/references.bib", 25, "cite it, delete it")


def test_a_claim_that_no_chapter_names_is_told(tmp_path: Path) -> None:
    book = Book().swap_both("; but see {{ c:hyperthermia-003 }}", "")
    problem = only(book.problems(tmp_path), "USE-3", "docs/data/claims.csv", 4, "{{ c:hyperthermia-003 }}")
    assert "hyperthermia-003" in problem.found


def test_a_page_that_is_no_chapter_does_not_count_as_the_chapter_of_a_claim(tmp_path: Path) -> None:
    book = Book().swap_both("; but see {{ c:hyperthermia-003 }}", "")
    for language in ("en", "zh"):
        page = str(book.files[f"docs/{language}/index.md"])
        book.file(f"docs/{language}/index.md", page + "\nSee {{ c:hyperthermia-003 }}.\n")
    only(book.problems(tmp_path), "USE-3", "docs/data/claims.csv", 4, "name it there")
