"""複数回答 (MA): any of the choices, up to a limit; one tick column for each."""

from collections.abc import Sequence

from surveys.errors import N_
from surveys.kinds.base import (
    Column,
    ExclusiveChoice,
    Kind,
    Question,
    TooManyChoices,
    UnknownChoice,
    Value,
)


class MultipleChoice(Kind):
    """JSON value: the codes that were ticked, in the questionnaire's order; [] = none was."""

    key = "multiple"
    label = N_("複数回答")

    def parse(self, question: Question, said: Sequence[str]) -> list[str]:
        if not set(said) <= set(question.codes):
            raise UnknownChoice
        if question.limit is not None and len(set(said)) > question.limit:
            raise TooManyChoices(limit=question.limit)
        alone = [choice for choice in question.choices if choice.exclusive and choice.code in said]
        if alone and len(set(said)) > 1:
            raise ExclusiveChoice(label=alone[0].label)
        return [code for code in question.codes if code in said]

    def columns(self, question: Question) -> tuple[Column, ...]:
        return tuple(
            Column(
                f"{question.code}_{choice.code}",
                choice.label,
                "tick",
                group=question.code,
                exclusive=choice.exclusive,
            )
            for choice in question.choices
        )

    def cells(self, question: Question, value: Value | None) -> tuple[object, ...]:
        if not isinstance(value, list):
            return (None,) * len(question.choices)
        return tuple("1" if code in value else "0" for code in question.codes)
