"""多重比較: what many p values mean together; missing ones stay missing and are not counted."""

from collections.abc import Callable

import numpy as np

from analysis.counting import Floats


def bonferroni(p: Floats) -> Floats:
    return _known(p, lambda known: np.minimum(known * len(known), 1.0))


def holm(p: Floats) -> Floats:
    """Holm's step-down (1979)."""

    def raised(known: Floats) -> Floats:
        order = np.argsort(known, kind="stable")
        steps = known[order] * (len(known) - np.arange(len(known)))
        return _back(order, np.minimum(np.maximum.accumulate(steps), 1.0))

    return _known(p, raised)


def hochberg(p: Floats) -> Floats:
    """Hochberg's step-up (1988)."""
    return _known(p, lambda known: _step_up(known, lambda m: m - np.arange(m, dtype=np.float64)))


def benjamini_hochberg(p: Floats) -> Floats:
    """Q values: the false discovery rate (1995)."""
    return _known(p, lambda known: _step_up(known, lambda m: m / np.arange(1, m + 1)))


def benjamini_yekutieli(p: Floats) -> Floats:
    """The false discovery rate under any dependence (2001)."""

    def factors(m: int) -> Floats:
        places = np.arange(1, m + 1)
        return np.asarray((1 / places).sum() * m / places)

    return _known(p, lambda known: _step_up(known, factors))


def _known(p: Floats, raised: Callable[[Floats], Floats]) -> Floats:
    found = np.full(p.shape, np.nan)
    there = ~np.isnan(p)
    if there.any():
        found[there] = raised(p[there])
    return found


def _step_up(known: Floats, factors: Callable[[int], Floats]) -> Floats:
    order = np.argsort(known, kind="stable")
    steps = known[order] * factors(len(known))
    return _back(order, np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0))


def _back(order: np.ndarray, values: Floats) -> Floats:
    placed = np.empty_like(values)
    placed[order] = values
    return placed
