"""Whether an axis and a question go together, how strongly, and in which cells.

Everything here comes from [n, Σw, Σw²] of the cells alone, so it can follow counts that were
added up from several machines.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.counting import Floats

MOST_EXACT = 200  # respondents; beyond, the exact test takes long and changes little


@dataclass(frozen=True, slots=True)
class Association:
    """A test of independence with its effect size.

    Attributes:
        name: the test's name as it is printed.
        statistic, df, p: `df` is one number, or (numerator, denominator) for an F test.
        cramers_v: bias-corrected (Bergsma 2013), 0 to 1.
        trustworthy: Cochran's rule (1954): no expected count under 1, at most a fifth under 5.
        reason: why it is not trustworthy, in a sentence; empty when it is.
        exact_p: Fisher's exact test of an unweighted table: always of 2 × 2, of a larger one
            where the rule above is broken and it is small enough.
    """

    name: str
    statistic: float
    df: float | tuple[float, float]
    p: float
    cramers_v: float
    trustworthy: bool
    reason: str
    exact_p: float | None = None

    @property
    def best_p(self) -> float:
        """The exact p where the asymptotic one cannot be trusted and an exact one exists."""
        return self.p if self.trustworthy or self.exact_p is None else self.exact_p


def residuals(w: Floats, w2: Floats) -> Floats:
    """Adjusted standardised residuals (r × c), scaled to the effective number of respondents.

    Unweighted they are Haberman's (1973); missing where a row or column has no one or everyone.
    """
    total = w.sum()
    if total <= 0:
        return np.full(w.shape, np.nan)
    effective = total**2 / w2.sum()
    shares = w / total
    side, top = shares.sum(axis=1, keepdims=True), shares.sum(axis=0, keepdims=True)
    expected = side * top
    spread = expected * (1 - side) * (1 - top) / effective
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (shares - expected) / np.sqrt(spread)
    return np.where(spread > 0, found, np.nan)


def two_sided(z: Floats) -> Floats:
    return np.asarray(2 * stats.norm.sf(np.abs(z)), dtype=np.float64)


def bias_corrected_v(chi2: float, n: int, shape: tuple[int, ...]) -> float:
    """Cramér's V without the part that chance alone gives (Bergsma 2013)."""
    r, c = shape
    if n < 2:
        return 0.0
    phi2 = max(0.0, chi2 / n - (r - 1) * (c - 1) / (n - 1))
    least = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
    return float(np.sqrt(phi2 / least)) if least > 0 else 0.0
