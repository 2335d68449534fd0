"""What a page says of itself to machines: reference managers, libraries, search engines, and who shares its address."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from review.publish.cards import HEIGHT, WIDTH
from review.release import Release

Kind = Literal["book", "chapter", "data", "page"]
TEXT_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
DATA_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
_TAGS = {"en": "en-GB", "zh": "zh-CN"}
_LOCALES = {"en": "en_GB", "zh": "zh_CN"}
_CANONICAL = re.compile(r"<link\s+rel=\"canonical\"\s+href=\"(?P<address>[^\"]+)\"")


@dataclass(frozen=True, slots=True)
class Resource:
    """What a page is to a teacher, in the words of LRMI: its type, its uses, for whom it is, how long it takes, what it teaches."""

    type: str
    uses: tuple[str, ...] = ()
    role: str = "teacher"
    minutes: int = 0
    teaches: tuple[str, ...] = ()


def resource_of(front: Mapping[str, Any]) -> Resource | None:
    """What a page's front matter says under `resource`; nothing where it says nothing."""
    told = front.get("resource")
    if not isinstance(told, dict) or not told.get("type"):
        return None
    minutes = told.get("minutes")
    return Resource(
        str(told["type"]),
        _texts(told.get("use")),
        str(told.get("role", "teacher")),
        minutes if isinstance(minutes, int) else 0,
        _texts(told.get("teaches")),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of one page; `minutes` and `objectives` of chapters, `files` (address and media type) of data pages.

    `image` is the full address of the page's card, `image_told` what it shows.
    """

    kind: Kind
    title: str
    description: str
    address: str
    book_address: str
    book: str
    language: str
    objectives: Sequence[str] = ()
    minutes: int = 0
    files: Mapping[str, str] = field(default_factory=dict)
    image: str = ""
    image_told: str = ""
    resource: Resource | None = None


def published_at(document: str) -> str:
    """The full address that a built page gives as its own; empty where it gives none."""
    found = _CANONICAL.search(document)
    return html.unescape(found["address"]) if found else ""


def head(facts: PageFacts, release: Release) -> str:
    """The elements for the page's head, every value escaped."""
    metas = "\n".join(
        f'<meta {"property" if name.startswith("og:") else "name"}="{html.escape(name)}" content="{html.escape(value)}">'
        for name, value in _metas(facts, release)
        if value
    )
    # A closing tag inside a text would end the element, whatever it stands in.
    data = json.dumps(linked_data(facts, release), ensure_ascii=False).replace("<", "\\u003c")
    return f'{metas}\n<script type="application/ld+json">{data}</script>'


def _metas(facts: PageFacts, release: Release) -> Iterator[tuple[str, str]]:
    tag, day = _TAGS[facts.language], release.day.isoformat()
    yield from (
        ("citation_title", facts.title),
        ("citation_author", release.author),
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_language", tag),
        ("citation_public_url", facts.address),
        ("citation_inbook_title", facts.book if facts.kind == "chapter" else ""),
    )
    yield from (
        ("DC.title", facts.title),
        ("DC.creator", release.author),
        ("DC.date", day),
        ("DC.language", tag),
        ("DC.identifier", facts.address),
        ("DC.type", "Dataset" if facts.kind == "data" else "Text"),
        ("DC.rights", DATA_LICENCE if facts.kind == "data" else TEXT_LICENCE),
        ("DC.description", facts.description),
    )
    yield from (
        ("og:type", "book" if facts.kind == "book" else "article"),
        ("og:title", facts.title),
        ("og:description", facts.description),
        ("og:url", facts.address),
        ("og:site_name", facts.book),
        ("og:locale", _LOCALES[facts.language]),
    )
    if facts.image:
        yield from (
            ("og:image", facts.image),
            ("og:image:type", "image/png"),
            ("og:image:width", str(WIDTH)),
            ("og:image:height", str(HEIGHT)),
            ("og:image:alt", facts.image_told),
            ("twitter:card", "summary_large_image"),
        )


def _audience(role: str) -> dict[str, str]:
    return {"@type": "EducationalAudience", "educationalRole": role}


def _learning_resource(resource: Resource, book: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": ["WebPage", "LearningResource"],
        "isPartOf": book,
        "learningResourceType": resource.type,
        "educationalUse": list(resource.uses),
        "educationalLevel": "undergraduate and beyond",
        "audience": _audience(resource.role),
        "teaches": list(resource.teaches),
        "timeRequired": f"PT{resource.minutes}M" if resource.minutes else "",
    }


def linked_data(facts: PageFacts, release: Release) -> dict[str, Any]:
    """The page in the words of schema.org."""
    author = {"@type": "Organization", "name": release.author}
    book = {"@type": "Book", "@id": f"{facts.book_address}#book", "name": facts.book, "url": facts.book_address}
    common: dict[str, Any] = {
        "@context": "https://schema.org",
        "name": facts.title,
        "description": facts.description,
        "url": facts.address,
        "inLanguage": _TAGS[facts.language],
        "author": author,
        "version": release.version,
        "datePublished": release.day.isoformat(),
        "license": DATA_LICENCE if facts.kind == "data" else TEXT_LICENCE,
        "isAccessibleForFree": True,
    }
    own: dict[str, Any] = {"@type": "WebPage", "isPartOf": book}
    if facts.kind == "book":
        own = {"@type": ["Book", "LearningResource"], "@id": book["@id"], "learningResourceType": "textbook"}
    elif facts.resource:
        own = _learning_resource(facts.resource, book)
    elif facts.kind == "chapter":
        own = {
            "@type": ["Chapter", "LearningResource"],
            "isPartOf": book,
            "learningResourceType": "chapter",
            "educationalLevel": "undergraduate and beyond",
            "teaches": list(facts.objectives),
            "timeRequired": f"PT{facts.minutes}M",
            "educationalUse": "reading",
            "audience": _audience("student"),
        }
    elif facts.kind == "data":
        own = {
            "@type": "Dataset",
            "isPartOf": book,
            "creator": author,
            "distribution": [
                {"@type": "DataDownload", "contentUrl": address, "encodingFormat": media}
                for address, media in facts.files.items()
            ],
        }
    return {**common, **{name: value for name, value in own.items() if value}}
