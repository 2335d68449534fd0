"""References as text: the whole list in one citeproc run, and short plain forms without it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pypandoc  # type: ignore[import-untyped]
from lxml import etree, html
from pybtex.bibtex.utils import split_name_list  # type: ignore[import-untyped]
from pybtex.database import Person  # type: ignore[import-untyped]
from pybtex.exceptions import PybtexError  # type: ignore[import-untyped]

from review.citations.bibliography import Entry, language_code
from review.citations.bibtex import RawEntry, plain, read_entries
from review.problems import shown

# fmt: off
_PRINTED_FIELDS = (
    "author", "editor", "title", "booktitle", "journal", "year", "volume", "number", "pages", "edition", "type",
    "publisher", "address", "institution", "organization", "school", "howpublished",
    "doi", "pmid", "pmcid", "url", "urldate", "langid",
)
# fmt: on
_TITLES = frozenset({"title", "booktitle"})
_NAMES = frozenset({"author", "editor"})
_JOINED_INITIALS = re.compile(r"\{?(?P<letters>[^\W\d_]{2,4})\}?")
_KEPT_TAGS = frozenset({"i", "em", "b", "sup", "sub"})
_TAG_NAMES = {"strong": "b"}
# Punctuation of ASCII but the comma, and a digit that “smart symbols” would raise to an ordinal (1st, 2nd).
_SPECIAL = re.compile(r"[!-+\--/:-@\[-`{-~]|\d(?=(?:st|nd|rd|th)\b)")
_SPECIAL_IN_ADDRESS = re.compile(r"[^A-Za-z0-9:/.\-]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff]")
_DOI_ADDRESS = "https://doi.org/"
_OLD_PUBMED = re.compile(r"https?://www\.ncbi\.nlm\.nih\.gov/pubmed/(\d+)/?")
_OLD_PMC = re.compile(r"https?://www\.ncbi\.nlm\.nih\.gov/pmc/articles/(PMC\d+)/?")
_MOST_AUTHORS = 6
_CHINESE_WORDS = {"et al": "等", "&#91;accessed ": "&#91;访问于 "}


class FormattingError(Exception):
    """The references could not be formatted; the message is one line."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))


def format_references(
    bib_text: str, keys: Sequence[str], csl: Path, lang: str, path: str = "bibliography"
) -> dict[str, str]:
    """Each key's reference as one line of inline HTML that Markdown leaves as it is.

    Args:
        bib_text: the whole bibliography.
        keys: what to format; repeats are ignored.
        csl: a numeric style without the number in its bibliography layout.
        lang: the page's language. A reference is written in its work's language, whatever the page's,
            and marked with a `span lang` where the two differ.
        path: the bibliography's path as problems show it.

    Returns:
        The references by key, in the order of `keys`. Only i, em, b, sup, sub, span and a are used.

    Raises:
        FormattingError: pandoc fails, the bibliography cannot be read, or a key is missing from either.
    """
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    raws = _chosen(bib_text, wanted, path)
    bib = "\n\n".join(_for_pandoc(raw) for raw in raws.values())
    blocks = _entry_blocks(_run_pandoc(bib, csl))
    return {key: _reference(blocks.get(key), raw, lang) for key, raw in raws.items()}


def plain_reference(entry: Entry) -> str:
    """The reference as one line of plain text, made without pandoc: for tooltips and as a fall-back."""
    issue = f"({entry.get('number')})" if entry.get("number") and entry.journal else ""
    volume = entry.get("volume") + issue
    pages = re.sub(r"\s*(?:-+|–)\s*", "–", entry.get("pages"))
    source = entry.journal or entry.get("booktitle") or _publisher(entry)
    dated = ":".join(part for part in (";".join(part for part in (entry.year, volume) if part), pages) if part)
    address = f"doi:{entry.doi}" if entry.doi else entry.address
    parts = (_author_list(entry), entry.title or f"[{entry.key}]", source, dated)
    sentences = [part if part.endswith((".", "?", "!", "。")) else f"{part}." for part in parts if part]
    return " ".join([*sentences, address]).strip()


def short_reference(entry: Entry) -> str:
    """The work's name in a sentence: “Finn et al. 2020”, “Chen and Mellman 2013”, “Chen 2013”."""
    families = [author.family + author.given if author.cjk else author.family for author in entry.authors[:2]]
    several = entry.more_authors or len(entry.authors) > 2
    if not families:
        who = _publisher(entry) or entry.title or entry.key
    elif several:
        who = f"{families[0]}{'等' if entry.authors[0].cjk else ' et al.'}"
    else:
        who = ("和" if entry.authors[0].cjk else " and ").join(families)
    return f"{who} {entry.year}".strip()


def _publisher(entry: Entry) -> str:
    fields = ("organization", "institution", "publisher", "school", "howpublished")
    return next((entry.get(field) for field in fields if entry.get(field)), "")


def _author_list(entry: Entry) -> str:
    names = [str(author) for author in entry.authors]
    if entry.more_authors or len(names) > _MOST_AUTHORS:
        names = [*names[:_MOST_AUTHORS], "等" if entry.language == "zh" else "et al"]
    return ", ".join(names)


def _chosen(bib_text: str, keys: Iterable[str], path: str) -> dict[str, RawEntry]:
    raws, problems = read_entries(bib_text, path)
    found: dict[str, RawEntry] = {}
    for raw in raws:
        found.setdefault(raw.key, raw)
    for key in keys:
        if key not in found:
            reason = f": {problems[0]}" if problems else ""
            raise FormattingError(f"the bibliography has no entry {shown(key)}{reason}")
    return {key: found[key] for key in keys}


def _for_pandoc(raw: RawEntry) -> str:
    """The entry with printed fields only, so that notes of ours cannot show, nor stop the run."""
    values = {name: raw.fields[name] for name in _PRINTED_FIELDS if raw.fields.get(name)}
    for name, value in values.items():
        if name in _TITLES:
            # Single braces let pandoc lower the capitals of an English title.
            values[name] = f"{{{value}}}"
        elif name in _NAMES:
            values[name] = " and ".join(_for_citeproc(text) for text in split_name_list(value))
    fields = "".join(f",\n  {name} = {{{value}}}" for name, value in values.items())
    return f"@{raw.kind}{{{raw.key}{fields}\n}}"


def _for_citeproc(name: str) -> str:
    """A name that citeproc prints whole: of “van der Berg, RS” it would make “Berg R van der”."""
    try:
        person = Person(name)
    except PybtexError:
        return name
    given = [text.replace(".-", ". ") for text in [*person.first_names, *person.middle_names]]
    if len(given) == 1 and (joined := _JOINED_INITIALS.fullmatch(given[0])) and joined["letters"].isupper():
        given = [f"{letter}." for letter in joined["letters"]]
    if not given:
        return name
    family = " ".join([*person.prelast_names, *person.last_names])
    parts = [f"{{{family}}}" if person.prelast_names else family, " ".join(person.lineage_names), " ".join(given)]
    return ", ".join(part for part in parts if part)


def _run_pandoc(bib: str, csl: Path) -> str:
    if not csl.is_file():
        raise FormattingError(f"no citation style at {csl.name}")
    document = '---\nnocite: "@*"\nlang: en-GB\n---\n'
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cited.bib"
        path.write_text(bib, encoding="utf-8", newline="\n")
        options = ["--citeproc", f"--bibliography={path}", f"--csl={csl.resolve()}", "--wrap=none", "--quiet"]
        try:
            return str(pypandoc.convert_text(document, "html", format="markdown", extra_args=options))
        except (RuntimeError, OSError) as error:
            raise FormattingError(f"pandoc could not format the references: {error}") from error


def _entry_blocks(text: str) -> dict[str, etree._Element]:
    if not text.strip():
        return {}
    root = html.fragment_fromstring(text, create_parent="div")
    blocks = ((block.get("id", ""), block) for block in root.iter("div"))
    return {name.removeprefix("ref-"): block for name, block in blocks if name.startswith("ref-")}


def _reference(block: etree._Element | None, raw: RawEntry, lang: str) -> str:
    text = "" if block is None else inline_html(block)
    if not text:
        raise FormattingError(f"pandoc gave no reference for {shown(raw.key)}")
    language = language_code(plain(raw.fields.get("langid", "")))
    if language == "zh":
        for english, chinese in _CHINESE_WORDS.items():
            text = text.replace(english, chinese, 1)
    if language and language != lang[:2].lower():
        return f'<span lang="{language}">{text}</span>'
    return text


def inline_html(block: etree._Element) -> str:
    """An element's content as one line: a few inline tags, and text in which Markdown finds nothing to change."""
    return re.sub(r"\s+", " ", _inline(block)).strip()


def _inline(element: etree._Element) -> str:
    parts = [_escaped(element.text)]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_tagged(child, _inline(child)))
        parts.append(_escaped(child.tail))
    return "".join(parts)


def _tagged(element: etree._Element, inner: str) -> str:
    tag = _TAG_NAMES.get(element.tag, element.tag)
    if tag == "a":
        address = _safe_address(element.get("href", ""))
        return f'<a href="{address}">{inner}</a>' if address and inner else inner
    if tag == "br":
        return " "
    return f"<{tag}>{inner}</{tag}>" if tag in _KEPT_TAGS and inner else inner


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _escaped(text: str | None) -> str:
    visible = " ".join(re.split(r"\s+", _CONTROL.sub("", text or "")))
    return _SPECIAL.sub(_entity, visible)


def _safe_address(address: str) -> str:
    """An http address fit for an attribute in Markdown, or nothing."""
    address = "".join(address.split())
    address = _OLD_PUBMED.sub(r"https://pubmed.ncbi.nlm.nih.gov/\1/", address)
    address = _OLD_PMC.sub(r"https://pmc.ncbi.nlm.nih.gov/articles/\1/", address)
    if not re.match(r"https?://", address) or not _has_host(address):
        return ""
    if address.startswith(_DOI_ADDRESS):
        address = _DOI_ADDRESS + quote(address.removeprefix(_DOI_ADDRESS), safe="/:;().,-_")
    else:
        address = quote(unquote(address) if "%" not in address else address, safe="/:;().,-_%?&=#+~@!$'*")
    return _SPECIAL_IN_ADDRESS.sub(_entity, address)


def _has_host(address: str) -> bool:
    try:
        return "." in (urlsplit(address).hostname or "")
    except ValueError:
        return False
