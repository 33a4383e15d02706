"""平均と順位を比べる: two groups and many, in any sample design and in a simple sample.

`values` are n numbers, `groups` n levels; samples are one array a group. A test is missing where
it is undefined: one group alone, or nothing that differs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.counting import Floats, Ints
from analysis.methods.comparisons import Difference, t_test
from analysis.methods.design import Design
from analysis.methods.statistic import Statistic, over


@dataclass(frozen=True, slots=True)
class RankSum:
    """Wilcoxon's rank sum test of two samples.

    Attributes:
        w: how many pairs the first sample wins, ties counting half (R's W).
        p, corrected_p: of the normal curve, without and with continuity correction.
    """

    w: float
    p: float
    corrected_p: float


def two_means(design: Design, values: Floats, second: np.ndarray) -> Difference:
    """Compare the means of two groups of one sample.

    Args:
        design: of the n rows.
        values: n.
        second: n, whether a row belongs to the second group; the difference is second − first.

    Source: R survey::svyttest.
    """
    found, spread = _regression(design, _dummies(second.astype(np.int64)), values)
    if len(found) < 2:
        return t_test(float("nan"), float("nan"), design.degrees - 1)
    return t_test(float(found[1]), float(np.sqrt(spread[1, 1])), design.degrees - 1)


def rank_test(design: Design, values: Floats, groups: Ints) -> Statistic:
    """Compare the ranks of two groups by t (R survey::svyranktest, "wilcoxon")."""
    found, spread = _rank_regression(design, values, groups)
    t = over(found[1], float(np.sqrt(spread[1, 1]))) if len(found) > 1 else float("nan")
    return Statistic.t(t, design.degrees - 1)


def means_wald(design: Design, values: Floats, groups: Ints) -> Statistic:
    """Compare the means of k groups by F (R survey::regTermTest, "Wald")."""
    wald, k = _wald(*_regression(design, _dummies(groups), values))
    return Statistic.f(over(wald, k), k, design.degrees - k)


def ranks_wald(design: Design, values: Floats, groups: Ints) -> Statistic:
    """Compare the ranks of k groups: χ², judged as F (R survey::svyranktest, "KruskalWallis")."""
    wald, k = _wald(*_rank_regression(design, values, groups))
    return Statistic(wald, k, None, float(stats.f.sf(over(wald, k), k, design.degrees - k)))


def anova(samples: Sequence[Floats]) -> Statistic:
    """Compare means, variances being equal: F (R aov)."""
    n, middle = _sizes(samples), _middles(samples)
    k, rows = len(samples), float(n.sum())
    between = float(n @ (middle - n @ middle / rows) ** 2)
    within = sum(float(((x - m) ** 2).sum()) for x, m in zip(samples, middle, strict=True))
    return Statistic.f(over(over(between, k - 1), over(within, rows - k)), k - 1, rows - k)


def welch(samples: Sequence[Floats]) -> Statistic:
    """Compare means without equal variances: F (Welch 1951; R oneway.test).

    Missing where a group has under two respondents.
    """
    n, middle, k = _sizes(samples), _middles(samples), len(samples)
    if k < 2 or n.min() < 2:
        return Statistic.f(float("nan"), k - 1, float("nan"))
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = n / np.array([x.var(ddof=1) for x in samples])
        whole = weight.sum()
        centre = weight @ middle / whole
        part = float(((1 - weight / whole) ** 2 / (n - 1)).sum()) / (k * k - 1)
        apart = float(weight @ (middle - centre) ** 2)
    return Statistic.f(over(apart, (k - 1) * (1 + 2 * (k - 2) * part)), k - 1, over(1, 3 * part))


def kruskal(samples: Sequence[Floats]) -> Statistic:
    """Compare ranks: H, corrected for ties (Kruskal & Wallis 1952; R kruskal.test)."""
    n, rows = _sizes(samples), sum(len(x) for x in samples)
    ranks = stats.rankdata(np.concatenate(samples))
    sums = np.array([part.sum() for part in np.split(ranks, np.cumsum(n.astype(int))[:-1])])
    h = 12 * float((sums**2 / n).sum()) / (rows * (rows + 1)) - 3 * (rows + 1)
    return Statistic.chi2(over(h, 1 - over(_ties(ranks), rows**3 - rows)), len(samples) - 1)


def mann_whitney(first: Floats, second: Floats) -> RankSum:
    """Compare two samples by their ranks (R wilcox.test, exact = FALSE)."""
    n, m = len(first), len(second)
    ranks = stats.rankdata(np.concatenate([first, second]))
    w = float(ranks[:n].sum()) - n * (n + 1) / 2
    gap, rows = w - n * m / 2, n + m
    spread = n * m / 12 * (rows + 1 - over(_ties(ranks), rows * (rows - 1)))
    se = float(np.sqrt(max(spread, 0.0)))
    corrected = gap - float(np.sign(gap)) / 2
    return RankSum(w, *(float(2 * stats.norm.sf(abs(over(z, se)))) for z in (gap, corrected)))


def _ties(ranks: Floats) -> float:
    """Σ (t³ − t) over groups of t equal ranks."""
    times = np.unique(ranks, return_counts=True)[1].astype(np.float64)
    return float((times**3 - times).sum())


def _sizes(samples: Sequence[Floats]) -> Floats:
    return np.array([len(sample) for sample in samples], dtype=np.float64)


def _middles(samples: Sequence[Floats]) -> Floats:
    return np.array([sample.mean() for sample in samples])


def _wald(found: Floats, spread: Floats) -> tuple[float, int]:
    """W of all coefficients but the constant, and how many they are."""
    k = len(found) - 1
    inner = spread[1:, 1:]
    if k < 1 or not np.isfinite(inner).all() or np.linalg.matrix_rank(inner, hermitian=True) < k:
        return float("nan"), k
    return float(found[1:] @ np.linalg.solve(inner, found[1:])), k


def _regression(design: Design, columns: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Weighted least squares with the design's covariance of the coefficients."""
    bread = np.linalg.inv((columns * design.weight[:, None]).T @ columns)
    found = bread @ (columns.T @ (design.weight * values))
    left = design.weight * (values - columns @ found)
    return np.asarray(found), design.variance((columns * left[:, None]) @ bread)


def _rank_regression(design: Design, values: Floats, groups: Ints) -> tuple[Floats, Floats]:
    """The same of mid-ranks in the population the weights stand for, 0 to 1."""
    order = np.argsort(values, kind="stable")
    weight = design.weight[order]
    middle = np.cumsum(weight) - weight / 2
    _, place, number = np.unique(values[order], return_inverse=True, return_counts=True)
    ranks = np.empty(len(values))
    ranks[order] = (np.bincount(place, weights=middle) / number)[place]
    return _regression(design, _dummies(groups), ranks / weight.sum())


def _dummies(groups: Ints) -> Floats:
    """A constant, and a column for each group but the first."""
    rest = (groups[:, None] == np.unique(groups)[1:]).astype(np.float64)
    return np.hstack([np.ones((len(groups), 1)), rest])
