"""マトリクス in the trade's form: items down the side, steps along the top; then groups there."""

import numpy as np

from analysis.codebook import NO_ANSWER_LABEL
from analysis.crosstab import TOTAL
from analysis.form import notes
from analysis.form.crossed import cell, mean, summed
from analysis.form.grid import Cell, Grid, Head, Line
from analysis.frequencies import Frequency
from analysis.items import Items, Kind
from analysis.items_by_group import ItemsByGroup
from analysis.presentation import SMALL_BASE, base_mark, decimal, percent
from analysis.scales import Scale

SIDE = "項目"
ITEMS = "n は項目ごとの回答者数（重みを付けない実数）です。割合は n を分母とする横%です。"
_UPPER = "各セルの上段はその群でその項目に回答した人数（n、重みを付けない実数）、下段は"
_MEAN_UPPER = "各セルの上段はその群で段階を選んだ人数（n、重みを付けない実数）、下段は"
FEW = f"※はn が{SMALL_BASE}未満の参考値です。"
JUDGED = (
    "▲▽は、その群とほかの人との違いが偶然とは考えにくいセルです"
    f"（{{test}}、マトリクス全体でBH補正 q<0.05、n が{SMALL_BASE}以上）。"
)


def of_items(made: Items, *, blanks: bool = True) -> Grid:
    """Lay the items of a matrix out, one a line, in their order.

    Args:
        made: as the disclosure rules left them.
        blanks: whether 無回答 stands in a column of its own, unless it is one of the choices.
    """
    asked = made.rows[0].question
    inside = asked.labels[-1:] == [NO_ANSWER_LABEL]
    told, scale = blanks and not inside, made.scale
    lines = [
        _line(label, row, row.shares, scale, told=told, exact=not made.weighted)
        for label, row in zip(made.labels, made.rows, strict=True)
    ]
    bare = [
        _line(label, row, _unweighted(row), scale, told=told, exact=True)
        for label, row in zip(made.labels, made.rows, strict=True)
        if made.weighted
    ]
    signs = [ITEMS, notes.INSIDE if inside else notes.OUTSIDE, notes.ROUNDED, notes.SIGNS]
    signs += [notes.scale(scale)] if scale else []
    signs += [notes.WEIGHTED] if made.weighted else []
    return Grid(
        title=made.title,
        side=SIDE,
        heads=tuple(asked.labels),
        beside=_heads(scale, told=told),
        lines=tuple(lines),
        unweighted=tuple(bare),
        notes=tuple(signs),
        whole=False,
    )


def of_items_by_group(made: ItemsByGroup) -> Grid:
    """Lay items × groups out: 全体 first along the top, then the groups that anyone is in.

    The upper line of a cell is its own n, the lower the TOP2 share or the mean score.
    """
    lines = tuple(
        Line(label, int(made.total_n[item]), "", _cells(made, item))
        for item, label in enumerate(made.labels)
    )
    return Grid(
        title=made.title,
        side=SIDE,
        heads=(TOTAL, *(made.axis.labels[group] for group in made.groups)),
        beside=(),
        lines=lines,
        unweighted=(),
        notes=_notes(made),
        whole=False,
    )


def _heads(scale: Scale | None, *, told: bool) -> tuple[Head, ...]:
    made = []
    if scale:
        made.append(Head("top", f"TOP{scale.width}"))
        made.append(Head("bottom", f"BOTTOM{scale.width}"))
        made.append(Head("mean", f"平均点（{scale.span}）"))
    return (*made, Head("blank", NO_ANSWER_LABEL)) if told else tuple(made)


def _line(
    label: str, row: Frequency, shares: np.ndarray, scale: Scale | None, *, told: bool, exact: bool
) -> Line:
    if (row.n < 0).all():
        return Line(label, None, "", ())
    cells = tuple(
        cell(int(n), float(share), row.base, exact=exact)
        for n, share in zip(row.n, shares, strict=True)
    )
    beside: list[Cell] = []
    if scale:
        beside += [
            summed(row.n, shares, row.base, places, exact=exact)
            for places in (scale.top, scale.bottom)
        ]
        beside.append(mean(scale, row.n, shares))
    if told:
        beside.append(Cell(row.no_answer, ""))
    return Line(label, row.base, base_mark(row.base), cells, tuple(beside))


def _unweighted(row: Frequency) -> np.ndarray:
    shares = row.n / row.base if row.base else np.full(len(row.n), np.nan)
    return np.where(row.n < 0, np.nan, shares)


def _cells(made: ItemsByGroup, item: int) -> tuple[Cell, ...]:
    whole = _cell(made, int(made.total_n[item]), float(made.total[item]), "")
    return (whole, *(_of_group(made, item, group) for group in made.groups))


def _of_group(made: ItemsByGroup, item: int, group: int) -> Cell:
    value, mark = float(made.value[item, group]), ""
    if made.strong[item, group]:
        mark = "high" if value > made.total[item] else "low"
    return _cell(made, int(made.n[item, group]), value, mark)


def _cell(made: ItemsByGroup, n: int, value: float, mark: str) -> Cell:
    if n < 0:
        return Cell(None, "")
    told = percent(value) if made.kind is Kind.TOP else decimal(value)
    return Cell(n, told, mark or ("few" if base_mark(n) else ""))


def _notes(made: ItemsByGroup) -> tuple[str, ...]:
    scale, top = made.scale, made.kind is Kind.TOP
    if top:
        told = [f"{_UPPER}TOP{scale.width}（「{scale.names[0]}」）の割合（%）です。"]
    else:
        told = [f"{_MEAN_UPPER}平均点（{scale.span}）です。数字の前の△は負の値です。"]
    told.append(JUDGED.format(test="調整済み残差" if top else "平均の差のt検定"))
    told += [FEW, notes.WITHHELD.replace("行", "セル"), notes.SIGNS]
    told.append("全体は、その項目と集計軸の両方に回答した人です。")
    if made.weighted:
        told.append("下段は重み付け後の値です。")
    return tuple(told)
