"""What a table says first, in one cautious Japanese sentence made from its own numbers."""

import numpy as np

from analysis.counting import Floats
from analysis.crosstab import Crosstab
from analysis.frequencies import Frequency, Summary
from analysis.presentation import decimal, percent, points
from analysis.standing import stands_out

TOO_FEW = "回答した人が少ないため、結果は表示しません。"
AMONG_THESE = "（公募のため、回答した人の中での違いです）"


def of_frequency(made: Frequency) -> str:
    """The commonest answer and its share."""
    if not made.base:
        return "この設問に回答した人はいません。"
    if (made.n < 0).all():
        return TOO_FEW
    most = int(np.argmax(made.n))
    share = percent(float(made.shares[most]))
    return f"最も多い回答は「{made.question.labels[most]}」の{share}%です。"


def of_summary(made: Summary) -> str:
    """The mean, the median and where the middle half lies."""
    low, middle, high = (decimal(value, 1) for value in made.quartiles)
    return (
        f"平均は{decimal(made.mean, 1)}、中央値は{middle}で、"
        f"回答した人の半数は{low}から{high}の間にいます。"
    )


def of_crosstab(table: Crosstab, *, representative: bool) -> str:
    """The widest difference from 全体 that chance does not explain, or that there is none.

    Looks only at cells that stand out (see `standing`).
    """
    if table.association is None and not table.question.multiple:
        return "比べられる群が2つ以上ないか、表示できない値があるため、検定は行いません。"
    strong = stands_out(table)
    if not strong.any():
        return (
            f"「{table.axis.label}」による違いのうち、偶然とは考えにくいものは見つかりませんでした。"
            "違いがないことを示すものではありません。"
        )
    sentence = _widest(table, np.where(strong, table.shares - table.total_shares, 0.0))
    others = int(strong.sum()) - 1
    if others:
        sentence += f"このほか{others}か所に、偶然とは考えにくい違いがあります。"
    return sentence if representative else sentence + AMONG_THESE


def _widest(table: Crosstab, gaps: Floats) -> str:
    row, column = (int(each) for each in np.unravel_index(np.argmax(np.abs(gaps)), gaps.shape))
    gap = float(gaps[row, column])
    answered = "を選んだ人" if table.question.multiple else "と答えた人"
    here, overall = float(table.shares[row, column]), float(table.total_shares[column])
    return (
        f"{table.axis.label}が「{table.axis.labels[row]}」の人では、"
        f"「{table.question.labels[column]}」{answered}が{percent(here)}%"
        f"（n={int(table.bases[row]):,}）で、全体（{percent(overall)}%）より"
        f"{points(abs(gap)).removeprefix('+')}{'高く' if gap > 0 else '低く'}なっています。"
    )
