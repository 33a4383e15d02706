"""A table in plain numbers: what JSON, pages and charts are made from."""

from typing import Any

import numpy as np

from analysis.book import Book, Tested, Together
from analysis.counting import Floats
from analysis.crosstab import Crosstab
from analysis.form.crossed import method
from analysis.form.crossed import of_crosstab as laid_out
from analysis.form.grid import Grid, Line
from analysis.form.items import of_items as items_laid_out
from analysis.form.nested import of_threeway as nested
from analysis.form.single import Sum, of_frequency
from analysis.frequencies import Frequency, Summary
from analysis.items_by_group import ItemsByGroup
from analysis.methods.association import Association
from analysis.pins import Pins
from analysis.preferred_by_group import PreferredByGroup, Ranked
from analysis.results import State, Table
from analysis.sentences.crosstab import of_crosstab
from analysis.sentences.frequency import of_frequency as told_of
from analysis.sentences.grammar import Told
from analysis.sentences.items import of_items, of_items_by_group
from analysis.sentences.preferences import of_preferred, of_preferred_by_group
from analysis.sentences.summary import of_summary
from analysis.sentences.threeway import of_threeway
from analysis.threeway import Threeway

METHODS = {
    "share": "横%。分母は設問と集計軸の両方に回答した人（無回答・非該当を除く）",
    "percent": "小数第2位を四捨五入（実数の比から）。- は該当者なし、0.0 は0.05%未満",
    "interval": "95%信頼区間。ウィルソン法（重みがあれば有効回答者数による）",
    "difference_se": "群の割合−全体の割合の標準誤差（群が全体の一部であることを考えた線形化）",
    "effective_n": "Kish: （重みの合計）²÷（重みの2乗の合計）",
    "test": "重みなし: ピアソンのカイ二乗（2×2ではフィッシャーの正確検定も）。重みあり: Rao–Scott",
    "cramers_v": "Bergsma（2013）の偏り補正をしたクラメールのV",
    "residual": "調整済み標準化残差",
    "q": "表の中の残差のp値をBenjamini–Hochberg法で補正した値",
    "book_q": "集計表一式のすべての検定をBenjamini–Hochberg法で補正した値",
    "matrix_q": "マトリクス×軸の、すべての項目と群の検定をBenjamini–Hochberg法で補正した値",
    "preference_q": "選好×軸の、すべての項目と群の検定をBenjamini–Hochberg法で補正した値",
    "withheld": "nullは、少人数のため表示しない値か、定まらない値",
}


def crosstab_as_json(
    table: Crosstab, *, state: State | None = None, representative: bool = True
) -> dict[str, Any]:
    """A crosstab as JSON can hold it: counts withheld and shares missing are None.

    `printed` is the same table as pages and the Excel book write it.
    """
    return {
        "weighted": table.weighted,
        "sentence": of_crosstab(table, state=state, representative=representative),
        "printed": _grid(laid_out(table)),
        "axis": table.axis.labels,
        "question": table.question.labels,
        "n": [[None if cell < 0 else int(cell) for cell in row] for row in table.n],
        "share": [plain(row) for row in table.shares],
        "bases": [None if base < 0 else int(base) for base in table.bases],
        "overlapping": table.overlapping,
        "method": method(table),
        "test": test_as_json(table.association),
        "cramers_v": table.association.cramers_v if table.association else None,
        "total": {
            "n": [None if cell < 0 else int(cell) for cell in table.total_n],
            "share": plain(table.total_shares),
            "base": table.total_base,
            "no_answer": None if table.total_no_answer < 0 else table.total_no_answer,
        },
        "low": [plain(row) for row in table.low],
        "high": [plain(row) for row in table.high],
        "standard_error": [plain(row) for row in table.se],
        "difference_se": [plain(row) for row in table.gap_se],
        "effective_n": plain(table.effective),
        "residual": [plain(row) for row in table.residuals],
        "q": [plain(row) for row in table.q],
        "no_answer": [None if cell < 0 else int(cell) for cell in table.no_answer],
        "blank": table.blank,
        "not_asked": table.not_asked,
    }


def threeway_as_json(
    made: Threeway, *, state: State | None = None, representative: bool = True
) -> dict[str, Any]:
    """A table of two axes: the numbers of every meeting as of any crosstab, and the subtotals.

    `axes` are the labels of both axes' levels; the rows run along the inner one first.
    """
    said: Told = {"state": state, "representative": representative}
    return crosstab_as_json(made.joint, **said) | {
        "sentence": of_threeway(made, **said),
        "printed": _grid(nested(made)),
        "axes": [axis.labels for axis in made.axes],
        "subtotals": crosstab_as_json(made.outer, **said),
    }


def pins_as_json(made: Pins) -> dict[str, Any]:
    """Pins of a question in squares: south, west, north and east of each, in degrees."""
    return {
        "name": made.question.name,
        "label": made.question.label,
        "mesh": made.mesh.value,
        "total": None if made.total < 0 else made.total,
        "squares": [
            {"code": code, "n": None if n < 0 else int(n), "corners": corners}
            for code, n, corners in zip(made.codes, made.n, made.corners.tolist(), strict=True)
        ],
    }


def test_as_json(made: Association | None) -> dict[str, Any] | None:
    """A test; `df` is a number, or [numerator, denominator] of an F test."""
    if made is None:
        return None
    return {
        "name": made.name,
        "statistic": made.statistic,
        "df": made.df if isinstance(made.df, float) else list(made.df),
        "p": made.p,
        "exact_p": made.exact_p,
        "trustworthy": made.trustworthy,
        "reason": made.reason,
    }


def frequency_as_json(
    each: Frequency, *, state: State | None = None, representative: bool = True
) -> dict[str, Any]:
    """A question alone; `printed` is what pages and the Excel book write."""
    listing = of_frequency(each)
    return {
        "weighted": each.weighted,
        "sentence": told_of(each, state=state, representative=representative),
        "printed": {
            "percent": [choice.cell.share for choice in listing.choices],
            "of_answers": [choice.of_answers for choice in listing.choices],
            "unweighted_percent": [choice.bare for choice in listing.choices],
            "beside": [_beside(told) for told in listing.sums],
        },
        "name": each.question.name,
        "label": each.question.label,
        "multiple": each.question.multiple,
        "levels": each.question.labels,
        "n": [None if cell < 0 else int(cell) for cell in each.n],
        "share": plain(each.shares),
        "low": plain(each.low),
        "high": plain(each.high),
        "base": each.base,
        "no_answer": each.no_answer,
        "not_asked": each.not_asked,
        "effective_n": each.effective,
        "standard_error": plain(each.se),
    }


def summary_as_json(
    each: Summary, *, state: State | None = None, representative: bool = True
) -> dict[str, Any]:
    return {
        "sentence": of_summary(each, state=state, representative=representative),
        "name": each.variable.name,
        "label": each.variable.label,
        "n": each.n,
        "mean": each.mean,
        "sd": each.sd,
        "quartiles": list(each.quartiles),
        "least": each.least,
        "most": each.most,
    }


def book_as_json(made: Book, *, representative: bool = True) -> dict[str, Any]:
    """A whole book: every question, then every question by every axis."""
    said: Told = {"state": made.state, "representative": representative}
    return {
        "n": made.n,
        "state": state_as_json(made.state),
        "representative": representative,
        "methods": METHODS,
        "left_out": list(made.left_out),
        "frequencies": [frequency_as_json(each, **said) for each in made.frequencies],
        "summaries": [summary_as_json(each, **said) for each in made.summaries],
        "crosstabs": [in_book_as_json(each, **said) for each in made.crosstabs],
        "weighting": [_table(each) for each in made.weighting],
        "matrices": [together_as_json(each, **said) for each in made.matrices],
        "preferences": [preference_as_json(each, **said) for each in made.preferences],
        "pins": [pins_as_json(each) for each in made.pins],
    }


def together_as_json(
    each: Together, *, state: State | None = None, representative: bool = True
) -> dict[str, Any]:
    """A matrix whole: its items side by side, then their TOP2 in the groups of every axis."""
    made, said = each.items, Told(state=state, representative=representative)
    return {
        "name": made.matrix.name,
        "label": made.title,
        "items": [line.variable.name for line in made.matrix.lines],
        "labels": made.labels,
        "levels": made.rows[0].question.labels,
        "sentence": of_items(made, **said),
        "n": [None if n < 0 else int(n) for n in made.n],
        "share": [plain(row.shares) for row in made.rows],
        "top": plain(made.top),
        "mean": plain(made.mean),
        "printed": _grid(items_laid_out(made)),
        "by_group": [_by_group(one, said) for one in each.by_group],
    }


def _by_group(made: ItemsByGroup, said: Told) -> dict[str, Any]:
    return {
        "axis_name": made.axis.name,
        "axis_label": made.axis.label,
        "axis": made.axis.labels,
        "measure": made.measure,
        "sentence": of_items_by_group(made, **said),
        "n": [[None if n < 0 else int(n) for n in row] for row in made.n],
        "share": [plain(row) for row in made.value],
        "total": {
            "n": [None if n < 0 else int(n) for n in made.total_n],
            "share": plain(made.total),
        },
        "difference_se": [plain(row) for row in made.gap_se],
        "q": [plain(row) for row in made.q],
        "stands_out": [[bool(cell) for cell in row] for row in made.strong],
    }


def preference_as_json(
    each: Ranked, *, state: State | None = None, representative: bool = True
) -> dict[str, Any]:
    """The scores of a question's items, then in the groups of every axis."""
    made, said = each.whole, Told(state=state, representative=representative)
    scores = made.made
    return {
        "name": made.question.name,
        "label": made.title,
        "kind": made.question.kind,
        "score_label": scores.title,
        "items": list(scores.labels),
        "sentence": of_preferred(made, **said),
        "n": None if made.n < 0 else made.n,
        "no_answer": made.no_answer,
        "not_asked": made.not_asked,
        "score": plain(scores.score),
        "standard_error": plain(scores.se),
        "low": plain(scores.low),
        "high": plain(scores.high),
        "beside": {name: plain(values) for name, values in scores.beside.items()},
        "by_group": [_preferred_by_group(one, said) for one in each.by_group],
    }


def _preferred_by_group(made: PreferredByGroup, said: Told) -> dict[str, Any]:
    return {
        "axis_name": made.axis.name,
        "axis_label": made.axis.label,
        "axis": made.axis.labels,
        "sentence": of_preferred_by_group(made, **said),
        "n": [None if n < 0 else int(n) for n in made.n],
        "score": [plain(row) for row in made.score],
        "low": [plain(row) for row in made.low],
        "high": [plain(row) for row in made.high],
        "difference": [plain(row) for row in made.gap],
        "q": [plain(row) for row in made.q],
        "stands_out": [[bool(cell) for cell in row] for row in made.strong],
    }


def in_book_as_json(
    each: Tested, *, state: State | None = None, representative: bool = True
) -> dict[str, Any]:
    return {
        "axis_name": each.table.axis.name,
        "axis_label": each.table.axis.label,
        "question_name": each.table.question.name,
        "question_label": each.table.question.label,
        "multiple": each.table.question.multiple,
        "book_q": each.q,
        **crosstab_as_json(each.table, state=state, representative=representative),
    }


def state_as_json(state: State | None) -> dict[str, str | None] | None:
    """When it is from; what nobody has said is None, and `words` say so."""
    if state is None:
        return None
    day = state.as_of.isoformat() if state.as_of else None
    return {"stage": state.stage, "as_of": day, "words": state.words}


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "heads": list(grid.heads),
        "beside": [head.label for head in grid.beside],
        "lines": [_line(line) for line in grid.lines],
        "unweighted": [_line(line) for line in grid.unweighted],
        "notes": list(grid.notes),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "label": line.label,
        "depth": line.depth,
        "n": line.base,
        "small": line.small,
        "percent": [cell.share for cell in line.cells],
        "marks": [cell.mark for cell in line.cells],
        "beside": [[cell.count, cell.share] for cell in line.beside],
    }


def _beside(told: Sum) -> dict[str, Any]:
    return {
        "key": told.head.key,
        "label": told.head.label,
        "n": told.cell.count,
        "value": told.cell.share,
        "unweighted": told.bare,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "unit": table.unit,
        "note": table.note,
        "columns": [str(name) for name in table.body.columns],
        "rows": [
            [str(name), *(value if isinstance(value, str) else float(value) for value in values)]
            for name, values in zip(table.body.index, table.body.to_numpy(), strict=True)
        ],
    }


def plain(values: Floats) -> list[float | None]:
    """Numbers for JSON: what is undefined is None."""
    return [float(value) if np.isfinite(value) else None for value in values]
