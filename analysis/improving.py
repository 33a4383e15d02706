"""満足度×重要度: what people are less content with than they find it important, item by item."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Variable, codes_of
from analysis.comparing.matrices import LEAST_LINES, common, matrices, named
from analysis.counting import Floats, Ints, weights
from analysis.disclosure import DESK, Rules, withheld_rows
from analysis.errors import AnalysisError
from analysis.methods.correlation import correlation
from analysis.methods.importance import Portfolio, portfolio
from analysis.results import Table, Unit
from analysis.steps import values

Z = 1.959963984540054  # of a 95 % interval
_STEP = 1e-5  # of the numerical derivative


class TooFewItems(AnalysisError):
    message = (
        "「%(satisfaction)s」と「%(importance)s」に共通する項目のうち、10人以上が回答したものが"
        "3つありません。同じ項目を並べたマトリクスを選んでください"
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which matrices are compared: names as `matrices` gives them, and of a scale and a weight."""

    satisfaction: str
    importance: str
    overall: str | None = None
    weight: str | None = None


@dataclass(frozen=True, slots=True)
class Improving:
    """k items by satisfaction and importance.

    Attributes:
        satisfaction, importance: headings of the two matrices.
        items: k labels.
        placed: their scores, deviations, quadrants and 改善度.
        se: k, standard errors of 改善度.
        satisfied_n, important_n: k, who gave an answer on the scale, never weighted.
        overall: the question satisfaction is correlated with; "" = none.
        derived: k, the (weighted) correlations; missing where there is none.
        left_out: items with fewer answers than may be shown.
    """

    satisfaction: str
    importance: str
    items: tuple[str, ...]
    placed: Portfolio
    se: Floats
    satisfied_n: Ints
    important_n: Ints
    weighted: bool
    overall: str
    derived: Floats
    left_out: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """The fewest answers that any number here rests on."""
        return int(min(self.satisfied_n.min(), self.important_n.min()))

    @property
    def order(self) -> list[int]:
        """Places of the items, the highest 改善度 first."""
        return [int(place) for place in np.argsort(self.placed.rank, kind="stable")]

    @property
    def low(self) -> Floats:
        """Lower ends of the 95 % intervals of 改善度 (k)."""
        return np.asarray(self.placed.improvement - Z * self.se)

    @property
    def high(self) -> Floats:
        return np.asarray(self.placed.improvement + Z * self.se)

    def tables(self) -> tuple[Table, ...]:
        made, order = self.placed, self.order
        title = f"{self.satisfaction} × {self.importance}"
        note = (
            "改善度の高い順。段階の得点は両端を±2とする加重平均、偏差値は項目間の平均50・標準偏差10"
        )
        scores = {
            "満足度": made.satisfaction,
            "重要度": made.importance,
            "満足度の偏差値": made.satisfaction_deviation,
            "重要度の偏差値": made.importance_deviation,
            "距離": made.distance,
            "角度": made.angle,
            "修正角度指数": made.index,
            "改善度": made.improvement,
            "改善度の下限": self.low,
            "改善度の上限": self.high,
            "ニーズ得点": made.need,
        }
        if self.overall:
            scores[f"「{self.overall}」との相関"] = self.derived
        body = pd.DataFrame(scores, index=list(self.items)).iloc[order]
        counted = {
            "順位": made.rank.astype(float),
            "満足度に回答": self.satisfied_n.astype(float),
            "重要度に回答": self.important_n.astype(float),
        }
        placed = pd.DataFrame({"領域": list(made.quadrant)}, index=list(self.items))
        return (
            Table(title, body, "score", note),
            Table(f"{title} 領域", placed.iloc[order], "text"),
            Table(
                f"{title} 順位と回答者数",
                pd.DataFrame(counted, index=list(self.items)).iloc[order],
                "count",
            ),
        )


@dataclass(frozen=True, slots=True)
class ByGroup:
    """The same for each level of an axis.

    Attributes:
        items: k labels, in the order of the whole.
        whole: everyone.
        groups: r; None where a group is withheld or holds nobody.
        n: r, the fewest answers behind a group's numbers; −1 where withheld.
    """

    axis: Variable
    items: tuple[str, ...]
    whole: Improving
    groups: tuple[Improving | None, ...]
    n: Ints

    def tables(self) -> tuple[Table, ...]:
        shown = [(label, made) for label, made in zip(self.axis.labels, self.groups, strict=True)]
        title = f"{self.whole.satisfaction} × {self.whole.importance}（{self.axis.label}別）"
        nothing = np.full(len(self.items), np.nan)
        kept = {"全体": self.whole, **dict(shown)}
        gone = np.array([made is None for made in kept.values()])
        order = self.whole.order
        withheld = np.tile(gone, (len(self.items), 1))

        def table(words: str, unit: Unit, of: Callable[[Improving], Floats]) -> Table:
            columns = {label: nothing if one is None else of(one) for label, one in kept.items()}
            body = pd.DataFrame(columns, index=list(self.items)).iloc[order]
            return Table(f"{title} {words}", body, unit, withheld=withheld)

        return table("改善度の順位", "count", _rank), table("改善度", "score", _improvement)


def improving(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    satisfaction: str,
    importance: str,
    overall: str | None = None,
    weight: str | None = None,
) -> Improving:
    """Place the items that two matrices both ask about.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        satisfaction: name of a matrix, as `matrices` gives it.
        importance: name of another with the same lines.
        overall: name of a scale that asks for satisfaction with everything.
        weight: name of the number column that weighs each response.

    Raises:
        NoSuchMatrix: there is no matrix of that name.
        TooFewItems: under three items were answered by 10 people or more in both.
        UnknownVariable, WrongMeasure, WeightUnusable

    Means are of those who gave an answer on the scale, item by item. The standard error of 改善度
    is by the delta method from the covariance of all 2k means, rows being drawn one by one.
    Source: see `importance.portfolio`; deviations are among the items, so the place of one item
    hangs on all the others.
    """
    wanted = Wanted(satisfaction, importance, overall, weight)
    laid = _laid(frame, codebook, wanted, DESK.base)
    return _placed(laid, np.ones(len(frame), dtype=bool))


def by_group(
    frame: pd.DataFrame, codebook: Codebook, wanted: Wanted, *, axis: str, rules: Rules = DESK
) -> ByGroup:
    """Place the same items within each level of an axis.

    Raises:
        NoSuchMatrix, TooFewItems, UnknownVariable, WrongMeasure, WeightUnusable
    """
    side = codebook.categorical(axis)
    laid = _laid(frame, codebook, wanted, rules.base)
    codes = codes_of(frame, side) - FIRST_LEVEL
    inside = [codes == place for place in range(len(side.levels))]
    n = np.array([laid.least(rows) for rows in inside], dtype=np.int64)
    held = np.array([int(rows.sum()) for rows in inside], dtype=np.int64)
    hidden = withheld_rows(n, rules.base, partners=rules.strict) | ((n == 0) & (held > 0))
    groups = tuple(
        None if gone or not people else _placed(laid, rows)
        for rows, gone, people in zip(inside, hidden, n, strict=True)
    )
    whole = _placed(laid, np.ones(len(frame), dtype=bool))
    return ByGroup(side, whole.items, whole, groups, np.where(hidden, -1, n))


@dataclass(frozen=True, slots=True)
class _Laid:
    """What is counted: n × k answers to either matrix, and the weight of each row (n)."""

    labels: tuple[str, str]
    items: tuple[str, ...]
    satisfied: Floats
    important: Floats
    weight: Floats
    weighted: bool
    overall: str
    felt: Floats
    left_out: tuple[str, ...]

    def least(self, rows: np.ndarray) -> int:
        """The fewest answers to an item in these rows."""
        both = np.hstack([self.satisfied, self.important])[rows]
        return int((~np.isnan(both)).sum(axis=0).min())


def _laid(frame: pd.DataFrame, codebook: Codebook, wanted: Wanted, least: int) -> _Laid:
    listed = matrices(codebook)
    first, second = named(listed, wanted.satisfaction), named(listed, wanted.importance)
    keys = common(first, second)
    weighing = weights(frame, codebook, wanted.weight)
    if len(keys) < LEAST_LINES:
        raise TooFewItems(satisfaction=first.label, importance=second.label)
    satisfied, important = (
        np.column_stack([values(frame, matrix.line(key).variable) for key in keys])
        for matrix in (first, second)
    )
    answered = np.minimum((~np.isnan(satisfied)).sum(axis=0), (~np.isnan(important)).sum(axis=0))
    kept = answered >= least
    if kept.sum() < LEAST_LINES:
        raise TooFewItems(satisfaction=first.label, importance=second.label)
    labels = [first.line(key).label for key in keys]
    overall = codebook.get(wanted.overall) if wanted.overall else None
    return _Laid(
        (first.label, second.label),
        tuple(label for label, keep in zip(labels, kept, strict=True) if keep),
        satisfied[:, kept],
        important[:, kept],
        np.ones(len(frame)) if weighing is None else weighing,
        wanted.weight is not None,
        overall.label if overall else "",
        values(frame, overall) if overall else np.full(len(frame), np.nan),
        tuple(label for label, keep in zip(labels, kept, strict=True) if not keep),
    )


def _placed(laid: _Laid, rows: np.ndarray) -> Improving:
    satisfied, important = laid.satisfied[rows], laid.important[rows]
    weight = laid.weight[rows]
    means, spread = _means(np.hstack([satisfied, important]), weight)
    k = len(laid.items)
    return Improving(
        *laid.labels,
        items=laid.items,
        placed=portfolio(means[:k], means[k:]),
        se=_errors(means, spread),
        satisfied_n=(~np.isnan(satisfied)).sum(axis=0),
        important_n=(~np.isnan(important)).sum(axis=0),
        weighted=laid.weighted,
        overall=laid.overall,
        derived=_derived(satisfied, laid.felt[rows], weight),
        left_out=laid.left_out,
    )


def _means(answers: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Means of the answers there are in each column, and their covariance."""
    known = ~np.isnan(answers)
    weighing = weight[:, None] * known
    filled = np.where(known, answers, 0.0)
    whole = weighing.sum(axis=0)
    means = (weighing * filled).sum(axis=0) / whole
    moves = weighing * (filled - means) / whole
    n = len(answers)
    return np.asarray(means), np.asarray(moves.T @ moves * n / max(n - 1, 1))


def _errors(means: Floats, spread: Floats) -> Floats:
    """Standard errors of 改善度 by the delta method, with a numerical derivative."""
    k = len(means) // 2
    slopes = np.empty((k, 2 * k))
    for place in range(2 * k):
        step = np.zeros(2 * k)
        step[place] = _STEP
        slopes[:, place] = (_improvement_of(means + step) - _improvement_of(means - step)) / (
            2 * _STEP
        )
    return np.asarray(np.sqrt(np.maximum(np.diag(slopes @ spread @ slopes.T), 0.0)))


def _improvement_of(means: Floats) -> Floats:
    k = len(means) // 2
    return portfolio(means[:k], means[k:]).improvement


def _derived(items: Floats, overall: Floats, weight: Floats) -> Floats:
    """Correlations with the overall question over those who answered both; missing under 10."""
    found = np.full(items.shape[1], np.nan)
    for place, item in enumerate(items.T):
        known = ~np.isnan(item) & ~np.isnan(overall)
        if known.sum() >= DESK.base and np.ptp(item[known]) > 0 and np.ptp(overall[known]) > 0:
            found[place] = correlation(item[known], overall[known], weight[known])
    return found


def _rank(made: Improving) -> Floats:
    return made.placed.rank.astype(np.float64)


def _improvement(made: Improving) -> Floats:
    return made.placed.improvement
