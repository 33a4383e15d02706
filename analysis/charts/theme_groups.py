"""The picture of themes by group: one square a meeting, shaded by how far it is from 全体.

Groups under 30 have no shade: their differences are not to be read.
"""

from collections.abc import Sequence

import numpy as np

from analysis.charts import frame, palette
from analysis.charts.picture import Chart
from analysis.crosstab import TOTAL, Crosstab
from analysis.presentation import SMALL_BASE, percent
from analysis.standing import stands_out

MOST_THEMES = 25
WIDE_CELL, NARROW_CELL = 64, 44
HEAD, NARROW_HEAD = 4, 3  # letters of a line
SMALL = 12
WIDE_GROUPS, NARROW_GROUPS = 10, 5
STRONGEST = 0.15  # difference of shares that has the full colour
HIGHER, LOWER = "#7f9ef5", "#f0ab78"
AS_IT_IS: frame.Part = {"type": "nominal", "scale": None}


def theme_groups(table: Crosstab, *, narrow: bool = False) -> Chart:
    """Draw a guarded table of themes by axis; a screen holds the largest themes and groups."""
    rows = _groups(table, NARROW_GROUPS if narrow else WIDE_GROUPS)
    themes = _themes(table)
    letters, head = (6, NARROW_HEAD) if narrow else (16, HEAD)
    names = frame.distinct([frame.broken(table.question.labels[t], letters, 3) for t in themes])
    heads = frame.distinct([TOTAL, *(frame.broken(table.axis.labels[row], head) for row in rows)])
    values = _values(table, list(zip(themes, names, strict=True)), rows, heads)
    place = {"y": frame.down("theme", names), "x": _across(heads, SMALL if narrow else frame.SIZE)}
    cells = {
        "mark": {"type": "rect", "stroke": "white", "strokeWidth": 2},
        "encoding": {**place, "color": {"field": "colour", **AS_IT_IS}},
    }
    numbers = {
        "mark": {"type": "text", "fontSize": SMALL if narrow else 13},
        "encoding": {**place, "text": {"field": "said"}},
    }
    width = len(heads) * (NARROW_CELL if narrow else WIDE_CELL)
    spec = frame.spec(values, width=width, height=frame.steps(names), layer=[cells, numbers])
    return Chart(spec, words(table))


def words(table: Crosstab) -> str:
    """The picture in words."""
    strong = stands_out(table)
    told = [
        f"「{table.question.labels[column]}」は{table.axis.labels[row]}で"
        f"{'高い' if table.residuals[row, column] > 0 else '低い'}"
        for row, column in np.argwhere(strong)[:5]
    ]
    marked = f"全体との違いが偶然とは考えにくいのは、{'、'.join(told)}。" if told else ""
    return (
        f"テーマの割合を「{table.axis.label}」別に見た図。声{max(table.total_base, 0):,}件。"
        f"{marked}数値は下の表にあります。"
    )


def _groups(table: Crosstab, most: int) -> list[int]:
    """The rows that may be shown; of too many the largest, in the order of the axis."""
    shown = [row for row in range(len(table.bases)) if table.bases[row] > 0]
    largest = sorted(shown, key=lambda row: (-int(table.bases[row]), row))[:most]
    return sorted(largest)


def _themes(table: Crosstab) -> list[int]:
    there = [column for column in range(len(table.total_n)) if table.total_n[column] != 0]
    return there[:MOST_THEMES]


def _values(
    table: Crosstab, themes: Sequence[tuple[int, str]], rows: Sequence[int], heads: Sequence[str]
) -> frame.Values:
    strong = stands_out(table)
    values: frame.Values = []
    for column, name in themes:
        whole = float(table.total_shares[column])
        values.append(_cell(name, heads[0], whole, 0.0, ""))
        for row, head in zip(rows, heads[1:], strict=True):
            share = float(table.shares[row, column])
            mark = ("▲" if share > whole else "▽") if strong[row, column] else ""
            gap = share - whole if table.bases[row] >= SMALL_BASE else 0.0
            values.append(_cell(name, head, share, gap, mark))
    return values


def _cell(theme: str, head: str, share: float, gap: float, mark: str) -> dict[str, str]:
    colour = palette.mixed(
        "#f6f6f9", HIGHER if gap > 0 else LOWER, min(abs(np.nan_to_num(gap)) / STRONGEST, 1.0)
    )
    return {"theme": theme, "group": head, "said": mark + percent(share), "colour": colour}


def _across(heads: list[str], size: int) -> frame.Part:
    """Names of groups above their columns, a few letters a line."""
    axis = {
        "orient": "top",
        "labelAngle": 0,
        "labelFontSize": size,
        "title": None,
        "labelBaseline": "bottom",
        "labelExpr": "split(datum.label, '\\n')",
        "labelLineHeight": frame.LINE_HEIGHT,
        "labelPadding": (max(h.count("\n") for h in heads) + 1) * frame.LINE_HEIGHT - 6,
    }
    return {"field": "group", "type": "nominal", "sort": heads, "axis": axis}
