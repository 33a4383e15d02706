"""A made-up survey of single questions, all its tables, and a loop that only counts."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.book import book
from analysis.codebook import FIRST_LEVEL, Codebook, Measure, Role, Variable, column_of

AXES = (("世代", 7), ("地区", 10), ("職業", 8), ("性別", 3))
LEVELS = 5
NO_ANSWER_SHARE = 0.03


def survey(rows: int, questions: int) -> tuple[pd.DataFrame, Codebook]:
    """`rows` responses to four attributes and `questions` questions of five levels; seeded."""
    rng = np.random.default_rng(20260701)
    axes = [_variable(name, size, Role.ATTRIBUTE) for name, size in AXES]
    asked = [_variable(f"問{n}", LEVELS, Role.QUESTION) for n in range(1, questions + 1)]
    columns = {v.name: _answers(rng, v, rows) for v in (*axes, *asked)}
    return pd.DataFrame(columns), Codebook((*axes, *asked))


def ours(frame: pd.DataFrame, codebook: Codebook) -> Callable[[], object]:
    return lambda: book(frame, codebook)


def plain(frame: pd.DataFrame, codebook: Codebook) -> Callable[[], object]:
    """What a planner who knows pandas writes: each question by each axis."""
    axes = [variable.name for variable in codebook.axes()]

    def loop() -> list[pd.DataFrame]:
        return [
            pd.crosstab(frame[axis], frame[question.name])
            for axis in axes
            for question in codebook.questions()
            if question.name != axis
        ]

    return loop


def _variable(name: str, size: int, role: Role) -> Variable:
    levels = tuple((str(n), f"{name}の{n}") for n in range(1, size + 1))
    return Variable(name, name, Measure.NOMINAL, levels, role=role)


def _answers(rng: np.random.Generator, variable: Variable, rows: int) -> "pd.Categorical[str]":
    codes = rng.integers(FIRST_LEVEL, FIRST_LEVEL + len(variable.levels), rows)
    codes[rng.random(rows) < NO_ANSWER_SHARE] = FIRST_LEVEL - 1
    return column_of(variable, codes)
