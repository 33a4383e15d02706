"""The picture of themes over time: a small chart for each theme, all to one scale."""

import numpy as np

from analysis.charts import frame, palette
from analysis.charts.picture import Chart
from analysis.presentation import percent
from analysis.text.course import Course

MOST_THEMES = 24
WIDTH, NARROW_WIDTH = 840, 328
ACROSS, NARROW_ACROSS = 4, 2
HEAD, PLOT, FOOT, GAP = 50.0, 78.0, 34.0, 24.0  # of a small chart, in points
SMALL = 12
RISING, FALLING, STEADY = palette.BLUE, palette.ORANGE, "#5f6368"


def course(made: Course, *, narrow: bool = False) -> Chart:
    """Draw the themes of a course, the largest first; a point under 30 voices is hollow."""
    width, across = (NARROW_WIDTH, NARROW_ACROSS) if narrow else (WIDTH, ACROSS)
    shown = [place for place in range(len(made.names) - 1) if made.table.total_n[place] != 0]
    shown = shown[:MOST_THEMES]
    cell = (width - GAP * (across - 1)) / across
    rows = -(-len(shown) // across)
    height = rows * (HEAD + PLOT + FOOT)
    most = float(np.nanmax(np.append(made.table.shares[:, shown], 0.01)))
    boxes = [
        ((place % across) * (cell + GAP), (place // across) * (HEAD + PLOT + FOOT))
        for place in range(len(shown))
    ]
    letters = int(cell // frame.SIZE) - 1
    placed = [(column, (x, y, cell)) for column, (x, y) in zip(shown, boxes, strict=True)]
    points = [point for column, box in placed for point in _points(made, column, box, most)]
    names = [name for column, box in placed for name in _name(made, column, box, letters)]
    ground = [
        {"x": x, "x2": x + cell, "y": y + HEAD + PLOT, "y2": y + HEAD + PLOT} for x, y in boxes
    ]
    below = [(x, y + HEAD + PLOT + 14) for x, y in boxes]
    first, last = (frame.broken(made.periods[end], int(cell // (2 * SMALL)), 1) for end in (0, -1))
    layer = [
        _ground(ground),
        _lines(points),
        _dots(points),
        _words([_value(point) for point in points if point["end"]], "center"),
        _words(names, "left", fontSize=frame.SIZE, fontWeight=700, color=palette.TEXT),
        _words([{"x": x, "y": y, "said": first} for x, y in below], "left"),
        _words([{"x": x + cell, "y": y, "said": last} for x, y in below], "right"),
    ]
    for part in layer:
        part["encoding"] |= _place(width, height)
    spec = frame.spec([], width=width, height=round(height), layer=layer)
    return Chart(spec, words(made))


def words(made: Course) -> str:
    """The picture in words."""
    told = "、".join(
        f"「{made.names[place]}」は{'高くなる' if made.direction[place] > 0 else '低くなる'}傾向"
        for place in made.moving[:5]
    )
    moved = f"偶然とは考えにくい動きは、{told}。" if told else ""
    return (
        f"テーマごとの声の割合を{made.periods[0]}から{made.periods[-1]}まで並べた小さな折れ線"
        f"グラフ。声{max(made.table.total_base, 0):,}件。{moved}数値は下の表にあります。"
    )


def _colour(made: Course, column: int) -> str:
    if column not in made.moving:
        return STEADY
    return RISING if made.direction[column] > 0 else FALLING


def _points(
    made: Course, column: int, box: tuple[float, float, float], most: float
) -> list[dict[str, object]]:
    x, y, cell = box
    long = max(float(made.scores[-1] - made.scores[0]), 1.0)
    shares = made.table.shares[:, column]
    there = [row for row in range(len(shares)) if np.isfinite(shares[row])]
    return [
        {
            "x": x + 14 + (cell - 28) * float(made.scores[row] - made.scores[0]) / long,
            "y": y + HEAD + PLOT - (PLOT - 8) * float(shares[row]) / most,
            "theme": str(column),
            "colour": _colour(made, column),
            "fill": _colour(made, column) if made.judged[row] else "#ffffff",
            "share": float(shares[row]),
            "end": row in (there[0], there[-1]),
        }
        for row in there
    ]


def _value(point: dict[str, object]) -> dict[str, object]:
    said = f"{percent(float(str(point['share'])))}%"
    return {"x": point["x"], "y": float(str(point["y"])) - 9, "said": said}


def _name(
    made: Course, column: int, box: tuple[float, float, float], letters: int
) -> list[dict[str, object]]:
    x, y, _ = box
    mark = ""
    if column in made.moving:
        mark = "▲ " if made.direction[column] > 0 else "▽ "
    lines = frame.broken(mark + made.names[column], letters, 2).split("\n")
    return [{"x": x, "y": y + 12 + line * 17, "said": words} for line, words in enumerate(lines)]


def _place(width: float, height: float) -> frame.Part:
    across = {"type": "quantitative", "axis": None}
    return {
        "x": {"field": "x", "scale": {"domain": [0, width], "nice": False}, **across},
        "y": {"field": "y", "scale": {"domain": [height, 0], "nice": False}, **across},
    }


def _ground(values: frame.Values) -> frame.Part:
    mark = {"type": "rule", "color": palette.LINE}
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {"x2": {"field": "x2"}, "y2": {"field": "y2"}},
    }


def _lines(points: frame.Values) -> frame.Part:
    return {
        "data": {"values": points},
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {
            "detail": {"field": "theme"},
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


def _dots(points: frame.Values) -> frame.Part:
    return {
        "data": {"values": points},
        "mark": {"type": "point", "filled": True, "opacity": 1, "size": 50, "strokeWidth": 2},
        "encoding": {
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "stroke": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


def _words(values: frame.Values, side: str, **look: object) -> frame.Part:
    plain = {"fontSize": SMALL, "color": palette.SUB}
    return {
        "data": {"values": values},
        "mark": {"type": "text", "align": side, "baseline": "alphabetic", **plain, **look},
        "encoding": {"text": {"field": "said"}},
    }
