"""Text files of the project are UTF-8, with or without a byte order mark."""

from pathlib import Path

import pytest

from review.textfile import read_text

FIXTURES = Path(__file__).parents[1] / "fixtures" / "citations"


def test_mark_and_windows_line_ends_vanish() -> None:
    text, problems = read_text(FIXTURES / "bom-crlf.bib", "bib/x.bib")
    assert problems == []
    assert text == (FIXTURES / "sound.bib").read_text(encoding="utf-8")


def test_old_line_ends_become_new_ones(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("一\r二\r\n三\n".encode())
    assert read_text(tmp_path / "a.md", "a.md") == ("一\n二\n三\n", [])


def test_missing_file_and_folder_are_file_1(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        text, [problem] = read_text(path, "docs/data/none.csv")
        assert (text, problem.rule, problem.path, problem.line) == ("", "FILE-1", "docs/data/none.csv", 0)


def test_another_encoding_is_file_2_on_its_line() -> None:
    text, [problem] = read_text(FIXTURES / "latin1.bib", "bib/x.bib")
    assert (text, problem.rule, problem.line) == ("", "FILE-2", 2)
    assert "0xe9" in problem.found
    assert "save it as UTF-8" in problem.remedy


@pytest.mark.parametrize("data", [b"\xff\xfea\x00", b"a\rb\r\xe9", b"\xef\xbb\xbfa\n\n\xe9"])
def test_line_counts_every_kind_of_line_end(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    _, [problem] = read_text(tmp_path / "a", "a")
    assert problem.line == {0xFF: 1}.get(data[0], 3)
