"""入力の画面に並べるもの: the lines of a sheet as its paper has them, and what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys import paper_entries
from surveys.documents import Document, Section
from surveys.errors import SurveyError
from surveys.kinds import Choice, Question
from surveys.kinds.base import Line

NOTHING: dict[str, SurveyError] = {}


@dataclass(frozen=True, slots=True)
class Typed:
    """A line with what stands in it.

    Attributes:
        listed: what the list of its numbers is called; "" = it has none.
        numbers: (number, label) of its choices, where they are not listed above it.
    """

    line: Line
    listed: str
    numbers: tuple[tuple[str, str], ...]
    said: str
    error: SurveyError | None
    mark: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the order of the paper.

    Attributes:
        place: 問1 and so on, as the paper counts.
        numbers: (number, label) of its choices.
    """

    place: int
    question: Question
    numbers: tuple[tuple[str, str], ...]
    lines: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its questions."""

    section: Section | None
    asked: tuple[Asked, ...]


def parts(
    document: Document,
    said: Mapping[str, str],
    errors: Mapping[str, SurveyError] = NOTHING,
    marks: Mapping[str, str] | None = None,
) -> list[Part]:
    """The whole sheet, section by section."""
    told = marks or {}
    every = [
        _asked(place, question, (said, errors, told))
        for place, question in enumerate(document.asking, 1)
    ]
    sections: list[Section | None] = [*document.sections] or [None]
    made = []
    for section in sections:
        code = section.code if section else ""
        mine = tuple(one for one in every if one.question.section == code)
        made.append(Part(section, mine))
    return made


def lines_wrong(found: list[Part]) -> list[Typed]:
    """The lines with something wrong, in order."""
    return [
        typed
        for part in found
        for one in part.asked
        for typed in one.lines
        if typed.error is not None
    ]


def said_in(document: Document, form: Mapping[str, str]) -> dict[str, str]:
    """What a form says of the lines of a document; blank ones are left out."""
    names = (line.name for question in document.questions for line in paper_entries.lines(question))
    return {name: form[name] for name in names if form.get(name, "").strip()}


def _asked(
    place: int,
    question: Question,
    told: tuple[Mapping[str, str], Mapping[str, SurveyError], Mapping[str, str]],
) -> Asked:
    said, errors, marks = told
    lines = paper_entries.lines(question)
    choosing = [line for line in lines if line.typed != "words"]
    above = {}
    if any(not line.choices for line in choosing):
        above[question.choices] = f"q{place}"
    typed = []
    for line in lines:
        choices = line.choices or question.choices
        numbers = _numbers(choices) if line in choosing and choices not in above else ()
        listed = above.setdefault(choices, line.name) if line in choosing else ""
        found = (said.get(line.name, ""), errors.get(line.name), marks.get(line.name, ""))
        typed.append(Typed(line, listed, numbers, *found))
    named = _numbers(question.choices) if f"q{place}" in above.values() else ()
    return Asked(place, question, named, tuple(typed))


def _numbers(choices: Sequence[Choice]) -> tuple[tuple[str, str], ...]:
    return tuple((number, each.label) for number, each in paper_entries.numbered(choices))
