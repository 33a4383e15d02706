"""検定統計量: a statistic, the distribution it is judged by, and its p value."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy import stats


@dataclass(frozen=True, slots=True)
class Statistic:
    """The result of one test; missing throughout where it is undefined.

    Attributes:
        df, further_df: degrees of freedom; `further_df` is the denominator's, for an F test.
        p: of so large a statistic, or a larger one, by chance; two-sided for t.
    """

    statistic: float
    df: float
    further_df: float | None
    p: float

    @classmethod
    def chi2(cls, statistic: float, df: float) -> Self:
        return cls(statistic, df, None, float(stats.chi2.sf(statistic, df)))

    @classmethod
    def f(cls, statistic: float, df: float, further_df: float) -> Self:
        return cls(statistic, df, further_df, float(stats.f.sf(statistic, df, further_df)))

    @classmethod
    def t(cls, statistic: float, df: float) -> Self:
        return cls(statistic, df, None, float(2 * stats.t.sf(abs(statistic), df)))


def over(part: float, whole: float) -> float:
    """Part ÷ whole; missing at 0 ÷ 0, infinite where only `whole` is 0, as in R."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.float64(part) / np.float64(whole))
