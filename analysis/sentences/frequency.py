"""単純集計 in a sentence: the commonest answer, a scale's two ends, an MA's first two choices."""

import numpy as np

from analysis.frequencies import Frequency
from analysis.methods.intervals import wilson
from analysis.presentation import decimal
from analysis.results import State
from analysis.scales import Scale, scale_of, total
from analysis.sentences.grammar import (
    NOBODY,
    TOO_FEW,
    UNNAMED,
    behind,
    ending,
    number,
    percent,
    quiet,
    quoted,
)

_SAME = 1e-9  # shares closer than this are a tie


def of_frequency(
    made: Frequency, *, state: State | None = None, representative: bool = True
) -> str:
    """What most people answered, with its interval; nothing but a caution under 30."""
    if not made.base:
        return NOBODY
    if (made.n < 0).all():
        return TOO_FEW
    silent = quiet(made.base)
    if silent:
        return silent
    scale = scale_of(made.question)
    if scale and total(made.n, scale.top) >= 0 and total(made.n, scale.bottom) >= 0:
        told = _ends(made, scale)
    else:
        told = _most(made)
    return told + ending(state, representative=representative, of="割合")


def _most(made: Frequency) -> str:
    shares = np.where(made.n >= 0, np.nan_to_num(made.shares), -1.0)
    order = np.argsort(-shares, kind="stable")
    first = float(shares[order[0]])
    if first <= 0:
        return f"どの選択肢も選ばれませんでした（n={made.base:,}）。"
    tied = [int(place) for place in order if first - shares[place] < _SAME]
    told = f"{_named(made, tied)}で、{percent(first)}{_behind(made, tied[0])}です。"
    if made.question.multiple:
        told += _each(made)
    return told


def _named(made: Frequency, tied: list[int]) -> str:
    """The commonest answer, or those that share the first place, all of them up to three.

    In the same brackets stands that nobody has named the choices, where that is so.
    """
    verb = "最も多く選ばれたのは" if made.question.multiple else "最も多い回答は"
    labels = [quoted(made.question.labels[place]) for place in tied]
    aside = ["同じ割合"] if len(labels) > 1 else []
    aside += [] if made.question.side.labelled else [UNNAMED]
    few = "と".join(labels) if len(labels) <= 3 else f"{labels[0]}など{len(labels)}つ"
    return f"{verb}{few}（{'、'.join(aside)}）" if aside else f"{verb}{few}"


def _behind(made: Frequency, place: int) -> str:
    low, high = float(made.low[place]), float(made.high[place])
    return behind(made.base, low, high, effective=made.effective if made.weighted else None)


def _each(made: Frequency) -> str:
    """M.T., unless something withheld could be found from it."""
    if (made.n < 0).any():
        return ""
    return f"1人あたりの回答数（M.T.）は{decimal(made.answers_each)}です。"


def _ends(made: Frequency, scale: Scale) -> str:
    """TOP2 with its interval, BOTTOM2, and the mean with its base."""
    top, bottom = (float(made.shares[list(places)].sum()) for places in (scale.top, scale.bottom))
    low, high = wilson(np.array([top]), made.effective)
    basis = behind(
        made.base,
        float(low[0]),
        float(high[0]),
        effective=made.effective if made.weighted else None,
    )
    told = f"{_joined(made, scale.top)}が{percent(top)}{basis}、"
    told += f"{_joined(made, scale.bottom)}が{percent(bottom)}です。"
    on = scale.on(made.n)
    if on <= 0:
        return told
    of = f"、{'・'.join(map(quoted, scale.off))}を除くn={number(on)}" if scale.off else ""
    return told + f"平均点は{decimal(scale.mean(made.shares))}（{scale.span}{of}）です。"


def _joined(made: Frequency, places: tuple[int, ...]) -> str:
    """「満足」と「やや満足」を合わせた割合."""
    labels = "と".join(quoted(made.question.labels[place]) for place in places)
    return f"{labels}を合わせた割合" if len(places) > 1 else f"{labels}の割合"
