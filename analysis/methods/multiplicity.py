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
    """Q values: the false discovery rate (1995) within each family of p values.

    Args:
        p: m, or t × m of which each row is a family of its own.
    """
    order = np.argsort(p, axis=-1, kind="stable")  # missing ones last
    known = np.take_along_axis(p, order, axis=-1)
    number = np.isfinite(p).sum(axis=-1, keepdims=True)
    steps = known * (number / np.arange(1, p.shape[-1] + 1))
    least = np.fmin.accumulate(steps[..., ::-1], axis=-1)[..., ::-1]
    found = np.empty_like(p)
    values = np.where(np.isnan(known), np.nan, np.minimum(least, 1.0))
    np.put_along_axis(found, order, values, axis=-1)
    return found


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
