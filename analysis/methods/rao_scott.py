"""Rao–Scott's correction: what a sample design does to Pearson's χ² of an r × c table."""

from dataclasses import dataclass

import numpy as np

from analysis.counting import Floats


@dataclass(frozen=True, slots=True)
class Corrected:
    """χ² corrected for a design.

    Attributes:
        f, df: second order (Satterthwaite's degrees); the denominator's are df × the design's.
        inflation: how much the design raises χ² on average: Σ of the design effects.
    """

    f: float
    df: float
    inflation: float


def corrected(chi2: float, shares: Floats, variance: Floats, n: int) -> Corrected:
    """Correct Pearson's χ² of a table of n respondents.

    Args:
        chi2: of the estimated shares × n.
        shares: r × c, adding up to 1, no row or column empty.
        variance: rc × rc, of the shares.
        n: respondents.

    Missing where the shares have no variance to judge by.

    Source: Rao & Scott (1984), as R survey::svychisq(statistic = "F").
    """
    flat = shares.ravel()
    contrasts = np.kron(_centred(shares.shape[0]), _centred(shares.shape[1]))
    inverse = np.divide(1.0, flat, out=np.zeros_like(flat), where=flat > 0)
    scaled = inverse[:, None] * contrasts
    bread, meat = contrasts.T @ scaled / n, scaled.T @ variance @ scaled
    # Where empty cells part the table in pieces, some contrasts cannot be estimated at all.
    whole = np.linalg.matrix_rank(bread, hermitian=True) == len(bread)
    effects = (
        np.linalg.solve(bread, meat) if whole else np.linalg.pinv(bread, hermitian=True) @ meat
    )
    trace, squares = float(np.trace(effects)), float(np.trace(effects @ effects))
    if trace <= 0 or squares <= 0:
        return Corrected(float("nan"), float("nan"), float("nan"))
    return Corrected(chi2 / trace, trace**2 / squares, trace)


def _centred(levels: int) -> Floats:
    """A basis of the differences of levels; the product of two spans the interactions."""
    return np.asarray(np.eye(levels)[:, 1:] - 1 / levels, dtype=np.float64)
