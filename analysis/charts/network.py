"""The picture of a co-occurrence network: words in bubbles, ties as lines, groups on plates."""

import unicodedata
from dataclasses import dataclass

import numpy as np

from analysis.charts import frame, palette
from analysis.charts.picture import Chart
from analysis.text.cooccurrence import Network, Node, strongest
from analysis.text.placing import Placed, place

WIDTH, NARROW_WIDTH = 760, 328
ROOM, NARROW_ROOM = 4.4, 2.8  # times the area of all labels that a picture has
LEAST_HEIGHT = 300
NOTE_SIZE, NOTE_LINE = 12, 18
NARROW_EDGES = 36
COLOURS = (*palette.NOMINAL[:5], "#00797a", "#8a6500", "#7a4a2a")
TIE, GROUP_TIE, ALONE = "#8c8c94", "#1a1a1a", "#767676"
_LEAST, _MOST = 24.0, 56.0  # height of a word said once, and of the word said most
_ROUND, _PLATE = 60, 4  # corners
_THIN, _THICK = 1.0, 6.0

Sheet = tuple[float, float]  # its width and height
Boxes = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Arranged:
    """What is drawn and where, in points from the upper left; pages may draw it with links.

    Attributes:
        made: the network, or on a phone its strongest ties.
        boxes: width and height of each node.
        placed: where its middle lies.
        notes: how to read the picture.
    """

    made: Network
    boxes: Boxes
    placed: Placed
    notes: tuple[str, ...]

    @property
    def sheet(self) -> Sheet:
        return self.placed.width, self.placed.height + NOTE_LINE * (len(self.notes) + 0.5)


def arranged(made: Network, *, narrow: bool = False) -> Arranged:
    """Find a place for every node; on a phone for the strongest ties alone, to be readable."""
    if narrow:
        made = strongest(made, NARROW_EDGES)
    boxes = _boxes(made)
    width = NARROW_WIDTH if narrow else WIDTH
    placed = place(
        np.array(boxes).reshape(-1, 2),
        [(edge.first, edge.second) for edge in made.edges],
        width=width,
        height=max(LEAST_HEIGHT, _room(made, boxes, narrow=narrow) / width),
    )
    return Arranged(made, boxes, placed, _notes(made, narrow=narrow))


def network(made: Network, *, narrow: bool = False) -> Chart:
    """Draw a network, for a screen of a phone or for a page of A4."""
    drawn = arranged(made, narrow=narrow)
    width, height = drawn.sheet
    layer = [_lines(drawn), *_marks(drawn), _labels(drawn), _key(drawn)]
    spec = frame.spec([], width=round(width), height=round(height), layer=layer)
    return Chart(spec, words(drawn.made))


def words(made: Network) -> str:
    """The picture in words."""
    if not made.edges:
        return f"共起ネットワーク。n={made.n:,}。偶然より多く一緒に現れる語の組はありませんでした。"
    sure = [edge for edge in made.edges if edge.sure and not made.nodes[edge.first].group]
    told = "、".join(
        f"{made.nodes[edge.first].label}と{made.nodes[edge.second].label}"
        for edge in (sure or made.edges)[:5]
    )
    number = sum(not node.group for node in made.nodes)
    return (
        f"共起ネットワーク。n={made.n:,}。{number}語と{len(made.edges)}の結びつき。"
        f"強い結びつきは、{told}。すべての結びつきは下の表にあります。"
    )


def _boxes(made: Network) -> Boxes:
    """Width and height of each node; its height grows as the root of the texts that have it."""
    most = max((node.texts for node in made.nodes if not node.group), default=1)
    boxes = []
    for node in made.nodes:
        grown = 0.0 if node.group else float(np.sqrt(node.texts / most))
        high = _LEAST + (_MOST - _LEAST) * grown
        letters = sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.58 for c in node.label)
        boxes.append((max(letters * frame.SIZE + 12, high), high))
    return boxes


def _room(made: Network, boxes: Boxes, *, narrow: bool) -> float:
    """The area a picture needs: for its labels, and more where many lines run between them."""
    crowded = np.sqrt(max(1.0, len(made.edges) / max(1, len(made.nodes))))
    return (NARROW_ROOM if narrow else ROOM) * float(crowded) * sum(w * h for w, h in boxes)


def _place(sheet: Sheet) -> frame.Part:
    width, height = sheet
    across = {"type": "quantitative", "axis": None}
    return {
        "x": {"field": "x", "scale": {"domain": [0, width], "nice": False}, **across},
        "y": {"field": "y", "scale": {"domain": [height, 0], "nice": False}, **across},
    }


def _lines(drawn: Arranged) -> frame.Part:
    made, centres = drawn.made, drawn.placed.centres
    thick = _thickness(made)
    values = [
        {
            "x": float(centres[edge.first, 0]),
            "y": float(centres[edge.first, 1]),
            "x2": float(centres[edge.second, 0]),
            "y2": float(centres[edge.second, 1]),
            "wide": round(wide, 2),
            "colour": GROUP_TIE if made.nodes[edge.first].group else TIE,
            "dash": [1, 0] if edge.sure else [4, 4],
        }
        for edge, wide in zip(made.edges, thick, strict=True)
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "opacity": 0.55},
        "encoding": {
            **_place(drawn.sheet),
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            "strokeWidth": {"field": "wide", "type": "quantitative", "scale": None},
            "stroke": {"field": "colour", "type": "nominal", "scale": None},
            "strokeDash": {"field": "dash", "type": "nominal", "scale": None},
        },
    }


def _thickness(made: Network) -> list[float]:
    """Widths of lines: of each kind the strongest is the thickest."""
    kinds = [made.nodes[edge.first].group for edge in made.edges]
    most = {
        kind: max(e.strength for e, k in zip(made.edges, kinds, strict=True) if k == kind)
        for kind in set(kinds)
    }
    return [
        _THIN + (_THICK - _THIN) * (edge.strength / most[kind]) if edge.sure else _THIN
        for edge, kind in zip(made.edges, kinds, strict=True)
    ]


def _marks(drawn: Arranged) -> list[frame.Part]:
    """Words as rounded shapes of their community's colour, groups as dark plates."""
    made = drawn.made
    sizes = np.bincount([n.community for n in made.nodes if not n.group], minlength=1)
    parts: list[frame.Part] = []
    for group, corner in ((False, _ROUND), (True, _PLATE)):
        values = [
            {"x": x - wide / 2, "x2": x + wide / 2, "y": y - high / 2, "y2": y + high / 2,
             "fill": _fill(node, sizes), "colour": _colour(node, sizes)}
            for node, (x, y), (wide, high) in zip(
                made.nodes, drawn.placed.centres.tolist(), drawn.boxes, strict=True
            )
            if node.group == group
        ]  # fmt: skip
        mark = {"type": "rect", "cornerRadius": corner, "strokeWidth": 1.5, "opacity": 1}
        encoding = {
            **_place(drawn.sheet),
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "stroke": {"field": "colour", "type": "nominal", "scale": None},
        }
        parts.append({"data": {"values": values}, "mark": mark, "encoding": encoding})
    return parts


def _fill(node: Node, sizes: np.ndarray) -> str:
    colour = _colour(node, sizes)
    return colour if node.group else palette.pale(colour)


def _colour(node: Node, sizes: np.ndarray) -> str:
    """The largest communities have a colour each; pairs and all further ones are gray."""
    if node.group:
        return palette.TEXT
    shown = node.community < len(COLOURS) and sizes[node.community] > 2
    return COLOURS[node.community] if shown else ALONE


def _labels(drawn: Arranged) -> frame.Part:
    values = [
        {"x": x, "y": y, "said": node.label, "ink": "#ffffff" if node.group else palette.TEXT}
        for node, (x, y) in zip(drawn.made.nodes, drawn.placed.centres.tolist(), strict=True)
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "text", "fontSize": frame.SIZE},
        "encoding": {
            **_place(drawn.sheet),
            "text": {"field": "said"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }


def _notes(made: Network, *, narrow: bool) -> tuple[str, ...]:
    """How the picture is to be read, in a line or, on a phone, several."""
    told = ["大きさ：語を含む声の数", "線の太さ：結びつきの強さ", "色：一緒に語られる語のまとまり"]
    if any(not edge.sure for edge in made.edges):
        told.append("点線：参考（偶然と区別できない）")
    if any(node.group for node in made.nodes):
        told.append("黒い札：層")
    return tuple(told) if narrow else ("　".join(told),)


def _key(drawn: Arranged) -> frame.Part:
    values = [
        {"x": 0, "y": drawn.placed.height + NOTE_LINE * (line + 1), "said": note}
        for line, note in enumerate(drawn.notes)
    ]
    mark = {"type": "text", "fontSize": NOTE_SIZE, "align": "left", "color": palette.SUB}
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {**_place(drawn.sheet), "text": {"field": "said"}},
    }
