"""In which order a theme's voices are read: those that stand for it first, those at its edge."""

from collections.abc import Sequence

import numpy as np

from analysis.text.space import Points

FIRST = 10
EDGE = 3
_POOL = 200
_RELEVANCE = 0.7  # of maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998)


def ordered(points: Points, members: np.ndarray, closeness: np.ndarray) -> np.ndarray:
    """The texts `members`: the medoid, then by maximal marginal relevance, then by closeness.

    Args:
        points: all texts.
        members: the places of one theme's texts among them (m).
        closeness: similarity of each of `members` to the middle of their theme (m).
    """
    by_closeness = members[np.lexsort((members, -np.round(closeness, 5)))]
    pool = by_closeness[:_POOL]
    near = points.take(pool)
    alike = near.similarity(slice(0, len(pool)))
    centrality = alike.mean(axis=1)
    chosen: list[int] = []
    free = np.ones(len(pool), dtype=bool)
    while len(chosen) < min(FIRST, len(pool)):
        nearest = alike[:, chosen].max(axis=1) if chosen else np.zeros(len(pool))
        worth = _RELEVANCE * centrality - (1 - _RELEVANCE) * nearest
        best = int(np.argmax(np.where(free, np.round(worth, 5), -np.inf)))
        chosen.append(best)
        free[best] = False
    return np.concatenate([pool[chosen], pool[free], by_closeness[_POOL:]])


def edge(members: Sequence[int]) -> Sequence[int]:
    """The last of `members`, already ordered, when there are others between them and the first."""
    return members[max(FIRST, len(members) - EDGE) :][::-1]
