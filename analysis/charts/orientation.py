"""志向 as dots: how far each group lies from everyone, item by item."""

import numpy as np

from analysis.charts import frame
from analysis.charts.crossed import SHAPES
from analysis.charts.palette import LINE, NOMINAL, SUB
from analysis.charts.picture import Chart
from analysis.orientation import Orientation


def orientation(made: Orientation, *, narrow: bool = False) -> Chart:
    """A row an item, a dot a group; the line in the middle is everyone's mean."""
    room = frame.NARROW if narrow else frame.ROOMY
    lines = [label.rpartition("／")[2] for label in made.labels]
    labels = frame.distinct([frame.broken(line, room.letters) for line in lines])
    values: frame.Values = [
        {"item": label, "group": name, "apart": float(made.apart[group, item])}
        for group, name in enumerate(made.names)
        for item, label in enumerate(labels)
        if np.isfinite(made.apart[group, item])
    ]
    reach = max(1.0, *(abs(each["apart"]) * 1.1 for each in values))
    across: frame.Part = {
        "field": "apart",
        "type": "quantitative",
        "scale": {"domain": [-reach, reach]},
        "axis": {"title": "← 全体より低い　　全体より高い →", "labels": False},
    }
    side = frame.down("item", labels)
    colour = {
        "field": "group",
        "type": "nominal",
        "sort": made.names,
        "scale": {"domain": made.names, "range": list(NOMINAL[: len(made.n)])},
        "legend": {"columns": 3},
    }
    shape = colour | {"scale": {"domain": made.names, "range": list(SHAPES[: len(made.n)])}}
    layer = [
        {
            "mark": {"type": "rule", "color": LINE},
            "encoding": {"y": side, "x": {"datum": -reach, **_plain(across)}, "x2": _end(reach)},
        },
        {
            "data": {"values": [{"apart": 0}]},
            "mark": {"type": "rule", "color": SUB, "strokeDash": [4, 4]},
            "encoding": {"x": across},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
            "encoding": {"y": side, "x": across, "color": colour, "shape": shape},
        },
    ]
    height = frame.steps(labels)
    return Chart(frame.spec(values, width=room.plot, height=height, layer=layer), words(made))


def words(made: Orientation) -> str:
    """The picture in words."""
    return (
        f"{len(made.n)}つの群の項目ごとの位置を、全体の平均との差で示したグラフ。"
        f"項目は{len(made.labels)}個。数値は下の表にあります。"
    )


def _plain(across: frame.Part) -> frame.Part:
    return {key: part for key, part in across.items() if key != "field"}


def _end(reach: float) -> frame.Part:
    return {"datum": reach}
