"""Charts of numbers that were frozen with a sentence: drawn again, years later, just the same.

`said` is what `analysis.digest.charted` made, as JSON: see its `Numbers`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from analysis.charts import frame, palette
from analysis.charts.picture import Chart
from analysis.presentation import WITHHELD, percent

Said = Mapping[str, Any]
_STEP = 30  # points of one bar and the space around it
_LEAST_WIDTH = 32  # points that a number in a bar needs
_HEADROOM, _NARROW_HEADROOM = 1.22, 1.5  # of the scale, for the number beside the longest bar
_PALE = "#9db7f9"
_HALO = {"stroke": "white", "strokeWidth": 5, "strokeJoin": "round"}  # no line through a number
_SQUARE, _NARROW_SQUARE = 360, 240
_AS_IT_IS: frame.Part = {"type": "nominal", "scale": None, "legend": None}


def frozen(said: Said, *, narrow: bool = False) -> Chart:
    """The picture of frozen numbers; its words were frozen with them."""
    return Chart(_DRAWN[said["kind"]](said, narrow=narrow), said["alt"])


def _shares(said: Said, *, narrow: bool) -> frame.Part:
    """One 100 % bar a series, its parts from the first level to the last."""
    room = frame.NARROW if narrow else frame.ROOMY
    colours = [_tone(tone, place) for place, tone in enumerate(said["tones"])]
    levels = frame.distinct(list(said["levels"]))
    bars = frame.distinct([_named(each["name"], each["n"], room) for each in said["series"]])
    values = [
        part
        for bar, each in zip(bars, said["series"], strict=True)
        for part in _parts(bar, each["values"], levels, colours, room.plot)
    ]
    side = frame.down("side", bars)
    across = {"type": "quantitative", "scale": {"domain": [0, 1], "nice": False}, "axis": None}
    wide = sum(len(level) * 14 + 34 for level in levels)
    columns = len(levels) if wide <= room.plot else 1 if narrow else -(-len(levels) // 2)
    colour = {
        "field": "level",
        "type": "nominal",
        "sort": levels,
        "scale": {"domain": levels, "range": colours},
        "legend": {"columns": columns},
    }
    layer: list[frame.Part] = [
        {
            "mark": {"type": "bar", "stroke": "white", "strokeWidth": 2, "height": {"band": 0.8}},
            "encoding": {
                "y": side,
                "x": {"field": "start", **across},
                "x2": {"field": "end"},
                "color": colour,
            },
        },
        {
            "mark": {"type": "text"},
            "encoding": {
                "y": side,
                "x": {"field": "middle", **across},
                "text": {"field": "said"},
                "color": {"field": "ink", **_AS_IT_IS},
            },
        },
    ]
    return frame.spec(values, width=room.plot, height=frame.steps(bars), layer=layer)


def _parts(
    bar: str, shares: list[float], levels: list[str], colours: list[str], plot: int
) -> frame.Values:
    made, start = [], 0.0
    for level, share, colour in zip(levels, shares, colours, strict=True):
        made.append(
            {
                "side": bar,
                "level": level,
                "start": start,
                "end": start + share,
                "middle": start + share / 2,
                "ink": palette.ink(colour),
                "said": percent(share) if share * plot >= _LEAST_WIDTH else "",
            }
        )
        start += share
    return made


def _bars(said: Said, *, narrow: bool) -> frame.Part:
    """A bar a level; the ones the sentence is about are dark, and 全体 is a line across."""
    room = frame.NARROW if narrow else frame.WIDE
    (series,) = said["series"]
    bases = said.get("bases") or [""] * len(said["levels"])
    names = [_named(*pair, room) for pair in zip(said["levels"], bases, strict=True)]
    labels = frame.distinct(names)
    heights = [0.0 if value is None else value for value in series["values"]]
    values: frame.Values = [
        {
            "label": label,
            "height": height,
            "said": _written(said, value),
            "colour": palette.BLUE if place in said["marked"] or not said["marked"] else _PALE,
        }
        for place, (label, value, height) in enumerate(
            zip(labels, series["values"], heights, strict=True)
        )
    ]
    most = max([*heights, said.get("total") or 0.0]) or 1.0
    scale = {"domain": [0, most * (_NARROW_HEADROOM if narrow else _HEADROOM)], "nice": False}
    across = {"type": "quantitative", "scale": scale, "axis": None}
    side = frame.down("label", labels)
    number = {"y": side, "x": {"field": "height", **across}, "text": {"field": "said"}}
    layer: list[frame.Part] = [
        {
            "mark": {"type": "bar", "height": {"band": 0.62}},
            "encoding": {
                "y": side,
                "x": {"field": "height", **across},
                "color": {"field": "colour", **_AS_IT_IS},
            },
        },
        *_total(said.get("total"), across),
        *(
            {"mark": {"type": "text", "align": "left", "dx": 6, **look}, "encoding": number}
            for look in (_HALO, {})
        ),
    ]
    lines = max(label.count("\n") + 1 for label in labels)
    high = {"step": max(_STEP, lines * frame.LINE_HEIGHT + 6)}
    return frame.spec(values, width=room.plot, height=high, layer=layer)


def _total(total: float | None, across: frame.Part) -> list[frame.Part]:
    """The line of everyone, named above the bars."""
    if total is None:
        return []
    held = {"values": [{"total": total, "said": f"全体 {percent(total)}%"}]}
    at = {"field": "total", **across}
    rule = {"type": "rule", "color": palette.TEXT, "strokeDash": [5, 4], "strokeWidth": 1.5}
    text = {"type": "text", "align": "center", "baseline": "bottom", "dy": -4}
    return [
        {"data": held, "mark": rule, "encoding": {"x": at}},
        {
            "data": held,
            "mark": text,
            "encoding": {"x": at, "y": {"value": 0}, "text": {"field": "said"}},
        },
    ]


def _points(said: Said, *, narrow: bool) -> frame.Part:
    """Scores across and up; lines through 50, the mean of all items, part four quarters."""
    size = _NARROW_SQUARE if narrow else _SQUARE
    across, up = said["series"]
    values: frame.Values = [
        {
            "x": x,
            "y": y,
            "said": frame.broken(level, 12, lines=1) if place in said["marked"] else "",
            "colour": palette.ORANGE if place in said["marked"] else _PALE,
            "size": 170 if place in said["marked"] else 90,
        }
        for place, (level, x, y) in enumerate(
            zip(said["levels"], across["values"], up["values"], strict=True)
        )
    ]
    reach = max([15.0, *(abs(each[axis] - 50) + 4 for each in values for axis in ("x", "y"))])
    scale = {"domain": [50 - reach, 50 + reach], "nice": False, "zero": False}
    x = _score("x", across["name"], scale)
    y = _score("y", up["name"], scale)
    lines = {"type": "rule", "color": palette.SUB, "strokeDash": [4, 4]}
    layer: list[frame.Part] = [
        {"mark": lines, "encoding": {"x": {"datum": 50, "type": "quantitative"}}},
        {"mark": lines, "encoding": {"y": {"datum": 50, "type": "quantitative"}}},
        {
            "mark": {"type": "circle", "opacity": 1},
            "encoding": {
                "x": x,
                "y": y,
                "color": {"field": "colour", **_AS_IT_IS},
                "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None},
            },
        },
        *(_beside(x, y, on_the_left=left) for left in (True, False)),
    ]
    return frame.spec(values, width=size, height=size, layer=layer)


def _beside(x: frame.Part, y: frame.Part, *, on_the_left: bool) -> frame.Part:
    """Names of points: to the right of those on the left half, to the left of the others."""
    test = "datum.x < 50" if on_the_left else "datum.x >= 50"
    side = {"align": "left", "dx": 12} if on_the_left else {"align": "right", "dx": -12}
    return {
        "transform": [{"filter": test}],
        "mark": {"type": "text", "fontWeight": 700, **side},
        "encoding": {"x": x, "y": y, "text": {"field": "said"}},
    }


def _score(channel: str, title: str, scale: frame.Part) -> frame.Part:
    axis = {"title": title, "tickCount": 5, "domain": True, "domainColor": palette.LINE}
    return {"field": channel, "type": "quantitative", "scale": scale, "axis": axis}


def _named(name: str, n: int | str | None, room: frame.Room) -> str:
    """A label with its base beside or below it; a group that is withheld has none."""
    cut = frame.broken(name, room.letters, lines=2)
    if n in ("", None):
        return cut
    base = f"(n={n:,})"
    beside = "\n" not in cut and len(cut) + len(base) / 2 + 1 <= room.letters
    return f"{cut} {base}" if beside else f"{cut}\n{base}"


def _written(said: Said, value: float | None) -> str:
    if value is None:
        return WITHHELD
    return f"{value:,.0f}件" if said["unit"] == "count" else f"{percent(value)}%"


def _tone(tone: float | None, place: int) -> str:
    if tone is None:
        return palette.OFF_SCALE[place % len(palette.OFF_SCALE)]
    return palette.mixed(
        palette.GRAY, palette.BLUE if tone > 0 else palette.ORANGE, abs(float(tone))
    )


_DRAWN: dict[str, Callable[..., frame.Part]] = {"shares": _shares, "bars": _bars, "points": _points}
