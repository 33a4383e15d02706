"""A graph of nearest texts and its communities by the Louvain method.

Blondel et al., Fast unfolding of communities in large networks (J. Stat. Mech. 2008 P10008), with
the resolution γ of Reichardt & Bornholdt (2006). Chance enters as a seed for the order of visits
alone, so the same points give the same communities in every process.
"""

from collections import deque
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import sparse

from analysis.text.space import Points

_CHUNK = 1000
_LEAST_GAIN = 1e-12
_MOST_VISITS = 12  # of each node, on average, before a level is taken as settled


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


def communities(ties: sparse.csr_matrix, *, resolution: float, runs: int = 3) -> np.ndarray:
    """The best of several runs of Louvain by modularity; community of each node (n, int)."""
    found = [_louvain(ties, resolution, np.random.default_rng(seed)) for seed in range(runs)]
    return max(found, key=lambda labels: modularity(ties, labels, resolution))


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


def _louvain(ties: sparse.csr_matrix, resolution: float, rng: np.random.Generator) -> np.ndarray:
    labels = np.arange(ties.shape[0])
    total = ties.sum()
    while total > 0:
        moved = _moved(ties, resolution / total, rng)
        kept, level = np.unique(moved, return_inverse=True)
        labels = level[labels]
        if len(kept) == ties.shape[0]:
            break
        ties = _joined(ties, level)
    return labels


def _moved(ties: sparse.csr_matrix, cost: float, rng: np.random.Generator) -> np.ndarray:
    """One level: each node joins the community that gains most, until none moves.

    `cost` is resolution / total weight. Plain lists: a node has too few ties for arrays to pay.
    """
    n = ties.shape[0]
    strength: list[float] = np.asarray(ties.sum(axis=1)).ravel().tolist()
    around = _rows(ties, ties.indices)
    pull = _rows(ties, _without_loops(ties))
    home, size = list(range(n)), strength.copy()
    queue, waiting = deque(rng.permutation(n).tolist()), [True] * n
    left = _MOST_VISITS * n
    while queue and left:
        node = queue.popleft()
        waiting[node] = False
        left -= 1
        old = home[node]
        size[old] -= strength[node]
        new = _best_home(old, _pulls(around[node], pull[node], home), cost * strength[node], size)
        size[new] += strength[node]
        if new != old:
            home[node] = new
            for other in around[node]:
                if home[other] != new and not waiting[other]:
                    waiting[other] = True
                    queue.append(other)
    return np.array(home)


def _rows(ties: sparse.csr_matrix, values: np.ndarray) -> list[list[Any]]:
    """The values of each row of the graph."""
    listed, ends = values.tolist(), ties.indptr.tolist()
    return [listed[start:end] for start, end in pairwise(ends)]


def _pulls(around: list[int], pull: list[float], home: list[int]) -> dict[int, float]:
    """How strongly a node is drawn to each community around it."""
    pulls: dict[int, float] = {}
    for other, weight in zip(around, pull, strict=True):
        community = home[other]
        pulls[community] = pulls.get(community, 0.0) + weight
    return pulls


def _best_home(old: int, pulls: dict[int, float], cost: float, size: list[float]) -> int:
    """The community that gains most; the old one unless another gains more."""
    best, most = old, pulls.get(old, 0.0) - cost * size[old] + _LEAST_GAIN
    for community, weight in pulls.items():
        gain = weight - cost * size[community]
        if gain > most:
            best, most = community, gain
    return best


def _without_loops(ties: sparse.csr_matrix) -> np.ndarray:
    """The weights, with 0 for what ties a node to itself: it pulls to no community."""
    rows = np.repeat(np.arange(ties.shape[0]), np.diff(ties.indptr))
    return np.where(rows == ties.indices, 0.0, ties.data)
