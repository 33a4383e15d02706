"""What all charts share: type, sizes, labels that break into lines."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from analysis.charts.palette import SUB, TEXT
from analysis.charts.picture import FACE

Values = list[dict[str, Any]]
SIZE = 14
LINES = 3
LINE_HEIGHT = SIZE + 4
Part = dict[str, Any]  # of a Vega-Lite specification


@dataclass(frozen=True, slots=True)
class Room:
    """How much room a chart has. `letters`: of a label's line; `plot`: width without labels."""

    letters: int
    plot: int


WIDE = Room(letters=16, plot=460)
NARROW = Room(letters=8, plot=190)
ROOMY = Room(letters=16, plot=720)


def room(*, narrow: bool) -> Room:
    return NARROW if narrow else WIDE


def spec(values: Values, *, width: int, height: Any, layer: list[Part]) -> Part:
    """A layered chart over `values` in the look of the house."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": values},
        "width": width,
        "height": height,
        "padding": 4,
        "layer": layer,
        "config": {
            "font": FACE,
            "view": {"stroke": None},
            "background": "white",
            "axis": {
                "labelFontSize": SIZE,
                "labelColor": TEXT,
                "labelLimit": 400,
                "titleFontSize": SIZE,
                "titleColor": SUB,
                "titleFontWeight": 400,
                "domain": False,
                "ticks": False,
                "grid": False,
                "labelPadding": 8,
            },
            "legend": {
                "labelFontSize": SIZE,
                "labelColor": TEXT,
                "labelLimit": 400,
                "title": None,
                "orient": "top",
                "symbolType": "square",
                "symbolSize": 160,
                "rowPadding": 4,
            },
            "text": {"fontSize": SIZE, "color": TEXT},
        },
    }


def down(field: str, order: list[str]) -> Part:
    """The labels down the side, in the order given, broken into lines around their middle."""
    count = "length(split(datum.label, '\\n'))"
    rise = [
        {"test": f"{count} == {lines}", "value": (1 - lines) * LINE_HEIGHT // 2}
        for lines in range(2, LINES + 2)
    ]
    axis = {
        "title": None,
        "labelExpr": "split(datum.label, '\\n')",
        "labelLineHeight": LINE_HEIGHT,
        "labelOffset": {"condition": rise, "value": 0},
    }
    return {"field": field, "type": "nominal", "sort": order, "axis": axis}


def steps(labels: list[str]) -> dict[str, int]:
    """Height of one row: enough for the label with the most lines."""
    lines = max((label.count("\n") + 1 for label in labels), default=1)
    return {"step": max(34, lines * LINE_HEIGHT + 12)}


def broken(label: str, letters: int, lines: int = LINES) -> str:
    """A label in at most `lines` lines of `letters` full-width letters, cut with … if longer."""
    made, width = [""], 0.0
    for letter in label.replace("\n", " "):
        step = 1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5
        if width + step > letters:
            if len(made) == lines:
                made[-1] = made[-1][:-1] + "…"
                break
            made.append("")
            width = 0.0
        made[-1] += letter
        width += step
    return "\n".join(made)


def distinct(labels: list[str]) -> list[str]:
    """Labels that became equal when they were cut are told apart by an unseen space."""
    seen: dict[str, int] = {}
    made = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        made.append(label + "\u200b" * (seen[label] - 1))
    return made
