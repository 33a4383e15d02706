"""Where labels of a crowded map go: near their mark, on no other label and no other mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from analysis.counting import Floats

_ANGLES = 16
_STEP, _STEPS = 9.0, 24
_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark around `x`, `y` from the upper left, and the size of its label; all in points."""

    x: float
    y: float
    mark: float
    wide: float
    high: float


def placed(spots: Sequence[Spot], width: float, height: float) -> list[tuple[float, float]]:
    """The middle of each label; the most crowded marks choose first.

    A label takes the nearest of the places in rings around its mark that is free; where all are
    taken, the one that overlaps least.
    """
    marks = np.array([(s.x, s.y, s.mark / 2, s.mark / 2) for s in spots]).reshape(-1, 4)
    taken = marks.copy()
    found: dict[int, tuple[float, float]] = {}
    for place in _crowded_first(marks):
        spot = spots[place]
        wish = _wishes(spot)
        half = np.array([spot.wide / 2, spot.high / 2])
        over = _overlap(wish, half, taken) + 4 * _outside(wish, half, (width, height))
        best = int(np.argmin(over > 0)) if (over == 0).any() else int(np.argmin(over))
        x, y = wish[best].tolist()
        found[place] = (x, y)
        taken = np.vstack([taken, [x, y, *half]])
    return [found[place] for place in range(len(spots))]


def _crowded_first(marks: Floats) -> list[int]:
    apart = np.abs(marks[:, None, :2] - marks[None, :, :2])
    near = ((apart[..., 0] < 110) & (apart[..., 1] < 36)).sum(axis=1)
    return [int(place) for place in np.argsort(-near, kind="stable")]


def _wishes(spot: Spot) -> Floats:
    """Places for a label, the nearest first: right, left, below, above, then in rings (k × 2)."""
    turns = np.arange(_ANGLES) * 2 * np.pi / _ANGLES
    ways = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    near = [
        (spot.mark / 2 + _GAP + spot.wide / 2, 0.0),
        (-spot.mark / 2 - _GAP - spot.wide / 2, 0.0),
        (0.0, spot.mark / 2 + spot.high / 2),
        (0.0, -spot.mark / 2 - spot.high / 2),
    ]
    rings = [
        (
            x * (spot.mark / 2 + _GAP + spot.wide / 2 + far),
            y * (spot.mark / 2 + spot.high / 2 + far),
        )
        for far, (x, y) in product(np.arange(_STEPS) * _STEP, ways.tolist())
    ]
    return np.asarray(np.array([spot.x, spot.y]) + np.array([*near, *rings]))


def _overlap(wish: Floats, half: Floats, taken: Floats) -> Floats:
    """How much of what is taken each place would cover, in square points (k)."""
    apart = np.abs(wish[:, None] - taken[None, :, :2])
    over = np.maximum(half + taken[:, 2:] - apart, 0)
    return np.asarray(over.prod(axis=2).sum(axis=1))


def _outside(wish: Floats, half: Floats, sheet: tuple[float, float]) -> Floats:
    low = np.maximum(half - wish, 0)
    high = np.maximum(wish + half - np.array(sheet), 0)
    return np.asarray((low + high).sum(axis=1) * 10)
