"""A view's chart draws the rows of its table, and says how many it could draw."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from review.charts.views import chart, drawn
from review.evidence.columns import Context
from review.evidence.views import CHARTS, View
from tests.books import Book, with_hope
from tests.review.evidence.test_columns import context_of

VIEW = View("x", 1, {"en": "A view", "zh": "视图"}, "results", ("study", "value", "harms"), chart="proportions")


def texts(view: View, context: Context) -> list[str]:
    return [item.text or "" for item in etree.fromstring(chart(view, context)).iter("{*}text")]


def test_response_rates_have_their_counts_under_their_therapy(tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    view = replace(VIEW, where={"measure": ("orr",)})
    found = texts(view, context)
    assert "Subject drug-a" in found
    assert "Study A, Drug A: 3/10" in found
    assert "Study A, Placebo: 1/10" in found
    assert drawn(view, context) == (2, 3)


def test_the_exact_interval_is_drawn_for_every_rate(tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    root = etree.fromstring(chart(replace(VIEW, where={"id": ("FixtureAlpha2021-a-orr",)}), context))
    whisker = next(item for item in root.iter("{*}path") if item.get("class") == "line")
    low, high = (float(end.split()[0].lstrip("ML")) for end in whisker.get("d", "").split(" L"))
    assert ((low - 12) / 3.92, (high - 12) / 3.92) == pytest.approx((6.7, 65.2), abs=0.1)


def test_medians_stand_by_study_with_their_published_interval(tmp_path: Path) -> None:
    view = replace(VIEW, where={"measure": ("os-median",)}, chart="medians")
    context = context_of(Book(), tmp_path)
    found = texts(view, context)
    assert "Fixture 2022" in found
    assert "Drug A: 12.5\u00a0months (9–not reached)" in found
    assert drawn(view, context) == (1, 1)


def test_ratios_stand_on_both_sides_of_one(tmp_path: Path) -> None:
    view = replace(VIEW, where={"measure": ("hr-os",)}, chart="ratios")
    found = texts(view, context_of(with_hope(Book()), tmp_path))
    assert "Study A, Drug A: 0.80 (0.60–1.10)" in found
    assert {"0.25", "0.5", "1", "2", "4"} <= set(found)


def test_a_hope_and_its_fate_are_drawn_together(tmp_path: Path) -> None:
    view = replace(VIEW, rows="hopes", columns=("name", "hope", "fate", "harms"), chart="fates")
    found = " ".join(texts(view, context_of(with_hope(Book()), tmp_path)))
    assert "✗ missed: Drug A in a narrow place" in found
    assert "4/8" in found
    assert "0.80 (0.60–1.10)" in found


def test_a_hope_without_counts_is_drawn_without_an_interval(tmp_path: Path) -> None:
    book = with_hope(Book()).change("results", "FixtureBeta2022-small-orr", events="", n="")
    view = replace(VIEW, rows="hopes", columns=("name", "hope", "fate", "harms"), chart="fates")
    root = etree.fromstring(chart(view, context_of(book, tmp_path)))
    assert len([item for item in root.iter("{*}path") if item.get("class") == "line"]) == 1


def test_the_grid_shows_the_strongest_level_of_each_pairing(tmp_path: Path) -> None:
    book = Book().add("claim_terms", claim="hyperthermia-001", mechanism="made-up")
    book.tables["claim_terms"].sort(key=lambda row: (row["claim"], row.get("mechanism", ""), row.get("therapy", "")))
    view = replace(VIEW, rows="mechanisms", columns=("label", "therapy:drug-a", "therapy:drug-b"), chart="levels")
    found = texts(view, context_of(book, tmp_path))
    assert found.count("R") == 2
    assert found.count("P") == 1


@pytest.mark.parametrize("kind", CHARTS)
def test_every_chart_speaks_both_languages(kind: str, tmp_path: Path) -> None:
    columns = ("label", "therapy:drug-a") if kind == "levels" else ("study", "value", "harms")
    view = replace(VIEW, rows=CHARTS[kind], columns=columns, chart=kind)
    root = etree.fromstring(chart(view, context_of(with_hope(Book()), tmp_path, "zh")))
    assert root.findtext("{*}title") == "视图"
    assert "视图" in (root.findtext("{*}desc") or "")


def test_an_interval_of_another_level_says_so(tmp_path: Path) -> None:
    book = with_hope(Book()).change("results", "FixtureAlpha2021-a-hr-os", ci_level="99")
    view = replace(VIEW, where={"measure": ("hr-os",)}, chart="ratios")
    assert "Study A, Drug A: 0.80 (0.60–1.10, 99%)" in texts(view, context_of(book, tmp_path))
