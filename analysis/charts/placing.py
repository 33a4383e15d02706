"""Where the labels of points go, so that they can be read: beside a point, on no other label."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from analysis.charts.frame import LINE_HEIGHT, SIZE

REACH = 14  # points from the middle of a mark to its label
MARK = 20.0  # points across
_HALO = (44.0, 30.0)  # points around a mark in which another's label would be taken for its own
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Point:
    """A mark at `x`, `y` in points from the lower left, and what is written beside it."""

    x: float
    y: float
    label: str


def placed(points: Sequence[Point], width: float, height: float) -> list[tuple[float, float]]:
    """The middle of each label, the most crowded points choosing first.

    Each label takes the first of twelve places around its mark that overlaps least with marks,
    with labels already placed, and with the edge of the plot, and that is not beside another's
    mark.
    """
    marks = [_around(p.x, p.y, MARK, MARK) for p in points]
    halos = [_around(p.x, p.y, *_HALO) for p in points]
    found: dict[int, tuple[float, float]] = {}
    taken: list[Box] = []
    for place in sorted(range(len(points)), key=lambda n: (-_crowd(points, n), n)):
        point = points[place]
        wide = _width(point.label)
        others = [box for made in (marks, halos) for n, box in enumerate(made) if n != place]
        others += taken
        best = min(
            _candidates(point, wide),
            key=lambda spot: _cost(_label(spot, wide), others, width, height),
        )
        found[place] = best
        taken.append(_label(best, wide))
    return [found[place] for place in range(len(points))]


def _candidates(point: Point, wide: float) -> list[tuple[float, float]]:
    side, up = wide / 2 + REACH, LINE_HEIGHT / 2 + REACH
    near = [(side, 0.0), (-side, 0.0), (0.0, up), (0.0, -up)]
    corners = [(a * wide / 2, b * up) for a, b in product((1, -1), (1, -1))]
    far = [(a * side, b * up * 1.4) for a, b in product((1, -1), (1, -1))]
    return [(point.x + dx, point.y + dy) for dx, dy in near + corners + far]


def _cost(box: Box, others: Sequence[Box], width: float, height: float) -> float:
    left, low, right, high = box
    area = (right - left) * (high - low)
    inside = _overlap(box, (0.0, 0.0, width, height))
    return sum(_overlap(box, other) for other in others) + 3 * (area - inside)


def _overlap(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0.0) * max(up, 0.0)


def _around(x: float, y: float, wide: float, high: float) -> Box:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _label(middle: tuple[float, float], wide: float) -> Box:
    return _around(middle[0], middle[1], wide, LINE_HEIGHT)


def _width(label: str) -> float:
    return sum(SIZE if ord(letter) > 0xFF else SIZE * 0.56 for letter in label)


def _crowd(points: Sequence[Point], place: int) -> int:
    own = points[place]
    return sum(abs(p.x - own.x) < 120 and abs(p.y - own.y) < 40 for p in points)
