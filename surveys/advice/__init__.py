"""助言: what would make a questionnaire easier to answer or to read, told from it alone."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from surveys.advice import (
    bands,
    choosing,
    duration,
    examples,
    leading,
    people,
    placeholders,
    ruled,
    said_back,
    scales,
    unclear,
    unfinished,
    whole,
)
from surveys.advice.base import (
    BETTER,
    LEVELS,
    MUST,
    Advice,
    Level,
    OfDocument,
    OfQuestion,
    Said,
    mark,
)
from surveys.documents import Document
from surveys.kinds import Question
from surveys.rule_words import in_order, numbered

__all__ = ["BETTER", "LEVELS", "MUST", "Advice", "Level", "advice", "blocking", "set_aside"]

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
    said_back.advice,
)
_EACH: tuple[OfQuestion, ...] = (
    unfinished.question,
    placeholders.question,
    choosing.question,
    scales.question,
    leading.question,
    examples.question,
    unclear.question,
    bands.question,
    people.question,
)
_TOGETHER: tuple[OfDocument, ...] = (scales.turned, unclear.jargon)


def advice(document: Document, confirmed: Collection[str] = ()) -> tuple[Advice, ...]:
    """Everything worth thinking over: what must be put right first, the whole before its parts.

    What is `confirmed` by its mark is left out, unless it must be put right.
    """
    return _told(document, lambda mark, level: level == MUST or mark not in confirmed)


def set_aside(document: Document, confirmed: Collection[str]) -> tuple[Advice, ...]:
    """What would be worth thinking over, if it were not confirmed that it is meant so."""
    return _told(document, lambda mark, level: level != MUST and mark in confirmed)


def blocking(document: Document) -> tuple[Advice, ...]:
    """What must be put right before anybody is asked."""
    return tuple(each for each in advice(document) if each.level == MUST)


def _told(document: Document, wanted: Callable[[str, Level], bool]) -> tuple[Advice, ...]:
    document = document.plain
    numbers, asked = numbered(document), {each.code: each for each in document.questions}
    whole = [_marked(each, asked, numbers) for look in _WHOLE for each in look(document)]
    together = [_marked(each, asked, numbers) for look in _TOGETHER for each in look(document)]
    said = [
        (question.code, each, mark(each.sentence, question))
        for question in in_order(document)
        for look in _EACH
        for each in look(question)
    ]
    kept = [each for each in said if wanted(each[2], each[1].level)]
    found = [
        *(each for each in whole if wanted(each.marks[0], each.level)),
        *_gathered(kept, numbers),
        *(each for each in together if wanted(each.marks[0], each.level)),
    ]
    return tuple(sorted(found, key=lambda each: each.level != MUST))


def _marked(found: Advice, asked: Mapping[str, Question], numbers: Mapping[str, str]) -> Advice:
    """A finding with its mark; that its question has another number now does not matter."""
    sentence = found.sentence.removeprefix(f"{numbers.get(found.code, '')}: ")
    return replace(found, marks=(mark(sentence, asked.get(found.code)),))


def _gathered(
    said: Sequence[tuple[str, Said, str]], numbers: Mapping[str, str]
) -> Iterator[Advice]:
    """The same of many questions is said once, where the first of them stands."""
    alike: dict[Said, dict[str, str]] = {}
    for code, each, its in said:
        alike.setdefault(each, {})[code] = its
    told = set[Said]()
    for code, each, its in said:
        marks = alike[each]
        if len(marks) < MANY:
            yield Advice(code, f"{numbers[code]}: {each.sentence}", each.why, each.level, (its,))
        elif each not in told:
            told.add(each)
            listed = "・".join(numbers[one] for one in list(marks)[:NAMED])
            rest = f"ほか{len(marks) - NAMED}問" if len(marks) > NAMED else ""
            sentence = f"{listed}{rest}: {each.sentence}"
            yield Advice(code, sentence, each.why, each.level, tuple(marks.values()))
