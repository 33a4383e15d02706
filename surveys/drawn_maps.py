"""地図を描く: areas as the paths of a small SVG, and where a point of the earth lies on it.

The projection is equirectangular about the middle of the map: over a city or a prefecture its
lengths are right to a few parts in a thousand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

from surveys.shapes import Point, Ring, Shape, bounds, twice_the_area

LONG_SIDE = 1000  # of the picture, in its own units
MARGIN = 12
MOST_BYTES = 30_000  # of a picture on a respondent's phone, with its names
_NAME_BYTES = 60  # around each name: its element, its place
_LINES = 9  # across an area on which a place for its name is looked for


@dataclass(frozen=True, slots=True)
class Drawn:
    """An area of the picture: its path, and the middle of the room for its name."""

    code: str
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A map as a page draws it.

    Attributes:
        width, height: in its own units.
        west, north: of its upper left corner, in degrees.
        across, down: units for a degree of longitude and of latitude.
    """

    width: int
    height: int
    west: float
    north: float
    across: float
    down: float
    areas: tuple[Drawn, ...]

    def place(self, point: Point) -> tuple[float, float]:
        """Where a point of the earth lies."""
        return (point[0] - self.west) * self.across, (self.north - point[1]) * self.down


def draw(shapes: Sequence[Shape]) -> Picture:
    """The picture of at least one shape."""
    west, south, east, north = bounds(shapes)
    squeeze = cos(radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
    down = (LONG_SIDE - 2 * MARGIN) / max(wide, high)
    across = down * squeeze
    blank = Picture(
        width=round(wide * down) + 2 * MARGIN,
        height=round(high * down) + 2 * MARGIN,
        west=west - MARGIN / across,
        north=north + MARGIN / down,
        across=across,
        down=down,
        areas=(),
    )
    areas = tuple(_drawn(blank, shape) for shape in shapes)
    return Picture(
        blank.width, blank.height, blank.west, blank.north, blank.across, blank.down, areas
    )


def weight(shapes: Sequence[Shape], names: Mapping[str, str]) -> int:
    """How many bytes a picture with its names takes on a page, nearly."""
    words = sum(len(names.get(each.code, "").encode()) + _NAME_BYTES for each in shapes)
    return words + sum(len(each.path) for each in draw(shapes).areas)


def _drawn(picture: Picture, shape: Shape) -> Drawn:
    rings = [_on(picture, ring) for ring in shape.rings]
    x, y = _room(max(rings, key=lambda ring: abs(twice_the_area(ring)))) if rings else (0, 0)
    return Drawn(shape.code, "".join(map(_path, rings)), round(x), round(y))


def _on(picture: Picture, ring: Ring) -> list[tuple[int, int]]:
    """A ring in whole units, without points that fall together."""
    points: list[tuple[int, int]] = []
    for x, y in map(picture.place, ring):
        point = (round(x), round(y))
        if not points or points[-1] != point:
            points.append(point)
    return points


def _path(points: Sequence[tuple[int, int]]) -> str:
    """A closed path in steps: short, as most steps are."""
    (x, y), *_ = points
    steps = [f"{x2 - x1},{y2 - y1}" for (x1, y1), (x2, y2) in pairwise(points[:-1])]
    return f"M{x},{y}l{' '.join(steps)}z".replace(",-", "-").replace(" -", "-") if steps else ""


def _room(ring: Sequence[tuple[int, int]]) -> Point:
    """The middle of the widest stretch inside a ring, rather near its middle height."""
    ys = [y for _, y in ring]
    low, high = min(ys), max(ys)
    best, found = -1.0, (float(ring[0][0]), float(ring[0][1]))
    for number in range(1, _LINES + 1):
        y = low + (high - low) * number / (_LINES + 1) + 0.01
        crossed = sorted(
            x1 + (y - y1) * (x2 - x1) / (y2 - y1)
            for (x1, y1), (x2, y2) in pairwise(ring)
            if (y1 > y) != (y2 > y)
        )
        for left, right in zip(crossed[::2], crossed[1::2], strict=False):
            room = min(right - left, 3 * min(y - low, high - y))
            if room > best:
                best, found = room, ((left + right) / 2, y)
    return found
