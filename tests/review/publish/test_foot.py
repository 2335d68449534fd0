"""Where a chapter leads on to, and how it is cited."""

from datetime import date
from pathlib import Path

from lxml import html

from review.manuscript.pages import Page
from review.publish.foot import MOST, chapter_foot, related
from review.release import Release
from tests.books import Book

RELEASE = Release("The book", "Its contributors", "1.2.0", date(2026, 1, 31))


def chapter(name: str, subjects: list[str], *claims: str) -> Page:
    text = f"# {name}\n\n" + " ".join(f"{{{{ c:{claim} }}}}" for claim in claims) + "\n"
    front = {"title": name.upper(), "subjects": subjects, "objectives": ["Read"]}
    return Page("en", f"mechanisms/{name}", f"docs/en/mechanisms/{name}.md", text, front)


def test_chapters_are_related_by_the_claims_and_subjects_they_share_the_most_first() -> None:
    pages = [
        chapter("a", ["heat"], "hyperthermia-001", "hyperthermia-002"),
        chapter("b", ["heat"], "hyperthermia-009"),
        chapter("c", ["cold"], "hyperthermia-001", "hyperthermia-002"),
        chapter("d", ["virus"], "hyperthermia-005"),
        Page("en", "index", "docs/en/index.md", "{{ c:hyperthermia-001 }}", {"title": "Home"}),
    ]
    found = related(pages)
    assert found["mechanisms/a"] == (("mechanisms/c", "C"), ("mechanisms/b", "B"))
    assert found["mechanisms/d"] == ()
    assert "index" not in found


def test_at_most_four_are_named() -> None:
    assert len(related([chapter(name, ["heat"]) for name in "abcdefg"])["mechanisms/a"]) == MOST


def seen_from_a_folder(path: str, anchor: str) -> str:
    return f"../{path}.html" if path else f"../{anchor}"


def test_the_foot_links_the_neighbours_and_writes_the_reference_out(tmp_path: Path) -> None:
    page = chapter("a", ["heat"])
    near = {page.path: (("mechanisms/c", "C & D"),)}
    wording = Book().load(tmp_path).wording("en")
    foot = chapter_foot(page, near, RELEASE, "https://book.example/a.html", wording, seen_from_a_folder)
    root = html.fragment_fromstring(foot.strip())
    near_links, files = root.xpath("./ul//a"), root.xpath("./p[@class='chapter-files']/a")
    assert [(link.get("href"), link.text) for link in near_links] == [("../mechanisms/c.html", "C & D")]
    assert [link.get("href") for link in files][:2] == [
        "../downloads/chapters/mechanisms-a-en.pdf",
        "../downloads/slides/mechanisms-a-en.pptx",
    ]
    cited = root.xpath("string(.//p[@class='cite-this'])")
    assert cited == (
        "Its contributors. A. In: Combining Immunotherapy. Version 1.2.0, 2026-01-31. https://book.example/a.html"
    )


def test_a_chapter_alone_is_still_cited(tmp_path: Path) -> None:
    page = chapter("a", ["heat"])
    foot = chapter_foot(page, {}, RELEASE, "", Book().load(tmp_path).wording("zh"), lambda path, _: path)
    assert "<ul>" not in foot
    assert "引用本章" in html.fragment_fromstring(foot.strip()).text_content()
