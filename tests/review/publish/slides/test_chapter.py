"""A chapter's deck: which slides it has, what stands on them, and what stands behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from review.publish.pictures import Edition
from review.publish.slides.chapter import Sources, chapter_deck, whole_deck
from review.publish.slides.deck import Deck, Shot, Slide, plain, words
from review.release import Release
from tests.books import ALPHA, CHAPTER, Book

ROW = "<tr><th scope='row'>Study A</th><td>30%</td><td>none seen</td><td><a class='cite' href='../reference/bibliography.html#ref-{key}'>x</a></td></tr>"
ARTICLE = f"""<article><h1>Made up</h1>
<h2 id="key-points">Key points</h2><ul>
<li>The first point stands<sup><a class="footnote-ref" href="#fn:{ALPHA}">1</a></sup>.</li>
<li>The second.</li><li>The third.</li><li>The fourth.</li></ul>
<h2 id="argument">Argument</h2>
<p>The drug worked<sup><a class="footnote-ref" href="#fn:{ALPHA}">1</a></sup>.
Nothing is cited here.</p>
<figure class="drawing" id="figure-box"><div><svg><title>A box</title><desc>One word</desc></svg></div><figcaption>A box. With a word.</figcaption></figure>
<div class="view" id="view-arms"><table><caption><span class="caption">Arms <span class="count">(1 row)</span></span></caption>
<thead><tr><th class="col-study">Study</th><th class="col-measure">Response</th><th class="col-harms">Harms</th><th class="col-source">Source</th></tr></thead>
<tbody>{ROW.format(key=ALPHA)}</tbody></table></div><p class="view-note">Made up.</p>
<h2 id="how-far-to-trust-this">How far to trust this</h2><p>Not at all.
Nor further.</p>
<h2 id="check-yourself">Check yourself</h2>
<div class="question" id="made-up-q1"><p class="stem"><strong>1.</strong> What is it? <span class="question-kind">One answer</span></p><ol type="a"><li>This</li><li>That</li></ol>
<details><summary>Show</summary><p><strong>a.</strong> Because.</p></details></div>
<div class="footnote"><ol><li id="fn:{ALPHA}"><p>Alpha.</p></li></ol></div></article>"""
RELEASE = Release("A book", "Makers", "1.2.3", date(2026, 1, 31))
Make = Callable[..., Deck]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes the deck of the chapter from other HTML, other rows."""

    def deck(book: Book | None = None, article: str = ARTICLE, shots: int = 1) -> Deck:
        project = (book or with_sides(Book())).load(tmp_path)
        sources = Sources(
            project,
            Edition(RELEASE, "https://book.example/"),
            project.wording("en"),
            {ALPHA: plain("Fixture A. Fixture trial A.")},
            lambda name: [Shot(f"{name}-{part}", b"<svg/>", "One word in a box") for part in range(1, shots + 1)],
        )
        page = next(page for page in project.pages["en"] if page.path == CHAPTER)
        return chapter_deck(sources, page, html.fragment_fromstring(article))

    return deck


def with_sides(book: Book) -> Book:
    """The book with a second claim of the chapter that takes a side."""
    row = {"disagreement": "point-a", "claim": "hyperthermia-002", "position_en": "Against", "position_zh": "反对"}
    return book.add("disagreement_sides", **row)


def titles(deck: Deck) -> list[str]:
    return [slide.title for slide in deck.slides]


def text(slide: Slide) -> str:
    return "\n".join(words(line) for block in slide.blocks for line in block.lines)


def notes(slide: Slide) -> str:
    return "\n".join(map(words, slide.notes))


def slide_of(deck: Deck, title: str) -> Slide:
    return next(slide for slide in deck.slides if slide.title == title)


def test_a_deck_has_everything_that_a_class_needs(make: Make) -> None:
    deck = make()
    assert deck.title == "Made up"
    assert titles(deck) == [
        "What you will be able to do",
        "Key points (1–2 of 4)",
        "Key points (3–4 of 4)",
        "A box",
        "Arms",
        "Point A (open)",
        "How far to trust this",
        "Question 1 (One answer)",
        "Answer 1",
        "References",
    ]
    assert all(slide.notes for slide in deck.slides) and deck.notes
    assert any("medical advice" in words(line) for line in deck.notes)


def test_behind_a_key_point_stand_its_sentences_and_its_work_in_full(make: Make) -> None:
    slide = make().slides[1]
    assert "The first point stands1." in text(slide)
    assert "The drug worked1." in notes(slide)
    assert "1. Fixture A. Fixture trial A." in notes(slide)
    assert "Nothing is cited here" not in notes(slide)


def test_a_drawing_stands_with_its_caption_and_its_words(make: Make) -> None:
    slide = slide_of(make(), "A box")
    assert slide.shot is not None and slide.shot.alt == "One word in a box"
    assert text(slide) == "A box. With a word."
    assert "One word in a box" in notes(slide) and f"{CHAPTER}.html#figure-box" in notes(slide)


def test_a_long_chart_takes_several_slides(make: Make) -> None:
    assert [title for title in titles(make(shots=2)) if title.startswith("A box")] == [
        "A box (1 of 2)",
        "A box (2 of 2)",
    ]


def test_a_table_names_its_page_its_note_and_its_works(make: Make) -> None:
    slide = slide_of(make(), "Arms")
    assert slide.grid is not None and [words(head) for head in slide.grid.heads] == [
        "Study",
        "Response",
        "Harms",
        "Source",
    ]
    assert words(slide.foot).startswith("Made up.\n") and f"{CHAPTER}.html#view-arms" in words(slide.foot)
    assert "Fixture trial A" in notes(slide)


def test_a_cut_table_says_what_was_left_out(make: Make) -> None:
    rows = "".join(
        ROW.format(key=ALPHA).replace("Study A", f"Study {row}").replace("x</a>", "x</a> " + "long " * 240)
        for row in range(60)
    )
    deck = make(article=ARTICLE.replace(ROW.format(key=ALPHA), rows))
    slide = slide_of(deck, next(title for title in titles(deck) if title.startswith("Arms (1–")))
    assert "of 60 rows are shown; left out: Source." in words(slide.foot)
    assert slide.grid is not None and "Harms" in [words(head) for head in slide.grid.heads]


def test_a_disagreement_gives_both_sides_and_how_they_meet(make: Make) -> None:
    slide = slide_of(make(), "Point A (open)")
    assert "Sides differ" in text(slide) and "They can meet" in text(slide)
    assert "For (Warm review, 1.1; ✓ Matches)" in text(slide)
    assert "Study A says so" in notes(slide) and "Fixture trial A" in notes(slide)


def test_a_point_that_the_chapter_hardly_touches_is_left_to_its_page(make: Make) -> None:
    assert "Point A (open)" not in titles(make(Book()))


def test_the_answer_stands_on_its_own_slide(make: Make) -> None:
    deck = make()
    asked, answered = slide_of(deck, "Question 1 (One answer)"), slide_of(deck, "Answer 1")
    assert text(asked) == "What is it?\nThis\nThat"
    assert text(answered) == "a. Because."
    assert "Statement 1 of the made-up review (Warm review, 1.1; ✓ Matches)" in notes(asked)


def test_too_long_an_answer_goes_on_in_the_notes(make: Make) -> None:
    long = "".join(f"<p>{place} {'long ' * 60}</p>" for place in range(12))
    deck = make(article=ARTICLE.replace("<p><strong>a.</strong> Because.</p>", f"<p>Because.</p>{long}"))
    slide = slide_of(deck, "Answer 1")
    assert "11 long" not in text(slide) and "11 long" in notes(slide)


def test_the_whole_book_opens_each_chapter_under_its_part(make: Make, tmp_path: Path) -> None:
    deck = make()
    project = Book().load(tmp_path)
    sources = Sources(project, Edition(RELEASE, "https://book.example/"), project.wording("en"), {}, lambda name: [])
    whole = whole_deck(sources, [("Part one", deck), ("Part two", deck)])
    assert whole.sections == (("Part one: Made up", 0), ("Part two: Made up", len(deck.slides) + 1))
    assert [whole.slides[place].title for _, place in whole.sections] == ["Made up", "Made up"]
    assert len(whole.slides) == 2 * (len(deck.slides) + 1)
