"""A histogram: how many there are of each size."""

import numpy as np

from analysis.charts import frame
from analysis.charts.palette import BLUE, LINE


def distribution(
    values: np.ndarray, title: str, *, least: int = 0, narrow: bool = False
) -> frame.Part:
    """The picture of how many numbers are in each class (see `classes`).

    Args:
        values: the numbers (n).
        title: what they are.
        least: classes of fewer people, but not none, are drawn empty.
        narrow: whether it is for a phone.
    """
    edges = classes(values)
    counts, _ = np.histogram(values, edges)
    shown = np.where(counts < least, 0, counts)
    rows: frame.Values = [
        {"start": float(start), "end": float(end), "n": int(n)}
        for start, end, n in zip(edges[:-1], edges[1:], shown, strict=True)
    ]
    low: frame.Part = {"field": "start", "type": "quantitative", "title": title, "bin": "binned"}
    low["axis"] = {"domain": True, "ticks": True, "tickCount": 6, "format": "~f"}
    high: frame.Part = {"field": "n", "type": "quantitative", "title": "人数"}
    high["axis"] = {"grid": True, "gridColor": LINE, "tickCount": 4, "tickMinStep": 1}
    bars = {
        "mark": {"type": "bar", "color": BLUE, "stroke": "white"},
        "encoding": {"x": low, "x2": {"field": "end"}, "y": high},
    }
    return frame.spec(rows, width=frame.room(narrow=narrow).plot, height=180, layer=[bars])


def classes(values: np.ndarray) -> np.ndarray:
    """The edges of up to 20 classes of equal width 1, 2 or 5 × 10^k; whole numbers stay whole."""
    least, most = float(np.min(values)), float(np.max(values))
    whole = bool(np.all(values == np.floor(values)))
    rough = max((most - least) / 12, 1.0 if whole else 0.0) or 1.0
    power = 10.0 ** np.floor(np.log10(rough))
    width = power * min((step for step in (1, 2, 5, 10) if step * power >= rough), default=10)
    start = np.floor(least / width) * width
    return np.asarray(start + width * np.arange(int(np.floor((most - start) / width)) + 2))
