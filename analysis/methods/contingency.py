"""分割表: everything R says of a table of counts, with empty rows and columns left out."""

from dataclasses import dataclass

import numpy as np
from scipy.special import xlogy

from analysis.counting import Floats
from analysis.methods.batched import corrected_v
from analysis.methods.statistic import Statistic


@dataclass(frozen=True, slots=True)
class ChiSquared:
    """Tests of independence of an r × c table, and where it departs from it.

    Attributes:
        observed: r × c, without rows and columns nobody is in.
        pearson, likelihood: Pearson (1900) · the likelihood ratio, G.
        expected, residuals, adjusted: r × c; Pearson's residuals · Haberman's (1973).
        v, v_corrected: Cramér's V · Bergsma's (2013).
        contingency: Pearson's coefficient C.
    """

    observed: Floats
    n: float
    pearson: Statistic
    likelihood: Statistic
    expected: Floats
    residuals: Floats
    adjusted: Floats
    v: float
    v_corrected: float
    contingency: float


def chi_squared(table: Floats) -> ChiSquared | None:
    """Test an r × c table; None unless two rows and two columns have anyone in them."""
    counts = np.asarray(table, dtype=np.float64)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape, default=0) < 2:
        return None
    n, side, top = counts.sum(), counts.sum(axis=1), counts.sum(axis=0)
    expected = np.outer(side, top) / n
    left = (counts - expected) / np.sqrt(expected)
    statistic = float((left**2).sum())
    df = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    return ChiSquared(
        observed=counts,
        n=float(n),
        pearson=Statistic.chi2(statistic, df),
        likelihood=Statistic.chi2(float(2 * xlogy(counts, counts / expected).sum()), df),
        expected=expected,
        residuals=left,
        adjusted=left / np.sqrt(np.outer(1 - side / n, 1 - top / n)),
        v=float(np.sqrt(statistic / n / (min(counts.shape) - 1))),
        v_corrected=float(
            corrected_v(np.array([statistic]), np.array([n]), (len(side), len(top)))[0]
        ),
        contingency=float(np.sqrt(statistic / (statistic + n))),
    )
