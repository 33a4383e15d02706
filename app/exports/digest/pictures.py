"""図: which charts of an issue are shown, and the table that says the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.exports.digest.cells import Amount, Cell, Grid
from surveys.edition_charts import GROUPS, chosen


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart of the files: its frozen numbers, its number and its table."""

    name: str
    title: str
    alt: str
    chart: Mapping[str, Any]
    grid: Grid
    source: str


def pictures(issue: Mapping[str, Any]) -> tuple[Picture, ...]:
    """The charts of an issue, numbered 図3-1, 図3-2."""
    made = []
    for place, each in enumerate(chosen(issue), 1):
        chart, name = each["chart"], f"図{issue['number']}-{place}"
        source = each["questionnaire"]
        made.append(Picture(name, chart["title"], chart["alt"], chart, table(chart), source))
    return tuple(made)


def table(chart: Mapping[str, Any]) -> Grid:
    """The numbers of a chart as a table: a row a level."""
    unit, series = chart["unit"], chart["series"]
    bases = chart.get("bases")
    heads = ["", *(_head(each, chart) for each in series), *(["n"] if bases else [])]
    rows: list[list[Cell]] = []
    for place, level in enumerate(chart["levels"]):
        row: list[Cell] = [level, *(Amount(each["values"][place], unit) for each in series)]
        rows.append([*row, Amount(bases[place], "count")] if bases else row)
    if chart.get("total") is not None:
        rows.append(["全体", Amount(chart["total"], unit), Amount(chart["n"], "count")])
    marked = tuple(chart["marked"])
    return Grid(chart["title"], tuple(heads), tuple(map(tuple, rows)), marked, _note(chart))


def gaps(issue: Mapping[str, Any]) -> Grid | None:
    """集まりごとの違い: each group that differs, beside everyone."""
    rows: list[tuple[Cell, ...]] = []
    for each in issue["evidence"]:
        chart = each.get("chart")
        if each["kind"] in GROUPS and chart and chart.get("total") is not None:
            (place,), total = chart["marked"], chart["total"]
            share = chart["series"][0]["values"][place]
            rows.append(
                (
                    chart["title"],
                    chart["levels"][place],
                    Amount(share),
                    Amount(total),
                    Amount(share - total, "points"),
                    Amount(each["n"], "count"),
                )
            )
    if not rows:
        return None
    heads = ("何の割合か", "集まり", "その集まり", "全体", "差", "n")
    return Grid("集まりごとの違い", heads, tuple(rows))


def _head(series: Mapping[str, Any], chart: Mapping[str, Any]) -> str:
    if chart["kind"] == "shares":
        return f"{series['name']}（n={series['n']:,}）"
    return str(series["name"])


def _note(chart: Mapping[str, Any]) -> str:
    return "" if chart["kind"] == "shares" else f"n={chart['n']:,}"
