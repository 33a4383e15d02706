"""Charts of a population: the respondents' composition beside it, and how far weights spread."""

import numpy as np

from analysis.charts import frame
from analysis.charts.histogram import distribution
from analysis.charts.palette import BLUE
from analysis.charts.picture import Chart
from analysis.presentation import decimal, percent
from analysis.weighing.fitted import Weighting
from analysis.weighing.representation import Representation

REGISTER = "#8c8c94"
NAMES = ("母集団", "回答者")


def representation(made: Representation, *, narrow: bool = False) -> Chart:
    """Two bars a level: the register's share and the respondents'."""
    room = frame.room(narrow=narrow)
    labels = frame.distinct([frame.broken(name, room.letters) for name in made.of.labels])
    values: frame.Values = [
        {"label": label, "whose": whose, "share": float(share), "said": f"{percent(share)}%"}
        for whose, shares in zip(NAMES, (made.population, made.sample), strict=True)
        for label, share in zip(labels, np.nan_to_num(shares).tolist(), strict=True)
    ]
    most = max((each["share"] for each in values), default=0.0) or 1.0
    side = frame.down("label", labels)
    across: frame.Part = {"field": "share", "type": "quantitative", "axis": None}
    across["scale"] = {"domain": [0, most * (1.35 if narrow else 1.15)]}
    apart: frame.Part = {"field": "whose", "sort": list(NAMES)}
    colour = {"field": "whose", "type": "nominal", "legend": {"title": None}}
    colour["scale"] = {"domain": list(NAMES), "range": [REGISTER, BLUE]}
    bars = {
        "mark": {"type": "bar", "height": {"band": 0.85}},
        "encoding": {"y": side, "x": across, "yOffset": apart, "color": colour},
    }
    words = {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 12},
        "encoding": {"y": side, "x": across, "yOffset": apart, "text": {"field": "said"}},
    }
    spec = frame.spec(values, width=room.plot, height={"step": 22}, layer=[bars, words])
    return Chart(spec, representation_words(made))


def representation_words(made: Representation) -> str:
    """The picture of a composition in words."""
    told = "、".join(
        f"{label} 母集団{percent(population)}% 回答者{percent(sample)}%"
        for label, population, sample in zip(
            made.of.labels, made.population.tolist(), made.sample.tolist(), strict=True
        )
    )
    return f"「{made.of.label}」の母集団と回答者の構成を比べる横棒グラフ。n={made.base:,}。{told}。"


def spread(made: Weighting, *, narrow: bool = False) -> Chart:
    """How many respondents have a weight of each size."""
    return Chart(distribution(made.weight, "重み（平均1）", narrow=narrow), spread_words(made))


def spread_words(made: Weighting) -> str:
    """The picture of the weights in words."""
    heavy = int((made.weight > 2).sum())
    return (
        f"重みの分布を示すヒストグラム。n={made.n:,}、最小{decimal(made.cost.least)}、"
        f"最大{decimal(made.cost.most)}、2倍を超える人は{heavy:,}人。"
    )
