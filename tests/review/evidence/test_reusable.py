"""Cells rendered once and filled in for each place, as if they had been rendered for it."""

from dataclasses import replace
from pathlib import Path

import pytest

from review.evidence.reusable import cite_later, cited, filled, href_later
from review.evidence.table import rendered
from tests.books import Book, with_hope
from tests.review.evidence.test_columns import context_of


def test_filling_in_later_gives_what_rendering_for_the_place_gives(tmp_path: Path) -> None:
    project = with_hope(Book()).load(tmp_path / "book")
    context = context_of(with_hope(Book()), tmp_path)
    for view in project.views.values():
        at_once = rendered(view, context)
        later = rendered(view, replace(context, cite=cite_later, href=href_later))
        assert filled(later, context.cite, context.href) == at_once
        assert later != at_once


def test_the_works_that_a_table_cites_are_known_without_rendering_it_again(tmp_path: Path) -> None:
    context = context_of(Book(), tmp_path)
    met: list[str] = []
    for view in Book().load(tmp_path / "book").views.values():
        rendered(view, replace(context, cite=lambda key: met.append(key) or ""))  # type: ignore[func-returns-value]
        later = rendered(view, replace(context, cite=cite_later, href=href_later))
        assert cited(later) == met
        met.clear()


@pytest.mark.parametrize("anchor", ["a&b", 'x"y', "[z]", "ä_b"])
def test_an_address_is_escaped_once(anchor: str, tmp_path: Path) -> None:
    context = replace(context_of(Book(), tmp_path), cite=cite_later, href=lambda page, _: href_later(page, anchor))
    view = next(iter(Book().load(tmp_path / "book").views.values()))
    at_once = rendered(view, replace(context, cite=str, href=lambda page, _: f"{page}.html#{anchor}"))
    assert filled(rendered(view, context), str, lambda page, held: f"{page}.html#{held}") == at_once
