"""重みづけ: the weight of every respondent, from what a register counts, and what it costs."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.codebook import (
    FIRST_LEVEL,
    Codebook,
    Measure,
    Role,
    Variable,
    categories,
    codes_of,
)
from analysis.counting import Floats, Ints, weights
from analysis.errors import AnalysisError
from analysis.methods.sampling import margin_of_error
from analysis.methods.weighting import EmptyLevel, Margin, Raked, kish, rake, trim
from analysis.weighing.fitted import Fitted, Limits, Weighting
from analysis.weighing.populations import Population

COLUMN, LABEL, CHANCE_ONLY = "__weight__", "母集団に合わせた重み", "標本設計の抽出ウエイト"
NEAR = 0.01  # totals of two axes may differ by this much: ages that nobody knows, another day
UNADJUSTED = "無回答など（合わせない）"


class NothingToFit(AnalysisError):
    message = "重み付けに使う軸がありません。母集団の人数と集計軸を合わせてください"


class TotalsFarApart(AnalysisError):
    message = (
        "重み付けができません。母集団の合計が「%(first)s」では%(people)s人、"
        "「%(other)s」では%(others)s人で、1%%を超えて違います。同じ日の同じ年齢の人数にそろえてください"
    )


class NobodyCounted(AnalysisError):
    message = (
        "重み付けができません。「%(margin)s」の「%(level)s」は母集団が0人ですが、"
        "回答者が%(number)d人います。母集団の人数を確かめてください"
    )


class LevelGone(AnalysisError):
    message = (
        "重み付けができません。「%(margin)s」に「%(level)s」という選択肢がありません。"
        "区分の対応を決め直してください"
    )


def weigh(
    frame: pd.DataFrame,
    codebook: Codebook,
    margins: Sequence[Population],
    *,
    base_weight: str | None = None,
    limits: Limits | None = None,
    start: Floats | None = None,
) -> Weighting:
    """Rake the respondents to what a register counts.

    Args:
        frame: n rows, a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        margins: one axis each, in the codebook's levels.
        base_weight: name of the number column that the raking begins with; None = all equal.
        limits: what weights are cut to after raking, the rest spread over the others.
        start: n, what the raking begins with in the place of `base_weight`, such as selection
            weights; without margins these are the weights.

    Returns:
        Weights of mean 1, with everything a reader must be told of them.

    Who gave no answer on an axis, or one the register does not know, is not adjusted on that
    axis: together they keep the share they have among the respondents, and the others share the
    rest as the register does. Their weight still follows the other axes.

    Raises:
        NothingToFit, TotalsFarApart, NobodyCounted, LevelGone, UnknownVariable
        EmptyLevel: the register counts people in a level and nobody answered.
        NotReached: no weights meet all margins.
        WeightUnusable, WrongMeasure: of `base_weight`.

    Source: Deming & Stephan (1940), as R survey::rake; cutting as survey::trimWeights(strict).
    """
    if not len(frame) or not all(margin.total for margin in margins):
        raise NothingToFit
    if not margins and start is None:
        raise NothingToFit
    given = weights(frame, codebook, base_weight) if start is None else start
    base = _base(given, len(frame))
    notes = _totals(margins)
    placed = [_places(frame, codebook, margin) for margin in margins]
    targets = [_target(margin, at, base) for margin, at in zip(margins, placed, strict=True)]
    raked = rake(targets, base) if targets else Raked(base, 0, 0.0)
    weight = raked.weight * (len(frame) / raked.weight.sum())
    raised = cut = 0
    if limits is not None:
        weight = trim(weight, limits.low, limits.high)
        raised = int(np.isclose(weight, limits.low).sum()) if limits.low else 0
        cut = int(np.isclose(weight, limits.high).sum())
    return Weighting(
        weight=weight,
        rounds=raked.rounds,
        miss=raked.miss,
        limits=limits,
        raised=raised,
        cut=cut,
        cost=kish(weight),
        margins=tuple(_fitted(m, at, weight) for m, at in zip(margins, placed, strict=True)),
        notes=(*notes, *_outside(frame, codebook, margins)),
    )


def with_weight(
    frame: pd.DataFrame, codebook: Codebook, weighting: Weighting
) -> tuple[pd.DataFrame, Codebook]:
    """The same responses with these weights as their only weight, in a column of their own."""
    label = LABEL if weighting.margins else CHANCE_ONLY
    return frame.assign(**{COLUMN: weighting.weight}), with_variable(codebook, label)


def with_variable(codebook: Codebook, label: str = LABEL) -> Codebook:
    """The codebook with the fitted weight as its only weight."""
    others = tuple(
        replace(v, role=Role.IGNORE) if v.role is Role.WEIGHT else v for v in codebook.variables
    )
    return Codebook((Variable(COLUMN, label, Measure.NUMBER, role=Role.WEIGHT), *others))


def _base(start: Floats | None, n: int) -> Floats:
    """What the raking begins with, of mean 1."""
    if start is None:
        return np.ones(n)
    if not start.any():
        raise NothingToFit
    return np.asarray(start * (n / start.sum()))


def _places(frame: pd.DataFrame, codebook: Codebook, margin: Population) -> Ints:
    """Each respondent's place among the register's levels (n); their number = none of them."""
    variable = codebook.categorical(margin.name)
    places = np.full(len(categories(variable)), len(margin.levels), dtype=np.int64)
    for place, level in enumerate(margin.levels):
        if level.code not in variable.codes:
            raise LevelGone(margin=margin.label, level=level.label)
        places[FIRST_LEVEL + variable.codes.index(level.code)] = place
    return np.asarray(places[codes_of(frame, variable)])


def _target(margin: Population, places: Ints, base: Floats) -> Margin:
    """What the weights must sum to: n in all, those who are not adjusted as they stand."""
    levels = margin.levels
    held = np.bincount(places, minlength=len(levels) + 1)
    for level, number in zip(levels, held[:-1], strict=True):
        if level.people and not number:
            raise EmptyLevel(
                margin=margin.label, level=level.label, population=f"{level.people:,.0f}"
            )
        if number and not level.people:
            raise NobodyCounted(margin=margin.label, level=level.label, number=int(number))
    apart = float(base[places == len(levels)].sum())
    wanted = margin.people / margin.total * (base.sum() - apart)
    names = (*margin.labels, UNADJUSTED)
    return Margin(margin.label, places, names, np.append(wanted, apart))


def _totals(margins: Sequence[Population]) -> tuple[str, ...]:
    """Say which totals differ a little; each axis is then fitted by its own shares."""
    notes = []
    for first, other in ((margins[0], other) for other in margins[1:]):
        gap = abs(other.total - first.total) / first.total
        if gap > NEAR:
            raise TotalsFarApart(
                first=first.label,
                people=f"{first.total:,.0f}",
                other=other.label,
                others=f"{other.total:,.0f}",
            )
        if gap > 1e-9:
            notes.append(
                f"母集団の合計が「{first.label}」では{first.total:,.0f}人、「{other.label}」では"
                f"{other.total:,.0f}人と少し違うため、それぞれの構成比に合わせました"
            )
    return tuple(notes)


def _outside(
    frame: pd.DataFrame, codebook: Codebook, margins: Sequence[Population]
) -> tuple[str, ...]:
    """Name the levels that people gave and the register does not know."""
    notes = []
    for margin in margins:
        variable = codebook.categorical(margin.name)
        number = np.bincount(codes_of(frame, variable), minlength=len(categories(variable)))
        held = dict(zip(variable.codes, number[FIRST_LEVEL:], strict=True))
        told = [f"「{label}」" for code, label in margin.outside if held[code]]
        if told:
            notes.append(
                f"「{margin.label}」の{'と'.join(told)}は母集団の表にないため、"
                "この軸では合わせていません"
            )
    return tuple(notes)


def _fitted(margin: Population, places: Ints, weight: Floats) -> Fitted:
    size = len(margin.levels)
    known = places < size
    n = np.bincount(places, minlength=size + 1)[:size]
    sums = np.bincount(places[known], weights=weight[known], minlength=size)
    shares = n / n.sum()
    return Fitted(
        of=margin,
        n=n,
        unadjusted=int((~known).sum()),
        population=margin.people / margin.total,
        sample=shares,
        weighted=sums / sums.sum(),
        half=margin_of_error(shares.tolist(), [int(n.sum())])[0],
    )
