"""Two surveys side by side as pairs of dots, and waves as lines."""

import numpy as np

from analysis.charts import frame
from analysis.charts.palette import BLUE, LINE, NOMINAL, SUB
from analysis.charts.picture import Chart
from analysis.comparing.surveys import Compared, Side
from analysis.comparing.waves import Trend
from analysis.presentation import percent

GREY = "#767676"
MOST_LINES = 5
LETTERS = 14


def compared(made: Compared, *, narrow: bool = False) -> Chart:
    """A row a choice: the survey at hand a blue disc, the other one a grey diamond."""
    room = frame.NARROW if narrow else frame.ROOMY
    shown = [place for place in range(len(made.labels)) if _known(made, place)]
    labels = frame.distinct([frame.broken(made.labels[place], room.letters) for place in shown])
    names = [made.own.name, made.other.name]
    values: frame.Values = [
        each
        for place, label in zip(shown, labels, strict=True)
        for each in _pair(made, place, label)
    ]
    most = max((each["share"] for each in values), default=0.0) or 1.0
    across: frame.Part = {"field": "share", "type": "quantitative", "axis": None}
    across["scale"] = {"domain": [-0.14 * most, most * 1.14]}
    side = frame.down("label", labels)
    colour = {
        "field": "survey",
        "type": "nominal",
        "sort": names,
        "scale": {"domain": names, "range": [BLUE, GREY]},
        "legend": {"columns": 1 if narrow else 2},
    }
    shape = colour | {"scale": {"domain": names, "range": ["circle", "diamond"]}}
    layer = [
        {
            "mark": {"type": "rule", "color": LINE, "strokeWidth": 3},
            "encoding": {"y": side, "x": across | {"aggregate": "min"}, "x2": _furthest()},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 150, "opacity": 1},
            "encoding": {"y": side, "x": across, "color": colour, "shape": shape},
        },
        *(_numbers(side, across, colour, align) for align in ("left", "right")),
    ]
    height = frame.steps(labels)
    return Chart(frame.spec(values, width=room.plot, height=height, layer=layer), words(made))


def words(made: Compared) -> str:
    """The picture of two surveys in words."""
    own, other = made.own, made.other
    return (
        f"「{made.match.own.label}」の割合を、{own.name}（n={own.base:,}）と{other.name}"
        f"（n={other.base:,}）で比べたグラフ。選択肢ごとに2つの点。数値は下の表にあります。"
    )


def waves(made: Trend, *, narrow: bool = False) -> Chart:
    """Lines of TOP2 and BOTTOM2 of a scale, else of the choices chosen most in the newest wave."""
    room = frame.NARROW if narrow else frame.ROOMY
    shown = _lines(made)
    labels = frame.distinct([frame.broken(made.labels[place], LETTERS, 2) for place in shown])
    values: frame.Values = [
        {
            "wave": name,
            "share": float(share),
            "label": label,
            "said": percent(float(share)),
            "last": label if name == made.marked[-1] else "",
        }
        for place, label in zip(shown, labels, strict=True)
        for name, share in zip(made.marked, made.shares[place], strict=True)
    ]
    least, most = (f((each["share"] for each in values), default=0.0) for f in (min, max))
    reach = max(most - least, 0.1)
    up: frame.Part = {"field": "share", "type": "quantitative", "axis": None}
    up["scale"] = {"domain": [max(least - 0.2 * reach, 0.0), most + 0.2 * reach]}
    across = {
        "field": "wave",
        "type": "ordinal",
        "sort": list(made.marked),
        "axis": {"title": None, "labelAngle": 0},
        "scale": {"padding": 0.6},
    }
    colour = {
        "field": "label",
        "type": "nominal",
        "sort": labels,
        "scale": {"domain": labels, "range": list(NOMINAL[: len(labels)])},
        "legend": {"columns": 1 if narrow else 2, "symbolType": "circle"},
    }
    place = {"x": across, "y": up, "color": colour}
    layer: list[frame.Part] = [
        {"mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 70}}, "encoding": place},
        {
            "mark": {"type": "text", "dy": -14, "fontSize": 13},
            "encoding": place | {"text": {"field": "said"}},
        },
    ]
    spec = frame.spec(values, width=room.plot, height=260, layer=layer)
    return Chart(spec, wave_words(made))


def wave_words(made: Trend) -> str:
    """The picture of waves in words."""
    told = "、".join(
        f"{made.labels[place]} " + "→".join(f"{percent(float(s))}%" for s in made.shares[place])
        for place in _lines(made)
    )
    return f"「{made.question.label}」の{'・'.join(made.marked)}の割合の折れ線グラフ。{told}。"


def _lines(made: Trend) -> list[int]:
    summed = [place for place, label in enumerate(made.labels) if "＋" in label]
    if summed:
        return summed
    order = np.argsort(-made.shares[:, -1], kind="stable")[:MOST_LINES]
    return sorted(int(place) for place in order)


def _known(made: Compared, place: int) -> bool:
    return bool(np.isfinite([made.own.shares[place], made.other.shares[place]]).any())


def _pair(made: Compared, place: int, label: str) -> frame.Values:
    """The two dots of a row; the number of the larger stands to the right of it."""
    own, other = float(made.own.shares[place]), float(made.other.shares[place])
    larger = np.isnan(other) or own >= other
    return [
        {
            "label": label,
            "survey": side.name,
            "share": share,
            "said": percent(share),
            "align": "left" if right else "right",
        }
        for side, share, right in _sides(made, own, other, larger=bool(larger))
        if np.isfinite(share)
    ]


def _sides(
    made: Compared, own: float, other: float, *, larger: bool
) -> list[tuple[Side, float, bool]]:
    return [(made.other, other, not larger), (made.own, own, larger)]


def _furthest() -> frame.Part:
    return {"field": "share", "aggregate": "max"}


def _numbers(side: frame.Part, across: frame.Part, colour: frame.Part, align: str) -> frame.Part:
    return {
        "transform": [{"filter": f"datum.align == '{align}'"}],
        "mark": {"type": "text", "align": align, "dx": 10 if align == "left" else -10},
        "encoding": {
            "y": side,
            "x": across,
            "text": {"field": "said"},
            "color": colour if colour is None else {"value": SUB},
        },
    }
