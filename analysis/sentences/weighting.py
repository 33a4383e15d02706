"""重み付け in one sentence: what was fitted, how far the weights spread, and what they cost."""

from analysis.presentation import decimal
from analysis.results import State
from analysis.sentences import grammar
from analysis.weighing.fitted import Weighting

LEAST_TOLD = 0.0005  # half of a tenth of a point
HEAVY = 1.5  # a design effect above it takes a third of the answers' precision


def of_weighting(made: Weighting, *, state: State | None = None) -> str:
    """Say which axes were fitted and what the weights cost in effective respondents."""
    axes = "・".join(margin.of.label for margin in made.margins)
    what = f"{axes}の構成を母集団に合わせました。" if axes else "標本の抽出率の差を戻しました。"
    rounds = f"、反復{made.rounds:,}回で収束" if axes else ""
    told = (
        f"{what}重みは{decimal(made.cost.least)}〜{decimal(made.cost.most)}倍、"
        f"有効回答者数は{made.cost.neff:,.0f}人です"
        f"（n={made.n:,}、デザイン効果{decimal(made.cost.deff)}{rounds}）。"
    )
    return told + _cut(made) + _heavy(made) + grammar.ending(state)


def _cut(made: Weighting) -> str:
    if made.limits is None:
        return ""
    number = made.raised + made.cut
    if not number:
        return "上下限にかかった人はいません。"
    off = f"最大{grammar.apart(made.off)}" if made.off >= LEAST_TOLD else "0.1ポイント未満"
    return f"重みを上下限にそろえた人は{grammar.number(number)}人で、構成比のずれは{off}です。"


def _heavy(made: Weighting) -> str:
    if made.cost.deff <= HEAVY:
        return ""
    return "重みの差が大きく、割合の誤差が広がっています。区分をまとめるか、上限を設けてください。"
