"""対応分析: rows and columns of a table on one map, near where they go together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.counting import Floats
from analysis.errors import AnalysisError


class NothingToMap(AnalysisError):
    message = "対応分析には、回答のある行と列がそれぞれ2つ以上必要です"


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A correspondence analysis with k axes; the sign of an axis says nothing.

    Attributes:
        singular, inertia, share: k, of each axis, the largest first.
        total: all inertia, χ² ÷ n.
        row_mass, column_mass: r · c.
        row_inertia, column_inertia: r · c.
        rows, columns: r × k · c × k, principal coordinates.
        standard_columns: c × k, columns / singular; rows @ standard_columns.T has no sign left
            to choose.
        row_contribution, column_contribution: r × k · c × k, parts of each axis's inertia.
        row_quality, column_quality: r × k · c × k, cos²: how much of a point each axis shows.
    """

    singular: Floats
    inertia: Floats
    share: Floats
    total: float
    row_mass: Floats
    column_mass: Floats
    row_inertia: Floats
    column_inertia: Floats
    rows: Floats
    columns: Floats
    standard_columns: Floats
    row_contribution: Floats
    column_contribution: Floats
    row_quality: Floats
    column_quality: Floats


@dataclass(frozen=True, slots=True)
class Multiple:
    """Inertias of several questions at once: of the indicator matrix, and adjusted (Greenacre)."""

    inertia: Floats
    adjusted: Floats


def correspondence(table: Floats) -> Correspondence:
    """Map an r × c table of counts or weights, every row and column with someone in it.

    Raises:
        NothingToMap

    Source: Greenacre (2017); R ca::ca.
    """
    if min(table.shape) < 2 or (table.sum(axis=0) <= 0).any() or (table.sum(axis=1) <= 0).any():
        raise NothingToMap
    row, column = (table.sum(axis=way) / table.sum() for way in (1, 0))
    expected = np.outer(row, column)
    apart = (table / table.sum() - expected) / np.sqrt(expected)
    left, singular, right = np.linalg.svd(apart, full_matrices=False)
    k = min(table.shape) - 1
    left, singular, right = left[:, :k], singular[:k], right[:k].T
    inertia, parts = singular**2, apart**2
    total, standard = float(parts.sum()), right / np.sqrt(column)[:, None]
    rows, columns = left / np.sqrt(row)[:, None] * singular, standard * singular
    return Correspondence(
        singular=singular,
        inertia=inertia,
        share=np.divide(inertia, total, out=np.full(k, np.nan), where=total > 0),
        total=total,
        row_mass=row,
        column_mass=column,
        row_inertia=parts.sum(axis=1),
        column_inertia=parts.sum(axis=0),
        rows=rows,
        columns=columns,
        standard_columns=standard,
        row_contribution=left**2,
        column_contribution=right**2,
        row_quality=_quality(rows),
        column_quality=_quality(columns),
    )


def _quality(points: Floats) -> Floats:
    whole = (points**2).sum(axis=1, keepdims=True)
    return np.asarray(np.divide(points**2, whole, out=np.zeros_like(points), where=whole > 0))


def multiple(questions: Sequence[np.ndarray]) -> Multiple:
    """Inertias of a multiple correspondence analysis.

    Args:
        questions: q ≥ 2 arrays of n levels, everyone having answered all.

    Raises:
        NothingToMap: fewer than two levels in all, or nobody.

    Source: Greenacre's adjustment (1993); R ca::mjca.
    """
    ticks = np.hstack([_ticks(question) for question in questions])
    q, k = len(questions), ticks.shape[1]
    inertia = correspondence(ticks).inertia[: k - q]
    above = inertia[inertia > 1 / q - 1e-12]
    return Multiple(inertia, np.asarray((q / (q - 1) * (above - 1 / q)) ** 2))


def _ticks(levels: np.ndarray) -> Floats:
    known, place = np.unique(levels, return_inverse=True)
    return np.asarray(np.eye(len(known))[place])
