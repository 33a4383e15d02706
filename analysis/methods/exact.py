"""2×2表のオッズ比と順位の関連: the exact odds ratio, and γ and τ-b of ordered questions."""

from collections.abc import Callable
from dataclasses import dataclass
from math import comb, inf, log

import numpy as np
from scipy import optimize, stats

from analysis.counting import Floats
from analysis.methods.intervals import Pair


@dataclass(frozen=True, slots=True)
class OddsRatio:
    """A 2 × 2 table: Fisher's exact p, the conditional estimate of the odds ratio, its interval."""

    p: float
    ratio: float
    interval: Pair


def odds_ratio(table: np.ndarray) -> OddsRatio:
    """Fisher's test of a 2 × 2 table with the odds ratio it is about (R fisher.test)."""
    (a, b), (c, d) = table.tolist()
    drawn, first, second = a + c, a + b, c + d
    support = np.arange(max(0, drawn - second), min(drawn, first) + 1)
    logs = np.array([log(comb(first, x)) + log(comb(second, drawn - x)) for x in support.tolist()])

    def tilted(log_ratio: float) -> Floats:
        weight = logs + support * log_ratio
        share = np.exp(weight - weight.max())
        return np.asarray(share / share.sum())

    def solved(miss: Callable[[float], float]) -> float:
        return float(np.exp(optimize.brentq(miss, -30, 30, xtol=1e-14, rtol=1e-14)))

    low, high = int(support[0]), int(support[-1])
    ratio = 0.0 if a == low else inf if a == high else solved(lambda t: tilted(t) @ support - a)
    lower = 0.0 if a == low else solved(lambda t: tilted(t)[support >= a].sum() - 0.025)
    upper = inf if a == high else solved(lambda t: tilted(t)[support <= a].sum() - 0.025)
    return OddsRatio(float(stats.fisher_exact(table).pvalue), ratio, (lower, upper))


def gamma(table: Floats) -> float:
    """Goodman & Kruskal's γ of two ordered questions (r × c counts); missing if all pairs tie."""
    same, other = _pairs(table)
    return (same - other) / (same + other) if same + other > 0 else float("nan")


def tau_b(table: Floats) -> float:
    """Kendall's τ-b of two ordered questions (r × c counts); missing if one has one level."""
    same, other = _pairs(table)
    n = float(table.sum())
    apart = [(n * n - float((table.sum(axis=k) ** 2).sum())) / 2 for k in (0, 1)]
    below = float(np.sqrt(apart[0]) * np.sqrt(apart[1]))
    return (same - other) / below if below > 0 else float("nan")


def _pairs(table: Floats) -> tuple[float, float]:
    """Concordant and discordant pairs."""
    rows, columns = table.shape
    same = other = 0.0
    for row in range(rows):
        for column in range(columns):
            below = table[row + 1 :]
            same += table[row, column] * below[:, column + 1 :].sum()
            other += table[row, column] * below[:, :column].sum()
    return float(same), float(other)
