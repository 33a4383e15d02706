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


def two_sided(z: Floats) -> Floats:
    return np.asarray(2 * stats.norm.sf(np.abs(z)), dtype=np.float64)
