"""因子を貸す: the factors of one survey for the answers of another that has none of its own.

A file of an earlier year says what people answered, not what belongs together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from analysis.codebook import Codebook, Factor, Score, Variable
from analysis.comparing.matrices import plain
from analysis.factors import with_factors
from analysis.scored import Scored, scored


def lent(
    question: Scored, frame: pd.DataFrame, codebook: Codebook
) -> tuple[pd.DataFrame, Codebook]:
    """The answers of another survey with the factors of `question` that can be made of them.

    Args:
        question: factors of one survey.
        frame: a response table of `codebook`.
        codebook: of the other survey.

    Every item must be asked in the same words, with the same choices from the same good end.
    Unchanged where the other survey has factors itself, or `question` is none of factors.
    """
    if question.way is not Score.MEAN or any(e.way is Score.MEAN for e in scored(codebook)):
        return frame, codebook
    there = {_asked(each): each.name for each in codebook.variables if each.graded}
    return with_factors(frame, codebook, tuple(_lent(question, there)))


def _lent(question: Scored, there: Mapping[tuple[object, ...], str]) -> Iterator[Factor]:
    for column, items in zip(question.columns, question.items, strict=True):
        names = {item.name: there.get(_asked(item), "") for item in items}
        if column.factor and all(names.values()):
            turned = tuple(names[each] for each in column.factor.turned)
            yield replace(column.factor, items=tuple(names.values()), turned=turned)


def _asked(item: Variable) -> tuple[object, ...]:
    return plain(item.label), tuple(plain(label) for label in item.labels), item.reverse
