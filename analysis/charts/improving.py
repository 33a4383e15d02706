"""満足度×重要度 on a plane: four quadrants at the means, the items as numbered points."""

import numpy as np

from analysis.charts import frame
from analysis.charts.palette import BLUE, LINE, ORANGE, SUB, TEXT
from analysis.charts.picture import Chart
from analysis.charts.placing import Point, placed
from analysis.improving import Improving

HEIGHT = 460
LETTERS = 14
FIRST = "重点改善"
NARROW_PLOT = 270


def improving(made: Improving, *, narrow: bool = False) -> Chart:
    """Satisfaction to the right, importance upwards; each point bears its rank of 改善度.

    A phone gets the numbers alone: the table below says what each stands for.
    """
    plot, height = (NARROW_PLOT, NARROW_PLOT) if narrow else (frame.ROOMY.plot, HEIGHT)
    low, high = _ends(made)
    values = _points(made, (plot, height), (low, high), narrow=narrow)
    scale = {"domain": [low, high], "nice": False, "zero": False}
    across = _axis("x", "満足度の偏差値", scale)
    up = _axis("y", "重要度の偏差値", scale)
    layer = [*_cross(scale), *_corners(low, high, across, up), *_marks(across, up)]
    if not narrow:
        layer.append(_labels(across, up))
    return Chart(frame.spec(values, width=plot, height=height, layer=layer), words(made))


def words(made: Improving) -> str:
    """The picture in words."""
    order = made.order
    first = [made.items[place] for place in order if made.placed.quadrant[place] == FIRST]
    told = "、".join(first[:5]) + ("など" if len(first) > 5 else "") if first else "なし"
    return (
        f"「{made.satisfaction}」を横、「{made.importance}」を縦にした散布図。"
        f"点の番号は改善度の順位。重要度が平均以上で満足度が平均より低い「{FIRST}」の項目: {told}。"
        "数値は下の表にあります。"
    )


def _ends(made: Improving) -> tuple[float, float]:
    """One range for both axes, so that the 45° line is one."""
    both = np.concatenate([made.placed.satisfaction_deviation, made.placed.importance_deviation])
    reach = max(float(np.abs(both - 50).max()) + 4, 15.0)
    return 50 - reach, 50 + reach


def _points(
    made: Improving, size: tuple[int, int], ends: tuple[float, float], *, narrow: bool
) -> frame.Values:
    (width, height), (low, high) = size, ends
    x, y = made.placed.satisfaction_deviation, made.placed.importance_deviation
    labels = [frame.broken(item, LETTERS, lines=1) for item in made.items]
    marks = [
        Point((a - low) / (high - low) * width, (b - low) / (high - low) * height, label)
        for a, b, label in zip(x, y, labels, strict=True)
    ]
    spots = placed(marks, width, height) if not narrow else [(0.0, 0.0)] * len(marks)
    return [
        {
            "x": float(a),
            "y": float(b),
            "label": label,
            "label_x": low + spot[0] / width * (high - low),
            "label_y": low + spot[1] / height * (high - low),
            "rank": str(int(rank)),
            "colour": ORANGE if quadrant == FIRST else BLUE,
        }
        for a, b, label, spot, rank, quadrant in zip(
            x, y, labels, spots, made.placed.rank, made.placed.quadrant, strict=True
        )
    ]


def _axis(channel: str, title: str, scale: frame.Part) -> frame.Part:
    axis = {"title": title, "tickCount": 5, "grid": False, "domain": True, "domainColor": LINE}
    return {"field": channel, "type": "quantitative", "scale": scale, "axis": axis}


def _cross(scale: frame.Part) -> list[frame.Part]:
    """The two lines through the means."""
    line = {"type": "rule", "color": SUB, "strokeDash": [4, 4]}
    return [
        {
            "data": {"values": [{"mean": 50}]},
            "mark": line,
            "encoding": {channel: {"field": "mean", "type": "quantitative", "scale": scale}},
        }
        for channel in ("x", "y")
    ]


def _corners(low: float, high: float, across: frame.Part, up: frame.Part) -> list[frame.Part]:
    edge = (high - low) * 0.012
    corners = [
        ("重点改善", low + edge, high - edge, "left", "top"),
        ("重点維持", high - edge, high - edge, "right", "top"),
        ("改善", low + edge, low + edge, "left", "bottom"),
        ("維持", high - edge, low + edge, "right", "bottom"),
    ]
    return [
        {
            "data": {"values": [{"x": x, "y": y, "name": name}]},
            "mark": {
                "type": "text",
                "align": align,
                "baseline": baseline,
                "fontWeight": 700,
                "color": ORANGE if name == FIRST else SUB,
            },
            "encoding": {"x": across, "y": up, "text": {"field": "name"}},
        }
        for name, x, y, align, baseline in corners
    ]


def _marks(across: frame.Part, up: frame.Part) -> list[frame.Part]:
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    return [
        {
            "mark": {"type": "circle", "size": 380, "opacity": 1, "stroke": "white"},
            "encoding": {"x": across, "y": up, "color": colour},
        },
        {
            "mark": {"type": "text", "fontSize": 12, "fontWeight": 700, "color": "#ffffff"},
            "encoding": {"x": across, "y": up, "text": {"field": "rank"}},
        },
    ]


def _labels(across: frame.Part, up: frame.Part) -> frame.Part:
    return {
        "mark": {"type": "text", "align": "center", "baseline": "middle", "color": TEXT},
        "encoding": {
            "x": across | {"field": "label_x"},
            "y": up | {"field": "label_y"},
            "text": {"field": "label"},
        },
    }
