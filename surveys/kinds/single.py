"""単一回答 (SA): exactly one of the choices, その他 with a line to write in."""

from collections.abc import Sequence
from typing import ClassVar

from surveys.errors import N_, SurveyError
from surveys.kinds import write_in
from surveys.kinds.base import (
    Answers,
    Column,
    Kind,
    Measure,
    Question,
    Said,
    Say,
    Told,
    Typed,
    Value,
)


class OneChoiceOnly(SurveyError):
    message = N_("1つだけ選んでください")


class SingleChoice(Kind):
    """JSON value: the code of the choice; what was written beside it is an entry of its own."""

    key = "single"
    label = N_("単一回答")
    also: ClassVar[tuple[str, ...]] = ("SA", "単数回答", "単一", "単一選択", "択一", "1つ選択")
    takes = frozenset({"choices"})
    marks = frozenset({"write_in", "beside"})
    typed: ClassVar[Typed] = "one"

    def fields(self, question: Question) -> tuple[str, ...]:
        return (question.code, *write_in.fields(question))

    def read(self, question: Question, said: Said) -> dict[str, Value]:
        return write_in.beside(question, said, super().read(question, said))

    def told(self, question: Question, said: Said, say: Say = str) -> tuple[Told, ...]:
        return write_in.told(question, said, super().told(question, said, say))

    def blamed(self, question: Question, said: Said, error: SurveyError) -> frozenset[str]:
        return write_in.blamed(question, error)

    def parse(self, question: Question, said: Sequence[str]) -> Value:
        return one_of(question, said)

    def columns(self, question: Question) -> tuple[Column, ...]:
        levels, measure = question.levels_of_table, self.measure(question)
        own = Column(question.code, question.label, measure, levels)
        return (own, *write_in.columns(question))

    def measure(self, question: Question) -> Measure:
        return "ordinal" if question.ordered else "nominal"

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        return (answers.get(question.code), *write_in.cells(question, answers))


def one_of(question: Question, said: Sequence[str]) -> str:
    """The one choice that was said.

    Raises:
        OneChoiceOnly, UnknownChoice
    """
    if len(set(said)) > 1:
        raise OneChoiceOnly
    return question.choice(said[0]).code
