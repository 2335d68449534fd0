"""The book as a folder for a machine without a network: the site in both languages, and a page beside it that opens it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from posixpath import normpath

from review.publish.cards import FOLDER as CARDS
from review.publish.downloads import BOOK, FOLDER
from review.publish.leading import leading_page
from review.release import Release
from review.wording import Language

START = "start.html"
INSIDE = "book"
Label = Callable[[Language, str], str]
# What is a download of its own (but drawings that scale, which are small), and what only servers, search engines and readers of the theme's scripts ask for.
_LEFT_OUT = re.compile(
    rf"{FOLDER}/(?!pictures/.*\.svg$).*|{CARDS}/.*|.*\.(?:zip|map)|_headers|robots\.txt|feed\.xml|(?:zh/)?(?:404\.html|sitemap\.xml(?:\.gz)?)"
)
_ANCHOR = re.compile(
    r"(?P<open><a\b[^<>]*?\shref=\")(?P<address>[^\"#?:]+)(?P<close>[^<>]*>)(?P<text>.*?)</a>", re.DOTALL
)


def offline_files(
    site: Mapping[str, bytes], beside: Mapping[str, bytes], language: Language, release: Release, label: Label, web: str
) -> dict[str, bytes]:
    """What the archive of one language holds, by name: `start.html`, which opens that language, and the site in a folder.

    `site` holds every published file by its path from the site's root, `beside` what else a reader should find.
    `label` gives the interface's words by language and id; `web` is the address at which the site is published.
    """
    top = f"{BOOK}-{language}"
    kept = {name: content for name, content in site.items() if not _LEFT_OUT.fullmatch(name)}
    for name in [name for name in kept if name.endswith(".html")]:
        word = label("zh" if name.startswith("zh/") else "en", "offline.web")
        kept[name] = with_links_out(kept[name].decode("utf-8"), name, web, word).encode("utf-8")
    start = _start(language, release, label).encode("utf-8")
    return {
        **{f"{top}/{name}": content for name, content in {START: start, **beside}.items()},
        **{f"{top}/{INSIDE}/{name}": content for name, content in kept.items()},
    }


def _start(language: Language, release: Release, label: Label) -> str:
    said = label(language, "offline.start").replace("{version}", release.version).replace("{day}", str(release.day))
    home = f"{INSIDE}/{'' if language == 'en' else f'{language}/'}index.html"
    return leading_page(label(language, "foot.book"), said, home, language)


def with_links_out(text: str, page: str, web: str, word: str) -> str:
    """The page with its links to what the copy leaves out leading to the web, and saying so in a word."""

    def mended(match: re.Match[str]) -> str:
        target = normpath(f"{page}/../{match['address']}")
        if not _LEFT_OUT.fullmatch(target):
            return match[0]
        return f"{match['open']}{web}{target}{match['close']}{match['text']} ({word})</a>"

    return _ANCHOR.sub(mended, text)
