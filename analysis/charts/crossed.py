"""Charts of a crosstab: bars that add up to 100 %, dots of an MA, or shaded cells."""

from dataclasses import dataclass

import numpy as np

from analysis.charts import frame, palette
from analysis.charts.picture import Chart
from analysis.counting import Floats
from analysis.crosstab import TOTAL, Crosstab
from analysis.presentation import percent

MOST_SEGMENTS = 8
MOST_DOTS = 5
LEAST_WIDTH = 30  # points that a number in a bar needs
AS_IT_IS: frame.Part = {"type": "nominal", "scale": None, "legend": None}
SHAPES = ("square", "circle", "triangle-up", "diamond", "cross", "triangle-down")


def crosstab(table: Crosstab, *, narrow: bool = False) -> Chart:
    """The chart that suits the table: what it holds back is held back here too."""
    room = frame.NARROW if narrow else frame.ROOMY
    if table.question.multiple and _levels(table) <= MOST_DOTS:
        spec = _dots(table, room)
    elif not table.question.multiple and len(table.question.labels) <= MOST_SEGMENTS:
        spec = _stacked(table, room)
    else:
        spec = _shaded(table, room)
    return Chart(spec, words(table))


def _levels(table: Crosstab) -> int:
    return int(((table.bases > 0) & ~table.hidden).sum())


@dataclass(frozen=True, slots=True)
class _Row:
    """全体 or a level that may be shown; `label` says n below its name."""

    name: str
    label: str
    shares: Floats


def _rows(table: Crosstab, room: frame.Room) -> list[_Row]:
    names, bases = [TOTAL, *table.axis.labels], [table.total_base, *table.bases.tolist()]
    shares = np.vstack([table.total_shares, table.shares])
    found = [place for place, base in enumerate(bases) if base > 0]
    labels = frame.distinct(
        [f"{frame.broken(names[p], room.letters, lines=2)}\n(n={bases[p]:,})" for p in found]
    )
    return [_Row(names[p], label, shares[p]) for p, label in zip(found, labels, strict=True)]


def _stacked(table: Crosstab, room: frame.Room) -> frame.Part:
    choices, colours = table.question.labels, palette.of_choices(table.question)
    rows = _rows(table, room)
    values = [
        segment
        for row in rows
        for segment in _segments(row, list(zip(choices, colours, strict=True)), room)
    ]
    across = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": None}
    side = frame.down("side", [row.label for row in rows])
    bars = {
        "mark": {"type": "bar", "stroke": "white", "strokeWidth": 1.5, "height": {"band": 0.72}},
        "encoding": {
            "y": side,
            "x": {"field": "start", **across},
            "x2": {"field": "end"},
            "color": _coloured("choice", choices, colours, room),
        },
    }
    numbers = {
        "mark": {"type": "text", "fontSize": 13},
        "encoding": {
            "y": side,
            "x": {"field": "middle", **across},
            "text": {"field": "said"},
            "color": {"field": "ink", **AS_IT_IS},
        },
    }
    height = frame.steps([row.label for row in rows])
    return frame.spec(values, width=room.plot, height=height, layer=[bars, numbers])


def _segments(row: _Row, choices: list[tuple[str, str]], room: frame.Room) -> frame.Values:
    """The parts of one bar, each with its number where there is room for it."""
    shares = np.nan_to_num(row.shares)
    ends = np.cumsum(shares)
    least = LEAST_WIDTH / room.plot
    return [
        {
            "side": row.label,
            "choice": choice,
            "start": float(end - share),
            "end": float(end),
            "middle": float(end - share / 2),
            "ink": palette.ink(colour),
            "said": percent(float(share)) if share >= least else "",
        }
        for (choice, colour), share, end in zip(choices, shares, ends, strict=True)
    ]


def _dots(table: Crosstab, room: frame.Room) -> frame.Part:
    choices = frame.distinct([frame.broken(c, room.letters) for c in table.question.labels])
    rows = _rows(table, room)
    levels = frame.distinct([row.name for row in rows])
    colours = [palette.TEXT, *palette.NOMINAL[: len(levels) - 1]]
    values: frame.Values = [
        {"choice": choice, "level": level, "share": float(share)}
        for level, row in zip(levels, rows, strict=True)
        for choice, share in zip(choices, row.shares, strict=True)
        if np.isfinite(share)
    ]
    axis = {"format": ".0%", "title": None, "grid": True, "gridColor": palette.LINE, "tickCount": 5}
    across = {"field": "share", "type": "quantitative", "axis": axis}
    side = frame.down("choice", choices)
    shapes = {"domain": levels, "range": SHAPES[: len(levels)]}
    points = {
        "mark": {"type": "point", "filled": True, "size": 130, "opacity": 0.9},
        "encoding": {
            "y": side,
            "x": across,
            "color": _coloured("level", levels, colours, room),
            "shape": {"field": "level", "type": "nominal", "scale": shapes},
        },
    }
    spread = {
        "mark": {"type": "rule", "color": "#b3b3b3", "strokeWidth": 2},
        "encoding": {
            "y": side,
            "x": {**across, "aggregate": "min"},
            "x2": {"field": "share", "aggregate": "max"},
        },
    }
    return frame.spec(values, width=room.plot, height=frame.steps(choices), layer=[spread, points])


def _shaded(table: Crosstab, room: frame.Room) -> frame.Part:
    choices = frame.distinct([frame.broken(c, 5, lines=4) for c in table.question.labels])
    rows = _rows(table, room)
    most = max((float(np.nan_to_num(row.shares).max()) for row in rows), default=0.0) or 1.0
    values: frame.Values = []
    for row in rows:
        for choice, share in zip(choices, row.shares, strict=True):
            colour = palette.shade(float(np.nan_to_num(share)) / most * 0.9)
            cell = {"side": row.label, "choice": choice, "colour": colour}
            values.append({**cell, "ink": palette.ink(colour), "said": percent(float(share))})
    sides = [row.label for row in rows]
    place = {"y": frame.down("side", sides), "x": _across(choices)}
    cells = {
        "mark": {"type": "rect", "stroke": "white"},
        "encoding": {**place, "color": {"field": "colour", **AS_IT_IS}},
    }
    numbers = {
        "mark": {"type": "text", "fontSize": 13},
        "encoding": {**place, "text": {"field": "said"}, "color": {"field": "ink", **AS_IT_IS}},
    }
    width = max(len(choices) * 76, room.plot)
    return frame.spec(values, width=width, height=frame.steps(sides), layer=[cells, numbers])


def _across(choices: list[str]) -> frame.Part:
    """Labels of choices above their columns, a few letters a line."""
    axis = {
        "orient": "top",
        "labelAngle": 0,
        "title": None,
        "labelBaseline": "bottom",
        "labelExpr": "split(datum.label, '\\n')",
        "labelLineHeight": frame.LINE_HEIGHT,
        "labelPadding": (max(c.count("\n") for c in choices) + 1) * frame.LINE_HEIGHT - 6,
    }
    return {"field": "choice", "type": "nominal", "sort": choices, "axis": axis}


def _coloured(field: str, names: list[str], colours: list[str], room: frame.Room) -> frame.Part:
    widest = max((len(name) for name in names), default=1)
    columns = max(1, min(len(names), (room.plot + 180) // (widest * 15 + 40)))
    return {
        "field": field,
        "type": "nominal",
        "sort": names,
        "scale": {"domain": names, "range": colours},
        "legend": {"columns": columns},
    }


def words(table: Crosstab) -> str:
    """The picture of a table in words."""
    kind = "割合を比べたグラフ" if table.question.multiple else "構成比を比べた帯グラフ"
    shown = [row.name for row in _rows(table, frame.ROOMY)]
    return (
        f"「{table.question.label}」の回答を「{table.axis.label}」別に見て、{kind}。"
        f"行は{'、'.join(shown[:12])}{'など' if len(shown) > 12 else ''}。数値は下の表にあります。"
    )
