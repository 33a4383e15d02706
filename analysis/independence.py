"""独立性の検定 for any sample design: Rao–Scott's F and χ², Wald's test and its adjusted form.

Tables counted from weights alone take the short way of `analysis.association`; a sample with
strata, clusters or a finite population takes this one.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis import design as designs
from analysis.counting import Floats, Ints
from analysis.design import Design


@dataclass(frozen=True, slots=True)
class Test:
    """One test: `further_df` is the denominator's, for an F test."""

    statistic: float
    df: float
    further_df: float | None
    p: float


@dataclass(frozen=True, slots=True)
class Independence:
    """All tests of one table.

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
    f: Test
    chi2: Test
    wald: Test
    adjusted_wald: Test


def independence(design: Design, side: Ints, top: Ints, shape: tuple[int, int]) -> Independence:
    """Test whether two questions go together in a sample.

    Args:
        design: of the n rows that answered both.
        side, top: n, levels from 0.
        shape: r, c, how many levels there are; those nobody has are left out of the tests.

    Source: R survey::svychisq, statistic = "F", "Chisq", "Wald" and "adjWald".
    """
    held = np.zeros(shape)
    np.add.at(held, (side, top), design.weight)
    rows, columns = held.sum(axis=1) > 0, held.sum(axis=0) > 0
    sums = held[rows][:, columns]
    r, c = sums.shape
    cell = _renumbered(rows)[side] * c + _renumbered(columns)[top]
    ticks = np.zeros((len(cell), r * c))
    ticks[np.arange(len(cell)), cell] = 1.0
    n, degrees = len(cell), design.degrees
    pearson, delta = _rao_scott(design, ticks, (r, c))
    trace, squares = float(np.trace(delta)), float(np.trace(delta @ delta))
    df = trace**2 / squares
    k = (r - 1) * (c - 1)
    f = Test(
        pearson / trace, df, df * degrees, float(stats.f.sf(pearson / trace, df, df * degrees))
    )
    first = Test(pearson, float(k), None, float(stats.chi2.sf(pearson / (trace / k), k)))
    wald = _wald(design, sums, ticks) / k
    fellegi = wald * (degrees - k + 1) / degrees
    return Independence(
        n,
        degrees,
        held,
        f,
        first,
        Test(wald, float(k), float(degrees), float(stats.f.sf(wald, k, degrees))),
        Test(
            fellegi,
            float(k),
            float(degrees - k + 1),
            float(stats.f.sf(fellegi, k, degrees - k + 1)),
        ),
    )


def _renumbered(kept: np.ndarray) -> Ints:
    return np.asarray(np.cumsum(kept) - 1, dtype=np.int64)


def _rao_scott(design: Design, ticks: Floats, shape: tuple[int, int]) -> tuple[float, Floats]:
    """Pearson's statistic, scaled to n, and the matrix whose eigenvalues are the design effects."""
    r, c = shape
    n = len(ticks)
    shares, spread = designs.mean(design, ticks)
    table = shares.reshape(r, c)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = n * float(((table - expected) ** 2 / expected).sum())
    contrasts = np.kron(_centred(r), _centred(c))
    inverse = np.divide(1.0, shares, out=np.zeros_like(shares), where=shares > 0)
    scaled = inverse[:, None] * contrasts
    bread = contrasts.T @ scaled / n
    return pearson, np.asarray(np.linalg.pinv(bread, hermitian=True) @ (scaled.T @ spread @ scaled))


def _wald(design: Design, sums: Floats, ticks: Floats) -> float:
    """W of observed less expected totals, over all but the last row and column."""
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
    return float(free @ np.linalg.solve(design.variance(influence), free))


def _centred(levels: int) -> Floats:
    return np.asarray(np.eye(levels)[:, 1:] - 1 / levels, dtype=np.float64)
