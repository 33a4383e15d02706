"""Themes by group in sentences: one for each theme some group raises otherwise than all do."""

from collections.abc import Iterator

import numpy as np
from scipy import stats

from analysis.crosstab import Crosstab
from analysis.presentation import p_value
from analysis.results import State
from analysis.sentences.grammar import (
    TOO_FEW,
    apart,
    behind,
    ending,
    group,
    higher,
    percent,
    quoted,
)
from analysis.standing import STRONG, stands_out

_Z = float(stats.norm.isf(0.025))


def of_theme_groups(
    table: Crosstab, *, state: State | None = None, representative: bool = True
) -> tuple[str, ...]:
    """One sentence a theme, the widest difference first, each of the group it is widest in.

    Looks only at cells that stand out (see `standing`): q < 0.05 over the whole table, 30 voices
    or more in the group. One sentence says so where there is none.
    """
    if (table.total_n < 0).all():
        return (TOO_FEW,)
    told = [sentence for _, sentence in sorted(_notable(table), key=lambda each: each[0])]
    if not told:
        told = [_none(table)]
    after = ending(state, representative=representative)
    return (*told[:-1], told[-1] + after)


def _notable(table: Crosstab) -> Iterator[tuple[float, str]]:
    """(minus how wide, the sentence) of every theme with a cell that stands out."""
    strong = stands_out(table)
    gaps = np.round(np.where(strong, table.shares - table.total_shares, 0.0), 9)
    for column in np.flatnonzero(strong.any(axis=0)):
        row = int(np.argmax(np.abs(gaps[:, column])))
        yield -abs(float(gaps[row, column])), _sentence(table, row, int(column))


def _sentence(table: Crosstab, row: int, column: int) -> str:
    share, whole = float(table.shares[row, column]), float(table.total_shares[column])
    half = _Z * float(table.gap_se[row, column])
    basis = behind(
        int(table.bases[row]),
        share - whole - half,
        share - whole + half,
        float(table.q[row, column]),
        gap=True,
    )
    return (
        f"{quoted(table.question.labels[column])}は、"
        f"{group(table.axis, table.axis.labels[row])}の声の{percent(share)}で、"
        f"全体（{percent(whole)}）より{apart(share - whole)}{higher(share - whole)}"
        f"結果でした{basis}。"
    )


def _none(table: Crosstab) -> str:
    found = table.association
    if found and found.trustworthy and found.best_p < STRONG:
        return (
            f"全体としては{quoted(table.axis.label)}による違いが偶然とは考えにくいものの"
            f"（声{table.total_base:,}件、{p_value(found.best_p)}）、"
            "どのテーマの違いかは、この件数では言えません。"
        )
    return (
        f"{quoted(table.axis.label)}による違いのうち、偶然とは考えにくいものは"
        f"見つかりませんでした（声{table.total_base:,}件）。違いがないことを示すものではありません。"
    )
