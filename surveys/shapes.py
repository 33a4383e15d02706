"""地図の面: areas as rings of (longitude, latitude), and in which of them a point lies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, inf, radians

Point = tuple[float, float]  # longitude, latitude, in degrees
Ring = tuple[Point, ...]  # its last point is its first
METRES = 111_195.0  # of a degree of latitude, on a sphere of 6,371 km


@dataclass(frozen=True, slots=True)
class Shape:
    """An area of a map.

    `rings` are its islands and its holes alike: inside is what an odd number of them surrounds.
    """

    code: str
    rings: tuple[Ring, ...]


def area_at(shapes: Sequence[Shape], point: Point, *, near: float = 0.0) -> str:
    """The code of the area a point lies in; "" = outside all of them.

    A point that lies in none belongs to the nearest one, where its border is within `near` metres:
    a rounded place may have stepped over the edge of the map.
    """
    for shape in shapes:
        if contains(shape, point):
            return shape.code
    away, code = min(((distance(shape, point), shape.code) for shape in shapes), default=(inf, ""))
    return code if away <= near else ""


def contains(shape: Shape, point: Point) -> bool:
    """Whether a ray from the point eastwards crosses its rings an odd number of times.

    Source: W. R. Franklin, PNPOLY (1970).
    """
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in edges(shape):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def distance(shape: Shape, point: Point) -> float:
    """From a point to the border of an area, in metres, on the plane that touches the point."""
    east = cos(radians(point[1]))
    return min(
        (_to_edge(_flat(one, point, east), _flat(two, point, east)) for one, two in edges(shape)),
        default=inf,
    )


def edges(shape: Shape) -> Iterator[tuple[Point, Point]]:
    for ring in shape.rings:
        yield from pairwise(ring)


def bounds(shapes: Sequence[Shape]) -> tuple[float, float, float, float]:
    """West, south, east and north of everything; there is at least one shape."""
    points = [point for shape in shapes for ring in shape.rings for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def twice_the_area(ring: Sequence[Point]) -> float:
    """Twice what a ring surrounds, in square degrees; negative where it runs clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def _flat(point: Point, origin: Point, east: float) -> Point:
    return (point[0] - origin[0]) * METRES * east, (point[1] - origin[1]) * METRES


def _to_edge(one: Point, two: Point) -> float:
    """From the origin to the nearest point of an edge."""
    dx, dy = two[0] - one[0], two[1] - one[1]
    long = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(one[0] * dx + one[1] * dy) / long)) if long else 0.0
    return hypot(one[0] + along * dx, one[1] + along * dy)
