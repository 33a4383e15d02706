"""地区: one of the plan's areas; the larger areas it lies in are derived, never asked again.

Where a small area is split between two larger ones, each part is a choice of its own, so that
nobody is asked twice and every derived column is certain.
"""

from collections.abc import Sequence

from surveys.errors import N_
from surveys.kinds.base import Answers, Column, Kind, Question, Value
from surveys.kinds.single import one_of

Levels = tuple[tuple[str, str], ...]


class Area(Kind):
    """JSON value: the code of the area; of 市外 or わからない likewise, which lie in none."""

    key = "area"
    label = N_("地区")
    also = ("区域",)
    takes = frozenset({"choices", "levels"})
    marks = frozenset({"within"})
    typed = "one"

    def parse(self, question: Question, said: Sequence[str]) -> Value:
        return one_of(question, said)

    def columns(self, question: Question) -> tuple[Column, ...]:
        own = question.levels_of_table
        larger = tuple(
            Column(
                f"{question.code}_{level}",
                level,
                "nominal",
                _levels(question, place),
                source=question.code,
            )
            for place, level in enumerate(question.levels[1:])
        )
        return (Column(question.code, question.label, "nominal", own), *larger)

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        value = answers.get(question.code)
        further = len(question.levels[1:])
        if not isinstance(value, str):
            return (None,) * (1 + further)
        chosen = question.choice(value)
        return (value, *(chosen.within or (value,) * further))


def _levels(question: Question, place: int) -> Levels:
    """The larger areas in the order they are met, then the choices that lie in none."""
    met = dict.fromkeys(choice.within[place] for choice in question.choices if choice.within)
    beside = tuple((choice.code, choice.label) for choice in question.choices if not choice.within)
    return (*((name, name) for name in met), *beside)
