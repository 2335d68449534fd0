"""Genes by HGNC, drugs by INN, the field's abbreviations in their usual form, and British spelling (TERM-1).

The titles of works, the words of searches and the tokens quoted from a review keep their own spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.checks._place import at
from review.manuscript.scanning import line_at, without_code
from review.problems import Problem, shown
from review.project import Project

# What is found, as a pattern, and what to write.
PREFERRED: tuple[tuple[str, str], ...] = (
    (r"PD-?L-?[12](?<!PD-L[12])", "PD-L1 or PD-L2"),
    (r"PD1", "PD-1"),
    (r"CTLA4", "CTLA-4"),
    (r"LAG3", "LAG-3"),
    (r"TIM3", "TIM-3"),
    (r"INF-?(?:γ|gamma|α|alpha)", "IFN-γ or IFN-α"),
    (r"IL(?:1|2|4|6|7|8|10|12|15|17|18|21|23)(?![0-9A-Za-z])", "the hyphen: IL-2"),
    (r"FoxP3", "FOXP3 (human) or Foxp3 (mouse)"),
    (r"TNFa|TNF-a", "TNF-α"),
    (r"(?i:keytruda)", "pembrolizumab"),
    (r"(?i:opdivo)", "nivolumab"),
    (r"(?i:tecentriq)", "atezolizumab"),
    (r"(?i:yervoy)", "ipilimumab"),
    (r"(?i:imfinzi)", "durvalumab"),
    (r"(?i:avastin)", "bevacizumab"),
    (r"(?i:nexavar)", "sorafenib"),
    (r"(?i:lenvima)", "lenvatinib"),
    (r"(?i:jakafi)", "ruxolitinib"),
    (r"(?i:tumor|tumors|tumoral|intratumoral|antitumor|peritumoral)", "tumour"),
    (r"(?i:randomiz(?:e|ed|es|ing|ation))", "randomise"),
    (r"(?i:hemato\w+|leukemia|anemia|esophag\w+|edema|fecal|feces|estrogen)", "the British spelling"),
    (r"(?i:standardiz\w+|characteriz\w+|polariz\w+|immuniz\w+|sensitiz\w+|mobiliz\w+|stabiliz\w+|neutraliz\w+)", "-ise"),
    (r"(?i:signaling|labeled|modeling|fiber|center|color|favor|behavior)", "the British spelling"),
)  # fmt: skip
_FOUND = tuple((re.compile(rf"(?<![\w@/.-])(?:{pattern})(?![\w/-])"), advice) for pattern, advice in PREFERRED)
_HIDDEN = re.compile(r"\[@[^\]]*\]|\]\([^)\n]*\)|\{\{[^{}]*\}\}|<!--.*?-->|\{#[^}]*\}|<[^<>]*>|https?://\S+", re.DOTALL)
_FIELDS = {
    "claims": ("statement_en", "why_en"),
    "studies": ("population_en", "comparator_en", "note_en"),
    "results": ("what_en", "arm_en", "versus_en", "why_en"),
    "later": ("summary_en",),
    "corrections": ("as_found_en", "reader_en"),
    "disagreements": ("title_en", "point_en", "primary_en", "reconcile_en"),
    "disagreement_sides": ("position_en",),
    "mechanisms": ("label_en", "definition_en"),
    "therapies": ("label_en", "definition_en"),
    "settings": ("label_en", "definition_en"),
    "terms": ("term_en", "definition_en"),
    "questions": ("stem_en", "explanation_en"),
    "question_options": ("text_en", "why_en"),
}


def check(project: Project) -> Iterator[Problem]:
    """Each word of another form in the evidence's own sentences and in the English pages."""
    for table, fields in _FIELDS.items():
        for row in getattr(project.evidence, table):
            for field in fields:
                for word, advice in _met(getattr(row, field)):
                    yield at(table, row, "TERM-1", f"{field} {shown(word)}", advice, "write it in that form")
    for page in project.pages["en"]:
        text = _HIDDEN.sub(lambda match: re.sub(r"[^\n]", "\u2007", match[0]), without_code(page.text))
        for pattern, advice in _FOUND:
            for match in pattern.finditer(text):
                line = line_at(text, match.start())
                yield Problem(page.source, line, "TERM-1", shown(match[0]), advice, "write it in that form")


def _met(text: str) -> Iterator[tuple[str, str]]:
    for pattern, advice in _FOUND:
        for match in pattern.finditer(text):
            yield match[0], advice
