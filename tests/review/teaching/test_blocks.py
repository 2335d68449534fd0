"""Blocks of the teaching kit stand where their markers stood."""

from __future__ import annotations

from pathlib import Path

from review.manuscript.markers import expanded
from review.teaching.blocks import blocks, part_markdown
from review.teaching.scripts import FOLDER
from tests.books import EN_CHAPTER, Book, only
from tests.review.teaching.kits import kit_of


def test_a_part_is_shown_with_what_it_prints(tmp_path: Path) -> None:
    book = Book().file(f"{FOLDER}/tiny.py", "# %% Say it\nprint('# Say it')\n\n# %% Silent\nx = 1\n")
    kit = kit_of(book.load(tmp_path))
    assert part_markdown("print('# Say it')", "hello", kit) == (
        "```python\nprint('# Say it')\n```\n\n```text title=\"What it prints\"\nhello\n```\n"
    )
    assert blocks(kit.project)["exercise-tiny-silent"](kit) == "```python\nx = 1\n```\n"


def test_a_block_in_a_fold_stays_in_it() -> None:
    text = '??? note "Answer"\n\n    <!-- teach: a -->\n\n    After.\n'
    assert expanded(text, lambda run: "one\n\ntwo").splitlines()[2:7] == ["    ", "    one", "", "    two", ""]


def test_an_unknown_block_is_told_with_what_may_be_meant(tmp_path: Path) -> None:
    book = Book().file(f"{FOLDER}/tiny.py", "# %% Say it\nx = 1\n")
    book.swap_both("<!-- questions -->", "<!-- questions -->\n\n<!-- teach: exercise-tiny-say-is -->")
    problems = [problem for problem in book.problems(tmp_path) if problem.path == EN_CHAPTER]
    text = str(book.files[EN_CHAPTER])
    only(problems, "MARK-10", EN_CHAPTER, text.count("\n", 0, text.index("<!-- teach")) + 1, "exercise-tiny-say-it")
