"""志向: an axis derived from chosen items, people with like answers standing in one group.

Ward's clustering finds the centres of the groups, once; a person then belongs to the nearest
centre. So the groups stay what they were when they were named, whatever is opened later, and
everyone can be placed alone: partitions counted apart add up.
"""

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
    codes_of,
    column_of,
)
from analysis.counting import TICKED_CODE, Floats, Ints
from analysis.disclosure import DESK, Rules
from analysis.errors import AnalysisError, WrongMeasure
from analysis.methods.grouping import ward
from analysis.presentation import SMALL_BASE
from analysis.results import Table
from analysis.steps import values

LEAST_ITEMS, LEAST_PEOPLE = 2, 100
FEWEST, MOST = 2, 6  # groups a person can still name
MOST_CLUSTERED = 2000  # rows: Ward needs all distances, so of more an even part stands for all
TELLING = 0.5  # standard deviations from everyone's mean that make an item tell of a group


class TooFewItems(AnalysisError):
    message = "志向を分けるには、項目を2つ以上選んでください"


class TooFewPeople(AnalysisError):
    message = "選んだ項目のすべてに答えた人が%(n)d人です。志向を分けるには100人以上が必要です"


class NothingApart(AnalysisError):
    message = "選んだ項目への回答が同じ人ばかりで、%(groups)d つに分けられません"


class GroupTooSmall(AnalysisError):
    message = (
        "%(least)d人に満たない群ができるため表示しません。"
        "群の数を減らすか、項目を選び直してください"
    )


class GroupsOutOfRange(AnalysisError):
    message = "群の数は2から6までにしてください"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How people are placed: nearest of k centres by m items.

    Attributes:
        items: m names of scales or ticks.
        mean, sd: m, what an item's score is standardised by.
        centres: k × m, standardised, the largest group first.
    """

    items: tuple[str, ...]
    mean: tuple[float, ...]
    sd: tuple[float, ...]
    centres: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Orientation:
    """Groups as a planner sees them before naming them.

    Attributes:
        labels: m, of the items. scales: m, False for a tick, whose mean is a share.
        n: k respondents. left_out: who did not answer every item.
        means: k × m. whole: m, means of all who are in a group.
        apart: k × m, (mean − whole) in standard deviations.
        explained: share of the items' standardised variance that lies between the groups.
    """

    recipe: Recipe
    labels: tuple[str, ...]
    scales: tuple[bool, ...]
    n: Ints
    left_out: int
    means: Floats
    whole: Floats
    apart: Floats
    explained: float

    @property
    def base(self) -> int:
        return int(self.n.sum())

    @property
    def names(self) -> list[str]:
        """What the groups are called until a person names them."""
        return [f"群{number}" for number in range(1, len(self.n) + 1)]

    def telling(self, group: int) -> list[tuple[str, bool]]:
        """(item, whether above the mean) of what tells a group from everyone, the most first."""
        order = np.argsort(-np.abs(self.apart[group]).round(9), kind="stable")
        return [
            (self.labels[item], bool(self.apart[group, item] > 0))
            for item in order
            if abs(self.apart[group, item]) >= TELLING
        ]

    def tables(self) -> tuple[Table, ...]:
        note = f"n={self.base:,}（すべての項目に答えた人）。段階は両端を±2とした平均、選択は割合"
        columns = {"全体": self.whole} | dict(zip(self.names, self.means, strict=True))
        sizes = pd.DataFrame({"人数": self.n.astype(float)}, index=self.names)
        means = pd.DataFrame(columns, index=list(self.labels))
        return Table("志向の群 人数", sizes, "count"), Table(
            "志向の群 項目の平均", means, "score", note
        )


def items(codebook: Codebook) -> tuple[Variable, ...]:
    """What groups can be made of: scales and ticks that were asked, no attributes."""
    return tuple(
        variable
        for variable in codebook.variables
        if variable.role is Role.QUESTION
        and (variable.graded or variable.measure is Measure.TICK)
        and not variable.exclusive
    )


def find(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    chosen: Sequence[str],
    groups: int,
    rules: Rules = DESK,
) -> Orientation:
    """Find groups of people who answer the chosen items alike.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        chosen: names of scales or ticks, m of them.
        groups: how many groups, k.
        rules: what is too small to be shown; strict ones ask for 30 people in a group, and hide
            shares of ticks that few people, or all but few, have given.

    Raises:
        UnknownVariable, WrongMeasure
        TooFewItems, TooFewPeople, NothingApart, GroupTooSmall, GroupsOutOfRange

    Equal answers give equal groups in whatever order people come: rows are sorted before they are
    clustered (Ward 1963, on standardised scores). Groups are numbered by their size.
    """
    if not FEWEST <= groups <= MOST:
        raise GroupsOutOfRange
    named = [codebook.get(name) for name in dict.fromkeys(chosen)]
    if len(named) < LEAST_ITEMS:
        raise TooFewItems
    scores = np.column_stack([_scores(frame, variable) for variable in named])
    whole = np.asarray(~np.isnan(scores).any(axis=1))
    if whole.sum() < LEAST_PEOPLE:
        raise TooFewPeople(n=int(whole.sum()))
    recipe = _recipe(tuple(v.name for v in named), scores[whole], groups)
    placed = _nearest(scores[whole], recipe)
    n = np.bincount(placed, minlength=groups)
    order = np.argsort(-n, kind="stable")
    least = max(rules.base, SMALL_BASE if rules.strict else 0)
    if n.min() < least:
        raise GroupTooSmall(least=least)
    recipe = replace(recipe, centres=tuple(recipe.centres[place] for place in order))
    made = _profile(recipe, named, scores, whole)
    return _guarded(made, rules.cell) if rules.strict else made


def with_axis(
    frame: pd.DataFrame, codebook: Codebook, recipe: Recipe, axis: tuple[str, str, Sequence[str]]
) -> tuple[pd.DataFrame, Codebook]:
    """The same answers with one attribute more: the group each person belongs to.

    Args:
        frame: a response table of `codebook`, with the recipe's items.
        codebook: what the columns of `frame` mean.
        recipe: how people are placed.
        axis: name, label and the k names of the groups.

    Raises:
        UnknownVariable, WrongMeasure

    Who did not answer every item is 無回答 here; who was not asked one of them, 非該当.
    """
    name, label, names = axis
    levels = tuple((str(place), each) for place, each in enumerate(names, 1))
    made = Variable(name, label, Measure.NOMINAL, levels, role=Role.ATTRIBUTE)
    named = [codebook.get(item) for item in recipe.items]
    scores = np.column_stack([_scores(frame, variable) for variable in named])
    known = ~np.isnan(scores).any(axis=1)
    unasked = np.logical_or.reduce([codes_of(frame, variable) == 0 for variable in named])
    codes = np.where(unasked, 0, 1)
    codes[known] = _nearest(scores[known], recipe) + FIRST_LEVEL
    column = pd.Series(column_of(made, codes), index=frame.index)
    return frame.assign(**{name: column}), Codebook((*codebook.variables, made))


def _scores(frame: pd.DataFrame, variable: Variable) -> Floats:
    """Steps of a scale, or 1 and 0 of a tick; missing where not answered."""
    if variable.measure is Measure.TICK:
        codes = codes_of(frame, variable)
        return np.where(codes >= FIRST_LEVEL, (codes == TICKED_CODE).astype(np.float64), np.nan)
    if variable.measure is not Measure.ORDINAL:
        raise WrongMeasure(name=variable.label, wanted="段階で答える設問か複数回答の選択肢")
    return values(frame, variable)


def _recipe(names: tuple[str, ...], scores: Floats, groups: int) -> Recipe:
    ordered = scores[np.lexsort(scores.T[::-1])]
    mean, sd = ordered.mean(axis=0), ordered.std(axis=0)
    sd = np.where(sd > 0, sd, 1.0)
    ordered = (ordered - mean) / sd
    if len(np.unique(ordered, axis=0)) < groups:
        raise NothingApart(groups=groups)
    step = -(-len(ordered) // MOST_CLUSTERED)
    part = ordered[::step]
    if len(np.unique(part, axis=0)) < groups:
        raise NothingApart(groups=groups)
    labels = ward(part).labels(groups)
    centres = [part[labels == label].mean(axis=0) for label in range(1, groups + 1)]
    return Recipe(names, _plain(mean), _plain(sd), tuple(_plain(centre) for centre in centres))


def _nearest(scores: Floats, recipe: Recipe) -> Ints:
    """The place of the nearest centre (n); of two as near, the first."""
    standard = (scores - np.array(recipe.mean)) / np.array(recipe.sd)
    centres = np.array(recipe.centres)
    away = ((standard[:, None, :] - centres[None]) ** 2).sum(axis=2)
    return np.asarray(np.argmin(away.round(9), axis=1), dtype=np.int64)


def _profile(
    recipe: Recipe, named: Sequence[Variable], scores: Floats, whole: np.ndarray
) -> Orientation:
    known = scores[whole]
    placed = _nearest(known, recipe)
    k = len(recipe.centres)
    n = np.bincount(placed, minlength=k).astype(np.int64)
    means = np.stack([known[placed == group].mean(axis=0) for group in range(k)])
    middle, sd = np.array(recipe.mean), np.array(recipe.sd)
    standard = (known - middle) / sd
    apart = (means - middle) / sd
    return Orientation(
        recipe=recipe,
        labels=tuple(_label(variable) for variable in named),
        scales=tuple(variable.measure is Measure.ORDINAL for variable in named),
        n=n,
        left_out=int((~whole).sum()),
        means=means,
        whole=middle,
        apart=apart,
        explained=float((n @ apart**2).sum() / (standard**2).sum()),
    )


def _guarded(made: Orientation, least: int) -> Orientation:
    """Without the shares of ticks that under `least` people, or all but so few, gave."""
    counts = (made.means * made.n[:, None]).round()
    rest = made.n[:, None] - counts
    few = ((counts > 0) & (counts < least)) | ((rest > 0) & (rest < least))
    gone = few & ~np.array(made.scales)
    missing = np.where(gone, np.nan, 1.0)
    # One hidden share could be had from everyone's and the other groups'.
    whole = np.where(gone.any(axis=0), np.nan, made.whole)
    return replace(made, means=made.means * missing, apart=made.apart * missing, whole=whole)


def _label(variable: Variable) -> str:
    """The words of an item, with its question's where it is a tick."""
    return f"{variable.group_label}／{variable.label}" if variable.group_label else variable.label


def _plain(numbers: Floats) -> tuple[float, ...]:
    return tuple(float(number) for number in numbers)
