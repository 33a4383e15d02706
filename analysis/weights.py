"""重みづけ: the weight of every respondent, from what a register counts, and what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from analysis.populations import Population
from analysis.results import Table
from analysis.sampling import margin_of_error
from analysis.weighting import EmptyLevel, Kish, Margin, kish, rake, trim

COLUMN, LABEL = "__weight__", "母集団に合わせた重み"
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


class LimitsWrong(AnalysisError):
    message = "重みの下限は0以上1未満、上限は1より大きい倍率にしてください"


@dataclass(frozen=True, slots=True)
class Limits:
    """Least and most weight that is left, in multiples of the mean weight.

    Raises:
        LimitsWrong: the mean itself would be outside.
    """

    low: float = 0.0
    high: float = np.inf

    def __post_init__(self) -> None:
        if not 0 <= self.low < 1 < self.high:
            raise LimitsWrong

    @classmethod
    def between(cls, low: float | None, high: float | None) -> "Limits | None":
        """Limits on the sides that have one; none where neither has.

        Raises:
            LimitsWrong
        """
        if low is None and high is None:
            return None
        return cls(0.0 if low is None else low, np.inf if high is None else high)

    @property
    def sides(self) -> tuple[float | None, float | None]:
        """The lower and the upper limit, None where there is none: for JSON, which has no inf."""
        return self.low or None, self.high if np.isfinite(self.high) else None

    @property
    def words(self) -> str:
        """「平均の0.3倍以上3倍以下」."""
        low, high = self.sides
        parts = [f"{low:g}倍以上" if low else "", f"{high:g}倍以下" if high else ""]
        return f"平均の{''.join(parts)}"


@dataclass(frozen=True, slots=True)
class Fitted:
    """One axis after weighting; all vectors are over the k levels the register knows.

    Attributes:
        n: respondents, never weighted; `unadjusted` gave no answer or a level it does not know.
        population, sample, weighted: shares, 0 to 1, of the register, the respondents and the
            weighted respondents.
        half: half-width of the 95 % interval of the respondents' share before weighting.
    """

    of: Population
    n: Ints
    unadjusted: int
    population: Floats
    sample: Floats
    weighted: Floats
    half: Floats

    def table(self) -> Table:
        body = pd.DataFrame(
            {
                "母集団": self.population,
                "回答者": self.sample,
                "回答者の標本誤差（±）": self.half,
                "重み付け後": self.weighted,
            },
            index=pd.Index(self.of.labels),
        )
        note = f"割合は、この軸の区分に当てはまる回答者（n={int(self.n.sum()):,}）の中の割合"
        if self.unadjusted:
            note += f"。無回答などの{self.unadjusted:,}人はこの軸では合わせない"
        return Table(f"{self.of.label}の構成と重み", body, "share", note)


@dataclass(frozen=True, slots=True)
class Weighting:
    """Weights that make respondents look like a register, and what is to be known of them.

    Attributes:
        weight: n, mean 1.
        rounds, miss: of the raking: rounds until it converged, and the largest relative
            deviation from a margin then. Cutting comes after it.
        limits: what the weights were held to, None = nothing.
        raised, cut: how many respondents lie at the lower and the upper limit.
        cost: design effect, effective number, least and most weight.
        margins: each axis before and after.
        notes: what a person should know of it, in sentences.
    """

    weight: Floats
    rounds: int
    miss: float
    limits: Limits | None
    raised: int
    cut: int
    cost: Kish
    margins: tuple[Fitted, ...]
    notes: tuple[str, ...]

    @property
    def n(self) -> int:
        return len(self.weight)

    @property
    def off(self) -> float:
        """How far a weighted share is from the register's, 0 to 1: what cutting moved."""
        return max(float(np.abs(m.weighted - m.population).max()) for m in self.margins)

    def tables(self) -> tuple[Table, ...]:
        return (self.summary(), *(margin.table() for margin in self.margins))

    def summary(self) -> Table:
        """The figures a method section must name."""
        rows = {
            "回答者数（n）": f"{self.n:,}",
            "収束までの反復": f"{self.rounds:,}回",
            "収束時の最大のずれ": f"{self.miss:.1e}",
            "重みの範囲": f"{self.cost.least:.3f}〜{self.cost.most:.3f}（平均1）",
            "上下限": _limits(self),
            "デザイン効果（Kish）": f"{self.cost.deff:.3f}",
            "有効回答者数": f"{self.cost.neff:,.1f}",
        }
        body = pd.DataFrame({"値": list(rows.values())}, index=pd.Index(list(rows)))
        return Table("重み付けの概要", body, "text", "。".join(self.notes))


def weigh(
    frame: pd.DataFrame,
    codebook: Codebook,
    margins: Sequence[Population],
    *,
    base_weight: str | None = None,
    limits: Limits | None = None,
) -> Weighting:
    """Rake the respondents to what a register counts.

    Args:
        frame: n rows, a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        margins: one axis each, in the codebook's levels.
        base_weight: name of the number column that the raking begins with; None = all equal.
        limits: what weights are cut to after raking, the rest spread over the others.

    Returns:
        Weights of mean 1, with everything a reader must be told of them.

    Who gave no answer on an axis, or one the register does not know, is not adjusted on that
    axis: together they keep the share they have among the respondents, and the others share the
    rest as the register does. Their weight still follows the other axes.

    Raises:
        NothingToFit, TotalsFarApart, NobodyCounted
        EmptyLevel: the register counts people in a level and nobody answered.
        NotReached: no weights meet all margins.
        WeightUnusable, WrongMeasure: of `base_weight`.

    Source: Deming & Stephan (1940), as R survey::rake; cutting as survey::trimWeights(strict).
    """
    if not len(frame) or not all(margin.total for margin in margins) or not margins:
        raise NothingToFit
    start = weights(frame, codebook, base_weight)
    base = np.ones(len(frame)) if start is None else start * (len(frame) / start.sum())
    notes = _totals(margins)
    placed = [_places(frame, codebook, margin) for margin in margins]
    targets = [_target(margin, at, base) for margin, at in zip(margins, placed, strict=True)]
    raked = rake(targets, base)
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
    return frame.assign(**{COLUMN: weighting.weight}), with_variable(codebook)


def with_variable(codebook: Codebook) -> Codebook:
    """The codebook with the fitted weight as its only weight."""
    others = tuple(
        replace(v, role=Role.IGNORE) if v.role is Role.WEIGHT else v for v in codebook.variables
    )
    return Codebook((Variable(COLUMN, LABEL, Measure.NUMBER, role=Role.WEIGHT), *others))


def _places(frame: pd.DataFrame, codebook: Codebook, margin: Population) -> Ints:
    """Each respondent's place among the register's levels (n); their number = none of them."""
    variable = codebook.categorical(margin.name)
    known = [level.code for level in margin.levels]
    places = np.full(len(categories(variable)), len(known), dtype=np.int64)
    for place, code in enumerate(known):
        places[FIRST_LEVEL + variable.codes.index(code)] = place
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
    first = margins[0]
    notes = []
    for other in margins[1:]:
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
        told = [label for code, label in margin.outside if held[code]]
        if told:
            notes.append(
                f"「{margin.label}」の{'・'.join(told)}は母集団の表にないため、"
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


def _limits(made: Weighting) -> str:
    if made.limits is None:
        return "なし"
    return (
        f"{made.limits.words}（下限にそろえた人{made.raised:,}人、上限にそろえた人{made.cut:,}人）"
    )
