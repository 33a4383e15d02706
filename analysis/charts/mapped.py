"""対応分析 as a map: groups as blue discs, answers as orange diamonds, around the average."""

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
MARGIN = 1.15  # of the farthest point, so that labels find room


def mapped(made: Mapped, *, narrow: bool = False) -> Chart:
    """One unit is as long upwards as across; a phone gets the numbers of the table's rows."""
    size = (NARROW_PLOT, NARROW_PLOT) if narrow else (frame.ROOMY.plot, HEIGHT)
    places = np.vstack([made.groups, made.answers])
    unit = max(float(np.abs(places[:, axis]).max()) * MARGIN / (size[axis] / 2) for axis in (0, 1))
    reach = [max(unit, 1e-9) * side / 2 for side in size]
    values = _points(made, places, size, unit or 1e-9, narrow=narrow)
    first, second = made.shares
    across = _axis("x", f"第1軸（{percent(first)}%）", reach[0])
    up = _axis("y", f"第2軸（{percent(second)}%）", reach[1])
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


def _points(
    made: Mapped, places: np.ndarray, size: tuple[int, int], unit: float, *, narrow: bool
) -> frame.Values:
    names = [*made.sides, *made.tops]
    kinds = [made.axis.label] * len(made.sides) + ["回答"] * len(made.tops)
    labels = [
        str(number) if narrow else frame.broken(name, LETTERS, lines=1)
        for number, name in enumerate(names, 1)
    ]
    points = [
        Point(x / unit + size[0] / 2, y / unit + size[1] / 2, label)
        for (x, y), label in zip(places.tolist(), labels, strict=True)
    ]
    spots = placed(points, size[0], size[1])
    return [
        {
            "x": x,
            "y": y,
            "kind": kind,
            "label": label,
            "label_x": (spot[0] - size[0] / 2) * unit,
            "label_y": (spot[1] - size[1] / 2) * unit,
        }
        for (x, y), kind, label, spot in zip(places.tolist(), kinds, labels, spots, strict=True)
    ]


def _axis(channel: str, title: str, reach: float) -> frame.Part:
    axis = {"title": title, "labels": False, "domain": True, "domainColor": LINE}
    scale = {"domain": [-reach, reach], "nice": False, "zero": False}
    return {"field": channel, "type": "quantitative", "scale": scale, "axis": axis}


def _cross(across: frame.Part, up: frame.Part) -> list[frame.Part]:
    """The average, where both axes are 0."""
    return [
        {
            "data": {"values": [{channel: 0}]},
            "mark": {"type": "rule", "color": SUB, "strokeDash": [4, 4], "opacity": 0.5},
            "encoding": {channel: of},
        }
        for channel, of in (("x", across), ("y", up))
    ]
