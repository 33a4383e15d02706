"""Many tables tested at once: which go together, and in which cells (see `association`)."""

from collections.abc import Iterator

import numpy as np
from scipy import stats

from analysis.counting import Floats, Ints
from analysis.methods import batched
from analysis.methods.association import MOST_EXACT, Association
from analysis.methods.fisher import fisher

_ROUNDING = 1e-12
UNDER_ONE = "期待度数が1未満のセルがあるため、検定は参考です"
MANY_UNDER_FIVE = "期待度数が5未満のセルが2割を超えるため、検定は参考です"


def associations(n: Ints, w: Floats, w2: Floats, *, weighted: bool) -> list[Association | None]:
    """Test independence of the rows and columns of each of t tables.

    Args:
        n: t × r × c respondents.
        w: t × r × c, Σ weight.
        w2: t × r × c, Σ weight².
        weighted: whether the weights differ; then Rao–Scott's second-order F is used.

    Returns:
        One for each table; None unless two rows and two columns have anyone in them.

    Source: as `association.associate`, solved for all tables at once.
    """
    found: list[Association | None] = [None] * len(n)
    for places, rows, columns in _alike(w):
        if min(rows.sum(), columns.sum()) > 1:
            held = [each[places][:, rows][:, :, columns] for each in (n, w, w2)]
            made = _weighted(*held) if weighted else _plain(held[0], held[1])
            for place, each in zip(places, made, strict=True):
                found[place] = each
    return found


def residuals(w: Floats, side: Floats, top: Floats, effective: Floats) -> Floats:
    """Adjusted standardised residuals of the cells of each of t tables (t × r × c).

    Args:
        w: t × r × c, Σ weight.
        side: t × r, Σ weight of everyone in the row.
        top: t × c, Σ weight of everyone in the column.
        effective: t, the effective number of respondents of the table.

    Unweighted they are Haberman's (1973); missing where a row or column has no one or everyone.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = side.sum(axis=1)[:, None, None]
        rows, columns = side[:, :, None] / whole, top[:, None, :] / whole
        expected, beside = rows * columns, (1 - rows) * (1 - columns)
        spread = expected * beside / effective[:, None, None]
        found = (w / whole - expected) / np.sqrt(spread)
    # Where everyone is in one row, 1 less its share is rounding alone.
    return np.where((spread > 0) & (beside > _ROUNDING), found, np.nan)


def _alike(w: Floats) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Places of tables in which the same rows and columns have anyone, and which these are."""
    filled = np.concatenate([w.sum(axis=2) > 0, w.sum(axis=1) > 0], axis=1)
    kinds, of = np.unique(filled, axis=0, return_inverse=True)
    for kind, held in enumerate(kinds):
        yield np.flatnonzero(of == kind), held[: w.shape[1]], held[w.shape[1] :]


def _weighted(n: Ints, w: Floats, w2: Floats) -> Iterator[Association]:
    total = n.sum(axis=(1, 2))
    chi2 = batched.pearson(w, total)
    statistic, df, below = batched.rao_scott(chi2, w, w2, total)
    p = stats.f.sf(statistic, df, below)
    v = batched.corrected_v(chi2, total, n.shape[1:])
    for place, (trusted, reason) in enumerate(_cochran(n)):
        degrees = (float(df[place]), float(below[place]))
        numbers = float(statistic[place]), degrees, float(p[place]), float(v[place])
        yield Association("Rao–Scott検定", *numbers, trusted, reason)


def _plain(n: Ints, w: Floats) -> Iterator[Association]:
    total, shape = n.sum(axis=(1, 2)), n.shape[1:]
    chi2, df = batched.pearson(w, total), float((shape[0] - 1) * (shape[1] - 1))
    p, v = stats.chi2.sf(chi2, df), batched.corrected_v(chi2, total, shape)
    for place, (trusted, reason) in enumerate(_cochran(n)):
        numbers = float(chi2[place]), df, float(p[place]), float(v[place])
        exact = _exact(n[place]) if shape == (2, 2) or not trusted else None
        yield Association("カイ二乗検定", *numbers, trusted, reason, exact)


def _cochran(n: Ints) -> Iterator[tuple[bool, str]]:
    for least, under_five in zip(*batched.smallest_expected(n), strict=True):
        reason = UNDER_ONE if least < 1 else MANY_UNDER_FIVE if under_five > 0.2 else ""
        yield not reason, reason


def _exact(n: Ints) -> float | None:
    return fisher(n.astype(np.float64)) if n.shape == (2, 2) or n.sum() <= MOST_EXACT else None
