"""満足度×重要度 in a sentence: what comes first, and that it is a place among the items only."""

from analysis.improving import ByGroup, Improving
from analysis.presentation import SMALL_BASE, decimal
from analysis.results import State
from analysis.sentences import grammar

FIRST = "重点改善"
RELATIVE = "並べた項目どうしの相対的な位置で、改善したときの効果を示すものではありません。"
MOST_NAMED = 3


def of_improving(
    made: Improving, *, state: State | None = None, representative: bool = True
) -> str:
    """How many items lie in 重点改善, and which has the highest 改善度."""
    ending = grammar.ending(state, representative=representative, of="値")
    if made.n < SMALL_BASE:
        return grammar.quiet(made.n) + ending
    first = [place for place in made.order if made.placed.quadrant[place] == FIRST]
    told = _top(made) + RELATIVE + ending
    k = len(made.items)
    if not first:
        return (
            f"{k}項目のうち、重要度が平均以上で満足度が平均を下回る「{FIRST}」の項目は"
            f"ありません。{told}"
        )
    named = "".join(grammar.quoted(made.items[place]) for place in first[:MOST_NAMED])
    more = "など" if len(first) > MOST_NAMED else "の"
    return (
        f"重要度が平均以上で満足度が平均を下回る「{FIRST}」に入るのは、{k}項目のうち"
        f"{named}{more}{len(first)}項目です。{told}"
    )


def of_groups(made: ByGroup, *, state: State | None = None, representative: bool = True) -> str:
    """How many groups with enough respondents agree on what comes first."""
    ending = grammar.ending(state, representative=representative, of="値")
    shown = [
        (label, each)
        for label, each, n in zip(made.axis.labels, made.groups, made.n, strict=True)
        if each is not None and n >= SMALL_BASE
    ]
    if not shown:
        return (
            f"{grammar.quoted(made.axis.label)}のどの群も回答した人が{SMALL_BASE}人に満たないため、"
            f"比べません。{ending}"
        )
    top = made.whole.items[made.whole.order[0]]
    same = [label for label, each in shown if each.items[each.order[0]] == top]
    others = [
        f"{grammar.group(made.axis, label)}では{grammar.quoted(each.items[each.order[0]])}"
        for label, each in shown
        if each.items[each.order[0]] != top
    ]
    if not others:
        return (
            f"改善度がもっとも高い項目は、{SMALL_BASE}人以上が回答した{len(shown)}群の"
            f"すべてで{grammar.quoted(top)}です。{ending}"
        )
    listed = "、".join(others[:MOST_NAMED]) + ("など" if len(others) > MOST_NAMED else "")
    return (
        f"改善度がもっとも高い項目は、全体では{grammar.quoted(top)}、{listed}です"
        f"（{SMALL_BASE}人以上が回答した{len(shown)}群のうち、全体と同じ群は{len(same)}）。"
        f"群ごとの順位の違いには、偶然によるものも含まれます。{ending}"
    )


def _top(made: Improving) -> str:
    place = made.order[0]
    low, high = (decimal(float(ends[place]), 1) for ends in (made.low, made.high))
    return (
        f"改善度がもっとも高いのは{grammar.quoted(made.items[place])}で"
        f"{decimal(float(made.placed.improvement[place]), 1)}です"
        f"（n={_range(made, place)}、95%信頼区間{low}〜{high}）。"
    )


def _range(made: Improving, place: int) -> str:
    few, many = sorted((int(made.satisfied_n[place]), int(made.important_n[place])))
    return grammar.number(few) if few == many else f"{few:,}〜{many:,}"
