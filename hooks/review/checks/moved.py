"""No address that was ever published is lost: its page stands there, or a page there leads on to where it moved (MOVE-1 to MOVE-5)."""

from __future__ import annotations

from collections.abc import Iterator

from review.moves import PATH, Address, address_of, read_addresses
from review.problems import Problem, shown
from review.project import Project


def check(project: Project) -> Iterator[Problem]:
    """Addresses that lead nowhere, that lead on from a page that stands, and pages that are not on the list."""
    found, problems = read_addresses(project.root)
    yield from problems
    # A book without the list has published nothing; a broken list would accuse every page.
    if not found or problems:
        return
    pages = {address_of(page): page for page in project.pages["en"]} | {
        address_of(page): page for page in project.pages["zh"]
    }
    for item in found:
        yield from _item(item, frozenset(pages), frozenset(other.address for other in found if other.moved_to))
    listed = {item.address for item in found}
    for address, page in pages.items():
        if address not in listed:
            remedy = "run `make sort-data`, which adds it"
            yield Problem(page.source, 0, "MOVE-5", f"no {shown(address)} in {PATH}", "every page's address", remedy)


def _item(item: Address, pages: frozenset[str], moved: frozenset[str]) -> Iterator[Problem]:
    def problem(rule: str, found: str, expected: str, remedy: str) -> Problem:
        return Problem(PATH, item.line, rule, found, expected, remedy)

    if not item.moved_to:
        if item.address not in pages:
            remedy = "bring the page back, or say in moved_to which page took its place"
            yield problem("MOVE-4", f"no page at {shown(item.address)}", "a page, or where it has moved", remedy)
    elif item.address in pages:
        remedy = "empty moved_to, or remove the page"
        yield problem("MOVE-3", f"a page that stands at {shown(item.address)}", "an address that was left", remedy)
    elif item.target in moved:
        remedy = "write where that page stands now"
        yield problem("MOVE-2", f"{shown(item.target)}, which has moved itself", "a page in one step", remedy)
    elif item.target not in pages:
        remedy = "write where the page stands now"
        yield problem("MOVE-2", f"no page at {shown(item.target)}", "a page that stands", remedy)
