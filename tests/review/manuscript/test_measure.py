"""Reading time: words of the page itself, in both languages."""

import pytest

from review.manuscript.measure import minutes
from review.manuscript.pages import Page


def page(text: str) -> Page:
    return Page("en", "a", "docs/en/a.md", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("word " * 1000, 5),
        ("热" * 700, 2),
        ("", 1),
        ("word [@Key2020; @Other2021] {{ c:claim-001 }} " * 200, 1),
        ("word `code code code` <!-- a long remark here --> " * 200, 1),
        ("[word](../a/long/address-of-some-page.md) " * 400, 2),
    ],
)
def test_only_what_a_reader_reads_is_counted(text: str, expected: int) -> None:
    assert minutes(page(text)) == expected
