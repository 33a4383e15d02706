"""正確検定と順位の関連: what can be said exactly of a small table."""

from dataclasses import dataclass
from collections.abc import Callable
from math import comb, inf

import numpy as np
from scipy import optimize, stats
from scipy.special import gammaln

from analysis.counting import Floats
from analysis.intervals import Pair

MOST_WAYS, MOST_NODES = 200_000, 20_000  # a larger table is not sparse and needs no exact test
NEAR = 1e-7  # tables this close to the observed one's probability count as equal, as in R


@dataclass(frozen=True, slots=True)
class OddsRatio:
    """A 2 × 2 table: Fisher's exact p, the conditional estimate of the odds ratio and its interval."""

    p: float
    ratio: float
    interval: Pair


def fisher(table: Floats) -> float | None:
    """Fisher's exact test of an r × c table, two-sided; None where the table is too large for it.

    Source: Freeman & Halton (1951): all tables with these margins that are no likelier than the
    observed one. Columns are passed one by one, and tables that leave the same rest with the same
    probability so far are counted together (after Mehta & Patel 1983).
    """
    counts = np.asarray(table, dtype=np.int64)
    if counts.shape[0] > counts.shape[1]:
        counts = counts.T
    side, columns = counts.sum(axis=1), np.sort(counts.sum(axis=0))[::-1]
    if np.prod(side.astype(np.float64) + 1) > MOST_WAYS * (side.max() + 1):
        return None
    whole = float(gammaln(side + 1).sum() + gammaln(columns + 1).sum() - gammaln(counts.sum() + 1))
    limit = NEAR - float(gammaln(counts + 1).sum())
    rests, logs, times = np.sort(side)[None, :], np.zeros(1), np.ones(1)
    for column in columns[:-2]:
        if len(rests) > MOST_NODES:
            return None
        rests, logs, times = _passed(rests, logs, times, int(column))
    found = 0.0
    for rest, own in _by_rest(rests):
        below, sums = _endings(rest, int(columns[-2]))
        reached = np.searchsorted(below, limit - logs[own], side="right")
        found += float((times[own] * np.exp(whole + logs[own]) * sums[reached]).sum())
    return min(found, 1.0)


def odds_ratio(table: np.ndarray) -> OddsRatio:
    """Fisher's test of a 2 × 2 table with the odds ratio it is about (R fisher.test)."""
    (a, b), (c, d) = table.tolist()
    drawn, first, second = a + c, a + b, c + d
    support = np.arange(max(0, drawn - second), min(drawn, first) + 1)
    logs = np.array([np.log(comb(first, x)) + np.log(comb(second, drawn - x)) for x in support])

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
    """Goodman & Kruskal's γ of two ordered questions."""
    same, other = _pairs(table)
    return (same - other) / (same + other)


def tau_b(table: Floats) -> float:
    """Kendall's τ-b of two ordered questions."""
    same, other = _pairs(table)
    n = table.sum()
    ties = (n * n - (table.sum(axis=k) ** 2).sum() for k in (0, 1))
    below = 1.0
    for each in ties:
        below *= float(each) / 2
    return (same - other) / float(np.sqrt(below))


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


def _passed(
    rests: np.ndarray, logs: Floats, times: Floats, column: int
) -> tuple[np.ndarray, Floats, Floats]:
    """Take one column from every node, and count equal nodes together."""
    made: list[tuple[np.ndarray, Floats, Floats]] = []
    for rest, own in _by_rest(rests):
        left, steps = _ways(rest, column)
        all_logs = (logs[own][:, None] + steps).ravel()
        made.append((np.tile(left, (len(own), 1)), all_logs, np.repeat(times[own], len(steps))))
    rests, logs, times = (np.concatenate(part) for part in zip(*made, strict=True))
    keys = np.column_stack([rests, np.round(logs * 1e9).astype(np.int64)])
    _, first, same = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    return rests[first], logs[first], np.bincount(same.ravel(), weights=times)


def _by_rest(rests: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Each different rest with the places of the nodes that leave it."""
    known, place = np.unique(rests, axis=0, return_inverse=True)
    order = np.argsort(place.ravel(), kind="stable")
    ends = np.cumsum(np.bincount(place.ravel()))[:-1]
    return list(zip(known, np.split(order, ends), strict=True))


def _ways(rest: np.ndarray, column: int) -> tuple[np.ndarray, Floats]:
    """All ways to take a column from what is left of the rows: what is left then, log weight."""
    taken = np.indices(tuple(rest[:-1] + 1)).reshape(len(rest) - 1, -1)
    last = column - taken.sum(axis=0)
    fits = (last >= 0) & (last <= rest[-1])
    taken = np.vstack([taken[:, fits], last[fits]])
    left = np.sort(rest[:, None] - taken, axis=0).T
    return left, -gammaln(taken + 1).sum(axis=0)


def _endings(rest: np.ndarray, column: int) -> tuple[Floats, Floats]:
    """Log weights of the last two columns, sorted, and the sums of the weights up to each."""
    left, logs = _ways(rest, column)
    below = np.sort(logs - gammaln(left + 1).sum(axis=1))
    return below, np.concatenate([[0.0], np.cumsum(np.exp(below))])
