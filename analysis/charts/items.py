"""Charts of a matrix: one bar an item, 100 % long or hung on the middle of its scale."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.charts import frame, palette
from analysis.charts.picture import Chart
from analysis.counting import Floats
from analysis.items import Items
from analysis.presentation import decimal, percent
from analysis.scales import Scale

Shape = Literal["stacked", "diverging"]
_LEAST_WIDTH = 30  # points that a number in a bar needs
_GAP = 0.05  # between the scale and the choices that are no step of it
_AS_IT_IS: frame.Part = {"type": "nominal", "scale": None, "legend": None}


@dataclass(frozen=True, slots=True)
class _Bar:
    """An item that may be shown: n stands below its name, a part of it begins at each start."""

    label: str
    shares: Floats
    starts: Floats


def items(made: Items, *, shape: Shape = "stacked", narrow: bool = False) -> Chart:
    """The bars of all items, in their order; what is withheld is left out.

    Args:
        made: the items.
        shape: diverging puts the better half of a scale to the right of a line and the worse to
            its left, and what is no step of the scale apart; without a scale bars are stacked.
        narrow: whether it is for a phone.
    """
    room = frame.NARROW if narrow else frame.ROOMY
    hung = made.scale if shape == "diverging" else None
    bars = _bars(made, hung, room)
    ends = [(bar.starts.min(), (bar.starts + bar.shares).max()) for bar in bars]
    low = min([0.0, *(float(start) for start, _ in ends)]) if hung else 0.0
    high = max([float(end) for _, end in ends] or [1.0]) if hung else 1.0
    values = [part for bar in bars for part in _parts(made, bar, (high - low) / room.plot)]
    layer = _layer(_choices(made, hung), bars, [low, high], room)
    if hung:
        scale = {"domain": [low, high], "nice": False}
        middle = {"datum": 0, "type": "quantitative", "scale": scale, "axis": None}
        rule = {"type": "rule", "color": palette.TEXT, "strokeWidth": 1.5}
        # Under the bars, so that no number is struck through.
        layer.insert(0, {"mark": rule, "encoding": {"x": middle}})
    height = frame.steps([bar.label for bar in bars])
    spec = frame.spec(values, width=room.plot, height=height, layer=layer)
    return Chart(spec, words(made, shape="diverging" if hung else "stacked"))


def words(made: Items, *, shape: Shape = "stacked") -> str:
    """The picture of a matrix in words, with the TOP2 of its items where they have one."""
    kind = "中央をそろえた帯グラフ" if shape == "diverging" and made.scale else "100%の帯グラフ"
    said = f"「{made.title}」の{len(made.labels)}項目の回答を比べた{kind}。"
    if made.scale is not None:
        told = [
            f"{label} {decimal(float(share) * 100, 1)}%"
            for label, share in zip(made.labels, made.top, strict=True)
            if np.isfinite(share)
        ]
        said += f"TOP{made.scale.width}は、{'、'.join(told)}。" if told else ""
    return f"{said}数値は下の表にあります。"


def _bars(made: Items, hung: Scale | None, room: frame.Room) -> list[_Bar]:
    shown = [place for place, n in enumerate(made.n) if n > 0]
    labels = frame.distinct(
        [
            f"{frame.broken(made.labels[p], room.letters, lines=2)}\n(n={made.rows[p].base:,})"
            for p in shown
        ]
    )
    all_shares = [np.nan_to_num(made.rows[place].shares) for place in shown]
    right = max((_right(hung, shares) for shares in all_shares), default=0.0) if hung else 0.0
    return [
        _Bar(label, shares, _hung(hung, shares, right) if hung else np.cumsum(shares) - shares)
        for label, shares in zip(labels, all_shares, strict=True)
    ]


def _right(scale: Scale, shares: Floats) -> float:
    """How far the better half of a scale reaches; the middle step lies on both sides."""
    return sum(
        float(shares[place]) * (1.0 if point > 0 else 0.5)
        for place, point in zip(scale.places, scale.points, strict=True)
        if point >= 0
    )


def _hung(scale: Scale, shares: Floats, right: float) -> Floats:
    """Where each level begins: the best step outermost on the right, what is no step beyond."""
    starts, end = np.zeros(len(shares)), _right(scale, shares)
    for place in scale.places:
        end -= float(shares[place])
        starts[place] = end
    beyond = right + _GAP
    for place in range(len(shares)):
        if place not in scale.places:
            starts[place], beyond = beyond, beyond + float(shares[place])
    return starts


def _parts(made: Items, bar: _Bar, point: float) -> frame.Values:
    """The parts of one bar, each with its number where there is room; `point` is one point wide."""
    question = made.rows[0].question
    choices, colours = question.labels, palette.of_choices(question)
    return [
        {
            "side": bar.label,
            "choice": choice,
            "start": float(start),
            "end": float(start + share),
            "middle": float(start + share / 2),
            "ink": palette.ink(colour),
            "said": percent(float(share)) if share >= _LEAST_WIDTH * point else "",
        }
        for choice, colour, start, share in zip(
            choices, colours, bar.starts, bar.shares, strict=True
        )
    ]


def _choices(made: Items, hung: Scale | None) -> dict[str, str]:
    """The colour of each choice, from left to right."""
    question = made.rows[0].question
    places = list(range(len(question.labels)))
    if hung:
        steps = list(reversed(hung.places))
        places = steps + [place for place in places if place not in steps]
    colours = palette.of_choices(question)
    return {question.labels[place]: colours[place] for place in places}


def _layer(
    coloured_as: dict[str, str], bars: list[_Bar], domain: list[float], room: frame.Room
) -> list[frame.Part]:
    choices, colours = list(coloured_as), list(coloured_as.values())
    across = {"type": "quantitative", "scale": {"domain": domain, "nice": False}, "axis": None}
    side = frame.down("side", [bar.label for bar in bars])
    widest = max((len(name) for name in choices), default=1)
    columns = max(1, min(len(choices), (room.plot + 180) // (widest * 15 + 40)))
    coloured = {
        "field": "choice",
        "type": "nominal",
        "sort": choices,
        "scale": {"domain": choices, "range": colours},
        "legend": {"columns": columns},
    }
    return [
        {
            "mark": {
                "type": "bar",
                "stroke": "white",
                "strokeWidth": 1.5,
                "height": {"band": 0.72},
            },
            "encoding": {
                "y": side,
                "x": {"field": "start", **across},
                "x2": {"field": "end"},
                "color": coloured,
            },
        },
        {
            "mark": {"type": "text", "fontSize": 13},
            "encoding": {
                "y": side,
                "x": {"field": "middle", **across},
                "text": {"field": "said"},
                "color": {"field": "ink", **_AS_IT_IS},
            },
        },
    ]
