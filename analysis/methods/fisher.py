"""フィッシャーの正確検定 of any table: all tables with its margins that are no likelier than it.

The network of Mehta & Patel (1983): columns are passed one by one, the smallest first, and what is
left of the rows is a node, rows being told apart by their rest alone. From every node the
likeliest and the unlikeliest way on are known, so that most ways are settled together, long before
they end. The last two columns are summed up at once from a sorted list.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import comb, gammaln

from analysis.counting import Floats, Ints

MOST_STEPS = 2e6  # about a second; a larger table is seldom sparse and needs no exact test
ENDINGS = 5  # how many times as many endings as steps may be held
LARGEST_KEY = 2.0**62
NEAR = 1e-7  # tables this close to the observed one's probability count as equal, as in R


@dataclass(frozen=True, slots=True)
class _Stage:
    """The nodes before a column is taken.

    Attributes:
        rests: k × r, what is left of the rows, each sorted.
        targets, steps: of each node, the nodes its ways lead to · their log weights.
        totals: k, log weight of all ways to the end together.
        high, low: k, log weight of the likeliest and of the unlikeliest way to the end.
    """

    rests: Ints
    targets: list[Ints]
    steps: list[Floats]
    totals: Floats
    high: Floats
    low: Floats


@dataclass(frozen=True, slots=True)
class _Ways:
    """m ways so far: the node each is at, its log weight, and how many ways are alike."""

    at: Ints
    logs: Floats
    times: Floats


def fisher(table: Floats | Ints, *, most: float = MOST_STEPS) -> float | None:
    """The two-sided p of an r × c table of counts; None where the table is too large for it.

    Args:
        table: r × c; with one row or column that anyone is in, p is 1.
        most: how many steps from column to column may be taken.

    Source: Freeman & Halton (1951), R fisher.test.
    """
    counts = np.asarray(table, dtype=np.int64)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape) < 2:
        return 1.0
    if counts.shape[0] > counts.shape[1]:
        counts = counts.T
    side, columns = np.sort(counts.sum(axis=1)), np.sort(counts.sum(axis=0))
    if float(side[-1] + 1) ** len(side) > LARGEST_KEY:
        return None
    network = _network(side, columns, most)
    if network is None:
        return None
    whole = float(gammaln(side + 1).sum() + gammaln(columns + 1).sum() - gammaln(counts.sum() + 1))
    return _sum_up(network, NEAR - float(gammaln(counts + 1).sum()), whole, most)


def _network(side: Ints, columns: Ints, most: float) -> list[_Stage] | None:
    """All nodes from the first column to the last two, and the last stage's sorted endings."""
    nodes: list[Ints] = [side[None, :]]
    passed: list[tuple[list[Ints], list[Floats]]] = []
    for place, column in enumerate(columns[:-1].tolist()):
        ending = place == len(columns) - 2
        if float(_most_ways(nodes[-1], column).sum()) > most * (ENDINGS if ending else 1):
            return None
        made = [_ways(rest, column) for rest in nodes[-1]]
        if ending:
            passed.append(([], [_endings(left, logs) for left, logs in made]))
            break
        known, targets = _together([left for left, _ in made])
        passed.append((targets, [logs for _, logs in made]))
        nodes.append(known)
    return _bounded(nodes, passed, columns)


def _together(lefts: list[Ints]) -> tuple[Ints, list[Ints]]:
    """Different rests, and where each list of rests has its own among them."""
    every = np.concatenate(lefts)
    base = (int(every.max()) + 1) ** np.arange(every.shape[1])
    _, first, place = np.unique(every @ base, return_index=True, return_inverse=True)
    ends = np.cumsum([len(left) for left in lefts])[:-1]
    return every[first], list(np.split(place, ends))


def _bounded(
    nodes: list[Ints], passed: list[tuple[list[Ints], list[Floats]]], columns: Ints
) -> list[_Stage]:
    """Know of every node, from the end backwards, the likeliest and the unlikeliest way on."""
    stages: list[_Stage] = []
    for place in range(len(nodes) - 1, -1, -1):
        rests, (targets, steps) = nodes[place], passed[place]
        if stages:
            after = stages[0]
            pairs = list(zip(targets, steps, strict=True))
            high = np.array([(logs + after.high[to]).max() for to, logs in pairs])
            low = np.array([(logs + after.low[to]).min() for to, logs in pairs])
        else:
            high, low = (np.array([logs[end] for logs in steps]) for end in (-1, 0))
        left = columns[place:]
        totals = gammaln(left.sum() + 1) - gammaln(left + 1).sum() - gammaln(rests + 1).sum(axis=1)
        stages.insert(0, _Stage(rests, targets, steps, totals, high, low))
    return stages


def _sum_up(network: list[_Stage], limit: float, whole: float, most: float) -> float | None:
    """The probability of all tables whose log weight is no more than the limit.

    Weights are made probabilities before they are added, so nothing overflows.
    """
    ways, found = _Ways(np.zeros(1, dtype=np.int64), np.zeros(1), np.ones(1)), 0.0
    for stage in network:
        settled = ways.logs + stage.high[ways.at] <= limit
        reached = whole + ways.logs + stage.totals[ways.at]
        found += float((ways.times * np.exp(reached))[settled].sum())
        open_ = ~settled & (ways.logs + stage.low[ways.at] <= limit)
        ways = _merged(_Ways(ways.at[open_], ways.logs[open_], ways.times[open_]))
        if stage is not network[-1]:
            number = np.array([len(logs) for logs in stage.steps])[ways.at]
            if number.sum() > most:
                return None
            ways = _passed(stage, ways, number)
    return min(found + _ended(network[-1], ways, limit, whole), 1.0)


def _passed(stage: _Stage, ways: _Ways, number: Ints) -> _Ways:
    """Take every way one column further, by the `number` of steps from its node."""
    if not len(ways.at):
        return ways
    at = np.concatenate([stage.targets[node] for node in ways.at])
    steps = np.concatenate([stage.steps[node] for node in ways.at])
    return _Ways(at, np.repeat(ways.logs, number) + steps, np.repeat(ways.times, number))


def _merged(ways: _Ways) -> _Ways:
    """Count ways that are alike together; they come out in the order of their nodes."""
    if not len(ways.at):
        return ways
    rounded = np.round(ways.logs * 1e9)
    order = np.lexsort((rounded, ways.at))
    at, rounded = ways.at[order], rounded[order]
    first = np.flatnonzero(np.append(True, (np.diff(at) != 0) | (np.diff(rounded) != 0)))
    return _Ways(at[first], ways.logs[order][first], np.add.reduceat(ways.times[order], first))


def _ended(stage: _Stage, ways: _Ways, limit: float, whole: float) -> float:
    """The probability of the endings, of all ways that are still open, under the limit."""
    found = 0.0
    for node in np.unique(ways.at):
        low, high = np.searchsorted(ways.at, [node, node + 1])
        logs, below = ways.logs[low:high], stage.steps[node]
        sums = np.concatenate([[0.0], np.cumsum(np.exp(below - below[-1]))])
        reached = np.searchsorted(below, limit - logs, side="right")
        chance = np.exp(whole + logs + below[-1]) * sums[reached]
        found += float(ways.times[low:high] @ chance)
    return found


def _endings(left: Ints, logs: Floats) -> Floats:
    """Sorted log weights of the last two columns together; the last takes what is left."""
    return np.sort(logs - gammaln(left + 1).sum(axis=1))


def _ways(rest: Ints, column: int) -> tuple[Ints, Floats]:
    """All ways to take a column from what is left of the rows: what is left then, log weight.

    Row after row, never more than the column still needs nor less than later rows can make up for.
    """
    taken, needed = np.zeros((1, 0), dtype=np.int64), np.array([column])
    for row, size in enumerate(rest.tolist()):
        later = int(rest[row + 1 :].sum())
        least, most = np.maximum(needed - later, 0), np.minimum(needed, size)
        number = np.maximum(most - least + 1, 0)
        of = np.repeat(np.arange(len(needed)), number)
        own = least[of] + np.arange(len(of)) - np.repeat(np.cumsum(number) - number, number)
        taken, needed = np.column_stack([taken[of], own]), needed[of] - own
    return np.sort(rest - taken, axis=1), -gammaln(taken + 1).sum(axis=1)


def _most_ways(rests: Ints, column: int) -> Floats:
    """At most how many ways there are to take a column from every rest (k)."""
    rows = rests.shape[1]
    free = np.prod(np.minimum(rests[:, :-1], column) + 1.0, axis=1)
    return np.asarray(np.minimum(free, comb(column + rows - 1, rows - 1)), dtype=np.float64)
