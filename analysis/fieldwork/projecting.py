"""最終回収数の見込み: how many will have answered by the deadline, from the curve so far."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import gamma

from analysis.counting import Floats
from analysis.errors import AnalysisError

FEWEST_DAYS, FEWEST_RETURNS = 5, 30
LEVEL = 0.9  # of the interval: nine times of ten the end lies in it
ROUNDED = 9  # a told number is up to this many too low
# What is tried, all alike likely beforehand: mean days until an answer, from quick to slow; how
# sharp the peak is; and what a reminder brings beside the first letter. Mail surveys lie inside.
MEANS: Floats = np.geomspace(1.5, 20, 24)
SHAPES = (1, 2, 3)
REMINDED: Floats = np.linspace(0, 1, 11)
POST = 2  # days from posting a reminder until it is read
_FACTORIALS = (1.0, 1.0, 2.0)


class TooEarly(AnalysisError):
    message = (
        "見込みは、受付から%(days)d日以上たち、%(returns)d票以上届いてから示します。"
        "それより早い見込みは当てになりません"
    )


@dataclass(frozen=True, slots=True)
class Course:
    """回収の経過.

    Attributes:
        numbers: returns until the end of each day from the first one on, as they are told.
        days_left: whole days still to come.
        reminders: places in `numbers` of the days on which reminders were sent.
        most: letters that reached somebody; None where there is no telling.
    """

    numbers: tuple[int, ...]
    days_left: int
    reminders: tuple[int, ...] = ()
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """Returns by the deadline in tens, with the interval that holds them nine times of ten."""

    expected: int
    low: int
    high: int


def project(course: Course) -> Projection:
    """Carry the curve of returns on to the deadline, without reminders still to be sent.

    Raises:
        TooEarly: under 5 days, or under 30 returns.

    The times until an answer follow an Erlang distribution (a curve that rises, bends and
    saturates), anew after each reminder; the days' numbers are counts with more spread than
    Poisson's (McCullagh and Nelder 1989, ch. 6), estimated from the best of the curves. All curves
    of a grid are weighted by their quasi-likelihood; the interval is that of the mixture of their
    predictions, each a gamma distribution with a negative binomial's variance. So what the days
    so far do not tell (whether the bend has come) makes the interval wide.
    """
    numbers = np.asarray(course.numbers, dtype=np.float64)
    if len(numbers) < FEWEST_DAYS or numbers[-1] < FEWEST_RETURNS:
        raise TooEarly(days=FEWEST_DAYS, returns=FEWEST_RETURNS)
    now = int(numbers[-1])
    if course.days_left <= 0:
        return _within(course, (now, now, _outward(now + ROUNDED)))
    came, ahead = _curves(course, len(numbers))
    weight, spread = _weights(np.diff(numbers, prepend=0.0), came)
    grown = ahead / came.sum(axis=1)
    mean = now * grown
    variance = spread * mean * (1 + grown)
    kept = weight > weight.max() * 1e-3
    low, middle, high = _quantiles(weight[kept], mean[kept], variance[kept])
    ends = (round(now + middle, -1), int(now + low) // 10 * 10, _outward(now + high + ROUNDED))
    return _within(course, (int(ends[0]), ends[1], ends[2]))


def _within(course: Course, ends: tuple[int, int, int]) -> Projection:
    """No fewer than have come, and no more than were asked."""
    now = course.numbers[-1]
    most = max(ends) if course.most is None else max(course.most, now)
    return Projection(*(min(max(end, now), most) for end in ends))


def _outward(number: float) -> int:
    return -int(-number // 10) * 10


def _curves(course: Course, days: int) -> tuple[Floats, Floats]:
    """For each curve of the grid: what share comes on each day so far, and until the deadline."""
    again = REMINDED if course.reminders else REMINDED[:1]
    ends = np.arange(days + 1, dtype=np.float64)
    last = float(days + course.days_left)
    came, ahead = [], []
    for shape in SHAPES:
        for mean in MEANS:
            for size in again:
                until = _until(ends, course.reminders, size, (shape, mean))
                end = _until(np.array([last]), course.reminders, size, (shape, mean))
                came.append(np.diff(until))
                ahead.append(end[0] - until[-1])
    return np.array(came), np.array(ahead)


def _until(days: Floats, reminders: Sequence[int], size: float, curve: tuple[int, float]) -> Floats:
    """What came until these days, in shares of what the first letter brings in the end."""
    waves = [(0, 1.0), *((start + POST, size) for start in reminders)]
    came = [part * _erlang(days - start, *curve) for start, part in waves]
    return np.asarray(np.sum(came, axis=0))


def _erlang(days: Floats, shape: int, mean: float) -> Floats:
    at = np.maximum(days, 0.0) * shape / mean
    tail = np.sum([at**k / _FACTORIALS[k] for k in range(shape)], axis=0)
    return np.asarray(1 - np.exp(-at) * tail)


def _weights(days: Floats, came: Floats) -> tuple[Floats, float]:
    """How well each curve fits the days, given their sum; and how far the days spread around."""
    shares = np.maximum(came, 1e-6)
    shares = shares / shares.sum(axis=1, keepdims=True)
    fit = (days * np.log(shares)).sum(axis=1)
    best = days.sum() * shares[fit.argmax()]
    spread = max(float(((days - best) ** 2 / best).sum()) / max(len(days) - 3, 1), 1.0)
    weight = np.exp((fit - fit.max()) / spread)
    return weight / weight.sum(), spread


def _quantiles(weight: Floats, mean: Floats, variance: Floats) -> list[float]:
    """The lower end, the median and the upper end of a mixture of gamma distributions."""
    mean = np.maximum(mean, 1e-9)
    shape, scale = mean**2 / np.maximum(variance, 1e-9), np.maximum(variance, 1e-9) / mean
    top = float((mean + 8 * np.sqrt(variance) + 10).max())
    at = np.linspace(0, top, 500)
    below = gamma.cdf(at[:, None], shape, scale=scale) @ weight
    ends = ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2)
    return [float(np.interp(end, below, at)) for end in ends]
