"""差し込み: {q3} in a text stands for what was answered to an earlier question.

`{q3}` is the answer: the words of the choice, the number with its unit, the text as it was typed.
`{q3|お住まいの地区}` says what stands there as long as there is no answer. `{q5.bus}` is one line
of a matrix, or the points or the rank of one choice.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from surveys.kinds import KINDS, Answers, Choice, Question, Row, write_in
from surveys.kinds.base import Term
from surveys.kinds.number import shown
from surveys.rules import number_of

_PIPE = re.compile(r"[{｛]([^\s{}｛｝|｜]{1,120})(?:[|｜]([^{}｛｝|｜]*))?[}｝]")
_DEEPEST = 3  # an answer's words may hold another answer
_TOGETHER = ("ja", "zh")  # languages whose lists are written with 、
Part = TypeVar("Part", Choice, Row)
Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Echo:
    """What a respondent said so far, to be said back in the texts of later questions.

    Attributes:
        asked: the questions in the language shown, by their codes.
        answers: what was read of them along the path.
        blank: what stands for an answer that is not there, where the planner wrote nothing.
        day: how a day is said.
    """

    asked: Mapping[str, Question] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)
    language: str = "ja"
    blank: str = "前の設問の答え"
    day: Callable[[date], str] = date.isoformat

    def question(self, question: Question) -> Question:
        """The question as this respondent reads it; one without a pipe is the same object."""
        if not self.asked or not any(map(has_pipe, texts(question))):
            return question
        return changed(question, self.text)

    def text(self, text: str, depth: int = _DEEPEST) -> str:
        """A text with what was answered in the place of its pipes."""
        return _PIPE.sub(lambda found: self._said(found, depth), text)

    def _said(self, found: re.Match[str], depth: int) -> str:
        term = looked_at(found[1], self.asked)
        if term is None:
            return found[0]
        words = self._answer(*term, depth) if depth else ""
        return words or found[2] or self.blank

    def _answer(self, question: Question, term: Term, depth: int) -> str:
        value = self.answers.get(question.code)
        if value is None:
            return ""
        if term.gives == "number":
            number = number_of(value, "".join(term.keys))
            return "" if number is None else f"{shown(number)}{_unit(term.unit)}"
        if term.gives == "choices":
            labels = [self.text(label, depth - 1) for label in self._labels(question, term)]
            mark = "、" if self.language.startswith(_TOGETHER) else ", "
            return mark.join(labels)
        return self._as_written(value) if isinstance(value, str) else ""

    def _as_written(self, value: str) -> str:
        try:
            return self.day(date.fromisoformat(value))
        except ValueError:
            return " ".join(value.split())

    def _labels(self, question: Question, term: Term) -> list[str]:
        """The words of what was chosen; of その他, what was written beside it."""
        value = self.answers.get(question.code)
        if isinstance(value, dict):
            value = [str(value[key]) for key in term.keys if key in value]
        codes = value if isinstance(value, list) else [str(value)]
        written = self.answers.get(write_in.name(question))
        known = {choice.code: choice for choice in term.choices}
        return [
            str(written) if known[code].write_in and written else known[code].label
            for code in codes
            if code in known
        ]


def has_pipe(text: str) -> bool:
    return _PIPE.search(text) is not None


def names(text: str) -> list[str]:
    """What the pipes of a text name, the line of a question behind a dot."""
    return [found[1] for found in _PIPE.finditer(text)]


def looked_at(name: str, asked: Mapping[str, Question]) -> tuple[Question, Term] | None:
    """The question a pipe names, and what of its answer; None = there is no such thing."""
    owner, _, part = name.partition(".")
    question = asked.get(owner)
    if question is None:
        return None
    terms = KINDS[question.kind].terms(question)
    if not part:
        return question, terms[0]
    line = next((term for term in terms if term.part and part in (term.part, term.label)), None)
    return (question, line) if line else None


def texts(question: Question) -> tuple[str, ...]:
    """Every text of a question that a respondent reads before answering."""
    parts: tuple[Choice | Row, ...] = (*question.choices, *question.others)
    parts += (*question.rows, *question.aspects)
    return (question.label, question.help, *(part.label for part in parts))


def changed(question: Question, change: Change) -> Question:
    """The question with each of its texts changed."""

    def each(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(replace(part, label=change(part.label)) for part in parts)

    return replace(
        question,
        label=change(question.label),
        help=change(question.help),
        choices=each(question.choices),
        others=each(question.others),
        rows=each(question.rows),
        aspects=each(question.aspects),
    )


def named(text: str, numbers: Mapping[str, str]) -> str:
    """A text as tables print it, where nobody's answer is meant: 〔問3の回答〕."""

    def told(found: re.Match[str]) -> str:
        number = numbers.get(found[1].partition(".")[0])
        return f"〔{number}の回答〕" if number else found[0]

    return _PIPE.sub(told, text)


def all_named(questions: tuple[Question, ...], numbers: Mapping[str, str]) -> tuple[Question, ...]:
    """Questions as tables print them; those without a pipe are the same objects."""
    return tuple(
        changed(each, lambda text: named(text, numbers))
        if any(map(has_pipe, texts(each)))
        else each
        for each in questions
    )


def _unit(unit: str) -> str:
    return f" {unit}" if unit and unit.isascii() else unit
