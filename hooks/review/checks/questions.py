"""Questions test what they say they test, have one defensible key, and give it away by no cue (QUEST-1 to QUEST-9)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from statistics import mean

from review.checks._place import at
from review.checks.chapters import is_chapter
from review.checks.prose import bare_numbers
from review.evidence.calculation import faults
from review.evidence.model import Evidence
from review.evidence.records import Question, QuestionOption
from review.manuscript.markers import markers
from review.problems import Problem, shown
from review.project import Project

Fault = tuple[str, str, str, str]
LEAST_OFFERED = 3
LEAST_OF_CASE = 2
# A key longer than every wrong answer by more than this share gives itself away.
LONGER = 1.35
# Of all questions with one right answer: how often the key may be the longest answer, and stand under one letter.
MOST_LONGEST = 0.45
MOST_UNDER_ONE_LETTER = 0.40
FEWEST_TO_COUNT = 40
_CATCH_ALL = re.compile(
    r"\b(?:all|none|both|neither) of (?:the )?(?:above|these|them)\b|\b[a-f] and [a-f]\b", re.IGNORECASE
)
_TRUTH = re.compile(r"(?:True|False)\b")
ONE_KEY = frozenset({"single", "true-false"})
CHOICES = ONE_KEY | {"multiple"}


def check(project: Project) -> Iterator[Problem]:
    """Problems of single questions, of cases and misconceptions that nothing uses, and of the bank as a whole."""
    objectives = {page.path: page.front.get("objectives") for page in project.pages["en"] if is_chapter(page)}
    evidence = project.evidence
    named = {
        page.path: {marker.id for marker in markers(page.text, "")[0] if marker.kind == "c"}
        for page in project.pages["en"]
    }
    for question in evidence.questions:
        yield from _elsewhere(question, evidence, named)
        options = evidence.options_of.get(question.id, [])
        for problem in _question(question, options, evidence, objectives):
            yield at("questions", question, *problem)
        for option in options:
            for problem in (*_option(option, question), *_numbers_of(option, evidence)):
                yield at("question_options", option, *problem)
    yield from _unused(evidence, objectives)
    yield from _cues(evidence)


def _question(
    question: Question, options: Sequence[QuestionOption], evidence: Evidence, objectives: dict[str, object]
) -> Iterator[Fault]:
    for needed in ("objective", "bloom", "difficulty"):
        if not getattr(question, needed):
            yield "QUEST-1", f"{question.id} without {needed}", "objective, Bloom level and difficulty", "fill the cell"
    listed = objectives.get(question.chapter)
    # A chapter without a sound list is told by CHAP-1; a page that is no chapter has no objective.
    most = len(listed) if isinstance(listed, list) else 0
    if (
        question.objective
        and question.objective > most
        and (isinstance(listed, list) or question.chapter not in objectives)
    ):
        yield (
            "QUEST-2",
            f"{question.id}: objective {question.objective} of {shown(question.chapter)}",
            f"one of the chapter's {most} objectives",
            "correct the chapter or the number",
        )
    yield from _SHAPES[question.kind](question, options, evidence)
    if [option.letter for option in options] != list("abcdef"[: len(options)]):
        yield "QUEST-3", f"{question.id}: letters with a gap", "a, b, c, …", "letter the answers anew"
    if question.id not in evidence.claims_of_question:
        yield "QUEST-4", f"{question.id} names no claim", "the claims it rests on", "add rows to question_claims.csv"
    for text in (question.stem_en, question.explanation_en, question.stem_zh, question.explanation_zh):
        yield from _numbers(question.id, text, evidence)


def _elsewhere(question: Question, evidence: Evidence, named: dict[str, set[str]]) -> Iterator[Problem]:
    """What a question rests on stands in its chapter, or else the chapter cannot answer it."""
    for claim in evidence.claims_of_question.get(question.id, ()):
        if question.chapter in named and claim not in named[question.chapter]:
            yield at(
                "questions", question, "QUEST-4", f"{question.id} rests on {claim}", "a claim that its chapter names",
                "name another claim, or have the chapter name this one",
            )  # fmt: skip


def _choice(question: Question, options: Sequence[QuestionOption], evidence: Evidence) -> Iterator[Fault]:
    right = [option for option in options if option.correct]
    wrong = [option for option in options if not option.correct]
    fitting = len(right) == 1 if question.kind in ONE_KEY else len(right) > 1
    if not fitting or not wrong or len(options) < LEAST_OFFERED:
        yield (
            "QUEST-3",
            f"{question.id} ({question.kind}): {len(right)} right of {len(options)} answers",
            "one right answer (several where several are asked for), at least one wrong, three or more in all",
            "mend the answers or the kind",
        )
    if wrong and not any(option.misconception for option in wrong):
        yield (
            "QUEST-5",
            f"{question.id}: no wrong answer names a misconception",
            "at least one that does",
            "name it in question_options.csv, and add it to misconceptions.csv where it is new",
        )
    if question.kind == "true-false" and not all(_TRUTH.match(option.text_en) for option in options):
        yield "QUEST-3", f"{question.id}: an answer without its truth", "“True: …” or “False: …”", "begin so"
    if question.kind in ONE_KEY and wrong and right:
        longest = max(len(option.text_en) for option in wrong)
        if len(right[0].text_en) > LONGER * longest:
            yield (
                "QUEST-6",
                f"{question.id}: the key is the longest by far",
                "answers of like length",
                "shorten the key",
            )
    if question.quantity or any(option.match_en for option in options):
        yield "QUEST-3", f"{question.id}: a quantity or pairs in a choice", "neither", "empty the cells"


def _match(question: Question, options: Sequence[QuestionOption], evidence: Evidence) -> Iterator[Fault]:
    partners = [option.match_en for option in options]
    if len(options) < LEAST_OFFERED or not all(partners) or not all(option.correct for option in options):
        yield "QUEST-3", f"{question.id}: {len(options)} pairs", "three or more whole pairs, each right", "mend them"
    if len(set(partners)) != len(partners):
        yield "QUEST-3", f"{question.id}: a partner twice", "each partner once", "tell them apart"


def _number(question: Question, options: Sequence[QuestionOption], evidence: Evidence) -> Iterator[Fault]:
    if options:
        yield "QUEST-3", f"{question.id}: answers to a calculation", "none: it is computed", "remove them"
    for fault in faults(question, dict(evidence.result)):
        yield (
            "QUEST-7",
            f"{question.id}: {fault}",
            "a quantity, and results of one study with events and n",
            "name such rows",
        )


_SHAPES: dict[str, Callable[[Question, Sequence[QuestionOption], Evidence], Iterator[Fault]]] = {
    "single": _choice,
    "multiple": _choice,
    "true-false": _choice,
    "match": _match,
    "number": _number,
}


def _option(option: QuestionOption, question: Question) -> Iterator[Fault]:
    if _CATCH_ALL.search(option.text_en):
        yield (
            "QUEST-8",
            f"{question.id}, {option.letter}: {shown(option.text_en)}",
            "an answer of its own",
            "replace it",
        )
    if option.misconception and option.correct:
        yield (
            "QUEST-5",
            f"{question.id}, {option.letter}: a right answer with a misconception",
            "none",
            "empty the cell",
        )
    if not option.why_en and question.kind in CHOICES:
        yield "QUEST-8", f"{question.id}, {option.letter} without a reason", "why it is right or wrong", "fill why_en"


def _numbers_of(option: QuestionOption, evidence: Evidence) -> Iterator[Fault]:
    texts = (option.text_en, option.match_en, option.why_en, option.text_zh, option.match_zh, option.why_zh)
    for text in texts:
        yield from _numbers(f"{option.question}, {option.letter}", text, evidence)


def _numbers(name: str, text: str, evidence: Evidence) -> Iterator[Fault]:
    found, malformed = markers(text, "")
    if malformed or any(marker.kind != "r" or marker.id not in evidence.result for marker in found):
        yield "QUEST-9", f"{name}: {shown(text)}", "{{ r:result-id }} with an id of results.csv", "correct the marker"
    for number in bare_numbers(text):
        yield "QUEST-9", f"{name}: the bare number {shown(number)}", "{{ r:result-id }}", "print it from its record"


def _unused(evidence: Evidence, chapters: dict[str, object]) -> Iterator[Problem]:
    used = {option.misconception for option in evidence.question_options}
    for record in evidence.misconceptions:
        if record.id not in used:
            yield at("misconceptions", record, "QUEST-5", f"{record.id}, which no wrong answer names", "one", "use it")
        if record.chapter not in chapters:
            yield at("misconceptions", record, "QUEST-2", f"chapter {shown(record.chapter)}", "a chapter", "correct it")
    for case in evidence.cases:
        for problem in (*_numbers(case.id, case.text_en, evidence), *_numbers(case.id, case.text_zh, evidence)):
            yield at("cases", case, *problem)
        if len(evidence.questions_of_case.get(case.id, ())) < LEAST_OF_CASE:
            yield at("cases", case, "QUEST-4", f"{case.id} with fewer than two questions", "two or more", "add some")


def _cues(evidence: Evidence) -> Iterator[Problem]:
    """What gives keys away over the whole bank: their length and their place."""
    asked = [question for question in evidence.questions if question.kind == "single"]
    offered = [evidence.options_of.get(question.id, []) for question in asked]
    keyed = [options for options in offered if sum(option.correct for option in options) == 1]
    if len(keyed) < FEWEST_TO_COUNT:
        return
    longest = mean(max(options, key=lambda option: len(option.text_en)).correct for options in keyed)
    if longest > MOST_LONGEST:
        yield at(
            "questions", asked[0], "QUEST-6", f"the key is the longest answer in {longest:.0%} of questions",
            f"at most {MOST_LONGEST:.0%}", "lengthen wrong answers or shorten keys",
        )  # fmt: skip
    letter, count = Counter(option.letter for options in keyed for option in options if option.correct).most_common(1)[
        0
    ]
    if count > MOST_UNDER_ONE_LETTER * len(keyed):
        yield at(
            "questions", asked[0], "QUEST-6", f"{count} of {len(keyed)} keys under {letter}",
            f"at most {MOST_UNDER_ONE_LETTER:.0%} under one letter", "move some keys",
        )  # fmt: skip
