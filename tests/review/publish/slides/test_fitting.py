"""What a slide holds: text measured, lists dealt out, tables cut without parting what belongs together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from review.publish.slides.deck import Block, Line, plain, words
from review.publish.slides.fitting import (
    BODY,
    BODY_SIZE,
    MOST_SLIDES,
    TABLE_SIZES,
    Column,
    cut_table,
    fits,
    lines_taken,
    long_heads,
    packed,
    size_for,
    text_width,
    whole,
)

TEXT = "Exosomes are vesicles that a cell sets free (95% CI 22.5–32.5); sender and cargo decide what they do. "


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(map(plain, texts))


def test_a_text_is_as_wide_as_in_a_common_font_or_wider() -> None:
    # The font that Pillow carries is narrower than the widest that may stand in for ours.
    font = ImageFont.load_default(100)
    assert isinstance(font, ImageFont.FreeTypeFont)
    assert font.getlength(TEXT) <= text_width(TEXT, 100) <= 1.4 * font.getlength(TEXT)


def test_lines_are_counted_with_breaks_long_words_and_chinese() -> None:
    assert lines_taken("a\nb", 5, 20) == 2
    assert lines_taken(TEXT * 3, 12, 20) == lines_taken(TEXT * 3, 6, 10) > 2
    assert lines_taken("x" * 300, 2, 20) > 20
    assert lines_taken("字" * 40, 72 / 72 * 10, 36) == 2


@given(st.lists(st.text("abc 字", min_size=1, max_size=900), min_size=1, max_size=8), st.integers(1, 4))
def test_no_line_is_lost_in_dealing_out(texts: list[str], most: int) -> None:
    dealt = packed(lines(*texts), "bullets", BODY_SIZE, most)
    assert sorted(words(line) for group in dealt for line in group) == sorted(texts)
    assert all(len(group) <= most for group in dealt)
    for group in dealt:
        assert len(group) == 1 or fits([Block("bullets", tuple(group))], BODY_SIZE)


def test_letters_shrink_until_the_text_fits_but_never_below_the_least() -> None:
    short, long = [Block("para", lines(TEXT))], [Block("para", lines(TEXT * 40))]
    assert size_for(short) == BODY_SIZE
    assert size_for(long) is None
    between = [Block("para", lines(TEXT * 12))]
    size = size_for(between)
    assert size is not None and size < BODY_SIZE and fits(between, size) and not fits(between, size + 1)


def test_only_whole_sentences_are_kept() -> None:
    kept = whole(lines(*[TEXT * 4] * 20), "para", BODY_SIZE)
    assert 0 < len(kept) < 20 and words(kept[0]) == TEXT * 4


def table(rows: int, *more: tuple[str, str], study: int = 2) -> list[Column]:
    """A table whose rows come in groups of one study each."""
    firsts = Column("col-study", plain("Study"), tuple(plain(f"Trial {row // study}") for row in range(rows)))
    rest = [Column(css, plain(css), tuple(plain(text) for _ in range(rows))) for css, text in more]
    return [firsts, *rest]


def test_a_small_table_is_shown_whole_in_large_letters() -> None:
    cut = cut_table(table(4, ("col-measure", "12%"), ("col-harms", "none seen")), 4)
    assert cut is not None
    (grid,) = cut.grids
    assert (grid.size, len(grid.rows), cut.left_out, cut.shown) == (TABLE_SIZES[0], 4, (), 4)
    assert abs(sum(grid.widths) - BODY[2]) < 0.3


def test_what_a_measure_needs_stays_and_comments_go_first() -> None:
    long = TEXT * 6
    cut = cut_table(table(20, ("col-says", long), ("col-measure", "12%"), ("col-harms", TEXT), ("col-later", long)), 4)
    assert cut is not None
    assert {"col-says", "col-later"} == set(cut.left_out)
    assert [words(head) for head in cut.grids[0].heads] == ["Study", "col-measure", "col-harms"]


def test_of_two_measures_the_emptier_is_left_out() -> None:
    empty = Column("col-measure", plain("Seldom given"), lines(*["–"] * 19, "5%"))
    full = Column("col-measure", plain("Often given"), lines(*[TEXT * 2] * 20))
    first, harms = table(20, ("col-harms", TEXT * 2))
    cut = cut_table([first, empty, full, harms], 2.2)
    assert cut is not None and cut.left_out == ("Seldom given",)


def test_rows_of_one_study_are_not_parted() -> None:
    cut = cut_table(table(90, ("col-measure", TEXT), ("col-harms", TEXT), study=3), 4)
    assert cut is not None
    assert len(cut.grids) == MOST_SLIDES and cut.shown < cut.rows == 90
    for grid in cut.grids:
        firsts = [words(row[0]) for row in grid.rows]
        assert all(firsts.count(first) == 3 for first in firsts)


def test_a_table_of_which_no_row_fits_is_left_to_its_page() -> None:
    assert cut_table(table(2, ("col-measure", TEXT * 60)), 4) is None


def test_sentences_at_the_head_of_rows_are_known() -> None:
    short, long = (
        cut_table(table(2, ("col-measure", "1")), 4),
        cut_table([Column("", plain("S"), lines(TEXT, TEXT))], 4),
    )
    assert short is not None and long is not None
    assert (long_heads(short.grids[0]), long_heads(long.grids[0])) == (False, True)
