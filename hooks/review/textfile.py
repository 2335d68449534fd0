"""Reading a text file of the project: CSV, YAML, Markdown and BibTeX alike are UTF-8."""

from __future__ import annotations

from pathlib import Path

from review.problems import Problem

_BOM = b"\xef\xbb\xbf"


def read_text(path: Path, shown_path: str) -> tuple[str, list[Problem]]:
    r"""The file's text, without a byte order mark and with ``\n`` as its only line break, and what is wrong with it.

    Where the file is missing (FILE-1) or is not UTF-8 (FILE-2) the text is empty and the list holds one problem.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        remedy = "create the file, or correct the path that names it"
        return "", [Problem(shown_path, 0, "FILE-1", f"no readable file ({reason})", "a text file", remedy)]
    data = data.removeprefix(_BOM)
    try:
        return _normalised(data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        return "", [_wrong_encoding(data, error.start, shown_path)]


def _normalised(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _wrong_encoding(data: bytes, offset: int, shown_path: str) -> Problem:
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return Problem(
        shown_path,
        before.count(b"\n") + 1,
        "FILE-2",
        f"the byte 0x{data[offset]:02x} (byte {offset + 1} of the file), which is not UTF-8",
        "text in UTF-8",
        "open the file in its own encoding and save it as UTF-8",
    )
