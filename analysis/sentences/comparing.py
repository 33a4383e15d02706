"""Two surveys, waves and a standardised group in a sentence each."""

from collections.abc import Sequence

import numpy as np

from analysis.comparing import wordings
from analysis.comparing.matching import Match
from analysis.comparing.standardising import Adjusted
from analysis.comparing.surveys import Compared
from analysis.comparing.waves import Trend
from analysis.presentation import SMALL_BASE, decimal, p_value
from analysis.results import State
from analysis.sentences import grammar

NO_TEST = "公募の回答は代表性がないため、差の検定はせず、参考として並べています。"
NOTHING_FOUND = (
    "偶然とは考えにくい違いは見つかりませんでした。違いがないことを示すものではありません。"
)


def of_compared(made: Compared, *, state: State | None = None) -> str:
    """The widest difference that chance does not explain, or that there is none."""
    told = _found(made)
    return told + _changed(made.match) + _weighed(made) + grammar.ending(state)


def of_pair(listed: Sequence[Compared], other: str) -> str:
    """How many questions two surveys share, and in how many of them they differ."""
    changed = sum(bool(each.match.changes) for each in listed)
    told = f"{other}と同じことを尋ねた設問は{len(listed)}問です"
    told += f"（うち{changed}問は設問文か選択肢などが変わっています）。" if changed else "。"
    if not any(each.tested for each in listed):
        return told + NO_TEST
    apart = sum(each.widest is not None for each in listed)
    if not apart:
        return told + NOTHING_FOUND
    return (
        f"{told}{apart}問に、偶然とは考えにくい違いがあります"
        "（すべての設問の選択肢をまとめてBH補正、q<0.05）。"
    )


def of_adjusted(made: Adjusted, *, state: State | None = None) -> str:
    """What is left of a difference once the one group is composed like the other."""
    if made.n < SMALL_BASE:
        return grammar.quiet(made.n) + grammar.ending(state)
    place = int(np.nanargmax(np.abs(made.crude - made.other).round(12)))
    label = grammar.chosen(made.question, made.labels[place])
    before, after = made.crude[place] - made.other[place], made.rate[place]
    low, high = (made.rate[place] + side * 1.96 * made.se[place] for side in (-1, 1))
    return (
        f"{label}の割合の差（{made.name}−{made.standard}）は、{made.axis}の構成を{made.standard}に"
        f"合わせると{_signed(before)}ポイントから{_signed(after)}ポイントになります"
        f"（n={made.n:,}、合わせた後の差の95%信頼区間{_signed(low)}〜{_signed(high)}ポイント）。"
        f"残る差も、{made.axis}以外の違いによることがあります。"
        f"{grammar.unnamed(made.question.side.labelled)}{grammar.ending(state)}"
    )


def of_trend(made: Trend, *, state: State | None = None) -> str:
    """The choice that rose or fell the most surely, or that none did."""
    waves, ending = "・".join(made.names), grammar.ending(state)
    if min(made.bases) < SMALL_BASE:
        return (
            f"回答した人が{SMALL_BASE}人に満たない回があるため、増減の傾向は判断しません。{ending}"
        )
    place = made.steepest
    times = f"{waves}の{len(made.names)}回"
    if place is None:
        return f"{times}を通じて、偶然とは考えにくい増減の傾向は見つかりませんでした。{ending}"
    label = grammar.chosen(made.question, made.labels[place])
    shares = "→".join(grammar.percent(float(share)) for share in made.shares[place])
    bases = "→".join(grammar.number(base) for base in made.bases)
    way = "増える" if made.slope[place] > 0 else "減る"
    told = (
        f"{label}の割合は、{times}で{shares}と、{way}傾向があります"
        f"（n={bases}、傾向の検定 BH補正後 {p_value(float(made.q[place]))}）。"
    )
    if made.reworded:
        changed = dict.fromkeys(each for _, match in made.reworded for each in match.changes)
        told += f"{'・'.join(name for name, _ in made.reworded)}は{wordings.told(changed)}。"
    return told + grammar.unnamed(made.question.side.labelled) + ending


def _found(made: Compared) -> str:
    own, other = made.own, made.other
    if min(own.base, other.base) < SMALL_BASE:
        return grammar.quiet(min(own.base, other.base))
    if not made.tested:
        return NO_TEST
    place = made.widest
    if place is None:
        return f"{own.name}と{other.name}のあいだに、{NOTHING_FOUND}"
    gap = float(made.difference[place])
    ends = "〜".join(_signed(float(end[place])) for end in (made.low, made.high))
    others = int(made.strong[: made.choices].sum()) - (place < made.choices)
    return (
        f"{grammar.chosen(made.match.own, made.labels[place])}は{own.name}が"
        f"{grammar.percent(float(own.shares[place]))}（n={own.base:,}）で、{other.name}の"
        f"{grammar.percent(float(other.shares[place]))}（n={other.base:,}）より"
        f"{grammar.apart(gap)}{'高く' if gap > 0 else '低く'}なっています"
        f"（差の95%信頼区間{ends}ポイント、BH補正後 {p_value(float(made.q[place]))}）。"
        + (f"このほか{others}の選択肢に、偶然とは考えにくい違いがあります。" if others else "")
        + grammar.unnamed(made.match.own.side.labelled)
    )


def _changed(found: Match) -> str:
    """That the words differ, so that the difference may come from them."""
    if not found.changes:
        return ""
    return f"{wordings.told(found.changes)}。差にはその影響が含まれることがあります。"


def _weighed(made: Compared) -> str:
    """That weights are in one of the two only; of staff there are none to give."""
    if not made.mixed:
        return ""
    weighted, plain = (made.own, made.other) if made.own.weighted else (made.other, made.own)
    return f"{weighted.name}は重みあり、{plain.name}は重みなしの値です。"


def _signed(points: float) -> str:
    return decimal(points * 100, 1)
