"""得点の経年 in print: the items down the side, the waves along the top, then the slope."""

import numpy as np

from analysis.codebook import Score
from analysis.comparing import wordings
from analysis.comparing.score_waves import ScoreWaves
from analysis.form.preferences import (
    CHANGED,
    ENDS,
    GONE_MEANS,
    SAME_FACTORS,
    SAME_LIST,
    Across,
    Group,
    Spot,
)
from analysis.presentation import SMALL_BASE, base_mark, decimal

SLOPE = "1年あたり"
_MARKS = (
    "▲▽は、上がる・下がる傾向が偶然とは考えにくい項目です（年に直線をあてはめた傾きの検定、"
    f"項目をまとめてBH補正 q<0.05、どの回も n が{SMALL_BASE}以上）。"
)
_FEW = "回数が少ないため、傾向は目安です。"
_SLOPES = 3  # digits after the point


def of_score_waves(made: ScoreWaves) -> Across:
    """Lay the waves out, the oldest first; the item that is highest now stands first."""
    named = zip(made.marked, made.bases, strict=True)
    heads = [Group(name, n if n >= 0 else None, base_mark(n)) for name, n in named]
    told = [_MARKS, _FEW, ENDS]
    told += [SAME_FACTORS if made.question.way is Score.MEAN else SAME_LIST]
    told += [f"{wordings.MARK}{wordings.CHANGES[wordings.WORDS]}。"] if any(made.reworded) else []
    told += [CHANGED % {"names": "、".join(made.changed)}] if made.changed else []
    told += [GONE_MEANS] if made.gone.any() else []
    return Across(
        title=made.title,
        groups=(*heads, Group(SLOPE, None, of_two=True)),
        rows=tuple((made.labels[item], _spots(made, item)) for item in made.order),
        notes=tuple(told),
    )


def _spots(made: ScoreWaves, item: int) -> tuple[Spot, ...]:
    waves = [
        Spot("", "", hidden=True)
        if made.gone[item, wave]
        else Spot(
            decimal(float(made.score[item, wave])),
            _ends(float(made.low[item, wave]), float(made.high[item, wave])),
        )
        for wave in range(len(made.names))
    ]
    slope, mark = float(made.slope[item]), ""
    if made.strong[item]:
        mark = "high" if slope > 0 else "low"
    ends = _ends(float(made.slope_low[item]), float(made.slope_high[item]), _SLOPES)
    return (*waves, Spot(decimal(slope, _SLOPES), ends, mark))


def _ends(low: float, high: float, digits: int = 2) -> str:
    return f"{decimal(low, digits)}〜{decimal(high, digits)}" if np.isfinite(low) else ""
