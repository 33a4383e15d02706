"""独立性の検定 for any sample design: Rao–Scott's F and χ², Wald's test and its adjusted form.

Tables counted from weights alone take the short way of `association`; a sample with
strata, clusters or a finite population takes this one.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.counting import Floats, Ints
from analysis.methods import estimates
from analysis.methods.design import Design
from analysis.methods.rao_scott import corrected
from analysis.methods.statistic import Statistic, over

UNDEFINED = Statistic(float("nan"), float("nan"), None, float("nan"))


@dataclass(frozen=True, slots=True)
class Independence:
    """All tests of one table; missing where fewer than two rows or columns have anyone.

    Attributes:
        n, degrees: rows of the design · its degrees of freedom.
        sums: r × c, Σ weight.
        f: Rao–Scott, second order (1984): the one to report.
        chi2: the same, first order.
        wald, adjusted_wald: Koch et al. (1975), on estimated totals · with Fellegi's degrees.
    """

    n: int
    degrees: int
    sums: Floats
    f: Statistic
    chi2: Statistic
    wald: Statistic
    adjusted_wald: Statistic


def independence(design: Design, side: Ints, top: Ints, shape: tuple[int, int]) -> Independence:
    """Test whether two questions go together in a sample.

    Args:
        design: of the n rows that answered both.
        side: n, the row of the table from 0.
        top: n, the column from 0.
        shape: r, c, how many levels there are; those nobody has are left out of the tests.

    Source: R survey::svychisq, statistic = "F", "Chisq", "Wald" and "adjWald".
    """
    held = np.zeros(shape)
    np.add.at(held, (side, top), design.weight)
    rows, columns = held.sum(axis=1) > 0, held.sum(axis=0) > 0
    n, degrees = len(side), design.degrees
    if min(rows.sum(), columns.sum()) < 2:
        return Independence(n, degrees, held, *(UNDEFINED,) * 4)
    sums = held[rows][:, columns]
    cell = (np.cumsum(rows) - 1)[side] * sums.shape[1] + (np.cumsum(columns) - 1)[top]
    ticks = np.zeros((n, sums.size))
    ticks[np.arange(n), cell] = 1.0
    k = (sums.shape[0] - 1) * (sums.shape[1] - 1)
    f, chi2 = _rao_scott(design, ticks, sums.shape, k)
    wald = over(_wald(design, sums, ticks), k)
    fellegi = wald * over(degrees - k + 1, degrees)
    walds = Statistic.f(wald, k, degrees), Statistic.f(fellegi, k, degrees - k + 1)
    return Independence(n, degrees, held, f, chi2, *walds)


def _rao_scott(
    design: Design, ticks: Floats, shape: tuple[int, ...], k: int
) -> tuple[Statistic, Statistic]:
    """Both orders of the correction, from an n × rc table of who is in which cell."""
    n = len(ticks)
    shares, spread = estimates.mean(design, ticks)
    table = shares.reshape(shape)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = n * float(((table - expected) ** 2 / expected).sum())
    made = corrected(pearson, table, spread, n)
    p = float(stats.chi2.sf(over(pearson * k, made.inflation), k))
    return Statistic.f(made.f, made.df, made.df * design.degrees), Statistic(pearson, k, None, p)


def _wald(design: Design, sums: Floats, ticks: Floats) -> float:
    """W of observed less expected totals, over all but the last row and column.

    Missing where the design has too few units to tell the cells' variances apart.
    """
    r, c = sums.shape
    whole, side, top = sums.sum(), sums.sum(axis=1), sums.sum(axis=0)
    gap = sums - np.outer(side, top) / whole
    boxes = ticks.reshape(-1, r, c)
    rows, columns = boxes.sum(axis=2), boxes.sum(axis=1)
    moves = (
        boxes
        - rows[:, :, None] * (top / whole)
        - columns[:, None, :] * (side / whole)[:, None]
        + np.outer(side, top) / whole**2
    )
    free = gap[:-1, :-1].ravel()
    influence = moves[:, :-1, :-1].reshape(len(ticks), -1) * design.weight[:, None]
    spread = design.variance(influence)
    known = bool(np.isfinite(spread).all())
    if not known or np.linalg.matrix_rank(spread, hermitian=True) < len(free):
        return float("nan")
    return float(free @ np.linalg.solve(spread, free))
