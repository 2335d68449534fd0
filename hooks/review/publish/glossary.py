"""Terms of the glossary explained where a chapter first uses them: a link to the entry that carries its definition."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from review.evidence.columns import GLOSSARY_PAGE
from review.evidence.records import Term
from review.markup import escaped, link
from review.wording import Language, said

_PIECE = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "source"})
# Where a reader is not in running prose, or already in a link.
_SKIPPED = frozenset(
    {"a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "table", "figure", "svg", "sup", "summary"}
)
_SKIPPED_CLASS = re.compile(r'\sclass="(?:chapter-head|question|footnote|claims|view|view-downloads|chapter-foot)"')


@lru_cache(maxsize=4)
def _finder(terms: tuple[Term, ...], language: Language) -> tuple[re.Pattern[str], tuple[Term, ...]]:
    """One pattern for all names and abbreviations, with the term that each of its groups stands for.

    Names are sorted by length, so that the longest is taken, below their first letter, so that few are tried at each place.
    """
    names = [(said(term, "term", language), False, term) for term in terms]
    names += [(term.abbreviation, True, term) for term in terms if len(term.abbreviation) > 1]
    names.sort(key=lambda item: (-len(item[0]), item[0]))
    under: dict[str, list[tuple[str, Term]]] = {}
    for name, short, term in names:
        for spelled in _spelled(name, language, short=short):
            under.setdefault(spelled[0], []).append((re.escape(spelled[1:]), term))
    branches = []
    for letter, members in under.items():
        rests = "|".join(f"({_loosely(rest, language)})" for rest, _ in members)
        branches.append(f"{re.escape(letter)}(?:{rests})")
    whole = (r"(?<![\w-])", r"(?![\w-])") if language == "en" else ("", "")
    pattern = f"{whole[0]}(?:{'|'.join(branches) or '(?!)'}){whole[1]}"
    return re.compile(pattern), tuple(term for members in under.values() for _, term in members)


def _spelled(name: str, language: Language, *, short: bool) -> list[str]:
    """The ways in which a name may begin: an ordinary word with either letter, an abbreviation as it is."""
    either = language == "en" and not short and name[0].isalpha() and name[1:2].islower()
    return [name[0].upper() + name[1:], name[0].lower() + name[1:]] if either else [name]


def _loosely(rest: str, language: Language) -> str:
    """The rest of a name with any space between its words and, in English, a plural."""
    plural = "s?" if language == "en" and (not rest or rest[-1].isalpha()) else ""
    return rest.replace("\\ ", "[ \u00a0]") + plural


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
            href(GLOSSARY_PAGE, term.id),
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
