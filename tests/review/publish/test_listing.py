"""The list of all files: sizes, checksums that `sha256sum` accepts, a table a group, and its place on the page."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest
from lxml import html

from review.project import load_project
from review.publish.listing import KINDS, filled, listed, place, size_text, sums
from tests.books import REAL

FILES = {
    "combining-immunotherapy-en.pdf": b"book" * 1000,
    "combining-immunotherapy-zh-offline.zip": b"site",
    "chapters/therapies-cryoablation-en.pdf": b"chapter",
    "new-folder/a<b.txt": b"odd",
    "SHA256SUMS": b"old",
}
TITLES = {"therapies-cryoablation": "Cryo & ablation"}


def label(name: str) -> str:
    return load_project(REAL).labels["en"][name]


def test_sizes_are_said_as_readers_say_them() -> None:
    assert [size_text(size) for size in (0, 999, 1000, 44_400, 5_260_000)] == [
        "0\u00a0bytes",
        "999\u00a0bytes",
        "1\u00a0kB",
        "44\u00a0kB",
        "5.3\u00a0MB",
    ]


def test_the_list_has_every_file_but_itself_with_its_hash() -> None:
    found = listed(FILES)
    assert [file.name for file in found] == sorted(FILES.keys() - {"SHA256SUMS"})
    for file in found:
        assert (file.size, file.digest) == (len(FILES[file.name]), hashlib.sha256(FILES[file.name]).hexdigest())


def test_the_checksums_are_read_by_the_program_that_reads_them(tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "SHA256SUMS").write_text(sums(listed(FILES)), encoding="utf-8")
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout.count(": OK") == 4
    (tmp_path / "chapters/therapies-cryoablation-en.pdf").write_bytes(b"changed")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_the_page_is_filled_a_table_a_group_with_what_each_file_is() -> None:
    page = f"<main><p>Before</p>{place('Not <here>.')}<p>After</p></main>"
    tree = html.fragment_fromstring(filled(page, listed(FILES), label, TITLES))
    assert [element.tag for element in tree] == ["p", "div", "p"]
    assert [caption.text_content() for caption in tree.iter("caption")] == [
        "The whole",
        "Chapter by chapter",
        "new-folder",
    ]
    rows = {row[0].text_content(): row for row in tree.xpath(".//tbody/tr")}
    assert rows["combining-immunotherapy-en.pdf"][1].text_content() == "The whole book to print"
    assert rows["combining-immunotherapy-zh-offline.zip"][1].text_content().endswith(", in Chinese")
    assert rows["therapies-cryoablation-en.pdf"][1].text_content() == "Cryo & ablation"
    assert rows["a<b.txt"].xpath(".//a/@href") == ["../downloads/new-folder/a<b.txt"]
    assert rows["a<b.txt"][3].text_content() == hashlib.sha256(b"odd").hexdigest()


def test_a_page_that_is_not_filled_says_why() -> None:
    assert "Not &#60;here&#62;." in place("Not <here>.")
    assert filled("<p>No place</p>", listed(FILES), label, TITLES) == "<p>No place</p>"


@pytest.mark.parametrize("kind", sorted(KINDS.values()))
def test_every_kind_of_file_has_its_words(kind: str) -> None:
    assert label(f"listing.{kind}")
