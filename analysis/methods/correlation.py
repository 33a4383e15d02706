"""相関: how two numbers or two ordered answers of the same people go together."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.counting import Floats


@dataclass(frozen=True, slots=True)
class Correlations:
    """Correlations of n pairs, −1 to 1; missing where one side is the same for everyone.

    Attributes:
        pearson, spearman, kendall: unweighted: of the numbers, of their ranks, τ-b.
        weighted: Pearson's, of the people the weights stand for.
    """

    n: int
    pearson: float
    spearman: float
    kendall: float
    weighted: float


def correlations(x: Floats, y: Floats, weight: Floats | None = None) -> Correlations:
    """Correlate two columns (n each) over the rows that have both.

    Source: R cor (method = "pearson", "spearman" and "kendall"), cov.wt.
    """
    both = ~np.isnan(x) & ~np.isnan(y)
    x, y, ones = x[both], y[both], np.ones(int(both.sum()))
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        nothing = float("nan")
        return Correlations(len(x), nothing, nothing, nothing, nothing)
    return Correlations(
        len(x),
        correlation(x, y, ones),
        correlation(stats.rankdata(x), stats.rankdata(y), ones),
        float(stats.kendalltau(x, y).statistic),
        correlation(x, y, ones if weight is None else weight[both]),
    )


def correlation(x: Floats, y: Floats, weight: Floats) -> float:
    """Pearson's correlation of n pairs, weighted (R cov.wt); missing where a side is constant."""
    if len(x) == 0:
        return float("nan")
    share = weight / weight.sum()
    a, b = x - share @ x, y - share @ y
    below = float(np.sqrt((share @ a**2) * (share @ b**2)))
    return float(share @ (a * b)) / below if below > 0 else float("nan")
