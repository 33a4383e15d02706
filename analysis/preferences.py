"""選好の得点: what people want most, from best-worst choices, rankings and 100 points to share out.

Every score is a ratio of two sums over respondents, so one linearisation gives the standard
errors of all items and of the difference between any two: answers of one person hang together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from scipy import stats

from analysis.counting import Floats, Ints
from analysis.errors import AnalysisError
from analysis.methods.design import Design
from analysis.results import Table

_LEVEL = 0.025  # either side of a 95 % interval
_NOTHING = 1e-12  # a standard error of people who all said the same


class NobodyAnswered(AnalysisError):
    message = "この設問に回答した人がいないため、得点を計算できません"


@dataclass(frozen=True, slots=True)
class Preferences:
    """Scores of m items, the higher the more wanted.

    Attributes:
        title: what the score is called, with its range.
        score, se, low, high: m, with 95 % intervals (t).
        shown: m, respondents the score rests on, never weighted.
        beside: further columns of m shares or means, by their names.
        lead: how far the first item is before the second, its interval and p; missing with one
            item or nobody.
    """

    title: str
    labels: tuple[str, ...]
    n: int
    score: Floats
    se: Floats
    low: Floats
    high: Floats
    shown: Ints
    lead: tuple[float, float, float, float]
    beside: Mapping[str, Floats] = field(default_factory=dict)

    @property
    def order(self) -> list[int]:
        """Places of the items, the highest score first; items without one are left out."""
        known = np.flatnonzero(np.isfinite(self.score))
        ranked = np.argsort(-self.score[known].round(12), kind="stable")
        return [int(place) for place in known[ranked]]

    def tables(self) -> tuple[Table, ...]:
        columns = {"得点": self.score, "下限": self.low, "上限": self.high, **self.beside}
        body = pd.DataFrame(columns, index=list(self.labels))
        counts = pd.DataFrame({"人数": self.shown.astype(float)}, index=list(self.labels))
        return (
            Table(self.title, body, "score", f"n={self.n:,}"),
            Table(f"{self.title} 回答者数", counts, "count"),
        )


def best_worst(
    labels: Sequence[str], best: Floats, worst: Floats, shown: Floats, weight: Floats | None = None
) -> Preferences:
    """Scores of a best-worst question (MaxDiff): (best − worst) ÷ times shown, −1 to 1.

    Args:
        labels: m items.
        best: n × m, how often a respondent chose the item as the best.
        worst: n × m, likewise as the worst.
        shown: n × m, how often the item was among those to choose from.
        weight: n; None = everyone counts once.

    Raises:
        NobodyAnswered

    Respondents who chose nothing are left out. Source: Louviere, Flynn & Marley (2015), ch. 2.
    """
    kept = (best + worst).sum(axis=1) > 0
    best, worst, shown = best[kept], worst[kept], shown[kept]
    weighing = _weights(kept, weight)
    beside = {
        "最良の割合": _ratio(best, shown, weighing),
        "最悪の割合": _ratio(worst, shown, weighing),
    }
    return _scored("最良最悪の得点（−1〜1）", labels, (best - worst, shown), weighing, beside)


def ranking(
    labels: Sequence[str], ranks: Floats, depth: int, weight: Floats | None = None
) -> Preferences:
    """Scores of a ranking: `depth` points for the first item, 1 for the last that could be ranked.

    Args:
        labels: m items.
        ranks: n × m, from 1; missing where the item was not ranked, −inf where it was no choice.
        depth: how many could be ranked.
        weight: n; None = everyone counts once.

    Raises:
        NobodyAnswered

    An item that was not ranked gets 0 points; its mean rank is of those who ranked it. Who ranked
    nothing is left out. Source: Borda's count, truncated.
    """
    kept = np.asarray(np.isfinite(ranks).any(axis=1))
    ranks, weighing = ranks[kept], _weights(kept, weight)
    known = np.isfinite(ranks)
    filled = np.where(known, ranks, 0.0)
    points = np.where(known, depth + 1 - filled, 0.0)
    offered = (~np.isneginf(ranks)).astype(np.float64)
    beside = {
        "1位の割合": _ratio((filled == 1).astype(np.float64), offered, weighing),
        "選んだ割合": _ratio(known.astype(np.float64), offered, weighing),
        "平均順位": _ratio(filled, known.astype(np.float64), weighing),
    }
    return _scored(f"順位の得点（0〜{depth}）", labels, (points, offered), weighing, beside)


def points(labels: Sequence[str], given: Floats, weight: Floats | None = None) -> Preferences:
    """Mean points of a question that shares out a fixed sum.

    Args:
        labels: m items.
        given: n × m, points; −inf where the item was no choice. A row with a missing cell is no
            answer.
        weight: n; None = everyone counts once.

    Raises:
        NobodyAnswered
    """
    kept = np.asarray(np.isfinite(given).any(axis=1) & ~np.isnan(given).any(axis=1))
    given, weighing = given[kept], _weights(kept, weight)
    offered = np.isfinite(given)
    given, ones = np.where(offered, given, 0.0), offered.astype(np.float64)
    beside = {"配分した人の割合": _ratio((given > 0).astype(np.float64), ones, weighing)}
    return _scored("配分の平均点", labels, (given, ones), weighing, beside)


def means(
    title: str,
    labels: Sequence[str],
    numbers: Floats,
    beside: Mapping[str, Floats],
    weight: Floats | None = None,
) -> Preferences:
    """Mean of m numbers, each of those who have it.

    Args:
        title: what the mean is called, with its range.
        labels: m items.
        numbers: n × m; missing or −inf where somebody has none.
        beside: what stands beside the means.
        weight: n; None = everyone counts once.

    Raises:
        NobodyAnswered

    Source of the errors: means of domains, as R survey::svymean of a part of a design.
    """
    kept = np.asarray(np.isfinite(numbers).any(axis=1))
    numbers, weighing = numbers[kept], _weights(kept, weight)
    known = np.isfinite(numbers)
    return _scored(
        title, labels, (np.where(known, numbers, 0.0), known.astype(np.float64)), weighing, beside
    )


def apart(
    own: Preferences, other: Preferences, places: Sequence[int] | None = None
) -> tuple[Floats, Floats, Floats]:
    """Compare the scores of two groups of other people.

    Args:
        own: of m items.
        other: of the same items.
        places: m, where these stand in `other`; None = in the same order.

    Returns:
        The differences `own` − `other`, half of their 95 % intervals, and p: m each. Source:
        Welch (1947), with the linearised errors in the place of those of means.
    """
    there = list(range(len(own.score))) if places is None else list(places)
    first, second = own.se**2, other.se[there] ** 2
    se, gap = np.sqrt(first + second), own.score - other.score[there]
    alike = se <= _NOTHING  # everyone said the same
    with np.errstate(divide="ignore", invalid="ignore"):
        mine, yours = (np.maximum(each - 1, 1) for each in (own.shown, other.shown[there]))
        freedom = (first + second) ** 2 / (first**2 / mine + second**2 / yours)
        p = 2 * stats.t.sf(np.abs(gap) / se, freedom)
        half = stats.t.isf(_LEVEL, freedom) * se
    p = np.where(alike, np.where(np.abs(gap) > _NOTHING, 0.0, 1.0), p)
    return gap, np.where(alike, 0.0, half), np.where(np.isfinite(gap), p, np.nan)


def _weights(kept: np.ndarray, weight: Floats | None) -> Floats:
    if not kept.any():
        raise NobodyAnswered
    return np.ones(int(kept.sum())) if weight is None else weight[kept]


def _scored(
    title: str,
    labels: Sequence[str],
    sums: tuple[Floats, Floats],
    weight: Floats,
    beside: Mapping[str, Floats],
) -> Preferences:
    part, whole = sums
    score = _ratio(part, whole, weight)
    below = weight @ whole
    with np.errstate(divide="ignore", invalid="ignore"):
        moves = np.where(below > 0, weight[:, None] * (part - score * whole) / below, 0.0)
    spread = Design.of(weight).variance(moves)
    shown = (whole > 0).sum(axis=0).astype(np.int64)
    # What one person alone was shown has no spread to tell an error from.
    se = np.where(shown > 1, np.sqrt(np.maximum(np.diag(spread), 0.0)), np.nan)
    half = stats.t.isf(_LEVEL, np.maximum(shown - 1, 1)) * se
    made = Preferences(
        title=title,
        labels=tuple(labels),
        n=len(weight),
        score=score,
        se=se,
        low=score - half,
        high=score + half,
        shown=shown,
        lead=NO_LEAD,
        beside=beside,
    )
    return replace(made, lead=_lead(made, spread))


NO_LEAD = (float("nan"),) * 4


def _lead(made: Preferences, spread: Floats) -> tuple[float, float, float, float]:
    """Of the first item before the second: the difference, its 95 % interval and p."""
    if len(made.order) < 2 or made.shown[made.order[:2]].min() < 2:
        return NO_LEAD
    first, second = made.order[:2]
    degrees = int(made.shown[[first, second]].min()) - 1
    gap = float(made.score[first] - made.score[second])
    error = spread[first, first] + spread[second, second] - 2 * spread[first, second]
    se = float(np.sqrt(max(error, 0.0)))
    half = float(stats.t.isf(_LEVEL, degrees)) * se
    if se <= _NOTHING:  # everyone said the same
        return gap, gap, gap, 0.0 if gap > 0 else 1.0
    p = float(2 * stats.t.sf(gap / se, degrees))
    return gap, gap - half, gap + half, p


def _ratio(part: Floats, whole: Floats, weight: Floats) -> Floats:
    below = weight @ whole
    return np.asarray(
        np.divide(weight @ part, below, out=np.full(len(below), np.nan), where=below > 0)
    )
