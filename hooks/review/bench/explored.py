"""A built page of the evidence explorer with as many rows as asked for, for the bench and the browser tests."""

from __future__ import annotations

import re
from itertools import cycle, islice

_ROW = re.compile(r"<tr data-marks=.*?</tr>", re.DOTALL)
_ID = re.compile(r'(class="claim">)([^<]*)')


def grown(page: str, rows: int) -> str:
    """The page with copies of its rows behind its own until there are so many; each copy has an id of its own in sight."""
    found = list(_ROW.finditer(page))
    if not found:
        raise ValueError("a page without rows of an explorer")
    copies = [
        _ID.sub(rf"\g<1>\g<2>-c{number // len(found) + 2}", row[0])
        for number, row in enumerate(islice(cycle(found), max(0, rows - len(found))))
    ]
    end = found[-1].end()
    return page[:end] + "".join(f"\n{copy}" for copy in copies) + page[end:]
