"""What somebody writes who knows numpy, pandas or R: each question by each axis, in a loop."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Question, Role, codes_of, column_of
from analysis.tallies import Axis, axes
from tests.bench.generated import WEIGHT, Held

_TICKED = FIRST_LEVEL + 1


def bincounts(parts: Sequence[Held], book: Codebook, *, sums: int) -> list[np.ndarray]:
    """People (sums = 1), or people, Σ weight and Σ weight² (3), of every pair in every part."""
    found = []
    for part in parts:
        weight = part.columns[WEIGHT]
        weighing = [None, weight, weight * weight][:sums]
        for axis in axes(book, book.axes()):
            side = axis.codes([part.columns[each.name] for each in axis.parts]).astype(np.intp)
            for question in book.questions():
                for where, number in _wheres(part, axis, side, question):
                    found += [np.bincount(where, each, number) for each in weighing]
    return found


def _wheres(
    part: Held, axis: Axis, side: np.ndarray, question: Question
) -> Iterator[tuple[np.ndarray, int]]:
    """The cell of each response, and how many cells there are: once, or for each tick."""
    for variable in question.variables:
        width = len(variable.levels) + FIRST_LEVEL
        yield side * width + part.columns[variable.name], axis.size * width


def frame(parts: Sequence[Held], book: Codebook) -> pd.DataFrame:
    """The same answers as a planner holds them: one column a variable, the joint axis too."""
    names = [each for each in book.variables if each.has_levels and not each.joint]
    made = pd.DataFrame(
        {
            each.name: column_of(each, np.concatenate([part.columns[each.name] for part in parts]))
            for each in names
        }
    )
    joint = {a.name: column_of(a, codes_of(made, a)) for a in book.axes() if a.joint}
    return made.assign(**joint)


def crosstabs(answers: pd.DataFrame, book: Codebook) -> list[pd.DataFrame]:
    """People of every pair, without weights, shares or tests."""
    return [
        pd.crosstab(answers[axis.name], answers[variable.name])
        for axis in book.axes()
        for question in book.questions()
        for variable in question.variables
        if variable.name != axis.name
    ]


def frame_for_r(parts: Sequence[Held], book: Codebook) -> pd.DataFrame:
    """Names that R reads: a… axes, q… single answers, m… ticks, w the weight; blanks empty."""
    columns: dict[str, np.ndarray] = {"w": np.concatenate([part.columns[WEIGHT] for part in parts])}
    answers = frame(parts, book)
    for place, axis in enumerate(book.axes()):
        columns[f"a{place}"] = _levels(codes_of(answers, axis))
    asked = [each for each in book.questions() if each.role is Role.QUESTION]
    for place, question in enumerate(asked):
        for number, variable in enumerate(question.variables):
            codes = _levels(codes_of(answers, variable))
            if question.multiple:
                columns[f"m{place}_{number}"] = codes - 1
            else:
                columns[f"q{place}"] = codes
    return pd.DataFrame(columns)


def _levels(codes: np.ndarray) -> np.ndarray:
    return np.where(codes < FIRST_LEVEL, np.nan, codes - FIRST_LEVEL + 1.0)
