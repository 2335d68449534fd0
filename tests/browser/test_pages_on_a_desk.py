"""Every page on a desk, light and dark; a file of its own so that the phone is tried at the same time.

What axe reads where is told in `test_pages_on_a_phone.py`.
"""

from __future__ import annotations

import pytest

from tests.browser.pages import PAGES
from tests.browser.reader import Reader


@pytest.mark.parametrize("page", PAGES)
def test_each_page_fits_a_desk_and_can_be_used_by_all_in_the_dark_scheme(readers: dict[str, Reader], page: str) -> None:
    reader = readers["1280 dark"]
    reader.visit(page)
    assert reader.faults() == []
    assert reader.violations() == []


@pytest.mark.parametrize("page", PAGES)
def test_each_page_fits_a_desk_in_the_light_scheme(readers: dict[str, Reader], page: str) -> None:
    reader = readers["1280 light"]
    reader.visit(page)
    assert reader.faults() == []
