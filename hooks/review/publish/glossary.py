"""Terms of the glossary explained where a chapter first uses them: a link to the entry that carries its definition."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from review.evidence.records import Term
from review.markup import escaped, link
from review.wording import Language, said

PAGE = "reference/glossary"
_PIECE = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "source"})
# Where a reader is not in running prose, or already in a link.
_SKIPPED = frozenset(
    {"a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "table", "figure", "svg", "sup", "summary"}
)
_SKIPPED_CLASS = re.compile(r'\sclass="(?:chapter-head|question|footnote|claims|view|view-downloads|chapter-foot)"')


def _spelled(name: str, language: Language, *, short: bool) -> str:
    """A pattern for a term as text may write it: any space, an English plural, the first letter in either case but for abbreviations."""
    parts = [re.escape(part) for part in name.split(" ")]
    first = parts[0][0]
    if language == "en" and not short and name[1:2].islower() and first.isalpha():
        parts[0] = f"[{first.upper()}{first.lower()}]{parts[0][1:]}"
    return r"[ \u00a0]".join(parts) + ("s?" if language == "en" and name[-1].isalpha() else "")


@lru_cache(maxsize=4)
def _finder(terms: tuple[Term, ...], language: Language) -> tuple[re.Pattern[str], tuple[Term, ...]]:
    """One pattern for all names and abbreviations, longer ones first, with the term each group stands for."""
    names = [(said(term, "term", language), False, term) for term in terms]
    names += [(term.abbreviation, True, term) for term in terms if len(term.abbreviation) > 1]
    names.sort(key=lambda item: (-len(item[0]), item[0]))
    whole = (r"(?<![\w-])", r"(?![\w-])") if language == "en" else ("", "")
    pattern = "|".join(f"({_spelled(name, language, short=short)})" for name, short, _ in names) or r"(?!)"
    return re.compile(f"{whole[0]}(?:{pattern}){whole[1]}"), tuple(term for _, _, term in names)


def with_terms(content: str, terms: Sequence[Term], language: Language, href: Callable[[str, str], str]) -> str:
    """The page's HTML with the first mention of each term as a link to its entry, the definition as its title."""
    finder, of_group = _finder(tuple(terms), language)
    met: set[str] = set()

    def explained(match: re.Match[str]) -> str:
        term = of_group[(match.lastindex or 1) - 1]
        if term.id in met:
            return match[0]
        met.add(term.id)
        return link(
            href(PAGE, term.id),
            escaped(match[0]),
            "term",
            f"{_name(term, language)}: {said(term, 'definition', language)}",
        )

    pieces = []
    closing: list[str] = []
    for piece in _PIECE.split(content):
        if not piece.startswith("<"):
            pieces.append(piece if closing else _in_text(piece, finder, explained))
            continue
        pieces.append(piece)
        tag = _TAG.match(piece)
        name = tag[1].lower() if tag else ""
        if closing:
            closing += [name] if name == closing[0] and not piece.startswith("</") else []
            if name == closing[-1] and piece.startswith("</"):
                closing.pop()
        elif name not in _VOID and not piece.startswith("</") and (name in _SKIPPED or _SKIPPED_CLASS.search(piece)):
            closing.append(name)
    return "".join(pieces)


def _in_text(text: str, finder: re.Pattern[str], explained: Callable[[re.Match[str]], str]) -> str:
    """A run of text with its terms explained; entities are read as the characters they stand for only where there are any."""
    if "&" in text:
        return "".join(
            part if part.startswith("&") else finder.sub(explained, part) for part in re.split(r"(&[#\w]+;)", text)
        )
    return finder.sub(explained, text)


def _name(term: Term, language: Language) -> str:
    name = said(term, "term", language)
    return f"{name} ({term.abbreviation})" if term.abbreviation else name
