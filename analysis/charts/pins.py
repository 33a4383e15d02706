"""The picture of pins on a map: squares, the darker the more, over the borders of the areas."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, radians

import numpy as np

from analysis.charts import palette
from analysis.charts.picture import Chart
from analysis.charts.scene import SQUARE, Line, Mark, Note, Scene, chart
from analysis.pins import FEW, Pins

Point = tuple[float, float]  # longitude, latitude
Outline = Sequence[Point]
LONG, NARROW = 640.0, 340.0
_HIDDEN, _EDGE, _BORDER = "#d4d4d8", "#ffffff", "#4d4d4d"
_FIGURE = 22.0  # from which a square is wide enough to hold its number
_AIR = 0.12  # around the squares, of the extent of the map
_SQUARE = 0.7  # of the longer side: what the shorter one is at least
_ROOM = 64.0  # under the map, for what the colours mean
NAMED = 3


def pins(made: Pins, outlines: Sequence[Outline], *, narrow: bool = False) -> Chart:
    """Draw the squares over the outlines, for a screen of a phone or for a page of A4."""
    drawn = chart(scene(made, outlines, narrow=narrow), words(made))
    # Borders lie above the squares, which would cover them.
    drawn.spec["layer"].sort(key=lambda part: part["mark"]["type"] == "rule")
    return drawn


def scene(made: Pins, outlines: Sequence[Outline], *, narrow: bool = False) -> Scene:
    """Squares and borders in points, of the part of the map where squares are."""
    frame = _Frame(made, outlines, NARROW if narrow else LONG)
    edges = (edge for outline in outlines for edge in pairwise(outline))
    lines = tuple(
        Line(frame.at(*one), frame.at(*two), 1.0, _BORDER)
        for one, two in filter(None, (frame.clipped(*edge) for edge in edges))
    )
    marks = [frame.mark(place, made) for place in frame.inside(made)]
    keys, notes = _key(made, frame.high)
    return Scene(frame.wide, frame.high + _ROOM, lines, (*marks, *keys), notes)


def words(made: Pins) -> str:
    """The picture in words."""
    if made.total < 0:
        return "ピンが少ないため、地図に示しません。"
    shown = [f"{code}（{n}件）" for code, n in zip(made.codes, made.n, strict=True) if n > 0][
        :NAMED
    ]
    most = f"多い升目は、{'、'.join(shown)}。" if shown else "示せる升目はありません。"
    return (
        f"「{made.question.label}」のピン{made.total:,}件を、約{made.mesh}四方の升目で数えた地図。"
        f"{most}{FEW}の升目は件数を示しません。数値は表にあります。"
    )


class _Frame:
    """Where a place of the earth lies in the picture."""

    def __init__(self, made: Pins, outlines: Sequence[Outline], side: float) -> None:
        self.west, self.south, self.east, self.north = _seen(made, outlines)
        squeeze = cos(radians((self.south + self.north) / 2))
        across, down = (self.east - self.west) * squeeze, self.north - self.south
        wider = max(0.0, _SQUARE * down - across) / squeeze / 2
        higher = max(0.0, _SQUARE * across - down) / 2
        self.west, self.east = self.west - wider, self.east + wider
        self.south, self.north = self.south - higher, self.north + higher
        across = max((self.east - self.west) * squeeze, 1e-6)
        down = max(self.north - self.south, 1e-6)
        self.down = side / max(across, down)
        self.across = self.down * squeeze
        self.wide, self.high = side, down * self.down
        self.left = (side - across * self.down) / 2

    def clipped(self, one: Point, two: Point) -> tuple[Point, Point] | None:
        """The part of an edge that is seen; None = nothing of it.

        Source: Liang & Barsky (1984), A new concept and method for line clipping.
        """
        first, last = 0.0, 1.0
        sides = ((self.west, self.east), (self.south, self.north))
        for start, end, (low, high) in zip(one, two, sides, strict=True):
            step = end - start
            if step == 0:
                if not low <= start <= high:
                    return None
                continue
            near, far = sorted(((low - start) / step, (high - start) / step))
            first, last = max(first, near), min(last, far)
        if first >= last:
            return None
        ends = [
            tuple(a + (b - a) * at for a, b in zip(one, two, strict=True)) for at in (first, last)
        ]
        return (ends[0][0], ends[0][1]), (ends[1][0], ends[1][1])

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = self.left + (longitude - self.west) * self.across
        return x, (self.north - latitude) * self.down

    def inside(self, made: Pins) -> list[int]:
        return [
            place
            for place, (south, west, north, east) in enumerate(made.corners)
            if west < self.east and east > self.west and south < self.north and north > self.south
        ]

    def mark(self, place: int, made: Pins) -> Mark:
        south, west, north, east = (float(each) for each in made.corners[place])
        (x1, y1), (x2, y2) = self.at(west, north), self.at(east, south)
        n, most = int(made.n[place]), max(1, int(made.n.max()))
        fill = _HIDDEN if n < 0 else palette.shade(_strength(n, most))
        said = FEW if n < 0 else str(n)
        middle, size = ((x1 + x2) / 2, (y1 + y2) / 2), (x2 - x1, y2 - y1)
        label = said if size[0] >= _FIGURE and n >= 0 else ""
        told = f"{made.codes[place]} {said}{'' if n < 0 else '件'}"
        ink = palette.ink(fill)
        return Mark(str(place), "box", middle, size, fill, _EDGE, label, middle, ink, told, SQUARE)


def _seen(made: Pins, outlines: Sequence[Outline]) -> tuple[float, float, float, float]:
    """West, south, east and north of the squares on the map, with air around them."""
    points = [point for outline in outlines for point in outline]
    whole: list[float] = []
    south, west, north, east = made.corners.T if len(made.corners) else np.zeros((4, 1))
    bounds = [west.min(), south.min(), east.max(), north.max()]
    if points:
        xs, ys = np.array(points).T
        bounds = [xs.min(), ys.min(), xs.max(), ys.max()]
        whole = bounds
        there = (west < bounds[2]) & (east > bounds[0]) & (south < bounds[3]) & (north > bounds[1])
        if there.any():
            inside = (west[there], south[there], east[there], north[there])
            bounds = [each.min() for each in inside[:2]] + [each.max() for each in inside[2:]]
    of = whole or bounds
    air = float(_AIR * max(of[2] - of[0], of[3] - of[1]))
    left, low, right, high = (float(each) for each in bounds)
    return left - air, low - air, right + air, high + air


def _strength(n: int, most: int) -> float:
    """How dark a square is, of 1: never so pale that it looks like none."""
    return 0.2 + 0.8 * n / most


def _key(made: Pins, high: float) -> tuple[list[Mark], tuple[Note, ...]]:
    """What the colours mean, under the map."""
    shown = made.n[made.n > 0]
    most, least = (int(shown.max()), int(shown.min())) if len(shown) else (0, 0)
    steps = dict.fromkeys([most, (most + least) // 2, least]) if most else {}
    entries = [(palette.shade(_strength(n, most)), f"{n}件") for n in steps]
    entries += [(_HIDDEN, FEW)] if np.any(made.hidden) else []
    marks, notes, x = [], [], 4.0
    for place, (fill, said) in enumerate(entries):
        middle = (x + 8, high + 20)
        marks.append(
            Mark(
                f"k{place}",
                "box",
                middle,
                (16, 16),
                fill,
                _EDGE,
                "",
                middle,
                "#000000",
                said,
                SQUARE,
            )
        )
        notes.append(Note((x + 22, high + 24), said))
        x += 34 + 12 * len(said)
    notes.append(Note((4.0, high + 48), f"ピン {made.total:,}件　升目は約{made.mesh}四方"))
    return marks, tuple(notes)
