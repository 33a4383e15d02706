"""A graph of nearest texts and its communities by the Louvain method.

Blondel et al., Fast unfolding of communities in large networks (J. Stat. Mech. 2008 P10008), with
the resolution γ of Reichardt & Bornholdt (2006). Chance enters as a seed for the order of visits
alone, so the same points give the same communities in every process.
"""

import numpy as np
from scipy import sparse
from sknetwork.clustering import Louvain

from analysis.text.space import Points

_CHUNK = 1000
_LEAST_GAIN = 1e-5  # of modularity, for a level or for one level more


def neighbours(number: int) -> int:
    """How many nearest texts each of `number` texts is tied to: 2√N within 15 and 200."""
    wanted = int(np.clip(2 * np.sqrt(number), 15, 200))
    return min(wanted, max(2, number // 4), number - 1)


def nearest(points: Points) -> sparse.csr_matrix:
    """Tie every point to its nearest ones; n x n, symmetric, weights are similarities over 0."""
    n = points.number
    if n < 2:
        return sparse.csr_matrix((n, n))
    k = neighbours(n)
    columns, weights = [], []
    for start in range(0, n, _CHUNK):
        alike = points.similarity(slice(start, start + _CHUNK))
        alike[np.arange(len(alike)), np.arange(start, start + len(alike))] = -1
        chosen = np.argpartition(alike, n - k, axis=1)[:, n - k :]
        columns.append(chosen.ravel())
        weights.append(np.take_along_axis(alike, chosen, axis=1).ravel())
    weight = np.concatenate(weights).astype(np.float64)
    rows, kept = np.repeat(np.arange(n), k), weight > 1e-6
    ties = sparse.csr_matrix(
        (weight[kept], (rows[kept], np.concatenate(columns)[kept])), shape=(n, n)
    )
    return ties.maximum(ties.T).tocsr()


def communities(
    ties: sparse.csr_matrix, *, resolution: float, runs: int = 3, chance: int = 0
) -> np.ndarray:
    """The best of several runs of Louvain by modularity; community of each node (n, int).

    Another `chance` gives other orders of visits.
    """
    if not ties.nnz:
        return np.arange(ties.shape[0])
    found = [_louvain(ties, resolution, chance * runs + run) for run in range(runs)]
    return max(found, key=lambda labels: modularity(ties, labels, resolution))


def agreement(one: np.ndarray, other: np.ndarray) -> float:
    """Adjusted Rand index of two partitions of the same n nodes, labels 0, 1, … or −1.

    1 = the same, 0 = no more alike than by chance (Hubert & Arabie, Comparing partitions, 1985).
    """
    shape = (int(one.max()) + 2, int(other.max()) + 2)
    table = sparse.csr_matrix((np.ones(len(one)), (one + 1, other + 1)), shape=shape)
    pairs = _pairs(table.data)
    mine, theirs = (_pairs(np.asarray(table.sum(axis=axis))).sum() for axis in (1, 0))
    by_chance = mine * theirs / max(len(one) * (len(one) - 1) / 2, 1)
    most = (mine + theirs) / 2
    return 1.0 if most == by_chance else float((pairs.sum() - by_chance) / (most - by_chance))


def _pairs(numbers: np.ndarray) -> np.ndarray:
    return np.asarray(numbers * (numbers - 1) / 2)


def communities_of_number(ties: sparse.csr_matrix, *, number: int, least: int) -> np.ndarray:
    """Communities at the resolution that gives as nearly `number` of `least` nodes as can be."""
    low, high = 0.02, 60.0
    best, best_off = np.zeros(ties.shape[0], dtype=np.intp), ties.shape[0] + 1
    for _ in range(14):
        resolution = float(np.sqrt(low * high))
        labels = communities(ties, resolution=resolution, runs=1)
        given = int((np.bincount(labels, minlength=1) >= least).sum())
        if abs(given - number) < best_off:
            best, best_off = labels, abs(given - number)
        if given == number:
            break
        low, high = (resolution, high) if given < number else (low, resolution)
    return best


def modularity(ties: sparse.csr_matrix, labels: np.ndarray, resolution: float) -> float:
    """Newman's modularity with resolution: ties within communities over what chance would give."""
    total = ties.sum()
    if total == 0:
        return 0.0
    joined = _joined(ties, labels)
    strength = np.asarray(joined.sum(axis=1)).ravel() / total
    return float(joined.diagonal().sum() / total - resolution * (strength**2).sum())


def _joined(ties: sparse.csr_matrix, labels: np.ndarray) -> sparse.csr_matrix:
    """The graph whose nodes are the communities of `labels`; ties within become loops."""
    n = len(labels)
    member = sparse.csr_matrix((np.ones(n), (np.arange(n), labels)))
    return (member.T @ ties @ member).tocsr()


def _louvain(ties: sparse.csr_matrix, resolution: float, seed: int) -> np.ndarray:
    method = Louvain(
        resolution=resolution,
        tol_optimization=_LEAST_GAIN,
        tol_aggregation=_LEAST_GAIN,
        shuffle_nodes=True,
        random_state=seed,
    )
    return np.asarray(method.fit_predict(ties), dtype=np.intp)
