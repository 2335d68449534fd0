"""A page that only leads on: by itself, and by its link where a browser is told not to; it needs no script and no server."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from posixpath import dirname, relpath

from review.moves import Address
from review.publish.security import policy
from review.wording import Language


def leading_page(title: str, said: str, target: str, language: Language, canonical: str = "") -> str:
    """The page as text: what is `said`, then a link called `title`, to `target`, an address as seen from the page.

    `canonical` is the full address of the page that is meant, for search engines.
    """
    shown, address = escape(title), escape(target)
    meant = f'<link rel="canonical" href="{escape(canonical)}">\n' if canonical else ""
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(())}">\n'
        f'<meta http-equiv="refresh" content="0; url={address}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{shown}</title>\n{meant}'
        f'</head>\n<body>\n<main>\n<h1>{shown}</h1>\n<p>{escape(said)} <a href="{address}">{shown}</a></p>\n'
        "</main>\n</body>\n</html>\n"
    )


def moved_pages(
    addresses: Iterable[Address], title: Callable[[str], str], said: Callable[[Language], str], web: str
) -> dict[str, str]:
    """A leading page for each address whose page has moved, by its path from the site's root.

    `title` gives the title of the page at an address; `web` is the address at which the site is published.
    """
    return {
        item.address: leading_page(
            title(item.target),
            said(item.language),
            relpath(item.target, dirname(item.address) or ".") + item.moved_to.removeprefix(item.target),
            item.language,
            f"{web}{item.target}",
        )
        for item in addresses
        if item.moved_to
    }
