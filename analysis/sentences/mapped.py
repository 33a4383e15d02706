"""対応分析 in a sentence: how much the map shows, and how far it may be read."""

from analysis.mapped import Mapped
from analysis.presentation import SMALL_BASE
from analysis.results import State
from analysis.sentences import grammar

STRONG = 0.05
ENOUGH = 0.7  # of all inertia: below it much of the table is not on the map


def of_mapped(made: Mapped, *, state: State | None = None, representative: bool = True) -> str:
    """Whether there is anything to read, how much of it is shown, and what lies farthest apart."""
    ending = grammar.ending(state, representative=representative)
    if made.base < SMALL_BASE:
        return grammar.quiet(made.base) + ending
    if made.p is not None and made.p >= STRONG:
        return (
            f"{grammar.quoted(made.axis.label)}と{grammar.quoted(made.question.label)}に偶然とは"
            f"考えにくい関連は見つからないため、図の位置から違いを読み取らないでください"
            f"（n={made.base:,}）。{ending}"
        )
    return _shown(made) + _apart(made) + ending


def _shown(made: Mapped) -> str:
    first, second = made.shares
    little = "。図に表れない違いが多く残ります" if first + second < ENOUGH else ""
    return (
        f"2つの軸で、回答の違い（慣性）の{grammar.percent(first + second)}を表しています"
        f"（第1軸{grammar.percent(first)}、第2軸{grammar.percent(second)}、n={made.base:,}）{little}。"
    )


def _apart(made: Mapped) -> str:
    """The two groups of 30 or more that lie farthest apart on the first axis."""
    known = [
        (float(place), label)
        for place, label, n in zip(made.groups[:, 0], made.sides, made.n, strict=True)
        if n >= SMALL_BASE
    ]
    if len(known) < 2:
        return ""
    (_, low), (_, high) = min(known), max(known)
    return (
        f"第1軸で離れているのは{grammar.quoted(low)}と{grammar.quoted(high)}です。"
        "近さは回答の似かたの目安で、原因を示すものではありません。"
    )
