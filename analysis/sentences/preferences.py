"""選好の得点 in a sentence: what comes first, surely or not; of groups, the widest difference."""

from math import isnan

import numpy as np

from analysis.codebook import Score
from analysis.comparing.preferring import PreferredCompared
from analysis.preferences import Preferences
from analysis.preferred import Preferred
from analysis.preferred_by_group import PreferredByGroup
from analysis.presentation import SMALL_BASE, decimal, p_value
from analysis.results import State
from analysis.sentences import grammar

STRONG = 0.05
NO_SCORES = "得点を計算できる項目がないため、順位は述べません。"
TOO_FEW_SHOWN = "表示できる項目が2つ以上ないため、項目の高い低いは述べません。"
_OF_THE_SHOWN = "表示できる項目のうち、"


def of_preferred(
    made: Preferred, *, state: State | None = None, representative: bool = True
) -> str:
    """The first item that may be shown; silent where too few answered."""
    if made.n < 0:
        return grammar.TOO_FEW
    if made.gone.any() and len(made.made.order) < 2:
        return TOO_FEW_SHOWN
    lead = _OF_THE_SHOWN if made.gone.any() else ""
    if made.question.way is Score.MEAN:
        return _of_means(made, lead) + grammar.ending(state, representative=representative, of="値")
    return of_preferences(made.made, state=state, representative=representative, lead=lead)


def of_preferences(
    made: Preferences,
    *,
    state: State | None = None,
    representative: bool = True,
    lead: str = "",
) -> str:
    """The first item with its interval, and its lead over the second; `lead` goes before it."""
    ending = grammar.ending(state, representative=representative, of="値")
    if made.n < SMALL_BASE:
        return grammar.quiet(made.n) + ending
    if not made.order:
        return NO_SCORES
    first = made.order[0]
    low, high = (decimal(float(end[first])) for end in (made.low, made.high))
    return (
        f"{lead}{made.title}がもっとも高いのは{grammar.quoted(made.labels[first])}で"
        f"{decimal(float(made.score[first]))}です"
        f"（n={made.n:,}、95%信頼区間{low}〜{high}）。{_second(made)}{ending}"
    )


def _of_means(made: Preferred, lead: str) -> str:
    """The highest and the lowest mean, each with its interval."""
    scores = made.made
    if made.n < SMALL_BASE:
        return grammar.quiet(made.n)
    if not scores.order:
        return NO_SCORES
    first, last = (_mean(scores, place) for place in (scores.order[0], scores.order[-1]))
    if len(scores.order) == 1:
        return f"{made.title}は、{first}です。"
    return f"{lead}{made.title}がもっとも高いのは{first}、もっとも低いのは{last}です。"


def _mean(scores: Preferences, place: int) -> str:
    low, high = (decimal(float(end[place])) for end in (scores.low, scores.high))
    return (
        f"{grammar.quoted(scores.labels[place])}で{decimal(float(scores.score[place]))}"
        f"（n={int(scores.shown[place]):,}、95%信頼区間{low}〜{high}）"
    )


def of_preferred_by_group(
    made: PreferredByGroup, *, state: State | None = None, representative: bool = True
) -> str:
    """Looks only at groups of 30 people or more that stand out."""
    if made.whole.n < 0:
        return grammar.TOO_FEW
    if (made.n >= SMALL_BASE).sum() < 2:
        return f"{SMALL_BASE}人以上の群が2つ以上ないため、群の違いは述べません。"
    told = _widest(made) if made.strong.any() else _none(made)
    return told + grammar.ending(state, representative=representative)


def of_preferred_compared(
    made: PreferredCompared, *, state: State | None = None, representative: bool = True
) -> str:
    """The widest sure difference of two surveys, both of 30 people or more."""
    if made.own.n < 0 or made.other.n < 0:
        return grammar.TOO_FEW
    ending = grammar.ending(state, representative=representative)
    if not made.tested:
        return f"公募の回答があるため、並べて示すだけで、差の判定はしません。{ending}"
    if not made.strong.any():
        return (
            f"{made.names[1]}との間に、偶然とは考えにくい得点の違いは見つかりませんでした"
            f"（BH補正）。違いがないことを示すものではありません。{ending}"
        )
    item = int(np.argmax(np.where(made.strong, np.abs(made.difference), 0.0)))
    gap = float(made.difference[item])
    ends = f"{decimal(float(made.low[item]))}〜{decimal(float(made.high[item]))}"
    others = int(made.strong.sum()) - 1
    more = f"このほか{others}項目に、偶然とは考えにくい違いがあります。" if others else ""
    return (
        f"{grammar.quoted(made.own.made.labels[item])}の{made.own.made.title}は"
        f"{decimal(float(made.own.made.score[item]))}で、{made.names[1]}より"
        f"{decimal(abs(gap))}{grammar.higher(gap)}結果でした（差の95%信頼区間{ends}、"
        f"BH補正後 {p_value(float(made.q[item]))}）。{more}{ending}"
    )


def _second(made: Preferences) -> str:
    gap, low, high, p = made.lead
    if isnan(gap):
        return ""
    second = grammar.quoted(made.labels[made.order[1]])
    if isnan(p) or p >= STRONG:
        return f"2番目の{second}との差は偶然の範囲で、順位は入れ替わることがあります。"
    ends = f"{decimal(low)}〜{decimal(high)}"
    return f"2番目の{second}を{decimal(gap)}上回ります（差の95%信頼区間{ends}、{p_value(p)}）。"


def _none(made: PreferredByGroup) -> str:
    return (
        f"{len(made.whole.made.labels)}項目を{grammar.quoted(made.axis.label)}ごとに見て、"
        "偶然とは考えにくい違いは見つかりませんでした（すべての項目と群でBH補正）。"
        "違いがないことを示すものではありません。"
    )


def _widest(made: PreferredByGroup) -> str:
    gaps = np.where(made.strong, np.abs(made.gap), 0.0)
    item, place = (int(part) for part in np.unravel_index(int(np.argmax(gaps)), gaps.shape))
    gap = float(made.gap[item, place])
    ends = (
        f"{decimal(float(made.gap_low[item, place]))}〜{decimal(float(made.gap_high[item, place]))}"
    )
    told = (
        f"{grammar.group(made.axis, made.axis.labels[place])}では、"
        f"{grammar.quoted(made.whole.made.labels[item])}の{made.whole.made.title}が"
        f"{decimal(float(made.score[item, place]))}で、ほかの人より{decimal(abs(gap))}"
        f"{grammar.higher(gap)}結果でした（n={int(made.n[place]):,}、差の95%信頼区間{ends}、"
        f"BH補正後 {p_value(float(made.q[item, place]))}）。"
    )
    others = int(made.strong.sum()) - 1
    told += f"このほか{others}か所に、偶然とは考えにくい違いがあります。" if others else ""
    return told + grammar.unnamed(made.axis.labelled)
