"""Whether an axis and a question go together, how strongly, and in which cells.

Everything here comes from [n, Σw, Σw²] of the cells alone, so it can follow counts that were
added up from several machines.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.counting import Floats, Ints
from analysis.fisher import fisher
from analysis.rao_scott import corrected

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


def associate(n: Ints, w: Floats, w2: Floats, *, weighted: bool) -> Association | None:
    """Test independence of the rows and columns of a table.

    Args:
        n: r × c respondents of each cell.
        w: r × c, Σ weight of each cell.
        w2: r × c, Σ weight² of each cell.
        weighted: whether the weights differ; then Rao–Scott's second-order F is used.

    Returns:
        None unless two rows and two columns have anyone in them.

    Source: Pearson (1900); Rao & Scott (1984) as in R survey::svychisq(statistic="F") for a
    design of weights only; Bergsma (2013) for V. In a weighted table the counts of the
    statistic are the weighted shares × n.
    """
    rows, columns = w.sum(axis=1) > 0, w.sum(axis=0) > 0
    n, w, w2 = n[rows][:, columns], w[rows][:, columns], w2[rows][:, columns]
    if min(n.shape, default=0) < 2:
        return None
    total = int(n.sum())
    observed = w / w.sum() * total
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / total
    chi2 = float(((observed - expected) ** 2 / expected).sum())
    trustworthy, reason = _cochran(n)
    v = bias_corrected_v(chi2, total, n.shape)
    if not weighted:
        free = (n.shape[0] - 1) * (n.shape[1] - 1)
        p = float(stats.chi2.sf(chi2, free))
        exact = None if trustworthy and n.shape != (2, 2) else _exact(n)
        return Association("カイ二乗検定", chi2, float(free), p, v, trustworthy, reason, exact)
    made = corrected(chi2, w / w.sum(), _spread(w, w2, total), total)
    df = (made.df, made.df * (total - 1))
    p = float(stats.f.sf(made.f, *df))
    return Association("Rao–Scott検定", made.f, df, p, v, trustworthy, reason)


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


def _spread(w: Floats, w2: Floats, n: int) -> Floats:
    """The covariance of the shares of a table (rc × rc) in a design of weights only."""
    share, squares = (w / w.sum()).ravel(), w2.ravel()
    cross = np.outer(squares, share)
    spread = np.diag(squares) - cross - cross.T + squares.sum() * np.outer(share, share)
    return np.asarray(n / (n - 1) * spread / w.sum() ** 2)


def bias_corrected_v(chi2: float, n: int, shape: tuple[int, ...]) -> float:
    """Cramér's V without the part that chance alone gives (Bergsma 2013)."""
    r, c = shape
    if n < 2:
        return 0.0
    phi2 = max(0.0, chi2 / n - (r - 1) * (c - 1) / (n - 1))
    least = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
    return float(np.sqrt(phi2 / least)) if least > 0 else 0.0


def _cochran(n: Ints) -> tuple[bool, str]:
    expected = np.outer(n.sum(axis=1), n.sum(axis=0)) / n.sum()
    if expected.min() < 1:
        return False, "期待度数が1未満のセルがあるため、検定は参考です"
    if (expected < 5).mean() > 0.2:
        return False, "期待度数が5未満のセルが2割を超えるため、検定は参考です"
    return True, ""


def _exact(n: Ints) -> float | None:
    return fisher(n) if n.shape == (2, 2) or n.sum() <= MOST_EXACT else None
