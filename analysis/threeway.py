"""三重クロス: a question by two axes at once, the second within each level of the first."""

from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from analysis.blanks import Asked, with_no_answer
from analysis.codebook import FIRST_LEVEL, Codebook, Question, Variable
from analysis.counting import Cells, Floats, count, weights
from analysis.crosstab import Crosstab, crossed, from_cells
from analysis.disclosure import DESK, Rules, guard, too_few, withhold
from analysis.errors import AnalysisError
from analysis.results import Table


class SameAxis(AnalysisError):
    message = "集計軸「%(name)s」を2度かけ合わせることはできません。別の軸を選んでください"


@dataclass(frozen=True, slots=True)
class Threeway:
    """A question by two axes at once, of those who answered all three.

    Attributes:
        axes: the outer axis with o levels, and the inner one with i.
        outer: the subtotals (小計): the question by the outer axis.
        joint: the question by every meeting of the two: o·i rows, the inner level runs fastest.
        alone: the question by the outer axis, and by the inner one, as tables of two.
        closed: whether the rules hold every meeting back; `outer` is then the table of two.
    """

    axes: tuple[Variable, Variable]
    outer: Crosstab
    joint: Crosstab
    alone: tuple[Crosstab, Crosstab]
    closed: bool = False

    @property
    def shown(self) -> Crosstab:
        """The table that may be read: by every meeting, else by the outer axis."""
        return self.outer if self.closed else self.joint

    def tables(self) -> tuple[Table, ...]:
        return self.outer.tables() if self.closed else (*self.outer.tables(), *self.joint.tables())


def threeway(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    axes: tuple[str, str],
    question: str,
    weight: str | None = None,
) -> Threeway:
    """Count the answers to `question` within each level of the second axis within the first.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        axes: names of the outer and of the inner axis, each with one answer a person.
        question: name of the variable, or of the MA, along the top.
        weight: name of the number column that weighs each response.

    Raises:
        UnknownVariable, WrongMeasure, WeightUnusable
        SameAxis: both axes are the same.
        TooManyLevels: more meetings than a table can show.
    """
    joint, both = _axes(codebook, axes)
    weighing = weights(frame, codebook, weight)
    return _made(frame, joint, both, codebook.question(question), weighing)


def split(
    frame: pd.DataFrame, codebook: Codebook, wanted: Asked, inner: str, *, rules: Rules = DESK
) -> Threeway:
    """The guarded table that `wanted` asks for, each level of its axis split by `inner`.

    Raises:
        UnknownVariable, WrongMeasure, WeightUnusable, SameAxis, TooManyLevels

    As with two axes (`blanks.table`), a row withheld without 無回答 is withheld with it, and
    strict rules have no table with it.
    """
    joint, both = _axes(codebook, (wanted.axis, inner))
    question, weighing = (
        codebook.question(wanted.question),
        weights(frame, codebook, wanted.weight),
    )
    plain = guarded(_made(frame, joint, both, question, weighing), rules)
    nobody = (plain.outer.total_n < 0).all()
    if not wanted.no_answer or rules.strict or nobody or question.name in (wanted.axis, inner):
        return plain
    filled, longer = with_no_answer(frame, question)
    made = guarded(_made(filled, joint, both, longer, weighing), rules)
    return replace(
        made,
        outer=withhold(made.outer, plain.outer.hidden),
        joint=withhold(made.joint, plain.joint.hidden),
    )


def guarded(made: Threeway, rules: Rules) -> Threeway:
    """The same table with what too few people are behind taken out.

    At the desk, rows under the least base go. Under strict rules nothing may be found by
    subtracting one row from another, or from the tables of either axis alone: either every
    meeting can be shown whole, and who answered but one of the axes are enough, or none is shown.
    """
    outer, joint = guard(made.outer, rules), guard(made.joint, rules)
    alone = (guard(made.alone[0], rules), guard(made.alone[1], rules))
    if not rules.strict or _whole(made, joint, rules):
        return replace(made, outer=outer, joint=joint, alone=alone)
    return replace(made, outer=alone[0], joint=_gone(joint, alone[0]), alone=alone, closed=True)


def _gone(joint: Crosstab, instead: Crosstab) -> Crosstab:
    """The table without its rows; even its 全体 is that of the other, of a few people more."""
    return replace(
        withhold(joint, np.ones(len(joint.bases), dtype=bool)),
        association=None,
        total_n=instead.total_n,
        total_base=instead.total_base,
        total_shares=instead.total_shares,
        total_no_answer=instead.total_no_answer,
    )


def _whole(made: Threeway, joint: Crosstab, rules: Rules) -> bool:
    """Whether no row and no cell is missing, here or in what is left of the tables of two."""
    if (joint.n < 0).any():
        return False
    places = (len(made.axes[0].levels), len(made.axes[1].levels))
    for alone, along in zip(made.alone, (1, 0), strict=True):
        n = alone.n - made.joint.n.reshape(*places, -1).sum(axis=along)
        bases = alone.bases - made.joint.bases.reshape(places).sum(axis=along)
        if too_few(joint.question, n, bases, rules):
            return False
    return True


def _axes(codebook: Codebook, names: tuple[str, str]) -> tuple[Variable, tuple[Variable, Variable]]:
    """The joint axis, and what it is made of."""
    if names[0] == names[1]:
        raise SameAxis(name=codebook.categorical(names[0]).label)
    joint = codebook.joined(names).variables[-1]
    return joint, (codebook.categorical(names[0]), codebook.categorical(names[1]))


def _made(
    frame: pd.DataFrame,
    joint: Variable,
    axes: tuple[Variable, Variable],
    question: Question,
    weight: Floats | None,
) -> Threeway:
    cells, weighted = count(frame, joint, question, weight), weight is not None
    places = (len(axes[0].levels), len(axes[1].levels))
    return Threeway(
        axes=axes,
        outer=from_cells(axes[0], question, _summed(cells, places), weighted=weighted),
        joint=from_cells(joint, question, cells, weighted=weighted),
        alone=(
            crossed(frame, axes[0], question, weight),
            crossed(frame, axes[1], question, weight),
        ),
    )


def _summed(cells: Cells, places: tuple[int, int]) -> Cells:
    """The cells of the outer axis: its levels' meetings with every inner one, added up."""

    def summed(values: np.ndarray) -> np.ndarray:
        inside = values[FIRST_LEVEL:].reshape(*places, *values.shape[1:]).sum(axis=1)
        return np.concatenate([values[:FIRST_LEVEL], inside])

    return Cells(**{each.name: summed(getattr(cells, each.name)) for each in fields(cells)})
