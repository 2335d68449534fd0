"""Questions made ready for a page or a file: texts in one language with their numbers filled in, and the answer worked out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from review.evidence.calculation import answer, tolerance
from review.evidence.records import Case, Question, QuestionOption
from review.manuscript.filling import filled
from review.project import Project
from review.wording import Language, Wording, said


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer on offer, or the left side of a pair with its partner."""

    letter: str
    text: str
    match: str
    correct: bool
    why: str
    misconception: str


@dataclass(frozen=True, slots=True)
class Situation:
    """The case that a question belongs to."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question as plain text in one language.

    `partners` are the right sides of pairs in the order in which they are shown; `value` is the answer of a calculation, in
    per cent, percentage points or as a count, and `tolerance` how far an answer may lie from it, in the same unit.
    """

    id: str
    chapter: str
    chapter_title: str
    case: Situation | None
    kind: str
    objective: str
    bloom: str
    difficulty: str
    stem: str
    explanation: str
    choices: tuple[Choice, ...]
    partners: tuple[str, ...]
    value: Decimal | None
    tolerance: Decimal
    unit: str
    claims: tuple[str, ...]

    @property
    def key(self) -> str:
        """The right answer in short: letters, pairs as `a3`, or the number."""
        if self.value is not None:
            return str(self.value)
        if self.partners:
            return " ".join(f"{choice.letter}{self.partners.index(choice.match) + 1}" for choice in self.choices)
        return " ".join(choice.letter for choice in self.choices if choice.correct)


def items(project: Project, language: Language, chapters: Sequence[str] = ()) -> tuple[Item, ...]:
    """Every question: those of chapters in the order given, others after them, then those of cases."""
    evidence = project.evidence
    titles = project.titles[language]
    order = dict.fromkeys((*chapters, *titles))
    of_chapters = [question for path in order for question in evidence.questions_of.get(path, ())]
    of_cases = [question for case in evidence.cases for question in evidence.questions_of_case.get(case.id, ())]
    known = [question for question in (*of_chapters, *of_cases) if question.chapter in titles]
    return tuple(item(question, project, language, titles[question.chapter]) for question in known)


def item(question: Question, project: Project, language: Language, chapter_title: str) -> Item:
    """One question made ready."""
    evidence, wording = project.evidence, project.wording(language)
    choices = tuple(_choice(option, wording) for option in evidence.options_of.get(question.id, ()))
    number = answer(question, dict(evidence.result)) if question.kind == "number" else None
    return Item(
        question.id,
        question.chapter,
        chapter_title,
        situation(evidence_case(question, evidence.cases), project, language),
        question.kind,
        _objective(question, project, language),
        question.bloom,
        question.difficulty,
        filled(said(question, "stem", language), wording),
        filled(said(question, "explanation", language), wording),
        choices,
        partners(question.id, [choice.match for choice in choices]) if question.kind == "match" else (),
        number,
        tolerance(question),
        wording.word("questions.quantity", question.quantity),
        tuple(evidence.claims_of_question.get(question.id, ())),
    )


def evidence_case(question: Question, cases: Iterable[Case]) -> Case | None:
    """The case a question belongs to, if any."""
    return next((case for case in cases if case.id == question.case), None)


def situation(case: Case | None, project: Project, language: Language) -> Situation | None:
    """A case in one language."""
    if case is None:
        return None
    wording = project.wording(language)
    return Situation(case.id, said(case, "title", language), filled(said(case, "text", language), wording))


def _choice(option: QuestionOption, wording: Wording) -> Choice:
    known = wording.evidence.misconception.get(option.misconception)
    return Choice(
        option.letter,
        filled(said(option, "text", wording.language), wording),
        filled(said(option, "match", wording.language), wording),
        option.correct,
        filled(said(option, "why", wording.language), wording),
        said(known, "belief", wording.language) if known else "",
    )


def _objective(question: Question, project: Project, language: Language) -> str:
    page = next((page for page in project.pages[language] if page.path == question.chapter), None)
    listed = page.front.get("objectives") if page else None
    place = (question.objective or 0) - 1
    return str(listed[place]) if isinstance(listed, list) and 0 <= place < len(listed) else ""


def partners(name: str, texts: Sequence[str]) -> tuple[str, ...]:
    """The right sides of pairs in an order that is always the same and never that of the left sides."""
    mixed = sorted(texts, key=lambda text: hashlib.sha256(f"{name} {text}".encode()).digest())
    return tuple(mixed[1:] + mixed[:1] if mixed == list(texts) else mixed)


def stem(item: Item) -> tuple[str, ...]:
    """What is asked, a paragraph each; questions of a case begin with the case, because files part them."""
    return (item.case.text, item.stem) if item.case else (item.stem,)
