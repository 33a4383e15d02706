"""回収構成 in one sentence: who answered more and less often than the register says."""

import numpy as np

from analysis.presentation import decimal, p_value
from analysis.results import State
from analysis.sentences import grammar
from analysis.weighing.representation import GoodnessOfFit, Representation

LIKE = 0.05  # p above it: what chance may do
MOST_NAMED = 2


def of_representation(
    made: Representation, *, state: State | None = None, representative: bool = True
) -> str:
    """Say whether the respondents look like the register, and in which levels they do not.

    Those of an open call chose themselves, so that no test tells how far chance goes.
    """
    if not made.base:
        return grammar.NOBODY
    about = f"{grammar.quoted(made.of.label)}の構成は、"
    few = grammar.quiet(made.base)
    if few or made.fit is None:
        return few or f"{about}比べられる区分が2つ以上ありません。"
    if not representative:
        told = f"{about}母集団と比べて{_named(made)}（n={made.base:,}）。"
        return told + grammar.ending(state, representative=False, of="割合")
    told = f"{about}母集団との差が偶然の範囲に収まっています{_behind(made, made.fit)}。"
    if made.fit.p < LIKE:
        told = f"{about}母集団と差があります。母集団より{_named(made)}{_behind(made, made.fit)}。"
    return told + _doubt(made.fit) + grammar.ending(state)


def _named(made: Representation) -> str:
    """The levels farthest above and below the register, of those beyond the sampling error."""
    far = np.where(made.beyond, made.gaps, 0.0)
    order = np.argsort(-far, kind="stable")
    over = [at for at in order if far[at] > 0][:MOST_NAMED]
    under = [at for at in order[::-1] if far[at] < 0][:MOST_NAMED]
    parts = [_gaps(made, over, "多く"), _gaps(made, under, "少なく")]
    said = "、".join(part for part in parts if part)
    if not said:
        return "大きく多い区分も少ない区分もありません"
    return f"{said}なっています"


def _gaps(made: Representation, places: list[np.intp], word: str) -> str:
    if not places:
        return ""
    each = [
        f"{grammar.quoted(made.of.labels[at])}が{grammar.apart(made.gaps[at])}" for at in places
    ]
    return f"{'、'.join(each)}{word}"


def _behind(made: Representation, fit: GoodnessOfFit) -> str:
    return (
        f"（n={made.base:,}、適合度検定 χ²={decimal(fit.statistic, 1)}、"
        f"自由度{fit.df}、{p_value(fit.p)}）"
    )


def _doubt(fit: GoodnessOfFit) -> str:
    return "" if fit.trustworthy else "人数の少ない区分があるため、検定は参考です。"
