from __future__ import annotations

import pytest

from review.manuscript.typography import attached_citations, joined_lines


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("A word [@Key].", "A word[@Key]."),
        ("Two  [@A; @B] here.", "Two[@A; @B] here."),
        ("`code [@Key]` stays", "`code [@Key]` stays"),
        ("[@First] on a line", "[@First] on a line"),
        ("    [@Key] indented", "    [@Key] indented"),
    ],
)
def test_a_citation_stands_close_to_its_word(source: str, shown: str) -> None:
    assert attached_citations(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("一句。\n又一句。", "一句。又一句。"),
        ("一句。\n\n另一段。", "一句。\n\n另一段。"),
        ("English.\nMore.", "English.\nMore."),
        ("一句。\n- 列表", "一句。\n- 列表"),
        ("```\n一句。\n又一句。\n```", "```\n一句。\n又一句。\n```"),
    ],
)
def test_lines_of_chinese_are_joined(source: str, shown: str) -> None:
    assert joined_lines(source) == shown
