"""Citations in a page, found as mkdocs-bibtex finds them, and the rules CITE-1 to CITE-4.

The plugin takes any ``[…]`` of one line, parts it at semicolons and reads the first ``@`` of each part;
everything else between the brackets it drops. What it would drop or garble is a problem here.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from review.citations.bibliography import Bibliography
from review.manuscript.scanning import without_code, without_code_and_comments
from review.problems import Problem, shown

_BLOCK = re.compile(r"\[(?P<inside>[^\]\n]*)\]")
_KEY = re.compile(r"[\w-]+")
_ADDRESS = re.compile(r"[\w.%+-]+@[a-z0-9.-]+\.[a-z]{2,}", re.ASCII | re.IGNORECASE)
_LINK_FOLLOWS = re.compile(r"\(|\[(?!\s*@)|:")
_UNCLOSED = re.compile(r"\[(?P<before>[^\[\]]*?)(?<![\w./\\])@(?P<key>[\w-]*)")
_BARE = re.compile(r"(?<![\w./\\@-])@(?P<key>\w[\w-]*)")
_NOT_PROSE = re.compile(r"\]\([^)\n]*\)|<[^<>\n]*>|https?://\S+")
_KEY_SHAPE = re.compile(r"[^\W\d_]+[-_]?(?:1[89]|20)\d\d")
_FORM = "[@key] or [@one; @two]"


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: its key, and the line and column, both from 1, at which the key itself begins."""

    key: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two semicolons of a block; `key` is empty where the plugin finds none."""

    text: str
    key: str
    offset: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Block:
    """A bracketed text with at least one ``@``; `start` and `end` are offsets in its line."""

    line: int
    start: int
    end: int
    inside: str
    parts: tuple[_Part, ...]
    text_before: str
    text_after: str

    @property
    def cites(self) -> bool:
        return any(part.key for part in self.parts)

    @property
    def is_link(self) -> bool:
        return bool(_LINK_FOLLOWS.match(self.text_after))


def citations(markdown: str) -> list[Citation]:
    """Every citation outside code and comments, in the page's order."""
    return [
        Citation(part.key, block.line, part.offset + 1)
        for number, line in enumerate(without_code_and_comments(markdown).split("\n"), 1)
        for block in _blocks(line, number)
        for part in block.parts
        if part.key
    ]


def check_citations(markdown: str, path: str, known_keys: Collection[str]) -> list[Problem]:
    """CITE-1 (unknown key), CITE-2 (malformed) and CITE-3 (a key twice in a block) of a page, sorted by line."""
    problems = _in_comments(markdown, path)
    known = frozenset(known_keys)
    for number, line in enumerate(without_code_and_comments(markdown).split("\n"), 1):
        if "@" not in line:
            continue
        blocks = list(_blocks(line, number))
        for block in blocks:
            problems += _check_block(block, path, known)
        rest = _without(line, [(block.start, block.end) for block in blocks])
        problems += _check_rest(rest, number, path, known)
    return sorted(set(problems))


def uncited(bibliography: Bibliography, used: set[str], path: str) -> list[Problem]:
    """CITE-4: entries that no page cites and that give no reason for it in `x-uncited`."""
    return [
        Problem(
            path,
            entry.line,
            "CITE-4",
            f"{shown(entry.key)}, which no page cites",
            "only works that the book cites",
            "cite it, delete it, or give the reason in x-uncited = {…}",
        )
        for entry in bibliography.values()
        if entry.key not in used and not entry.get("x-uncited")
    ]


def _blocks(line: str, number: int) -> Iterator[_Block]:
    for match in _BLOCK.finditer(line):
        inside = match["inside"]
        if "@" in inside:
            parts = tuple(_parts(inside, match.start("inside")))
            before, after = line[: match.start()], line[match.end() :]
            yield _Block(number, match.start(), match.end(), inside, parts, before, after)


def _parts(inside: str, start: int) -> Iterator[_Part]:
    for text in inside.split(";"):
        at = text.find("@")
        key = _KEY.match(text, at + 1) if at >= 0 and not _ADDRESS.match(text) else None
        if key:
            yield _Part(text, key[0], start + key.start(), text[:at].strip(), text[key.end() :].strip())
        else:
            yield _Part(text, "", start, "", "")
        start += len(text) + 1


def _malformed(path: str, line: int, found: str, remedy: str) -> Problem:
    return Problem(path, line, "CITE-2", found, _FORM, remedy)


def _check_block(block: _Block, path: str, known: frozenset[str]) -> list[Problem]:
    shown_block = shown(f"[{block.inside}]")
    if not block.cites:
        if any(part.text.strip().startswith("@") for part in block.parts):
            return [_malformed(path, block.line, f"{shown_block} without a key", "write a key right after the @")]
        return []
    if block.is_link:
        remedy = "put the citation after the link; write an @ in a link's text as &#64;"
        return [_malformed(path, block.line, f"{shown_block} as the text of a link", remedy)]
    problems = [
        _malformed(path, block.line, f"{shown_block}: {fault}", remedy) for fault, remedy in _block_faults(block)
    ]
    keys = [part.key for part in block.parts if part.key]
    problems += [_unknown(path, block.line, key, known) for key in keys if key not in known]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        found = f"{shown(key)} twice in {shown_block}"
        problems.append(Problem(path, block.line, "CITE-3", found, "each key once in a block", "delete the second one"))
    return problems


def _block_faults(block: _Block) -> Iterator[tuple[str, str]]:
    if block.text_before.endswith("\\"):
        yield "an escaped bracket, which is cited all the same", "show the form in code, or write the @ as &#64;"
    if "[" in block.inside:
        yield "a bracket inside brackets", "use one pair of brackets, without words in it"
    for part in block.parts:
        if not part.key:
            yield f"{shown(part.text)} is no citation and is dropped", "keep only keys between the brackets"
        elif part.before and "[" not in part.before:
            yield f"the words {shown(part.before)} before the key are dropped", "put them into the sentence"
        if part.after:
            yield f"{shown(part.after)} after the key is dropped", "put a page or a remark into the sentence"


def _unknown(path: str, line: int, key: str, known: frozenset[str]) -> Problem:
    same = [candidate for candidate in sorted(known) if candidate.casefold() == key.casefold()]
    near = same or difflib.get_close_matches(key, sorted(known), n=1)
    remedy = f"write {shown(near[0])} if that is meant, else add the entry" if near else "add the entry"
    expected = "a key of bib/references.bib"
    return Problem(path, line, "CITE-1", f"the unknown key {shown(key)}", expected, f"{remedy} to bib/references.bib")


def _check_rest(rest: str, number: int, path: str, known: frozenset[str]) -> list[Problem]:
    """Citations that the plugin does not see, in a line whose blocks are blanked."""
    problems = []
    rest = _NOT_PROSE.sub(lambda match: " " * len(match[0]), rest)
    spans = []
    for match in _UNCLOSED.finditer(rest):
        if not match["before"].strip() or _looks_like_key(match["key"], known):
            remedy = "close the bracket on the same line"
            problems.append(_malformed(path, number, f"{shown(match[0])} without its closing bracket", remedy))
            spans.append(match.span())
    for match in _BARE.finditer(_without(rest, spans)):
        if _looks_like_key(match["key"], known):
            remedy = f"write [{match[0]}], or &#64; for the sign itself"
            problems.append(_malformed(path, number, f"{shown(match[0])} without brackets", remedy))
    return problems


def _looks_like_key(text: str, known: frozenset[str]) -> bool:
    return text in known or bool(_KEY_SHAPE.match(text))


def _without(line: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        line = line[:start] + " " * (end - start) + line[end:]
    return line


def _in_comments(markdown: str, path: str) -> list[Problem]:
    visible = {(citation.line, citation.column) for citation in citations(markdown)}
    remedy = "delete the citation from the comment: it would be listed as a reference that nothing cites"
    return [
        _malformed(path, block.line, f"{shown(f'[{block.inside}]')} inside a comment", remedy)
        for number, line in enumerate(without_code(markdown).split("\n"), 1)
        for block in _blocks(line, number)
        for part in block.parts
        if part.key and (block.line, part.offset + 1) not in visible
    ]
