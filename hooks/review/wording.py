"""Labels in the reader's language, and numbers as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from review.evidence.model import Evidence, interval
from review.evidence.records import Record, Result
from review.evidence.statistics import Interval, decimals, rounded

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
NO_BREAK = "\u00a0"
EN_DASH = "\u2013"


def said(record: Record, field: str, language: Language) -> str:
    """A record's text in the language, and in English where that cell is still empty."""
    return str(getattr(record, f"{field}_{language}") or getattr(record, f"{field}_en"))


def translated(record: Record, field: str, language: Language) -> bool:
    """Whether the record's text exists in the language."""
    return bool(getattr(record, f"{field}_{language}"))


@dataclass(frozen=True)
class Wording:
    """The interface's words in one language: those of `docs/labels.csv` and of the vocabularies."""

    language: Language
    labels: Mapping[str, str]
    evidence: Evidence

    def label(self, name: str) -> str:
        """An interface label by id; raises KeyError for an id that is not in `docs/labels.csv`."""
        return self.labels[name]

    def word(self, vocabulary: str, value: str) -> str:
        """The label of an enumerated value, such as ("studies.design", "randomised trial")."""
        return self._words[vocabulary, value] if value else ""

    @cached_property
    def _words(self) -> Mapping[tuple[str, str], str]:
        return {(row.list, row.value): said(row, "label", self.language) for row in self.evidence.vocabulary}


def tidy(value: Decimal, places: int | None = None) -> str:
    """A number as written in the data, or with so many decimals: thousands apart, with a true minus sign."""
    text = format(value if places is None else rounded(value, places), "f")
    whole, _, part = text.lstrip("-").partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", "\u202f")
    return ("\u2212" if text.startswith("-") else "") + whole + ("." + part if part else "")


def unit_word(result: Result, wording: Wording) -> str:
    """The unit as a reader sees it, empty for counts and ratios."""
    if result.unit in {"ratio", "count", "P"}:
        return ""
    return result.unit_note if result.unit == "other" else wording.word("results.unit", result.unit)


def value_text(result: Result, wording: Wording) -> str:
    """The value with its unit, or the words for its absence."""
    if result.value is None:
        return wording.word("results.state", result.state).lower()
    unit = unit_word(result, wording)
    if result.unit == "%":
        return f"{tidy(result.value)}%"
    return f"{tidy(result.value)}{NO_BREAK}{unit}" if unit else tidy(result.value)


def interval_text(found: Interval, wording: Wording) -> str:
    """The limits with their level, ours marked as computed."""
    places = 1 if found.computed else max(decimals(found.low), decimals(found.high or found.low))
    low = tidy(found.low, places)
    high = wording.label("interval.open") if found.high is None else tidy(found.high, places)
    mark = f", {wording.label('interval.computed')}" if found.computed else ""
    return f"{tidy(found.level)}%{NO_BREAK}{wording.label('interval.ci')} {low}{EN_DASH}{high}{mark}"


def fraction_text(result: Result) -> str:
    """Events over number, or the number alone, or nothing."""
    if result.events is not None and result.n is not None:
        return f"{result.events}/{result.n}"
    return f"n{NO_BREAK}={NO_BREAK}{result.n}" if result.n is not None else ""


def full_text(result: Result, wording: Wording) -> str:
    """The value with its numbers and its interval, as `27.3% (89/326; 95% CI 22.5–32.5)`."""
    found = interval(result)
    inside = [part for part in (fraction_text(result), interval_text(found, wording) if found else "") if part]
    shown = value_text(result, wording)
    return f"{shown} ({'; '.join(inside)})" if inside and result.value is not None else shown


def number_field(result: Result, field: str, wording: Wording) -> str:
    """One part of a result as prose prints it; a value that was not seen is given as the review's, and said to be so."""
    found = interval(result)
    if field == "review" or (
        result.state in {"not seen", "not reported"} and result.review_value and field in {"", "full", "value"}
    ):
        mark = "" if field == "review" else f" ({wording.label('number.unverified')})"
        unit = unit_word(result, wording)
        printed = re.sub(r"(?<=\d)-(?=\d)", EN_DASH, result.review_value)
        return f"{printed}{unit if unit == '%' else (chr(0xA0) + unit if unit else '')}{mark}"
    parts: dict[str, str] = {
        "value": value_text(result, wording),
        "unit": unit_word(result, wording),
        "n": str(result.n or ""),
        "events": "" if result.events is None else str(result.events),
        "fraction": fraction_text(result),
        "interval": interval_text(found, wording) if found else "",
        "p": result.p,
        "time": "" if result.time_months is None else f"{tidy(result.time_months)}\u00a0{wording.label('unit.months')}",
        "criterion": wording.word("results.criterion", result.criterion),
        "data_cut": result.data_cut,
    }
    return full_text(result, wording) if field in {"", "full"} else parts[field]
