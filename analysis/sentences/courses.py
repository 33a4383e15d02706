"""テーマの推移 in sentences: themes whose share of the voices moves, and silence about the rest."""

import numpy as np

from analysis.presentation import SMALL_BASE, p_value
from analysis.results import State
from analysis.sentences.grammar import TOO_FEW, ending, percent, quoted
from analysis.text.course import Course

_TOO_SHORT = (
    f"声が{SMALL_BASE}件以上ある時期が2つ以上ないため、"
    "増えたか減ったかは判定しません（数は参考値です）。"
)


def of_course(
    made: Course, *, state: State | None = None, representative: bool = True
) -> tuple[str, ...]:
    """One sentence for each theme that moves more than chance explains; else one that says so."""
    if (made.table.total_n < 0).all():
        return (TOO_FEW,)
    if made.judged.sum() < 2:
        return (_TOO_SHORT,)
    told = [_sentence(made, place) for place in made.moving] or [_none(made)]
    return (*told[:-1], told[-1] + ending(state, representative=representative))


def _sentence(made: Course, column: int) -> str:
    rows = np.flatnonzero(made.judged)
    first, last = int(rows[0]), int(rows[-1])
    way = "高くなる" if made.direction[column] > 0 else "低くなる"
    drift = f"{way}傾向でした" if len(rows) > 2 else f"{way}違いがありました"
    ends = "、".join(
        f"{made.periods[row]} {percent(float(made.table.shares[row, column]))}"
        f" n={int(made.table.bases[row]):,}"
        for row in (first, last)
    )
    return (
        f"{quoted(made.names[column])}の声の割合は、{drift}"
        f"（{ends}、BH補正後 {p_value(float(made.q[column]))}）。"
    )


def _none(made: Course) -> str:
    return (
        "時期による割合の動きのうち、偶然とは考えにくいものは見つかりませんでした"
        f"（声{made.table.total_base:,}件、n={SMALL_BASE}以上の時期{int(made.judged.sum())}）。"
        "変わっていないことを示すものではありません。"
    )
