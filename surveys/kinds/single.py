"""単一回答 (SA): exactly one of the choices."""

from collections.abc import Sequence

from surveys.errors import N_
from surveys.kinds.base import Column, Kind, Measure, Question, TooManyChoices, UnknownChoice, Value


class SingleChoice(Kind):
    """JSON value: the code of the choice."""

    key = "single"
    label = N_("単一回答")

    def parse(self, question: Question, said: Sequence[str]) -> str:
        if len(said) > 1:
            raise TooManyChoices(limit=1)
        if said[0] not in question.codes:
            raise UnknownChoice
        return said[0]

    def columns(self, question: Question) -> tuple[Column, ...]:
        levels = tuple((choice.code, choice.label) for choice in question.choices)
        measure: Measure = "ordinal" if question.ordered else "nominal"
        return (Column(question.code, question.label, measure, levels),)

    def cells(self, question: Question, value: Value | None) -> tuple[object, ...]:
        return (value,)
