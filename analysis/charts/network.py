"""The picture of a co-occurrence network: words in bubbles, ties as lines, groups on plates."""

import unicodedata
from dataclasses import dataclass

import numpy as np

from analysis.charts import frame, palette, scene
from analysis.charts.picture import Chart
from analysis.charts.scene import Line, Mark, Note, Scene
from analysis.text.cooccurrence import Network, Node, strongest
from analysis.text.placing import Placed, place

WIDTH, NARROW_WIDTH = 940, 328
ROOM, NARROW_ROOM = 4.4, 2.8  # times the area of all labels that a picture has
LEAST_HEIGHT, LEAST_WIDTH = 120, 420  # of few words, which would drift apart on a large sheet
BROAD = 2.6  # times as broad as high
NOTE_LINE = 18
NARROW_EDGES = 36
COLOURS = (*palette.NOMINAL[:5], "#00797a", "#8a6500", "#7a4a2a")
TIE, GROUP_TIE, ALONE = "#8c8c94", "#1a1a1a", "#767676"
_LEAST, _MOST = 24.0, 56.0  # height of a word said once, and of the word said most
_THIN, _THICK = 1.0, 6.0
_ONE_LINE = 800  # points that all notes need side by side

Boxes = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Arranged:
    """What is drawn and where, in points from the upper left.

    Attributes:
        made: the network, or on a phone its strongest ties.
        boxes: width and height of each node.
        placed: where its middle lies.
    """

    made: Network
    boxes: Boxes
    placed: Placed


def network(made: Network, *, narrow: bool = False) -> Chart:
    """Draw a network, for a screen of a phone or for a page of A4."""
    return scene.chart(drawn(made, narrow=narrow), words(made))


def drawn(made: Network, *, narrow: bool = False) -> Scene:
    """The network as marks and lines; on a phone its strongest ties alone, to be readable."""
    found = _arranged(made, narrow=narrow)
    notes = _notes(found.made, found.placed.width)
    if len(found.made.edges) < len(made.edges):
        notes = (*notes, f"強い{len(found.made.edges)}本だけを描いています")
    height = found.placed.height
    return Scene(
        width=found.placed.width,
        height=height + NOTE_LINE * (len(notes) + 0.5),
        lines=_lines(found),
        marks=_marks(found),
        notes=tuple(
            Note((0, height + NOTE_LINE * line), said) for line, said in enumerate(notes, 1)
        ),
    )


def words(made: Network) -> str:
    """The picture in words."""
    if not made.edges:
        return f"語のつながりの図。n={made.n:,}。偶然より多く一緒に現れる語の組はありませんでした。"
    sure = [edge for edge in made.edges if edge.sure and not made.nodes[edge.first].group]
    told = "、".join(
        f"{made.nodes[edge.first].label}と{made.nodes[edge.second].label}"
        for edge in (sure or made.edges)[:5]
    )
    number = sum(not node.group for node in made.nodes)
    return (
        f"語のつながりの図。n={made.n:,}。{number}語と{len(made.edges)}の結びつき。"
        f"強い結びつきは、{told}。すべての結びつきは下の表にあります。"
    )


def _arranged(made: Network, *, narrow: bool) -> Arranged:
    if narrow:
        made = strongest(made, NARROW_EDGES)
    boxes = _boxes(made)
    room = _room(made, boxes, narrow=narrow)
    width = NARROW_WIDTH if narrow else min(WIDTH, max(LEAST_WIDTH, (BROAD * room) ** 0.5))
    placed = place(
        np.array(boxes).reshape(-1, 2),
        [(edge.first, edge.second) for edge in made.edges],
        width=width,
        height=max(LEAST_HEIGHT, room / width),
    )
    return Arranged(made, boxes, placed)


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


def _lines(found: Arranged) -> tuple[Line, ...]:
    nodes = found.made.nodes
    centres = [(x, y) for x, y in found.placed.centres.tolist()]
    return tuple(
        Line(
            start=centres[edge.first],
            end=centres[edge.second],
            wide=round(wide, 2),
            colour=GROUP_TIE if nodes[edge.first].group else TIE,
            dashed=not edge.sure,
            ends=(nodes[edge.first].key, nodes[edge.second].key),
        )
        for edge, wide in zip(found.made.edges, _thickness(found.made), strict=True)
    )


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


def _marks(found: Arranged) -> tuple[Mark, ...]:
    """Words as rounded shapes of their community's colour, groups as dark plates."""
    nodes = found.made.nodes
    sizes = np.bincount([node.community for node in nodes if not node.group], minlength=1)
    return tuple(
        Mark(
            key=node.key,
            kind="box",
            middle=(x, y),
            size=box,
            fill=colour if node.group else palette.pale(colour),
            edge=colour,
            label=node.label,
            at=(x, y),
            ink="#ffffff" if node.group else palette.TEXT,
            told=f"{node.label}（{node.texts:,}件）",
            corner=scene.SQUARE if node.group else scene.ROUND,
        )
        for node, (x, y), box in zip(nodes, found.placed.centres.tolist(), found.boxes, strict=True)
        for colour in [_colour(node, sizes)]
    )


def _colour(node: Node, sizes: np.ndarray) -> str:
    """The largest communities have a colour each; pairs and all further ones are gray."""
    if node.group:
        return palette.TEXT
    shown = node.community < len(COLOURS) and sizes[node.community] > 2
    return COLOURS[node.community] if shown else ALONE


def _notes(made: Network, width: float) -> tuple[str, ...]:
    """How the picture is to be read, in a line or, where it is narrow, several."""
    told = ["大きさ：語を含む声の数", "線の太さ：結びつきの強さ", "色：一緒に語られる語のまとまり"]
    if any(not edge.sure for edge in made.edges):
        told.append("点線：参考（偶然と区別できない）")
    if any(node.group for node in made.nodes):
        told.append("黒い札：層")
    return tuple(told) if width < _ONE_LINE else ("　".join(told),)
