"""A picture of marks with words on them, which a page can draw with a link on each mark."""

from dataclasses import dataclass
from typing import Literal

from analysis.charts import frame, palette
from analysis.charts.frame import Part
from analysis.charts.picture import Chart

Kind = Literal["box", "disc", "diamond"]
Anchor = Literal["left", "center"]
ROUND, SQUARE = 60.0, 4.0


@dataclass(frozen=True, slots=True)
class Line:
    """From one point to another; `ends` are the keys of the marks it ties, if any."""

    start: tuple[float, float]
    end: tuple[float, float]
    wide: float
    colour: str
    dashed: bool = False
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape around `middle` with its label at `at`; both mean `key`.

    Attributes:
        size: width and height, in points.
        told: what it says to who cannot see it.
        corner: radius of a box's corners.
    """

    key: str
    kind: Kind
    middle: tuple[float, float]
    size: tuple[float, float]
    fill: str
    edge: str
    label: str
    at: tuple[float, float]
    ink: str
    told: str
    corner: float = ROUND


@dataclass(frozen=True, slots=True)
class Note:
    """Words that mean no mark: axes, how to read the picture."""

    at: tuple[float, float]
    said: str
    anchor: Anchor = "left"


@dataclass(frozen=True, slots=True)
class Scene:
    """In points from the upper left; what comes later lies above."""

    width: float
    height: float
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    notes: tuple[Note, ...] = ()


NOTE_SIZE = 12
OPACITY = 0.55  # of lines
SHAPES: dict[Kind, str] = {"disc": "circle", "diamond": "diamond"}
# How large an area Vega calls the size of a shape that is as wide as 1.
AREAS: dict[Kind, float] = {"disc": 0.785, "diamond": 0.866}


def chart(scene: Scene, words: str) -> Chart:
    """The same picture as a file, without links."""
    boxes = [_boxes(scene, corner) for corner in (ROUND, SQUARE)]
    parts = [_lines(scene), *boxes, _points(scene), _labels(scene), _notes(scene)]
    layer = [part for part in parts if part["data"]["values"]]
    for part in layer:
        part["encoding"] = _place(scene) | part["encoding"]
    spec = frame.spec([], width=round(scene.width), height=round(scene.height), layer=layer)
    return Chart(spec, words)


def _place(scene: Scene) -> Part:
    across = {"type": "quantitative", "axis": None}
    return {
        "x": {"field": "x", "scale": {"domain": [0, scene.width], "nice": False}, **across},
        "y": {"field": "y", "scale": {"domain": [scene.height, 0], "nice": False}, **across},
    }


def _as_said(*fields: str) -> Part:
    """Fields that hold the very colours and widths to draw with."""
    numbers = {"strokeWidth": "quantitative", "size": "quantitative"}
    return {
        name: {"field": name, "type": numbers.get(name, "nominal"), "scale": None}
        for name in fields
    }


_ENDS = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}


def _lines(scene: Scene) -> Part:
    values = [
        {
            "x": line.start[0],
            "y": line.start[1],
            "x2": line.end[0],
            "y2": line.end[1],
            "strokeWidth": line.wide,
            "stroke": line.colour,
            "strokeDash": [4, 4] if line.dashed else [1, 0],
        }
        for line in scene.lines
    ]
    encoding = _ENDS | _as_said("strokeWidth", "stroke", "strokeDash")
    mark = {"type": "rule", "opacity": OPACITY}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _boxes(scene: Scene, corner: float) -> Part:
    values = [
        {
            "x": mark.middle[0] - mark.size[0] / 2,
            "x2": mark.middle[0] + mark.size[0] / 2,
            "y": mark.middle[1] - mark.size[1] / 2,
            "y2": mark.middle[1] + mark.size[1] / 2,
            "fill": mark.fill,
            "stroke": mark.edge,
        }
        for mark in scene.marks
        if mark.kind == "box" and mark.corner == corner
    ]
    drawn = {"type": "rect", "cornerRadius": corner, "strokeWidth": 1.5, "opacity": 1}
    encoding = _ENDS | _as_said("fill", "stroke")
    return {"data": {"values": values}, "mark": drawn, "encoding": encoding}


def _points(scene: Scene) -> Part:
    values = [
        {
            "x": mark.middle[0],
            "y": mark.middle[1],
            "shape": SHAPES[mark.kind],
            "fill": mark.fill,
            "stroke": mark.edge,
            "size": AREAS[mark.kind] * mark.size[0] * mark.size[1],
        }
        for mark in scene.marks
        if mark.kind != "box"
    ]
    encoding = _as_said("fill", "stroke", "shape", "size")
    drawn = {"type": "point", "opacity": 1, "strokeWidth": 1.5}
    return {"data": {"values": values}, "mark": drawn, "encoding": encoding}


def _labels(scene: Scene) -> Part:
    values = [
        {"x": mark.at[0], "y": mark.at[1], "said": mark.label, "color": mark.ink}
        for mark in scene.marks
    ]
    encoding = {"text": {"field": "said"}} | _as_said("color")
    mark = {"type": "text", "fontSize": frame.SIZE}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _notes(scene: Scene) -> Part:
    values = [
        {"x": note.at[0], "y": note.at[1], "said": note.said, "align": note.anchor}
        for note in scene.notes
    ]
    mark = {
        "type": "text",
        "fontSize": NOTE_SIZE,
        "color": palette.SUB,
        "align": {"expr": "datum.align"},
    }
    encoding = {"text": {"field": "said"}}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}
