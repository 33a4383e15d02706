"""重み: making the sample look like the register, and saying what that costs.

A margin is {level: people}; a level nobody answered with cannot be weighted up, and is an error
that names it, never a silent zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.counting import Floats, Ints
from analysis.errors import AnalysisError

MOST_ROUNDS, MOST_STEPS = 2000, 200
LARGEST_POWER = 300.0  # of e; a weight that far is at its bound
EXACT = 1e-12  # of a margin; asked for is 1e-9


class EmptyLevel(AnalysisError):
    message = (
        "重み付けができません。「%(margin)s」の「%(level)s」は母集団に%(population)s人いますが、"
        "回答者が0人です。隣の区分と合わせてください"
    )


class UnknownLevel(AnalysisError):
    message = "重み付けができません。「%(margin)s」の「%(level)s」が母集団の表にありません"


class TotalsDiffer(AnalysisError):
    message = (
        "重み付けができません。母集団の合計が「%(first)s」では%(people)s人、"
        "「%(other)s」では%(others)s人で、合いません"
    )


class NotReached(AnalysisError):
    message = (
        "重み付けが収束しませんでした。「%(margin)s」の「%(level)s」を母集団に合わせられません。"
        "区分を合わせるか、軸を減らしてください"
    )


@dataclass(frozen=True, slots=True)
class Kish:
    """What weights cost.

    Attributes:
        deff: design effect, n·Σw² / (Σw)² (Kish 1965).
        neff: effective number of respondents.
        cv2: relvariance of the weights.
    """

    deff: float
    neff: float
    cv2: float
    least: float
    most: float
    total: float


@dataclass(frozen=True, slots=True)
class Margin:
    """What the register says of one attribute.

    Attributes:
        name: the attribute, for messages.
        codes: n, each row's level from 0.
        levels: the names of the c levels, for messages.
        people: c, how many the register counts.
    """

    name: str
    codes: Ints
    levels: tuple[str, ...]
    people: Floats

    @classmethod
    def of(cls, name: str, answers: Sequence[str], register: Mapping[str, float]) -> "Margin":
        """A margin from answers and the register's {level: people}.

        Raises:
            UnknownLevel: an answer that the register does not know.
            EmptyLevel: a level with people and no answer.
        """
        places = {level: place for place, level in enumerate(register)}
        for answer in answers:
            if answer not in places:
                raise UnknownLevel(margin=name, level=answer)
        codes = np.array([places[answer] for answer in answers], dtype=np.int64)
        people = np.array(list(register.values()), dtype=np.float64)
        held = np.bincount(codes, minlength=len(people))
        for level, number, there in zip(register, people, held, strict=True):
            if number > 0 and there == 0:
                raise EmptyLevel(margin=name, level=level, population=f"{number:,.0f}")
        return cls(name, codes, tuple(str(level) for level in register), people)

    def sums(self, weight: Floats) -> Floats:
        """Σ weight of each level (c)."""
        held = np.bincount(self.codes, weights=weight, minlength=len(self.people))
        return np.asarray(held, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Raked:
    """Weights made by raking, and how far it went: rounds, and the largest miss of a margin."""

    weight: Floats
    rounds: int
    miss: float


def kish(weight: Floats) -> Kish:
    """What weights (n) cost; missing where they add up to nothing."""
    n, total = len(weight), float(weight.sum())
    if total <= 0:
        nothing = float("nan")
        return Kish(nothing, nothing, nothing, nothing, nothing, total)
    deff = float(n * (weight**2).sum() / total**2)
    return Kish(deff, n / deff, deff - 1, float(weight.min()), float(weight.max()), total)


def rake(margins: Sequence[Margin], base: Floats | None = None) -> Raked:
    """Fit weights to several margins at once by iterative proportional fitting.

    Args:
        margins: at least one, all over the same n rows and of one total.
        base: n, the design weights to begin with; None = all equal.

    Raises:
        TotalsDiffer, NotReached

    Source: Deming & Stephan (1940); the result is unique (R survey::rake, calfun = "raking").
    """
    _same_totals(margins)
    weight = np.ones(len(margins[0].codes)) if base is None else base.astype(np.float64)
    for rounds in range(1, MOST_ROUNDS + 1):
        for margin in margins:
            weight = _met(margin, weight)
        miss = max(float(np.max(_misses(margin, weight))) for margin in margins)
        if miss <= EXACT:
            return Raked(weight, rounds, miss)
    if miss > 1e-9:
        raise _not_reached(margins, weight)
    return Raked(weight, rounds, miss)


def poststratify(cells: Margin, base: Floats | None = None) -> Floats:
    """Weights (n) that give every cell its people.

    Args:
        cells: the cells as one margin.
        base: n, the design weights to begin with; None = all equal.

    Source: R survey::postStratify.
    """
    weight = np.ones(len(cells.codes)) if base is None else base.astype(np.float64)
    return _met(cells, weight)


def calibrate(
    margins: Sequence[Margin], base: Floats, bounds: tuple[float, float] | None = None
) -> Floats:
    """Weights (n) closest to `base` that meet all margins.

    Args:
        margins: at least one, all over the same n rows and of one total.
        base: n, the design weights.
        bounds: the least and the most a weight may be of its base (logit); None = any, also
            below zero (GREG).

    Source: Deville & Särndal (1992), as R survey::calibrate, calfun = "linear" and "logit".

    Raises:
        TotalsDiffer, NotReached
    """
    _same_totals(margins)
    columns, wanted = indicators(margins), _totals(margins)
    pull, made = np.zeros(columns.shape[1]), base
    for _ in range(MOST_STEPS):
        g, slope = _distance(columns @ pull, bounds)
        made = base * g
        miss = wanted - columns.T @ made
        if float(np.abs(miss).max()) <= 1e-10 * float(wanted.max()):
            return np.asarray(made)
        bread = (columns * (base * slope)[:, None]).T @ columns
        pull = pull + np.linalg.lstsq(bread, miss)[0]
    raise _not_reached(margins, made)


def trim(weight: Floats, low: float, high: float, *, strict: bool = True) -> Floats:
    """Cut weights to [low, high] and spread what was cut evenly over the others.

    Args:
        weight: n.
        low: the least a weight may be.
        high: the most.
        strict: go on until none is outside; else once, which may push others outside.

    Source: R survey::trimWeights.
    """
    kept = weight.copy()
    for _ in range(MOST_ROUNDS if strict else 1):
        outside = (kept < low) | (kept > high)
        if not outside.any():
            return kept
        cut = np.clip(kept, low, high)
        free = ~outside
        if free.any():
            cut[free] += (kept.sum() - cut.sum()) / free.sum()
        kept = cut
    return kept


def indicators(margins: Sequence[Margin]) -> Floats:
    """What margins say of n rows: a column of ones, then one for each level but the first."""
    n = len(margins[0].codes)
    levels = [np.eye(len(margin.people))[margin.codes][:, 1:] for margin in margins]
    return np.asarray(np.hstack([np.ones((n, 1)), *levels]))


def _same_totals(margins: Sequence[Margin]) -> None:
    first = margins[0]
    for other in margins[1:]:
        people, others = float(first.people.sum()), float(other.people.sum())
        if abs(people - others) > 1e-6 * people:
            raise TotalsDiffer(
                first=first.name, people=f"{people:,.0f}", other=other.name, others=f"{others:,.0f}"
            )


def _met(margin: Margin, weight: Floats) -> Floats:
    """The weights with this one margin met."""
    held = margin.sums(weight)
    ratio = np.divide(margin.people, held, out=np.zeros_like(held), where=held > 0)
    return np.asarray(weight * ratio[margin.codes])


def _not_reached(margins: Sequence[Margin], weight: Floats) -> NotReached:
    """The error, with the margin and the level that are missed most."""
    worst = max(margins, key=lambda margin: float(np.max(_misses(margin, weight))))
    return NotReached(margin=worst.name, level=worst.levels[int(np.argmax(_misses(worst, weight)))])


def _misses(margin: Margin, weight: Floats) -> Floats:
    return np.abs(margin.sums(weight) - margin.people) / np.maximum(margin.people, 1e-300)


def _totals(margins: Sequence[Margin]) -> Floats:
    return np.concatenate([[margins[0].people.sum()], *(m.people[1:] for m in margins)])


def _distance(pull: Floats, bounds: tuple[float, float] | None) -> tuple[Floats, Floats]:
    """How much each weight is multiplied by, and its slope, for a pull."""
    if bounds is None:
        return 1 + pull, np.ones_like(pull)
    low, high = bounds
    bend = (high - low) / ((1 - low) * (high - 1))
    grown = np.exp(np.clip(bend * pull, -LARGEST_POWER, LARGEST_POWER))
    below = high - 1 + (1 - low) * grown
    g = (low * (high - 1) + high * (1 - low) * grown) / below
    slope = bend * (high - low) * (1 - low) * (high - 1) * grown / below**2
    return g, slope
