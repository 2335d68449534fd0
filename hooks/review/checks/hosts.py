"""Host names that are not what they look like: other scripts, letters for one another, numbers, hidden parts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

# Where the evidence of this book stands; a name that only looks like one of these leads elsewhere.
KNOWN_HOSTS = (
    "clinicaltrials.gov",
    "creativecommons.org",
    "doi.org",
    "europepmc.org",
    "github.com",
    "ncbi.nlm.nih.gov",
    "pmc.ncbi.nlm.nih.gov",
    "pubmed.ncbi.nlm.nih.gov",
    "www.ncbi.nlm.nih.gov",
)
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)", re.IGNORECASE)
_ALIKE = str.maketrans("015|i3", "olslle")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def _skeleton(host: str) -> str:
    """The host with letters that look alike made one."""
    text = host.translate(_ALIKE)
    for pair, one in _PAIRS:
        text = text.replace(pair, one)
    return text.replace("q", "g").replace("-", "")


def _decoded(label: str) -> str | None:
    """A label as a browser may show it; None where it cannot be read."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return None


def _chinese(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CJK UNIFIED IDEOGRAPH")


def _foreign(host: str) -> str | None:
    """What is wrong with letters outside ASCII: only whole Chinese labels cannot be taken for Latin ones."""
    for label in host.split("."):
        text = _decoded(label)
        if text is None:
            return f"“{label}” cannot be read"
        foreign = [letter for letter in text if not letter.isascii()]
        odd = next((letter for letter in foreign if not _chinese(letter)), "")
        if odd:
            return f"“{odd}” is {unicodedata.name(odd, 'a nameless character').lower()}"
        if foreign and any(letter.isascii() and letter.isalpha() for letter in text):
            return f"“{text}” mixes scripts"
    return None


def host_fault(address: str) -> str | None:
    """Why the host of an address is not what it seems, or None where it has none or is what it seems.

    Raises ValueError where the address cannot be read.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    if not host:
        return None
    if "@" in parts.netloc:
        return f"the host is {host}; what stands before the @ is not"
    return _name_fault(host)


@lru_cache(maxsize=4096)
def _name_fault(host: str) -> str | None:
    plain = unicodedata.normalize("NFKC", host).replace("。", ".")
    if ":" in host or all(_NUMBER.fullmatch(label) for label in plain.split(".")):
        return "a number instead of a name"
    if foreign := _foreign(host):
        return foreign
    for known in KNOWN_HOSTS:
        if host != known and (_skeleton(host) == _skeleton(known) or host.startswith(f"{known}.")):
            return f"looks like {known}"
    return None
