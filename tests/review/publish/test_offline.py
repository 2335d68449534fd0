"""The folder to keep: everything a reader needs, nothing that leads nowhere, an opening page in its own language."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import html

from review.publish.offline import offline_files, with_links_out
from review.release import Release
from review.wording import Language

RELEASE = Release("The book", "Its contributors", "1.2.0", date(2026, 1, 31))
WEB = "https://book.example/"
SITE = {
    "index.html": b'<a href="downloads/x.pdf">PDF</a> <a href="zh/index.html">zh</a>',
    "zh/index.html": b'<a class="y" href="../data/all.zip" hreflang="en">data</a>',
    "404.html": b"gone",
    "zh/404.html": b"gone",
    "_headers": b"/*",
    "robots.txt": b"",
    "feed.xml": b"",
    "sitemap.xml": b"",
    "sitemap.xml.gz": b"",
    "zh/sitemap.xml": b"",
    "assets/a.js.map": b"{}",
    "assets/a.js": b"",
    "assets/cards/index.en.png": b"PNG",
    "data/all.zip": b"PK",
    "data/claims.csv": b"id\n",
    "downloads/x.pdf": b"%PDF",
    "downloads/chapters/y.pdf": b"%PDF",
    "downloads/pictures/a-en.svg": b"<svg/>",
    "downloads/pictures/a-en.png": b"PNG",
}


def label(language: Language, name: str) -> str:
    return f"{language} {name} {{version}} {{day}}"


@pytest.mark.parametrize(("language", "home"), [("en", "book/index.html"), ("zh", "book/zh/index.html")])
def test_it_opens_in_its_language_and_holds_both(language: Language, home: str) -> None:
    files = offline_files(SITE, {"LICENSE.txt": b"MIT"}, language, RELEASE, label, WEB)
    top = f"combining-immunotherapy-{language}"
    inside = {"index.html", "zh/index.html", "assets/a.js", "data/claims.csv", "downloads/pictures/a-en.svg"}
    assert set(files) == {f"{top}/{name}" for name in ["start.html", "LICENSE.txt", *(f"book/{x}" for x in inside)]}
    page = html.document_fromstring(files[f"{top}/start.html"].decode())
    assert page.xpath("//a/@href") == [home] and page.get("lang") == language
    assert "1.2.0 2026-01-31" in page.xpath("string(//p)")


def test_a_link_to_what_is_left_out_leads_to_the_web_and_says_so() -> None:
    files = offline_files(SITE, {}, "en", RELEASE, label, WEB)
    english, chinese = (
        files[f"combining-immunotherapy-en/book/{name}"].decode() for name in ("index.html", "zh/index.html")
    )
    assert '<a href="https://book.example/downloads/x.pdf">PDF (en offline.web' in english
    assert '<a href="zh/index.html">zh</a>' in english
    assert '<a class="y" href="https://book.example/data/all.zip" hreflang="en">data (zh offline.web' in chinese


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://elsewhere.example/downloads/x.pdf">x</a>',
        '<a href="#downloads/x.pdf">x</a>',
        '<a href="../downloads.html">x</a>',
        '<a href="mailto:x.zip">x</a>',
        "<a id='downloads/x.zip'>x</a>",
    ],
)
def test_other_links_stay_as_they_are(text: str) -> None:
    assert with_links_out(text, "a/b.html", WEB, "on the web") == text
