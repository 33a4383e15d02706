"""Charts of 選好: one bar an item, the highest first, with its 95 % interval; of means a point."""

import numpy as np

from analysis.charts import frame
from analysis.charts.palette import BLUE, LINE, ORANGE, SUB
from analysis.charts.picture import Chart
from analysis.codebook import Score
from analysis.preferred import Preferred
from analysis.presentation import decimal

NAMED = 3
MOST_BARS = 30
_MOST_STEPS = 10  # of a scale, each with its line
_HEADROOM, _NARROW_HEADROOM = 0.16, 0.42  # of the scale, for the number beside a bar


def preferences(made: Preferred, *, narrow: bool = False) -> Chart:
    """Bars from 0 to the score, a line from end to end of its interval, the number beside.

    A mean on a scale that does not begin at 0 is a point between the ends of the scale.

    Scores below 0 (oftener the worst than the best) are orange and go to the left. What is
    withheld is left out.
    """
    room, scores = frame.room(narrow=narrow), made.made
    places = scores.order[:MOST_BARS]
    labels = frame.distinct([frame.broken(scores.labels[p], room.letters) for p in places])
    ends = np.array([[scores.low[p], scores.score[p], scores.high[p]] for p in places])
    ends = np.nan_to_num(ends.reshape(-1, 3))
    values: frame.Values = [
        {
            "label": label,
            "zero": 0.0,
            "low": float(low),
            "score": float(score),
            "high": float(high),
            "end": float(max(high, score, 0.0)),
            "said": decimal(float(score)),
            "colour": BLUE if score >= 0 else ORANGE,
        }
        for label, (low, score, high) in zip(labels, ends, strict=True)
    ]
    headroom = _NARROW_HEADROOM if narrow else _HEADROOM
    if made.question.way is Score.MEAN:
        layer = _points(labels, made, headroom)
    else:
        layer = _layer(labels, _domain(ends, headroom))
    spec = frame.spec(values, width=room.plot, height=frame.steps(labels), layer=layer)
    return Chart(spec, words(made))


def words(made: Preferred) -> str:
    """The picture in words."""
    scores = made.made
    told = "、".join(
        f"{scores.labels[place]} {decimal(float(scores.score[place]))}"
        for place in scores.order[:NAMED]
    )
    said = f"高い順に、{told}。" if told else "示せる値はありません。"
    n = f"n={made.n:,}。" if made.n >= 0 else ""
    kind = "点と線のグラフ" if made.question.way is Score.MEAN else "横棒グラフ"
    return (
        f"「{made.title}」の{scores.title}を、95%信頼区間とともに示した{kind}。{n}{said}"
        "数値は表にあります。"
    )


def _domain(ends: np.ndarray, headroom: float) -> list[float]:
    low, high = min(0.0, float(ends.min(initial=0.0))), max(0.0, float(ends.max(initial=0.0)))
    size = (high - low) or 1.0
    return [low - (0.02 * size if low < 0 else 0.0), high + headroom * size]


def _layer(labels: list[str], domain: list[float]) -> list[frame.Part]:
    across = {
        "type": "quantitative",
        "scale": {"domain": domain, "nice": False},
        "axis": None,
    }
    side = frame.down("label", labels)
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    zero = {"datum": 0, "type": "quantitative", "scale": across["scale"], "axis": None}
    interval = {"y": side, "x": {"field": "low", **across}, "x2": {"field": "high"}}
    return [
        {"mark": {"type": "rule", "color": LINE}, "encoding": {"x": zero}},
        {
            "mark": {"type": "bar", "height": {"band": 0.56}},
            "encoding": {
                "y": side,
                "x": {"field": "zero", **across},
                "x2": {"field": "score"},
                "color": colour,
            },
        },
        # A white line under the dark one, so that it is seen on the bar too.
        {"mark": {"type": "rule", "color": "white", "strokeWidth": 4}, "encoding": interval},
        {"mark": {"type": "rule", "color": SUB, "strokeWidth": 1.5}, "encoding": interval},
        {
            "mark": {"type": "text", "align": "left", "dx": 8},
            "encoding": {
                "y": side,
                "x": {"field": "end", **across},
                "text": {"field": "said"},
            },
        },
    ]


def _points(labels: list[str], made: Preferred, headroom: float) -> list[frame.Part]:
    """Points between the ends of the scale, whose steps are thin lines."""
    low, high = (getattr(made.question.columns[0], end) for end in ("least", "most"))
    step = max(1, (high - low) // 5) if high - low > _MOST_STEPS else 1
    domain = [low - 0.02 * (high - low), high + headroom * (high - low)]
    axis = {
        "values": list(range(low, high + 1, step)),
        "title": None,
        "grid": True,
        "gridColor": LINE,
        "domain": False,
        "ticks": False,
        "labelColor": SUB,
    }
    across = {
        "type": "quantitative",
        "scale": {"domain": domain, "nice": False},
        "axis": axis,
    }
    side = frame.down("label", labels)
    interval = {"y": side, "x": {"field": "low", **across}, "x2": {"field": "high"}}
    return [
        {"mark": {"type": "rule", "color": BLUE, "strokeWidth": 2}, "encoding": interval},
        {
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": BLUE},
            "encoding": {"y": side, "x": {"field": "score", **across}},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 8},
            "encoding": {
                "y": side,
                "x": {"field": "end", **across},
                "text": {"field": "said"},
            },
        },
    ]
