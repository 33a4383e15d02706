"""因子の得点: what each person answered to scales that belong together, as one number column."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.codebook import (
    FIRST_LEVEL,
    Codebook,
    Factor,
    Measure,
    Role,
    Score,
    Variable,
    codes_of,
)
from analysis.counting import Floats

COLUMN, GROUP = "__factor_", "__factors_"
PERCENT = (0, 100)  # what scales of different ends are put on
_NUMBER = re.compile(r"-?[0-9]{1,4}")


def with_factors(
    frame: pd.DataFrame, codebook: Codebook, factors: Sequence[Factor]
) -> tuple[pd.DataFrame, Codebook]:
    """The same answers with the score of each person on each factor as further columns.

    Args:
        frame: a response table of `codebook`.
        codebook: what its columns mean.
        factors: what is told together; items that are no scales here are left out.

    The score is the mean of the answers to at least half of the items, counted from the bad end
    of each scale to the good one; わからない, 無回答 and 非該当 are no answers. Scales of
    different ends are put on 0 to 100 first: percent of maximum possible, Cohen, Cohen, Aiken &
    West (1999). Factors with the same ends make one question of `analysis.scored`.
    """
    found = [(each, items) for each in factors if (items := _scales(codebook, each))]
    made = [(_variable(each, items), items) for each, items in found]
    many = Counter(variable.group for variable, _ in made)
    made.sort(key=lambda one: -many[one[0].group])  # the question with the most factors first
    columns = {variable.name: _scores(frame, variable, items) for variable, items in made}
    if not columns:
        return frame, codebook
    told = (*codebook.variables, *(variable for variable, _ in made))
    return frame.assign(**columns), Codebook(told)


def grades(variable: Variable) -> Floats:
    """What each level of a scale counts: from its code where those are numbers in a row, else 1.

    The good end has the highest; わからない is missing.
    """
    taken = [code not in variable.off_scale for code in variable.codes]
    low, high = ends(variable)
    up = np.arange(low, high + 1, dtype=np.float64)
    found = np.full(len(taken), np.nan)
    found[taken] = up[::-1] if variable.reverse else up
    return found


def ends(variable: Variable) -> tuple[int, int]:
    """The least and the highest that an answer to a scale can count."""
    steps = [code for code in variable.codes if code not in variable.off_scale]
    if all(map(_NUMBER.fullmatch, steps)):
        numbers = sorted(map(int, steps))
        if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            return numbers[0], numbers[-1]
    return 1, len(steps)


def points(variable: Variable, codes: np.ndarray, factor: Variable) -> Floats:
    """What the answers to one item count in its factor (n); missing where there is none.

    Args:
        variable: the item.
        codes: n, of the item: 0 非該当, 1 無回答, 2… levels.
        factor: the column of its scores.
    """
    low, high = ends(variable)
    made = grades(variable)
    if factor.factor and variable.name in factor.factor.turned:
        made = low + high - made
    if (low, high) != (factor.least, factor.most):
        made = factor.least + (made - low) / (high - low) * (factor.most - factor.least)
    return np.asarray(np.concatenate([np.full(FIRST_LEVEL, np.nan), made])[codes])


def alpha(answers: Floats) -> tuple[float, int]:
    """Cronbach's alpha (1951) of k items, and of how many people it is.

    Args:
        answers: n × k, missing where there is none; only those who answered all k count.

    Missing of one item, of fewer than two people, and where all have one sum.
    """
    whole = answers[np.isfinite(answers).all(axis=1)]
    n, k = whole.shape
    if k < 2 or n < 2:
        return float("nan"), n
    spread = float(whole.sum(axis=1).var(ddof=1))
    if spread <= 0:
        return float("nan"), n
    return float(k / (k - 1) * (1 - whole.var(axis=0, ddof=1).sum() / spread)), n


def _scales(codebook: Codebook, factor: Factor) -> list[Variable]:
    known = {v.name: v for v in codebook.variables if v.graded and v.role is Role.QUESTION}
    listed = [known[name] for name in factor.items if name in known]
    return [each for each in listed if ends(each)[0] < ends(each)[1]]


def _variable(factor: Factor, items: Sequence[Variable]) -> Variable:
    found, used = {ends(item) for item in items}, tuple(item.name for item in items)
    turned = tuple(name for name in factor.turned if name in used)
    low, high = found.pop() if len(found) == 1 else PERCENT
    return Variable(
        name=f"{COLUMN}{factor.name}",
        label=factor.label,
        measure=Measure.NUMBER,
        group=f"{GROUP}{low}_{high}",
        group_label=f"因子の得点（{low}〜{high}）",
        score=Score.MEAN,
        least=low,
        most=high,
        factor=replace(factor, items=used, turned=turned),
    )


def _scores(frame: pd.DataFrame, factor: Variable, items: Sequence[Variable]) -> Floats:
    """One number a person: NaN 無回答 to more than half, −inf 非該当 of all."""
    codes = [codes_of(frame, item) for item in items]
    said = np.column_stack([points(i, c, factor) for i, c in zip(items, codes, strict=True)])
    known = np.isfinite(said)
    number = known.sum(axis=1)
    sums = np.where(known, said, 0.0).sum(axis=1)
    made = np.where(2 * number >= len(items), sums / np.maximum(number, 1), np.nan)
    never = np.logical_and.reduce([each == 0 for each in codes])
    return np.where(never, -np.inf, made)
