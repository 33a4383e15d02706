"""得点の経年 in a sentence: the item that rose or fell the most surely, or that none did."""

from analysis.comparing import wordings
from analysis.comparing.score_waves import ScoreWaves
from analysis.presentation import SMALL_BASE, decimal, p_value
from analysis.results import State
from analysis.sentences import grammar

_SLOPES = 3  # digits after the point


def of_score_waves(
    made: ScoreWaves, *, state: State | None = None, representative: bool = True
) -> str:
    """Looks only at items of 30 people or more in every wave."""
    ending = grammar.ending(state, representative=representative, of="値")
    times = f"{'・'.join(made.names)}の{len(made.names)}回"
    if min(made.bases) < SMALL_BASE:
        return (
            f"回答した人が{SMALL_BASE}人に満たない回があるため、得点の傾向は判断しません。{ending}"
        )
    item = made.steepest
    if item is None:
        return (
            f"{times}を通じて、偶然とは考えにくい得点の傾向は見つかりませんでした。"
            f"変わっていないことを示すものではありません。{_reworded(made)}{ending}"
        )
    scores = "→".join(decimal(float(each)) for each in made.score[item])
    bases = "→".join(grammar.number(int(n)) for n in made.people[item])
    way = "上がる" if made.slope[item] > 0 else "下がる"
    ends = "〜".join(
        decimal(float(end[item]), _SLOPES) for end in (made.slope_low, made.slope_high)
    )
    others = int(made.strong.sum()) - 1
    more = f"このほか{others}項目に、偶然とは考えにくい傾向があります。" if others else ""
    return (
        f"{grammar.quoted(made.labels[item])}の{made.of}は、{times}で{scores}と、{way}傾向があります"
        f"（n={bases}、1年あたり{decimal(float(made.slope[item]), _SLOPES)}、95%信頼区間{ends}、"
        f"傾向の検定 BH補正後 {p_value(float(made.q[item]))}）。{more}{_reworded(made)}{ending}"
    )


def _reworded(made: ScoreWaves) -> str:
    changed = [name for name, _ in made.in_other_words]
    return f"{'・'.join(changed)}は{wordings.CHANGES[wordings.WORDS]}。" if changed else ""
