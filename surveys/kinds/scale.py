"""段階評価: one point of a scale, such as 満足 to 不満 or 0 to 10."""

from surveys.errors import N_
from surveys.kinds.base import Column, Question
from surveys.kinds.single import SingleChoice


class Scale(SingleChoice):
    """JSON value: the code of the point."""

    key = "scale"
    label = N_("段階評価")

    def columns(self, question: Question) -> tuple[Column, ...]:
        levels = tuple((choice.code, choice.label) for choice in question.choices)
        return (Column(question.code, question.label, "ordinal", levels),)
