"""Charts of one question: bars of its choices, or a histogram of its numbers."""

import numpy as np

from analysis.charts import frame
from analysis.charts.histogram import distribution
from analysis.charts.palette import BLUE
from analysis.charts.picture import Chart
from analysis.frequencies import Frequency, Summary
from analysis.presentation import WITHHELD, decimal, percent

NAMED = 3
MOST_BARS = 30


def frequency(made: Frequency, *, narrow: bool = False) -> Chart:
    """Bars of the share of each choice, its number beside it; of very many, the commonest."""
    room = frame.room(narrow=narrow)
    places = sorted(np.argsort(-made.n, kind="stable")[:MOST_BARS].tolist())
    names = [made.question.labels[place] for place in places]
    labels = frame.distinct([frame.broken(name, room.letters) for name in names])
    shares = np.nan_to_num(made.shares)[places]
    values: frame.Values = [
        {"label": label, "share": float(share), "said": _said(int(n), float(share))}
        for label, n, share in zip(labels, made.n[places], shares, strict=True)
    ]
    most = max((each["share"] for each in values), default=0.0) or 1.0
    across: frame.Part = {"field": "share", "type": "quantitative", "axis": None}
    across["scale"] = {"domain": [0, most * (1.35 if narrow else 1.15)]}
    side = frame.down("label", labels)
    layer = [
        {
            "mark": {"type": "bar", "color": BLUE, "height": {"band": 0.6}},
            "encoding": {"y": side, "x": across},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 6},
            "encoding": {"y": side, "x": across, "text": {"field": "said"}},
        },
    ]
    spec = frame.spec(values, width=room.plot, height=frame.steps(labels), layer=layer)
    return Chart(spec, frequency_words(made))


def histogram(values: np.ndarray, summary: Summary, *, least: int, narrow: bool = False) -> Chart:
    """Bars of how many gave numbers of each class.

    Args:
        values: the numbers given (n).
        summary: what they amount to.
        least: classes of fewer people, but not none, are drawn empty.
        narrow: whether it is for a phone.
    """
    spec = distribution(values, "値", least=least, narrow=narrow)
    return Chart(spec, summary_words(summary))


def summary_words(summary: Summary) -> str:
    """The picture of a number question in words."""
    return (
        f"「{summary.variable.label}」の分布を示すヒストグラム。n={summary.n:,}、"
        f"平均{decimal(summary.mean, 1)}、中央値{decimal(summary.quartiles[1], 1)}。"
    )


def _said(n: int, share: float) -> str:
    if n < 0:
        return WITHHELD
    return f"{percent(float(share))}%" if share else "-"


def frequency_words(made: Frequency) -> str:
    """The picture of a question in words."""
    order = sorted(range(len(made.n)), key=lambda place: (-made.n[place], place))[:NAMED]
    told = "、".join(
        f"{made.question.labels[place]} {percent(float(made.shares[place]))}%"
        for place in order
        if made.n[place] > 0
    )
    said = f"多い順に、{told}。" if told else "示せる値はありません。"
    return f"「{made.question.label}」の横棒グラフ。n={made.base:,}。{said}"
