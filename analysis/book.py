"""集計表一式: every question by every axis, tested as one family."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.codebook import Codebook
from analysis.counting import count, weights
from analysis.crosstab import Crosstab, from_cells
from analysis.disclosure import DESK, Rules, guard, guard_frequency
from analysis.frequencies import Frequency, Summary, frequency, summary
from analysis.multiplicity import benjamini_hochberg
from analysis.results import State, Table


@dataclass(frozen=True, slots=True)
class Tested:
    """A crosstab of the book with the q value of its test (Benjamini–Hochberg over the book)."""

    table: Crosstab
    q: float | None


MOST_LEVELS = 70


@dataclass(frozen=True, slots=True)
class Book:
    """Every question alone, then by every axis; `n` is the number of responses.

    `left_out` names what has too many levels for a printed table (a crosstab of its own can
    still be asked for). `state` is when it is from; `weighting` are the tables that tell how the
    respondents were weighed, empty where nothing is known of it.
    """

    n: int
    frequencies: tuple[Frequency, ...]
    summaries: tuple[Summary, ...]
    crosstabs: tuple[Tested, ...]
    left_out: tuple[str, ...] = ()
    state: State | None = None
    weighting: tuple[Table, ...] = ()


def book(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    weight: str | None = None,
    rules: Rules = DESK,
    progress: Callable[[float], None] | None = None,
    state: State | None = None,
) -> Book:
    """Make all tables of a survey.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean; its attributes are the axes.
        weight: name of the number column that weighs each response.
        rules: what is too small to be shown.
        progress: called with the share of the axes that are done.
        state: how far the collecting had come, and when.

    Raises:
        WeightUnusable
    """
    questions = codebook.questions()
    found = []
    axes = [axis for axis in codebook.axes() if len(axis.levels) <= MOST_LEVELS]
    crossed = [question for question in questions if len(question.labels) <= MOST_LEVELS]
    weighing = weights(frame, codebook, weight)
    for done, axis in enumerate(axes):
        for question in crossed:
            if question.name != axis.name:
                cells = count(frame, axis, question, weighing)
                found.append(from_cells(axis, question, cells, weighted=weight is not None))
        if progress:
            progress((done + 1) / len(axes))
    q = benjamini_hochberg(np.array([_p(table) for table in found], dtype=np.float64))
    return Book(
        len(frame),
        tuple(
            guard_frequency(frequency(frame, codebook, question=each.name, weight=weight), rules)
            for each in questions
        ),
        _summaries(frame, codebook, weight),
        tuple(
            Tested(guard(table, rules), None if np.isnan(each) else float(each))
            for table, each in zip(found, q, strict=True)
        ),
        tuple(question.label for question in questions if question not in crossed),
        state,
    )


def _summaries(frame: pd.DataFrame, codebook: Codebook, weight: str | None) -> tuple[Summary, ...]:
    made = (summary(frame, codebook, variable=v.name, weight=weight) for v in codebook.numbers())
    return tuple(each for each in made if each is not None)


def _p(table: Crosstab) -> float:
    return table.association.best_p if table.association else float("nan")
