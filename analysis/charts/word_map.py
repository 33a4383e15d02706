"""The picture of a map of words: groups as blue discs, words as orange diamonds around 0."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.charts import frame, labels, scene
from analysis.charts.labels import Spot
from analysis.charts.palette import BLUE, ORANGE, SUB, TEXT
from analysis.charts.picture import Chart
from analysis.charts.scene import Line, Mark, Note, Scene
from analysis.counting import Floats
from analysis.presentation import percent
from analysis.text.word_map import WordMap

WIDTH, NARROW_WIDTH = 940.0, 328.0
HEIGHTS, NARROW_HEIGHTS = (360.0, 640.0), (360.0, 560.0)
NARROW_WORDS = 18
LETTERS, NARROW_LETTERS = 16, 8
MARK = 11.0
GROUP = "層："
_MARGIN = (90.0, 34.0)  # that labels find room in
_NARROW_MARGIN = (44.0, 30.0)
_FAR = 10.0  # from a mark to its label, beyond which a line leads there


@dataclass(frozen=True, slots=True)
class _Point:
    key: str
    label: str
    told: str
    x: float
    y: float

    @property
    def group(self) -> bool:
        return self.key.startswith(GROUP)


def word_map(made: WordMap, *, narrow: bool = False) -> Chart:
    """Draw a map, for a screen of a phone or for a page of A4."""
    return scene.chart(drawn(made, narrow=narrow), words(made))


def words(made: WordMap) -> str:
    """The map in words."""
    first, second = made.made.shares
    return (
        f"「{made.made.axis.label}」と{made.kind}の対応分析の図。横が第1軸（{percent(first)}%）、"
        f"縦が第2軸（{percent(second)}%）。層{len(made.made.sides)}個と{made.kind}"
        f"{len(made.made.tops)}個。位置は下の表にあります。"
    )


def group_key(name: str) -> str:
    """What the mark of a group is called, which no word is."""
    return f"{GROUP}{name}"


def drawn(made: WordMap, *, narrow: bool = False) -> Scene:
    """The map as marks; on a phone with the words that shape it most alone, to be readable."""
    points = _points(made, narrow=narrow)
    at = np.array([(point.x, -point.y) for point in points])
    width, height, places, zero = _laid_out(at, narrow=narrow)
    spots = [
        Spot(x, y, MARK, _wide(point.label), frame.SIZE + 3.0)
        for point, (x, y) in zip(points, places.tolist(), strict=True)
    ]
    middles = labels.placed(spots, width, height)
    marks = tuple(
        _mark(point, spot, middle)
        for point, spot, middle in zip(points, spots, middles, strict=True)
    )
    notes = _notes(made, height, len(points), narrow=narrow)
    return Scene(
        width=width,
        height=height + 18 * (len(notes) + 0.5),
        lines=(*_cross(zero, width, height), *_leads(spots, middles)),
        marks=marks,
        notes=notes,
    )


def _points(made: WordMap, *, narrow: bool) -> list[_Point]:
    of = made.made
    kept = list(range(len(of.tops)))
    if narrow:
        order = np.argsort(-made.contribution, kind="stable")[:NARROW_WORDS]
        kept = sorted(int(place) for place in order)
    letters = NARROW_LETTERS if narrow else LETTERS
    groups = [
        _Point(
            group_key(of.sides[place]),
            frame.broken(of.sides[place], letters, 1),
            f"層 {of.sides[place]}（{int(of.n[place]):,}件）",
            *of.groups[place].tolist(),
        )
        for place in range(len(of.sides))
    ]
    return groups + [
        _Point(
            made.keys[place],
            frame.broken(of.tops[place], letters, 1),
            f"{of.tops[place]}（{int(made.texts[place]):,}件）",
            *of.answers[place].tolist(),
        )
        for place in kept
    ]


def _laid_out(at: Floats, *, narrow: bool) -> tuple[float, float, Floats, tuple[float, float]]:
    """Width, height, the places of the points and of 0; a unit is as long upwards as across."""
    width = NARROW_WIDTH if narrow else WIDTH
    least, most = NARROW_HEIGHTS if narrow else HEIGHTS
    margin = np.array(_NARROW_MARGIN if narrow else _MARGIN)
    low, high = np.minimum(at.min(axis=0), 0), np.maximum(at.max(axis=0), 0)
    reach = np.maximum(high - low, 1e-9)
    unit = float(min((width - 2 * margin[0]) / reach[0], (most - 2 * margin[1]) / reach[1]))
    height = float(np.clip(reach[1] * unit + 2 * margin[1], least, most))
    corner = (np.array([width, height]) - reach * unit) / 2 - low * unit
    return width, height, np.asarray(corner + at * unit), (float(corner[0]), float(corner[1]))


def _wide(label: str) -> float:
    letters = sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.58 for c in label)
    return letters * frame.SIZE + 4


def _mark(point: _Point, spot: Spot, middle: tuple[float, float]) -> Mark:
    return Mark(
        key=point.key,
        kind="disc" if point.group else "diamond",
        middle=(round(spot.x, 1), round(spot.y, 1)),
        size=(MARK, MARK),
        fill=BLUE if point.group else ORANGE,
        edge=BLUE if point.group else ORANGE,
        label=point.label,
        at=(round(middle[0], 1), round(middle[1], 1)),
        ink=BLUE if point.group else TEXT,
        told=point.told,
    )


def _cross(zero: tuple[float, float], width: float, height: float) -> list[Line]:
    """The average of all, where both axes are 0."""
    x, y = round(zero[0], 1), round(zero[1], 1)
    return [
        Line((0, y), (width, y), 1, SUB, dashed=True),
        Line((x, 0), (x, height), 1, SUB, dashed=True),
    ]


def _leads(spots: Sequence[Spot], middles: Sequence[tuple[float, float]]) -> list[Line]:
    """A thin line to each label that found no place beside its mark."""
    found = []
    for spot, (x, y) in zip(spots, middles, strict=True):
        near_x = min(max(spot.x, x - spot.wide / 2), x + spot.wide / 2)
        near_y = min(max(spot.y, y - spot.high / 2), y + spot.high / 2)
        if np.hypot(near_x - spot.x, near_y - spot.y) > MARK / 2 + _FAR:
            ends = (round(spot.x, 1), round(spot.y, 1)), (round(near_x, 1), round(near_y, 1))
            found.append(Line(*ends, 1, SUB))
    return found


def _notes(made: WordMap, height: float, shown: int, *, narrow: bool) -> tuple[Note, ...]:
    first, second = made.made.shares
    told = [
        f"横：第1軸（{percent(first)}%）、縦：第2軸（{percent(second)}%）",
        f"●層　◆{made.kind}　点線の交わり：全体の平均",
    ]
    missing = len(made.made.sides) + len(made.made.tops) - shown
    if missing:
        told.append(f"図に大きく効く{made.kind}だけ。ほか{missing}個は下の表")
    lines = told if narrow else ["　　".join(told)]
    return tuple(Note((0, height + 18 * line), said) for line, said in enumerate(lines, 1))
