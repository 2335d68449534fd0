"""What search finds besides the pages: each term of the glossary, by every word by which a reader may look for it."""

from __future__ import annotations

import json
from html import escape

from review.evidence.columns import GLOSSARY_PAGE as PAGE
from review.evidence.model import Evidence, by
from review.wording import Language, said

# Below the pages themselves: a chapter on a subject is a better answer than its definition.
BOOST = 0.8


def term_entries(evidence: Evidence, language: Language) -> list[dict[str, object]]:
    """One entry of the index a term: its name in both languages, its definition and its other words."""
    words = by(evidence.synonyms, lambda record: record.term)
    other: Language = "zh" if language == "en" else "en"
    found: list[dict[str, object]] = []
    for term in evidence.terms:
        also = [said(term, "term", other), term.abbreviation, *(record.word for record in words.get(term.id, ()))]
        text = f"{said(term, 'definition', language)} {' '.join(word for word in dict.fromkeys(also) if word)}"
        found.append(
            {
                "location": f"{PAGE}.html#{term.id}",
                "title": escape(said(term, "term", language)),
                "text": f"<p>{escape(text)}</p>",
                "boost": BOOST,
            }
        )
    return found


def with_entries(index: str, entries: list[dict[str, object]]) -> str:
    """The search index as text with the entries added, where it knows the page that they lead to."""
    content = json.loads(index)
    pages = {str(doc["location"]).partition("#")[0] for doc in content["docs"]}
    content["docs"] += [entry for entry in entries if str(entry["location"]).partition("#")[0] in pages]
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False)
