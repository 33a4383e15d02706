"""対応分析 as a map: groups as blue discs, answers as orange diamonds, around the average."""

from dataclasses import dataclass

import numpy as np

from analysis.charts import frame
from analysis.charts.palette import BLUE, LINE, ORANGE, SUB
from analysis.charts.picture import Chart
from analysis.charts.placing import Point, placed
from analysis.mapped import Mapped
from analysis.presentation import percent

HEIGHT = 480
NARROW_PLOT = 280
LETTERS = 12
FILLED = 0.78  # of the plot, so that labels find room at its edges


@dataclass(frozen=True, slots=True)
class _View:
    """A plot of `size` points, one point for `unit`, around `middle`."""

    size: tuple[int, int]
    unit: float
    middle: tuple[float, ...]

    def ends(self, axis: int) -> list[float]:
        """What lies at either end of an axis."""
        half = self.size[axis] / 2 * self.unit
        return [self.middle[axis] - half, self.middle[axis] + half]

    def points(self, place: float, axis: int) -> float:
        return (place - self.middle[axis]) / self.unit + self.size[axis] / 2

    def back(self, points: float, axis: int) -> float:
        return (points - self.size[axis] / 2) * self.unit + self.middle[axis]


def mapped(made: Mapped, *, narrow: bool = False) -> Chart:
    """One unit is as long upwards as across; a phone gets the numbers of the table's rows."""
    size = (NARROW_PLOT, NARROW_PLOT) if narrow else (frame.ROOMY.plot, HEIGHT)
    places = np.vstack([made.groups, made.answers])
    low, high = places.min(axis=0), places.max(axis=0)
    unit = max(float(((high - low) / (np.array(size) * FILLED)).max()), 1e-9)
    view = _View(size, unit, tuple(((low + high) / 2).tolist()))
    values = _points(made, places, view, narrow=narrow)
    first, second = made.shares
    across = _axis("x", f"第1軸（{percent(first)}%）", view.ends(0))
    up = _axis("y", f"第2軸（{percent(second)}%）", view.ends(1))
    names = [made.axis.label, "回答"]
    colour = {
        "field": "kind",
        "type": "nominal",
        "sort": names,
        "scale": {"domain": names, "range": [BLUE, ORANGE]},
        "legend": {"columns": 2},
    }
    shape = colour | {"scale": {"domain": names, "range": ["circle", "diamond"]}}
    layer = [
        *_cross(across, up),
        {
            "mark": {"type": "point", "filled": True, "size": 120, "opacity": 1},
            "encoding": {"x": across, "y": up, "color": colour, "shape": shape},
        },
        {
            "mark": {"type": "text", "align": "center", "baseline": "middle", "fontSize": 13},
            "encoding": {
                "x": across | {"field": "label_x"},
                "y": up | {"field": "label_y"},
                "text": {"field": "label"},
                "color": colour | {"legend": None},
            },
        },
    ]
    spec = frame.spec(values, width=size[0], height=size[1], layer=layer)
    return Chart(spec, words(made))


def words(made: Mapped) -> str:
    """The map in words."""
    first, second = made.shares
    return (
        f"「{made.question.label}」と「{made.axis.label}」の対応分析の図。横が第1軸"
        f"（{percent(first)}%）、縦が第2軸（{percent(second)}%）。点は群{len(made.sides)}個と"
        f"回答{len(made.tops)}個。位置は下の表にあります。"
    )


def _points(made: Mapped, places: np.ndarray, view: _View, *, narrow: bool) -> frame.Values:
    names = [*made.sides, *made.tops]
    kinds = [made.axis.label] * len(made.sides) + ["回答"] * len(made.tops)
    labels = [
        str(number) if narrow else frame.broken(name, LETTERS, lines=1)
        for number, name in enumerate(names, 1)
    ]
    points = [
        Point(view.points(x, 0), view.points(y, 1), label)
        for (x, y), label in zip(places.tolist(), labels, strict=True)
    ]
    spots = placed(points, *view.size)
    return [
        {
            "x": x,
            "y": y,
            "kind": kind,
            "label": label,
            "label_x": view.back(spot[0], 0),
            "label_y": view.back(spot[1], 1),
        }
        for (x, y), kind, label, spot in zip(places.tolist(), kinds, labels, spots, strict=True)
    ]


def _axis(channel: str, title: str, ends: list[float]) -> frame.Part:
    axis = {"title": title, "labels": False, "domain": True, "domainColor": LINE}
    scale = {"domain": ends, "nice": False, "zero": False}
    return {"field": channel, "type": "quantitative", "scale": scale, "axis": axis}


def _cross(across: frame.Part, up: frame.Part) -> list[frame.Part]:
    """The average, where both axes are 0."""
    return [
        {
            "data": {"values": [{channel: 0}]},
            "mark": {
                "type": "rule",
                "clip": True,
                "color": SUB,
                "strokeDash": [4, 4],
                "opacity": 0.5,
            },
            "encoding": {channel: of},
        }
        for channel, of in (("x", across), ("y", up))
    ]
