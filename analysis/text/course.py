"""テーマの推移: the share of voices each theme has, period by period, and whether it moves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Measure, Variable, column_of
from analysis.counting import Floats, Ints
from analysis.crosstab import Crosstab
from analysis.disclosure import DESK, Rules
from analysis.methods.comparisons import trend, two_shares
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.presentation import SMALL_BASE
from analysis.results import Table
from analysis.text.membership import by_axis

STRONG = 0.05
LEAST_EXPECTED = 5.0  # voices of a theme in a period, on the average
_WHEN = "__when__"


@dataclass(frozen=True, slots=True)
class Course:
    """k themes over t periods, the oldest first.

    Attributes:
        table: periods down, themes across, guarded.
        scores: t, where each period stands in time.
        judged: t, periods of 30 voices or more; only these are tested.
        direction: k, 1 where the share rises over these, −1 where it falls, 0 where neither.
        p, q: k; missing where too few voices were there to judge. q after Benjamini–Hochberg.
    """

    table: Crosstab
    scores: Floats
    judged: np.ndarray
    direction: Ints
    p: Floats
    q: Floats

    @property
    def names(self) -> list[str]:
        return self.table.question.labels

    @property
    def periods(self) -> list[str]:
        return self.table.axis.labels

    @property
    def moving(self) -> list[int]:
        """The themes whose share moves more than chance explains, the surest first."""
        with np.errstate(invalid="ignore"):
            strong = np.flatnonzero((self.q < STRONG) & (self.direction != 0))
        return [int(place) for place in strong[np.argsort(self.q[strong], kind="stable")]]

    def tables(self) -> tuple[Table, ...]:
        tests = pd.DataFrame({"p": self.p, "q（BH補正後）": self.q}, index=self.names)
        return (*self.table.tables(), Table("推移の検定", tests, "score"))


def course(
    periods: Sequence[str],
    scores: Sequence[float],
    voices: Sequence[tuple[int, int]],
    names: Sequence[str],
    *,
    rules: Rules = DESK,
) -> Course:
    """Follow themes through time.

    Args:
        periods: t names, the oldest first.
        scores: t, where each stands in time, of any unit.
        voices: (period, theme) of each voice by their places; a voice of no theme is
            `len(names)`.
        names: of the k themes.
        rules: what is too small to be shown.

    Over three periods or more of 30 voices it is the χ² test for trend in proportions
    (Cochran–Armitage; R prop.trend.test), over two the test of two proportions (R prop.test
    without correction); corrected over the themes by Benjamini–Hochberg.
    """
    levels = tuple((str(place), name) for place, name in enumerate(periods))
    axis = Variable(_WHEN, "時期", Measure.NOMINAL, levels)
    codes = np.array([when for when, _ in voices], dtype=np.int16) + FIRST_LEVEL
    frame = pd.DataFrame({_WHEN: column_of(axis, codes)})
    table = by_axis(frame, axis, names, [theme for _, theme in voices], rules=rules)
    at = np.array(scores, dtype=np.float64)
    judged = np.asarray(table.bases >= SMALL_BASE)
    tests = [_tested(table, at, judged, column) for column in range(len(table.total_n))]
    p, direction = np.array(tests, dtype=np.float64).reshape(-1, 2).T
    p[-1] = np.nan  # what is in no theme is not one
    return Course(table, at, judged, direction.astype(np.int64), p, benjamini_hochberg(p))


def _tested(
    table: Crosstab, scores: Floats, judged: np.ndarray, column: int
) -> tuple[float, float]:
    """p, and which way the share goes."""
    hits = table.n[judged, column].astype(np.float64)
    n, at = table.bases[judged].astype(np.float64), scores[judged]
    if len(n) < 2 or (hits < 0).any():
        return np.nan, 0.0
    share = hits.sum() / n.sum()
    way = float(np.sign(round(float(((at - n @ at / n.sum()) * (hits - share * n)).sum()), 9)))
    if n.mean() * min(share, 1 - share) < LEAST_EXPECTED:
        return np.nan, way
    if len(n) == 2:
        (x1, x2), (n1, n2) = hits.astype(int).tolist(), n.astype(int).tolist()
        return two_shares(x1, n1, x2, n2).p_pooled, way
    return trend(hits, n, at).p, way
