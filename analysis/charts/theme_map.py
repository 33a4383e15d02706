"""The picture of a map of themes, and what it says in words."""

from collections.abc import Sequence

from analysis.charts import frame, palette
from analysis.charts.islands import NOBODY, SMALL, Arranged, Named, Painted, arranged, width_of
from analysis.charts.picture import Chart
from analysis.text.theme_map import ThemeMap

_KEY = 20.0  # height of a line of the key


def theme_map(
    made: ThemeMap,
    named: Sequence[Named],
    painted: Painted | None = None,
    *,
    narrow: bool = False,
) -> Chart:
    """Draw a map, for a screen of a phone or for a page of A4."""
    drawn = arranged(made, named, narrow=narrow)
    height = drawn.height
    layer = [_lands(drawn, painted), _dots(drawn, painted), *_labels(drawn)]
    if painted is not None:
        marks, labels, height = _key(painted, drawn)
        layer += [marks, labels]
    layer.append(_note(made, drawn, height + _KEY * 0.75))
    height += _KEY
    for part in layer:
        part["encoding"] |= _place(drawn.width, height)
    spec = frame.spec([], width=round(drawn.width), height=round(height), layer=layer)
    return Chart(spec, words(made, named))


def words(made: ThemeMap, named: Sequence[Named]) -> str:
    """The picture in words."""
    themes = [name for name in named if not name.faint]
    told = "、".join(f"「{name.name}」" for name in themes[:5])
    near = [
        f"「{named[place].name}」と「{named[island.near[0]].name}」"
        for place, island in enumerate(made.islands[:3])
        if island.near and not named[place].faint
    ]
    beside = f"近いテーマは、{'、'.join(near)}など。" if near else ""
    return (
        f"声の地図。{made.voices:,}件の声が{len(themes)}の島に分かれています。"
        f"大きい順に{told}。{beside}すべてのテーマは下の表にあります。"
    )


def _place(width: float, height: float) -> frame.Part:
    across = {"type": "quantitative", "axis": None}
    return {
        "x": {"field": "x", "scale": {"domain": [0, width], "nice": False}, **across},
        "y": {"field": "y", "scale": {"domain": [height, 0], "nice": False}, **across},
    }


def _lands(drawn: Arranged, painted: Painted | None) -> frame.Part:
    values = [
        {
            "x": land.x,
            "y": land.y,
            "size": 4 * land.radius**2,
            "colour": land.colour if painted is None else NOBODY,
        }
        for land in drawn.lands
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "opacity": 0.14},
        "encoding": {
            "size": {"field": "size", "type": "quantitative", "scale": None},
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


def _dots(drawn: Arranged, painted: Painted | None) -> frame.Part:
    values = []
    for place, land in enumerate(drawn.lands):
        for dot in land.dots:
            mark = {"colour": land.colour, "shape": "circle"}
            if painted is not None:
                level = painted.level_of[place][dot.voice]
                mark = {"colour": painted.colour(level), "shape": painted.shape(level)}
            values.append({"x": dot.x, "y": dot.y, **mark})
    return {
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "opacity": 1, "size": 4 * drawn.dot**2},
        "encoding": {
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "shape": {"field": "shape", "type": "nominal", "scale": None},
        },
    }


def _labels(drawn: Arranged) -> list[frame.Part]:
    names = [
        {"x": land.x, "y": land.foot + line * frame.LINE_HEIGHT, "said": said}
        for land in drawn.lands
        for line, said in enumerate(land.lines)
    ]
    numbers = [
        {"x": land.x, "y": land.foot + len(land.lines) * frame.LINE_HEIGHT - 2, "said": land.told}
        for land in drawn.lands
    ]
    return [
        {
            "data": {"values": values},
            "mark": {"type": "text", "baseline": "alphabetic", **look},
            "encoding": {"text": {"field": "said"}},
        }
        for values, look in (
            (names, {"fontSize": frame.SIZE, "fontWeight": 700, "color": palette.TEXT}),
            (numbers, {"fontSize": SMALL, "color": palette.SUB}),
        )
    ]


def _note(made: ThemeMap, drawn: Arranged, y: float) -> frame.Part:
    """What the picture is of, where it stands without its page."""
    stands = "1件の声" if drawn.each == 1 else f"約{drawn.each}件の声"
    return {
        "data": {"values": [{"x": 4.0, "y": y, "said": f"n={made.voices:,}　点1つは{stands}"}]},
        "mark": {"type": "text", "align": "left", "fontSize": SMALL, "color": palette.SUB},
        "encoding": {"text": {"field": "said"}},
    }


def _key(painted: Painted, drawn: Arranged) -> tuple[frame.Part, frame.Part, float]:
    """What the colours and shapes mean, under the map; and how high both are together."""
    x, y = 8.0, drawn.height + _KEY
    values = []
    for level, label in enumerate(painted.labels):
        wide = width_of(label, frame.SIZE) + 36
        if x + wide > drawn.width and x > 8:
            x, y = 8.0, y + _KEY
        mark = {"colour": painted.colour(level), "shape": painted.shape(level)}
        values.append({"x": x, "y": y, "said": label, **mark})
        x += wide
    marks = {
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "opacity": 1, "size": 100},
        "encoding": {
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "shape": {"field": "shape", "type": "nominal", "scale": None},
        },
    }
    labels = {
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "dx": 10, "color": palette.TEXT},
        "encoding": {"text": {"field": "said"}},
    }
    return marks, labels, y + _KEY / 2
