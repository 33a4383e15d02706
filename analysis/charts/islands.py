"""Where a map of themes is drawn: an island for each theme, and on it a point for each voice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.charts import frame, palette
from analysis.counting import Floats
from analysis.presentation import percent
from analysis.text.placing import place_by
from analysis.text.theme_map import ThemeMap, seated

COLOURS = (*palette.NOMINAL[:5], "#00797a", "#8a6500", "#7a4a2a")
NOBODY = "#767676"  # voices of no theme, levels that are not named
CIRCLE = "circle"
SHAPES = ("square", "triangle-up", "diamond", "triangle-down", "cross")
SMALL = 12  # letters of the number under a name
_ARM, _END = 0.35, 1.15  # of a cross
_CORNERS: dict[str, Sequence[tuple[float, float]]] = {
    "square": ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    "triangle-up": ((0, -1.35), (1.25, 0.9), (-1.25, 0.9)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "triangle-down": ((0, 1.35), (1.25, -0.9), (-1.25, -0.9)),
    "cross": (
        *((-_ARM, -_END), (_ARM, -_END), (_ARM, -_ARM), (_END, -_ARM), (_END, _ARM)),
        *((_ARM, _ARM), (_ARM, _END), (-_ARM, _END), (-_ARM, _ARM), (-_END, _ARM)),
        *((-_END, -_ARM), (-_ARM, -_ARM)),
    ),
}
_COAST = 5.0  # from the outermost point to the shore
_FILLED = 0.24  # of the sheet, by points
_DOT = 0.4  # of the way from a point to the next
_GOLDEN = np.pi * (3 - np.sqrt(5))
_SEED = 0.53  # so that a point has as much room as in a honeycomb of points one step apart


@dataclass(frozen=True, slots=True)
class Room:
    """The sheet to begin with, the letters of a label's line, and how far points are apart."""

    width: float
    height: float
    letters: int
    lines: int
    points: int
    least: float
    most: float


WIDE = Room(width=840, height=520, letters=11, lines=2, points=2500, least=6.5, most=22)
NARROW = Room(width=328, height=460, letters=7, lines=3, points=500, least=7, most=16)


@dataclass(frozen=True, slots=True)
class Named:
    """What is written beside an island. `faint`: it is no theme, but what is in none."""

    name: str
    voices: int
    share: float
    faint: bool = False

    @property
    def told(self) -> str:
        return f"{self.voices:,}件・{percent(self.share)}%"


@dataclass(frozen=True, slots=True)
class Dot:
    """One point: `voice` is its place in the theme."""

    x: float
    y: float
    voice: int


@dataclass(frozen=True, slots=True)
class Land:
    """An island as it is drawn, in points from the upper left.

    Attributes:
        x, y, radius: of its shore.
        lines: its name; `told`, how many voices it has.
        foot: where the first line of its name stands.
    """

    x: float
    y: float
    radius: float
    foot: float
    lines: tuple[str, ...]
    told: str
    colour: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """What is drawn and where; pages draw it with links.

    Attributes:
        each: how many voices a point stands for.
        dot: radius of a point.
    """

    lands: tuple[Land, ...]
    width: float
    height: float
    each: int
    dot: float


@dataclass(frozen=True, slots=True)
class Painted:
    """Points by a level of an axis instead of by theme.

    Attributes:
        labels: of the levels, the last for those that are not named.
        level_of: for each island, the level of each voice (by its place in the theme).
    """

    labels: tuple[str, ...]
    level_of: tuple[Sequence[int], ...]

    def colour(self, level: int) -> str:
        return NOBODY if level == len(self.labels) - 1 else COLOURS[level % len(COLOURS)]

    def shape(self, level: int) -> str:
        return CIRCLE if level == len(self.labels) - 1 else SHAPES[level % len(SHAPES)]


def arranged(made: ThemeMap, named: Sequence[Named], *, narrow: bool = False) -> Arranged:
    """Find a place for every island and every point; a phone has fewer points."""
    room = NARROW if narrow else WIDE
    fewer = max(-(-sum(len(island.shown) for island in made.islands) // room.points), 1)
    seats = [_sunflower(len(island.shown[::fewer])) for island in made.islands]
    step = _step(sum(map(len, seats)), room)
    radii = [(float(np.linalg.norm(each, axis=1).max()) + _DOT) * step + _COAST for each in seats]
    labels = [_lines(each.name, room) for each in named]
    boxes = np.array(
        [
            _box(radius, lines, name.told)
            for radius, lines, name in zip(radii, labels, named, strict=True)
        ]
    ).reshape(-1, 2)
    placed = place_by(boxes, made.distances, width=room.width, height=room.height)
    lands = [
        _Drawn(island.at[::fewer], island.shown[::fewer], seat * step, radius).land(
            (x, y - high / 2 + radius), lines, name.told, colour
        )
        for island, seat, radius, lines, name, (x, y), high, colour in zip(
            *(made.islands, seats, radii, labels, named, placed.centres, boxes[:, 1]),
            _colours(made.distances, named),
            strict=True,
        )
    ]
    return Arranged(tuple(lands), placed.width, placed.height, made.each * fewer, step * _DOT)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The points of an island around its middle, before it has its place."""

    at: Floats
    shown: tuple[int, ...]
    seats: Floats
    radius: float

    def land(
        self, middle: tuple[float, float], lines: tuple[str, ...], told: str, colour: str
    ) -> Land:
        x, y = middle
        spots = self.seats[seated(self.at, self.seats)]
        return Land(
            x=round(float(x), 1),
            y=round(float(y), 1),
            radius=round(self.radius, 1),
            foot=round(float(y) + self.radius + frame.SIZE, 1),
            lines=lines,
            told=told,
            colour=colour,
            dots=tuple(
                Dot(round(float(x + dx), 1), round(float(y + dy), 1), voice)
                for (dx, dy), voice in zip(spots, self.shown, strict=True)
            ),
        )


def _sunflower(m: int) -> Floats:
    """The m places of the seeds in a sunflower, about one step apart (m × 2): Vogel (1979)."""
    seed = np.arange(m) + 0.5
    away, turn = _SEED * np.sqrt(seed), np.arange(m) * _GOLDEN
    places = np.column_stack([away * np.cos(turn), away * np.sin(turn)])
    return np.asarray(places - places.mean(axis=0))


def _lines(name: str, room: Room) -> tuple[str, ...]:
    """A name in lines, between its words where these are short enough."""
    words = re.split(r"(?<=・)", name)
    if max(len(word.rstrip("・")) for word in words) > room.letters:
        return tuple(frame.broken(name, room.letters, room.lines).split("\n"))
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word.rstrip("・")) > room.letters:
            lines.append("")
        lines[-1] += word
    if len(lines) > room.lines:
        return tuple(frame.broken(name, room.letters, room.lines).split("\n"))
    return tuple(lines)


def _step(points: int, room: Room) -> float:
    filled = np.sqrt(_FILLED * room.width * room.height / (np.pi * _SEED**2 * max(points, 1)))
    return float(np.clip(filled, room.least, room.most))


def _box(radius: float, lines: Sequence[str], told: str) -> tuple[float, float]:
    wide = max(width_of(told, SMALL), *(width_of(line, frame.SIZE) for line in lines))
    high = 2 * radius + len(lines) * frame.LINE_HEIGHT + SMALL + 4
    return max(2 * radius, wide + 4), high


def width_of(words: str, size: float) -> float:
    """How wide words are, roughly, in letters of a size."""
    return size * sum(1.0 if ord(letter) > 0xFF else 0.58 for letter in words)


def _colours(distances: Floats, named: Sequence[Named]) -> list[str]:
    """A colour for each theme, so that those of one colour are as unlike as can be."""
    found: list[str] = []
    for place, name in enumerate(named):
        unlike = [
            min((distances[place, o] for o, c in enumerate(found) if c == colour), default=np.inf)
            for colour in COLOURS
        ]
        found.append(NOBODY if name.faint else COLOURS[int(np.argmax(unlike))])
    return found


def outline(shape: str, x: float, y: float, radius: float) -> str:
    """A mark as a path of SVG, of about the area of a circle of this radius."""
    corners = [(x + radius * dx, y + radius * dy) for dx, dy in _CORNERS[shape]]
    return "M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in corners) + "z"
