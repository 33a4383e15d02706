"""似たものをまとめる: Ward's clusters, principal components and the reliability of a scale."""

from dataclasses import dataclass

import numpy as np
from scipy.cluster import hierarchy

from analysis.counting import Floats, Ints
from analysis.methods.statistic import over


@dataclass(frozen=True, slots=True)
class Clusters:
    """Ward's clustering of n rows.

    Attributes:
        heights: n − 1, of each merging.
        merges: n − 1 × 2, as R's hclust: −i is row i, j is the j-th merging (both from 1).
        links: n − 1 × 4, SciPy's linkage matrix.
    """

    heights: Floats
    merges: Ints
    links: Floats

    def labels(self, k: int) -> Ints:
        """N labels from 1 for k clusters, numbered as their first rows come."""
        cut = hierarchy.cut_tree(self.links, n_clusters=k).ravel()
        order = {label: place for place, label in enumerate(dict.fromkeys(cut.tolist()), 1)}
        return np.array([order[label] for label in cut.tolist()], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Components:
    """Principal components of standardised columns: k eigenvalues, their shares, c × k loadings."""

    eigenvalues: Floats
    share: Floats
    loadings: Floats


def standardise(values: Floats) -> Floats:
    """Columns with mean 0 and standard deviation 1 (n − 1); a constant column becomes 0."""
    moves = np.ptp(values, axis=0) > 0
    spread = np.where(moves, values.std(axis=0, ddof=1), 1.0)
    return np.asarray(np.where(moves, (values - values.mean(axis=0)) / spread, 0.0))


def ward(values: Floats) -> Clusters:
    """Cluster rows by Ward's criterion (1963; R hclust "ward.D2")."""
    links = hierarchy.ward(values)
    n = len(values)
    merges = [
        sorted((_named(int(side), n) for side in row[:2]), key=_singles_first) for row in links
    ]
    return Clusters(links[:, 2], np.array(merges, dtype=np.int64), links)


def components(values: Floats) -> Components:
    """Principal components of columns that are standardised already."""
    _, singular, axes = np.linalg.svd(values - values.mean(axis=0), full_matrices=False)
    k = min(len(values) - 1, values.shape[1])
    eigenvalues = singular[:k] ** 2 / (len(values) - 1)
    return Components(eigenvalues, eigenvalues / eigenvalues.sum(), axes[:k].T)


def alpha(items: Floats) -> float:
    """Cronbach's α (1951) of n × k items, all answered; missing where sums do not differ."""
    k = float(items.shape[1])
    if len(items) < 2 or k < 2:
        return float("nan")
    own = float(items.var(axis=0, ddof=1).sum())
    return k / (k - 1) * (1 - over(own, float(items.sum(axis=1).var(ddof=1))))


def _singles_first(side: int) -> tuple[bool, int]:
    return side > 0, abs(side)


def _named(side: int, n: int) -> int:
    return -(side + 1) if side < n else side - n + 1
