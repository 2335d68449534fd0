"""Every page on a phone, light and dark; a file of its own so that the desk is tried at the same time.

axe reads each page whole twice, here in the light scheme and on the desk in the dark one, so that both widths and both
schemes are met; the two other screens are checked for layout only, because a page of 800 rows keeps axe busy for longer
than all chapters together.
"""

from __future__ import annotations

import pytest

from tests.browser.pages import PAGES
from tests.browser.reader import Reader


@pytest.mark.parametrize("page", PAGES)
def test_each_page_fits_a_phone_and_can_be_used_by_all_in_the_light_scheme(
    readers: dict[str, Reader], page: str
) -> None:
    reader = readers["390 light"]
    reader.visit(page)
    assert reader.faults() == []
    assert reader.violations() == []


@pytest.mark.parametrize("page", PAGES)
def test_each_page_fits_a_phone_in_the_dark_scheme(readers: dict[str, Reader], page: str) -> None:
    reader = readers["390 dark"]
    reader.visit(page)
    assert reader.faults() == []
