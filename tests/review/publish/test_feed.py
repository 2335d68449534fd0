"""The feed: well-formed Atom with corrections and later events, the newest first."""

from datetime import date
from pathlib import Path

from lxml import etree

from review.publish.feed import MOST, Entry, atom, entries
from review.release import Release
from tests.books import Book

RELEASE = Release("The book", "Its contributors", "1.2.0", date(2026, 1, 31))
ATOM = "{http://www.w3.org/2005/Atom}"


def found(root: Path, book: Book | None = None) -> list[Entry]:
    project = (book or Book()).load(root)
    return entries(
        project.evidence, project.wording("en"), lambda page, anchor: f"https://book.example/{page}.html#{anchor}"
    )


def test_corrections_and_later_events_are_there_each_with_its_place(tmp_path: Path) -> None:
    assert [(entry.id, entry.address) for entry in found(tmp_path)] == [
        ("fix-a", "https://book.example/evidence/corrections.html#fix-a"),
        ("later-a", "https://book.example/evidence/since.html#later-a"),
        ("later-b", "https://book.example/evidence/since.html#later-b"),
    ]


def test_the_newest_stands_first(tmp_path: Path) -> None:
    book = Book().change("later", "later-b", seen_on="2026-02-01")
    assert [entry.id for entry in found(tmp_path, book)] == ["later-b", "fix-a", "later-a"]


def test_at_most_two_hundred_are_told(tmp_path: Path) -> None:
    book = Book()
    event = book.row("later", "later-b")
    book.tables["later"] += [{**event, "id": f"later-c{number:03}"} for number in range(MOST + 5)]
    assert len(found(tmp_path, book)) == MOST


def test_the_feed_is_well_formed_and_whole() -> None:
    one = Entry("a", "2026-02-01", "A <b>title</b> & more", "Text < 5", "https://book.example/a.html#a")
    other = Entry("b", "2025", "Undated", "Text", "https://book.example/b.html#b")
    root = etree.fromstring(atom([one, other], "News", "https://book.example/", RELEASE, "en-GB").encode())
    assert root.findtext(f"{ATOM}updated") == "2026-02-01T00:00:00Z"
    assert [item.text for item in root.iter(f"{ATOM}title")] == ["News", "A <b>title</b> & more", "Undated"]
    assert [item.text for item in root.iter(f"{ATOM}id")] == [
        "https://book.example/feed.xml", "https://book.example/a.html#a", "https://book.example/b.html#b"
    ]  # fmt: skip
    assert [item.text for item in root.iter(f"{ATOM}updated")][2] == "2026-01-31T00:00:00Z"
