"""三重クロス: a crosstab within each level of a further axis."""

from dataclasses import dataclass

import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Question, Variable, codes_of
from analysis.counting import Floats, Ints, count, weights
from analysis.crosstab import Crosstab, from_cells


@dataclass(frozen=True, slots=True)
class Layer:
    """One level of the first axis: r × c respondents, Σ weight and row shares."""

    label: str
    n: Ints
    w: Floats
    shares: Floats
    made: Crosstab


@dataclass(frozen=True, slots=True)
class Threeway:
    """A question by two axes at once: one layer for each level of the first."""

    axes: tuple[Variable, Variable]
    question: Question
    layers: tuple[Layer, ...]


def threeway(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    axes: tuple[str, str],
    question: str,
    weight: str | None = None,
) -> Threeway:
    """Count `question` by the second axis within each level of the first.

    Raises:
        UnknownVariable, WrongMeasure, WeightUnusable
    """
    outer, inner = (codebook.categorical(name) for name in axes)
    asked, each = codebook.question(question), weights(frame, codebook, weight)
    where = codes_of(frame, outer)
    layers = []
    for place, label in enumerate(outer.labels):
        inside = where == place + FIRST_LEVEL
        cells = count(frame[inside], inner, asked, None if each is None else each[inside])
        made = from_cells(inner, asked, cells, weighted=weight is not None)
        layers.append(Layer(label, made.n, cells.w[FIRST_LEVEL:], made.shares, made))
    return Threeway((outer, inner), asked, tuple(layers))
