"""CS分析: satisfaction against importance, and what to improve first."""

from dataclasses import dataclass

import numpy as np

from analysis.counting import Floats
from analysis.methods.correlation import correlation

QUADRANTS = ("重点維持", "重点改善", "改善", "維持")


@dataclass(frozen=True, slots=True)
class Portfolio:
    """k items on the plane of satisfaction and importance.

    Attributes:
        satisfaction, importance: k, mean scores.
        satisfaction_deviation, importance_deviation: k, 偏差値 (mean 50, standard deviation 10).
        distance: k, from (50, 50).
        angle: k, degrees away from the line towards low satisfaction and high importance.
        index: k, 修正角度指数 (90 − angle) / 90.
        improvement: k, 改善度 = distance × index; the larger, the sooner.
        quadrant: k names; rank: k, from 1, by improvement.
        need: k, ニーズ得点: importance − satisfaction.
    """

    satisfaction: Floats
    importance: Floats
    satisfaction_deviation: Floats
    importance_deviation: Floats
    distance: Floats
    angle: Floats
    index: Floats
    improvement: Floats
    quadrant: tuple[str, ...]
    rank: np.ndarray
    need: Floats


@dataclass(frozen=True, slots=True)
class Derived:
    """How strongly k items go with an overall rating.

    Attributes:
        pearson, weighted: k, over those who answered the item and the overall question.
        n_complete: who answered everything.
        partial, beta: k, partial correlations and standardised coefficients over these.
    """

    pearson: Floats
    weighted: Floats
    n_complete: int
    partial: Floats
    beta: Floats


def portfolio(satisfaction: Floats, importance: Floats, *, ddof: int = 0) -> Portfolio:
    """Place items by their mean scores (k each); `ddof` as of `deviation`.

    Source: the trade's CS portfolio: deviation scores with the standard deviation of all items
    (n in the denominator); angle to the 45° line; 改善度 of 菅民郎.
    """
    x, y = deviation(satisfaction, ddof), deviation(importance, ddof)
    distance = np.hypot(x - 50, y - 50)
    angle = np.abs(np.degrees(np.arctan2(y - 50, x - 50)) - 135)
    angle = np.where(angle > 180, 360 - angle, angle)
    index, better = improvement(distance, angle)
    rank = np.empty(len(better), dtype=np.int64)
    rank[np.argsort(-better, kind="stable")] = np.arange(1, len(better) + 1)
    return Portfolio(
        satisfaction=satisfaction,
        importance=importance,
        satisfaction_deviation=x,
        importance_deviation=y,
        distance=distance,
        angle=angle,
        index=index,
        improvement=better,
        quadrant=tuple(_quadrant(a, b) for a, b in zip(x, y, strict=True)),
        rank=rank,
        need=importance - satisfaction,
    )


def deviation(scores: Floats, ddof: int = 0) -> Floats:
    """偏差値: 50 + 10 × (score − mean) / sd, over the k items; 50 where all are equal.

    `ddof` 0 takes the items for all there are, as the trade does; 1 for a sample.
    """
    if len(scores) <= ddof or np.ptp(scores) == 0:
        return np.full(len(scores), 50.0)
    return np.asarray(50 + 10 * (scores - scores.mean()) / scores.std(ddof=ddof))


def improvement(distance: Floats, angle: Floats) -> tuple[Floats, Floats]:
    """修正角度指数 and 改善度 of a distance and an angle in degrees."""
    index = np.asarray((90 - np.asarray(angle)) / 90, dtype=np.float64)
    return index, np.asarray(distance * index, dtype=np.float64)


def derived(items: Floats, overall: Floats, weight: Floats) -> Derived:
    """Importance that nobody was asked for: how items go with an overall rating.

    Args:
        items: n × k, missing where not answered.
        overall: n, likewise.
        weight: n.
    """
    known = ~np.isnan(items) & ~np.isnan(overall)[:, None]
    ones = np.ones(len(overall))
    pairs = [(items[k, j], overall[k], k) for j, k in enumerate(known.T)]
    plain = [correlation(x, y, ones[k]) for x, y, k in pairs]
    weighted = [correlation(x, y, weight[k]) for x, y, k in pairs]
    whole = known.all(axis=1)
    table = np.column_stack([items[whole], overall[whole]])
    matrix = np.atleast_2d(np.corrcoef(table, rowvar=False))
    inverse = np.linalg.inv(matrix)
    partial = -inverse[:-1, -1] / np.sqrt(np.diag(inverse)[:-1] * inverse[-1, -1])
    beta = np.asarray(np.linalg.solve(matrix[:-1, :-1], matrix[:-1, -1]), dtype=np.float64)
    return Derived(np.array(plain), np.array(weighted), int(whole.sum()), partial, beta)


def _quadrant(satisfaction: float, importance: float) -> str:
    if importance >= 50:
        return QUADRANTS[0] if satisfaction >= 50 else QUADRANTS[1]
    return QUADRANTS[2] if satisfaction < 50 else QUADRANTS[3]
