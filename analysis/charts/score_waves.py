"""得点の経年 as points: one row an item, one point with its 95 % interval a wave."""

import numpy as np

from analysis.charts import frame
from analysis.charts.palette import BLUE, LINE, mixed
from analysis.charts.picture import Chart
from analysis.comparing.score_waves import ScoreWaves
from analysis.presentation import decimal

MOST_ITEMS = 15
_PALE = "#9db7f9"
_STEP, _AROUND = 17, 16  # pixels of a wave and between items
_HEADROOM, _NARROW_HEADROOM = 0.14, 0.32  # of the scale, for the number of the newest wave


def score_waves(made: ScoreWaves, *, narrow: bool = False) -> Chart:
    """The oldest wave above and palest, the newest below and darkest with its number."""
    room = frame.NARROW if narrow else frame.ROOMY
    shown = [item for item in made.order if np.isfinite(made.score[item]).any()][:MOST_ITEMS]
    labels = frame.distinct([frame.broken(made.labels[item], room.letters) for item in shown])
    values: frame.Values = [
        {
            "label": label,
            "wave": name,
            "low": float(made.low[item, wave]),
            "score": float(made.score[item, wave]),
            "high": float(made.high[item, wave]),
            "said": decimal(float(made.score[item, wave])) if name == made.marked[-1] else "",
        }
        for item, label in zip(shown, labels, strict=True)
        for wave, name in enumerate(made.marked)
        if np.isfinite([made.low[item, wave], made.high[item, wave]]).all()
    ]
    layer = _layer(made, labels, values, narrow=narrow)
    height = {"step": len(made.names) * _STEP + _AROUND, "for": "position"}
    return Chart(
        frame.spec(values, width=room.plot, height=height, layer=layer), score_wave_words(made)
    )


def score_wave_words(made: ScoreWaves) -> str:
    """The picture in words: the three items that are highest now."""
    told = "、".join(
        f"{made.labels[item]} "
        + "→".join(
            "非表示" if gone else decimal(float(score))
            for score, gone in zip(made.score[item], made.gone[item], strict=True)
        )
        for item in made.order[:3]
    )
    return (
        f"「{made.question.label}」の{made.of}を{'・'.join(made.marked)}の順に、"
        f"95%信頼区間とともに示した点と線のグラフ。いま高い順に、{told}。数値は表にあります。"
    )


def _layer(
    made: ScoreWaves, labels: list[str], values: frame.Values, *, narrow: bool
) -> list[frame.Part]:
    least = min((each["low"] for each in values), default=0.0)
    most = max((each["high"] for each in values), default=1.0)
    reach = (most - least) or 1.0
    headroom = _NARROW_HEADROOM if narrow else _HEADROOM
    across: frame.Part = {
        "type": "quantitative",
        "scale": {"domain": [least - 0.03 * reach, most + headroom * reach], "nice": False},
        "axis": {"title": None, "grid": True, "gridColor": LINE, "tickCount": 4},
    }
    names = list(made.marked)
    shades = [mixed(_PALE, BLUE, place / (len(names) - 1)) for place in range(len(names))]
    here: frame.Part = {
        "y": frame.down("label", labels),
        "yOffset": {"field": "wave", "type": "nominal", "sort": names, "scale": {"domain": names}},
    }
    colour = {
        "field": "wave",
        "type": "nominal",
        "sort": names,
        "scale": {"domain": names, "range": shades},
        "legend": {"columns": 2 if narrow else 6, "symbolType": "circle"},
    }
    interval = here | {"x": {"field": "low", **across}, "x2": {"field": "high"}, "color": colour}
    point = here | {"x": {"field": "score", **across}, "color": colour}
    number = here | {"x": {"field": "high", **across}, "text": {"field": "said"}}
    return [
        {"mark": {"type": "rule", "strokeWidth": 2}, "encoding": interval},
        {"mark": {"type": "point", "filled": True, "size": 80, "opacity": 1}, "encoding": point},
        {"mark": {"type": "text", "align": "left", "dx": 8}, "encoding": number},
    ]
