"""選好の得点 in a sentence: what comes first, and whether it is surely before the second."""

from math import isnan

from analysis.preferences import Preferences
from analysis.presentation import SMALL_BASE, decimal, p_value
from analysis.results import State
from analysis.sentences import grammar

STRONG = 0.05


def of_preferences(
    made: Preferences, *, state: State | None = None, representative: bool = True
) -> str:
    """The first item with its interval, and its lead over the second."""
    ending = grammar.ending(state, representative=representative, of="値")
    if made.n < SMALL_BASE:
        return grammar.quiet(made.n) + ending
    first = made.order[0]
    low, high = (decimal(float(end[first])) for end in (made.low, made.high))
    return (
        f"{made.title}がもっとも高いのは{grammar.quoted(made.labels[first])}で"
        f"{decimal(float(made.score[first]))}です"
        f"（n={made.n:,}、95%信頼区間{low}〜{high}）。{_second(made)}{ending}"
    )


def _second(made: Preferences) -> str:
    gap, low, high, p = made.lead
    if len(made.order) < 2:
        return ""
    second = grammar.quoted(made.labels[made.order[1]])
    if isnan(p) or p >= STRONG:
        return f"2番目の{second}との差は偶然の範囲で、順位は入れ替わることがあります。"
    ends = f"{decimal(low)}〜{decimal(high)}"
    return f"2番目の{second}を{decimal(gap)}上回ります（差の95%信頼区間{ends}、{p_value(p)}）。"
