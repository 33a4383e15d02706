"""一括の検定: the statistics of many tables of one shape at once, in closed form.

At the size of a city the tests cost more than the counts when each table is solved alone. Arrays
are t × r × c, t tables of r rows and c columns, none of which is empty.
"""

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from analysis.counting import Floats, Ints


def pearson(w: Floats, n: Ints) -> Floats:
    """Pearson's statistic (t) of tables whose shares are w / Σw, among n respondents each (t)."""
    total = n[:, None, None]
    observed = w / w.sum(axis=(1, 2), keepdims=True) * total
    expected = observed.sum(axis=2, keepdims=True) * observed.sum(axis=1, keepdims=True) / total
    return _sum((observed - expected) ** 2 / expected)


def rao_scott(chi2: Floats, w: Floats, w2: Floats, n: Ints) -> tuple[Floats, Floats, Floats]:
    """The second-order corrected F, and its two degrees of freedom (t each).

    Args:
        chi2: t, Pearson's statistic.
        w: t × r × c, Σ weight.
        w2: t × r × c, Σ weight².
        n: t, respondents.

    Source: Rao & Scott (1984) as in R survey::svychisq(statistic="F"), for a design of weights.
    """
    first, second = design_effects(w, w2)
    known = (first > 0) & (second > 0)  # else the shares have no variance to judge by
    first, second = np.where(known, first, np.nan), np.where(known, second, np.nan)
    scale = n * n / (n - 1) / w.sum(axis=(1, 2)) ** 2
    df = first**2 / second
    return chi2 / (first * scale), df, df * (n - 1)


def design_effects(w: Floats, w2: Floats) -> tuple[Floats, Floats]:
    """Σ and Σ² of the generalised design effects, but for the scale n² / (n − 1) / W² (t each).

    With P the projection on what is beside the main effects, under the shares p, and V the
    covariance of the shares, they are tr(PV) and tr(PVPV). P is 1/p on its diagonal less G, which
    is additive in rows and columns; V is w2 on its diagonal and two terms of rank one. So both
    come down to products of r × c matrices, and no rc × rc one is ever made.
    """
    share = w / w.sum(axis=(1, 2), keepdims=True)
    inverse = np.divide(1.0, share, out=np.zeros_like(share), where=share > 0)
    a, b, c = additive(share)

    def projected(x: Floats) -> Floats:
        side, top = x.sum(axis=2)[..., None], x.sum(axis=1)[..., None]
        told = a @ side + b @ top + (b.mT @ side + c @ top).mT
        return np.asarray(inverse * x - np.where(share > 0, told, 0.0), dtype=np.float64)

    ends = np.diagonal(a, axis1=1, axis2=2)[:, :, None] + np.diagonal(c, axis1=1, axis2=2)[:, None]
    ends = ends + 2 * b
    plain, all_w2 = _sum(w2 * (inverse - ends)), _sum(w2)
    squared = _sum(w2**2 * inverse * (inverse - 2 * ends)) + _squares(a, b, c, w2)
    ps, pp = projected(w2), projected(share)
    # Where no cell is empty pp is zero, and so is all that follows.
    x, y, z = _sum(w2 * pp), _sum(share * pp), _sum(w2 * ps)
    squared = squared - 4 * _sum(w2 * ps * pp) + 2 * all_w2 * _sum(w2 * pp**2)
    squared = squared + x**2 + 2 * y * (z - all_w2 * x) + (x - all_w2 * y) ** 2
    return plain - 2 * x + all_w2 * y, squared


def additive(share: Floats) -> tuple[Floats, Floats, Floats]:
    """The inverse of the information on row and column effects: r × r, r × c and c × c blocks.

    In an empty cell the effects must cancel (nobody is there to tell of an interaction): they are
    one effect within each group of rows and columns that empty cells tie together.
    """
    t, r, c = share.shape
    whole = np.zeros((t, r + c, r + c))
    places = np.arange(r + c)
    whole[:, places, places] = np.concatenate([share.sum(axis=2), share.sum(axis=1)], axis=1)
    whole[:, :r, r:], whole[:, r:, :r] = share, share.mT
    signs = np.repeat([1.0, -1.0], [r, c])
    found = np.zeros_like(whole)
    filled = (share > 0).all(axis=(1, 2))
    found[filled] = _inverse(whole[filled], signs)
    for table in np.flatnonzero(~filled):
        tied = signs[:, None] * _groups(share[table] > 0)
        if tied.shape[1] > 1:  # else no effect is left at all
            inside = _inverse((tied.T @ whole[table] @ tied)[None], np.ones(tied.shape[1]))[0]
            found[table] = tied @ inside @ tied.T
    return found[:, :r, :r], found[:, :r, r:], found[:, r:, r:]


def _inverse(whole: Floats, nothing: Floats) -> Floats:
    """An inverse of t matrices that are singular in one direction: all rows up, all columns down.

    Scaled to a diagonal of ones and filled in that direction they are far from singular.
    """
    root = np.sqrt(np.diagonal(whole, axis1=1, axis2=2))
    flat = nothing * root
    flat = flat / np.sqrt((flat**2).sum(axis=1, keepdims=True))
    scale = root[:, :, None] * root[:, None, :]
    found = np.linalg.inv(whole / scale + flat[:, :, None] * flat[:, None, :]) / scale
    return np.asarray(found, dtype=np.float64)


def _groups(held: np.ndarray) -> Floats:
    """(r + c) × groups, 0 or 1: rows and columns that empty cells tie together."""
    empty = sparse.block_array([[None, ~held], [~held.T, None]])
    number, group = csgraph.connected_components(empty, directed=False)
    return np.asarray(group[:, None] == np.arange(number), dtype=np.float64)


def _squares(a: Floats, b: Floats, c: Floats, s: Floats) -> Floats:
    """Σ over pairs of cells of s·s′·(a + b + b′ + c)², multiplied out (t)."""
    rows, columns = s.sum(axis=2, keepdims=True), s.sum(axis=1, keepdims=True)
    down, along, across = a @ s, s @ c, s @ b.mT
    alone = _sum(rows * a**2 * rows.mT) + _sum(columns.mT * c**2 * columns)
    mixed = _sum(rows * b**2 * columns) + _sum(down * along) + _sum(across * across.mT)
    return alone + 2 * mixed + 4 * (_sum(rows * b * down) + _sum(b * columns * along))


def corrected_v(chi2: Floats, n: Ints, shape: tuple[int, int]) -> Floats:
    """Cramér's V without the part that chance alone gives (t; Bergsma 2013)."""
    r, c = shape
    with np.errstate(divide="ignore", invalid="ignore"):
        phi2 = np.maximum(0.0, chi2 / n - (r - 1) * (c - 1) / (n - 1))
        least = np.minimum(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
        found = np.where((n > 1) & (least > 0), np.sqrt(phi2 / least), 0.0)
    return np.asarray(found, dtype=np.float64)


def smallest_expected(n: Ints) -> tuple[Floats, Floats]:
    """The least expected count, and the share of them under 5 (t each; Cochran 1954)."""
    expected = n.sum(axis=2, keepdims=True) * n.sum(axis=1, keepdims=True)
    expected = expected / n.sum(axis=(1, 2), keepdims=True)
    return expected.min(axis=(1, 2)), (expected < 5).mean(axis=(1, 2))


def _sum(cells: Floats) -> Floats:
    return np.asarray(cells.sum(axis=(1, 2)), dtype=np.float64)
