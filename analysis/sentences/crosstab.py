"""クロス集計 in a sentence: the widest difference from 全体 that chance does not explain.

The interval is that of the difference between the group and 全体, of which the group is a part
(`Crosstab.gap_se`), so it holds with weights, too; the p value is that of the cell against the
rest, corrected over the table (Benjamini–Hochberg).
"""

import numpy as np
from scipy import stats

from analysis.counting import Floats
from analysis.crosstab import Crosstab
from analysis.presentation import p_value
from analysis.results import State
from analysis.sentences.grammar import (
    TOO_FEW,
    apart,
    behind,
    chosen,
    ending,
    group,
    higher,
    percent,
    quoted,
    unnamed,
)
from analysis.standing import STRONG, stands_out

NOT_TESTED = "比べられる群が2つ以上ないか、表示できない値があるため、検定は行いません。"
_Z = float(stats.norm.isf(0.025))


def of_crosstab(table: Crosstab, *, state: State | None = None, representative: bool = True) -> str:
    """Looks only at cells that stand out (see `standing`), so never at a group under 30."""
    if (table.total_n < 0).all():
        return TOO_FEW
    if table.association is None and not (table.question.multiple or table.overlapping):
        return NOT_TESTED
    strong = stands_out(table)
    told = _widest(table, strong) if strong.any() else _none(table)
    return told + ending(state, representative=representative)


def _none(table: Crosstab) -> str:
    found = table.association
    if found and found.trustworthy and found.best_p < STRONG:
        return (
            f"表全体では{quoted(table.axis.label)}による違いが偶然とは考えにくいものの"
            f"（n={table.total_base:,}、{p_value(found.best_p)}）、"
            "どこの違いかは、この回答数では言えません。"
        )
    return (
        f"{quoted(table.axis.label)}による違いのうち、偶然とは考えにくいものは"
        f"見つかりませんでした（n={table.total_base:,}）。違いがないことを示すものではありません。"
    )


def _widest(table: Crosstab, strong: np.ndarray) -> str:
    gaps = np.where(strong, table.shares - table.total_shares, 0.0)
    row, column = _place(gaps, table.gap_se)
    gap, half = float(gaps[row, column]), _Z * float(table.gap_se[row, column])
    basis = behind(
        int(table.bases[row]),
        gap - half,
        gap + half,
        float(table.q[row, column]),
        effective=float(table.effective[row]) if table.weighted else None,
        gap=True,
    )
    told = (
        f"{group(table.axis, table.axis.labels[row])}では、"
        f"{chosen(table.question, table.question.labels[column])}が"
        f"{percent(float(table.shares[row, column]))}で、"
        f"全体（{percent(float(table.total_shares[column]))}）より{apart(gap)}{higher(gap)}"
        f"結果でした{basis}。"
    )
    others = int(strong.sum()) - 1
    told += f"このほか{others}か所に、偶然とは考えにくい違いがあります。" if others else ""
    return told + unnamed(table.axis.labelled, table.question.side.labelled)


def _place(gaps: Floats, se: Floats) -> tuple[int, int]:
    """The widest gap, first among those whose interval leaves 0 out."""
    sure = np.where(np.abs(gaps) > _Z * se, np.abs(gaps), 0.0)
    found = sure if sure.any() else np.abs(gaps)
    row, column = np.unravel_index(int(np.argmax(found)), found.shape)
    return int(row), int(column)
