"""輪郭を軽くする: borders with fewer points, where neighbours keep sharing one border.

Rings are cut into lines where three borders meet; a line that two areas share is thinned once, for
both. Points go in the order of the area of the triangle with their neighbours, the least first.
Source: Visvalingam & Whyatt (1993), Line generalisation by repeated elimination of points,
Cartographic Journal 30, 46-51; the cutting as in Bostock's TopoJSON.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, inf, radians

from surveys.shapes import Point, Ring, Shape, twice_the_area

FINE = 6  # decimals by which borders of neighbours are known to be the same, about 0.1 m
_LEAST = 4  # points of a ring: a triangle that is closed
_STEPS = 24


@dataclass(frozen=True, slots=True)
class _Line:
    """A line between two meeting points, or a ring that meets nothing; each point's weight."""

    points: tuple[Point, ...]
    weights: tuple[float, ...]


def merged(rings: Sequence[Ring]) -> tuple[Ring, ...]:
    """The rings around several areas together: borders between two of them vanish."""
    return tuple(_closed(_borders(rings)))


def thinned(shapes: Sequence[Shape], fits: Callable[[Sequence[Shape]], bool]) -> list[Shape]:
    """The shapes with as many points as `fits` lets through; the coarsest, if none does.

    An island smaller than what is left out elsewhere goes too, but the largest of each area stays.
    """
    rounded = [Shape(one.code, tuple(map(_rounded, one.rings))) for one in shapes]
    if fits(rounded):
        return rounded
    cut = _Cut(rounded)
    weights = sorted({weight for line in cut.lines.values() for weight in line.weights})
    low, high = 0, len(weights) - 1
    best = cut.drawn(weights[high])
    for _ in range(_STEPS):
        if low >= high:
            break
        middle = (low + high) // 2
        made = cut.drawn(weights[middle])
        if fits(made):
            best, high = made, middle
        else:
            low = middle + 1
    return best


class _Cut:
    """Shapes as lists of the lines that their rings are made of."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self.east = cos(radians(_middle(shapes)))
        self.shapes = shapes
        self.lines: dict[tuple[Point, ...], _Line] = {}
        meeting = _meeting_points(shapes)
        self.parts = [
            [list(self._cut(ring, meeting)) for ring in shape.rings if len(ring) >= _LEAST]
            for shape in shapes
        ]

    def drawn(self, least: float) -> list[Shape]:
        """The shapes without the points that weigh less."""
        kept = {key: _kept(line, least) for key, line in self.lines.items()}
        return [
            Shape(shape.code, tuple(self._rings(rings, kept)))
            for shape, rings in zip(self.shapes, self.parts, strict=True)
        ]

    def _rings(
        self,
        rings: Sequence[list[tuple[tuple[Point, ...], bool]]],
        kept: Mapping[tuple[Point, ...], tuple[Point, ...]],
    ) -> Iterator[Ring]:
        made = [_joined([(kept[key], forward) for key, forward in ring]) for ring in rings]
        whole = [ring for ring in made if len(ring) >= _LEAST]
        if whole or not rings:
            yield from whole
            return
        largest = max(rings, key=lambda ring: abs(twice_the_area(self._fully(ring))))
        yield _coarsest(self._fully(largest))

    def _fully(self, ring: Sequence[tuple[tuple[Point, ...], bool]]) -> Ring:
        return _joined([(self.lines[key].points, forward) for key, forward in ring])

    def _cut(self, ring: Ring, meeting: set[Point]) -> Iterator[tuple[tuple[Point, ...], bool]]:
        """The lines of a ring, each with whether it is walked as it is kept."""
        points = ring[:-1]
        first = next((n for n, point in enumerate(points) if point in meeting), -1)
        if first < 0:  # it meets nothing: kept from its least point on, so that twins are one
            first = points.index(min(points))
        turned = (*points[first:], *points[:first], points[first])
        start = 0
        for place in range(1, len(turned)):
            if turned[place] in meeting or place == len(turned) - 1:
                yield self._line(turned[start : place + 1])
                start = place

    def _line(self, points: tuple[Point, ...]) -> tuple[tuple[Point, ...], bool]:
        key = min(points, points[::-1])
        if key not in self.lines:
            self.lines[key] = _Line(key, _weights(key, self.east))
        return key, key == points


def _middle(shapes: Sequence[Shape]) -> float:
    ys = [y for shape in shapes for ring in shape.rings for _, y in ring]
    return (min(ys) + max(ys)) / 2 if ys else 0.0


def _rounded(ring: Ring) -> Ring:
    """A ring on the fine grid, without a point twice in a row."""
    points: list[Point] = []
    for x, y in ring:
        point = (round(x, FINE), round(y, FINE))
        if not points or points[-1] != point:
            points.append(point)
    return (*points, points[0]) if len(points) > 1 and points[-1] != points[0] else tuple(points)


def _meeting_points(shapes: Sequence[Shape]) -> set[Point]:
    """Where borders meet or part: the points with other than two neighbours in all."""
    beside: defaultdict[Point, set[Point]] = defaultdict(set)
    for shape in shapes:
        for ring in shape.rings:
            for one, two in pairwise(ring):
                beside[one].add(two)
                beside[two].add(one)
    return {point for point, others in beside.items() if len(others) != 2}


def _weights(points: Sequence[Point], east: float) -> tuple[float, ...]:
    """When each point goes: the area of its triangle, never less than of one that went before.

    The ends of a line stay for ever. Of a closed line the whole weighs what its last triangle
    does, so that a small island goes at once.
    """
    flat = [(x * east, y) for x, y in points]
    last = len(flat) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    found = [inf] * len(flat)
    now = [inf] + [_triangle(flat, n - 1, n, n + 1) for n in range(1, last)] + [inf]
    heap = [(now[n], n) for n in range(1, last)]
    heapq.heapify(heap)
    reached = 0.0
    while heap:
        area, n = heapq.heappop(heap)
        if area != now[n] or found[n] != inf:
            continue
        reached = max(reached, area)
        found[n] = reached
        one, two = before[n], after[n]
        after[one], before[two] = two, one
        for each in (one, two):
            if 0 < each < last:
                now[each] = _triangle(flat, before[each], each, after[each])
                heapq.heappush(heap, (now[each], each))
    if points[0] == points[-1] and last > 1:
        return _of_island(found)
    return tuple(found)


def _of_island(found: list[float]) -> tuple[float, ...]:
    """Of a closed line its ends weigh no more than the last two points that go."""
    inner = sorted(found[1:-1], reverse=True)
    whole = inner[1] if len(inner) > 1 else 0.0
    return tuple(min(weight, whole) for weight in found)


def _triangle(points: Sequence[Point], one: int, middle: int, two: int) -> float:
    (x1, y1), (x2, y2), (x3, y3) = points[one], points[middle], points[two]
    return abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1)) / 2


def _kept(line: _Line, least: float) -> tuple[Point, ...]:
    pairs = zip(line.points, line.weights, strict=True)
    return tuple(point for point, weight in pairs if weight >= least)


def _joined(lines: Sequence[tuple[Sequence[Point], bool]]) -> Ring:
    points: list[Point] = []
    for line, forward in lines:
        walked = line if forward else line[::-1]
        points += walked[1:] if points and walked and points[-1] == walked[0] else walked
    return tuple(points)


def _coarsest(ring: Ring) -> Ring:
    """A box around what would be left out wholly, so that no area vanishes from the map."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    west, south, east, north = min(xs), min(ys), max(xs), max(ys)
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


def _borders(rings: Sequence[Ring]) -> list[tuple[Point, Point]]:
    """The edges that only one of the rings has."""
    found: dict[frozenset[Point], tuple[Point, Point]] = {}
    for ring in rings:
        for one, two in pairwise(_rounded(ring)):
            edge = frozenset((one, two))
            if edge in found:
                del found[edge]
            else:
                found[edge] = (one, two)
    return list(found.values())


def _closed(borders: Sequence[tuple[Point, Point]]) -> Iterator[Ring]:
    """Edges chained to rings: where several meet, any way round surrounds the same."""
    beside: defaultdict[Point, list[Point]] = defaultdict(list)
    for one, two in borders:
        beside[one].append(two)
        beside[two].append(one)
    for start in list(beside):
        while beside[start]:
            ring = [start]
            while beside[ring[-1]]:
                here = ring[-1]
                following = beside[here].pop()
                beside[following].remove(here)
                ring.append(following)
            if len(ring) >= _LEAST:
                yield tuple(ring)
