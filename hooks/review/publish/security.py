"""What a page may run and load: a Content-Security-Policy with a hash for each inline script that the theme writes."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

_INLINE = re.compile(r"<script(?P<attributes>(?:\s[^>]*)?)>(?P<body>.*?)</script>", re.DOTALL)
_TYPE = re.compile(r"\stype=\"?(?P<type>[^\s\">]+)")
_RUNS = frozenset({"", "module", "text/javascript", "application/javascript"})
_CHARSET = re.compile(r"<meta charset=\"?utf-8\"?\s*/?>", re.IGNORECASE)
_POLICY = re.compile(r"script-src 'self'(?P<hashes>(?: 'sha256-[^']+')*)")
_OPENING = re.compile(r"http-equiv=\"Content-Security-Policy\" content=\"(?P<policy>[^\"]*)\"")
HEADERS = "_headers"
# How the theme's own inline scripts begin. Any other is not named, and so not run, wherever it came from.
_OWN = ("__md_scope=", "var palette=", "var target=document.getElementById(location.hash")


def script_hashes(document: str) -> list[str]:
    """The sources, as a policy names them, of the theme's inline scripts that a browser would run."""
    found = []
    for script in _INLINE.finditer(document):
        kind = _TYPE.search(script["attributes"])
        if (
            " src=" not in script["attributes"]
            and (kind["type"] if kind else "") in _RUNS
            and script["body"].startswith(_OWN)
        ):
            digest = hashlib.sha256(script["body"].encode()).digest()
            found.append(f"'sha256-{base64.b64encode(digest).decode()}'")
    return sorted(set(found))


def policy(hashes: Iterable[str], style: str = "") -> str:
    """Only what comes with the book, and of inline scripts and style sheets only those named."""
    scripts = " ".join(["script-src 'self'", *sorted(set(hashes))])
    styles = " ".join(["style-src 'self'", *filter(None, [style])])
    return (
        f"default-src 'none'; {scripts}; {styles}; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "worker-src 'self'; frame-src 'self'; base-uri 'self'; form-action 'self'"
    )


def with_policy(document: str) -> str:
    """The page with its own policy as its second element, before anything that could load."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(script_hashes(document))}">'
    return _CHARSET.sub(lambda match: f"{match[0]}\n      {meta}", document, count=1)


def headers(documents: Iterable[str], style: str = "", script: str = "") -> str:
    """The policy of the whole site for servers that read a `_headers` file, with what only a header can say.

    `style` and `script` name what each deck of slides carries within itself.
    """
    hashes: set[str] = {script} - {""}
    for document in documents:
        opening = _OPENING.search(document)
        found = _POLICY.search(opening["policy"]) if opening else None
        hashes |= set(found["hashes"].split()) if found else set()
    return (
        "/*\n"
        f"  Content-Security-Policy: {policy(hashes, style)}; frame-ancestors 'none'\n"
        "  Referrer-Policy: strict-origin-when-cross-origin\n"
        "  X-Content-Type-Options: nosniff\n"
    )
