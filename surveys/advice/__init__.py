"""助言: what would make a questionnaire easier to answer or to read, told from it alone."""

from collections.abc import Iterator, Mapping, Sequence

from surveys.advice import (
    bands,
    choosing,
    duration,
    leading,
    people,
    placeholders,
    ruled,
    scales,
    unclear,
    unfinished,
    whole,
)
from surveys.advice.base import BETTER, LEVELS, MUST, Advice, Level, OfDocument, OfQuestion, Said
from surveys.documents import Document
from surveys.rule_words import in_order, numbered

__all__ = ["BETTER", "LEVELS", "MUST", "Advice", "Level", "advice", "blocking"]

MANY, NAMED = 3, 3  # questions from which on the same is said once · and that are named then
# What is looked at, one line a subject: the whole first, then question by question.
_WHOLE: tuple[OfDocument, ...] = (
    whole.around,
    placeholders.around,
    whole.size,
    whole.untranslated,
    duration.advice,
    people.order,
    ruled.advice,
)
_EACH: tuple[OfQuestion, ...] = (
    unfinished.question,
    placeholders.question,
    choosing.question,
    scales.question,
    leading.question,
    unclear.question,
    bands.question,
    people.question,
)
_TOGETHER: tuple[OfDocument, ...] = (scales.turned, unclear.jargon)


def advice(document: Document) -> tuple[Advice, ...]:
    """Everything worth thinking over: what must be put right first, the whole before its parts."""
    document = document.plain
    numbers = numbered(document)
    found = [each for look in _WHOLE for each in look(document)]
    said = [
        (question.code, each)
        for question in in_order(document)
        for look in _EACH
        for each in look(question)
    ]
    found += _gathered(said, numbers)
    found += [each for look in _TOGETHER for each in look(document)]
    return tuple(sorted(found, key=lambda each: each.level != MUST))


def blocking(document: Document) -> tuple[Advice, ...]:
    """What must be put right before anybody is asked."""
    return tuple(each for each in advice(document) if each.level == MUST)


def _gathered(said: Sequence[tuple[str, Said]], numbers: Mapping[str, str]) -> Iterator[Advice]:
    """The same of many questions is said once, where the first of them stands."""
    codes: dict[Said, list[str]] = {}
    for code, each in said:
        codes.setdefault(each, []).append(code)
    told = set[Said]()
    for code, each in said:
        alike = codes[each]
        if len(alike) < MANY:
            yield Advice(code, f"{numbers[code]}: {each.sentence}", each.why, each.level)
        elif each not in told:
            told.add(each)
            listed = "・".join(numbers[one] for one in alike[:NAMED])
            rest = f"ほか{len(alike) - NAMED}問" if len(alike) > NAMED else ""
            yield Advice(code, f"{listed}{rest}: {each.sentence}", each.why, each.level)
