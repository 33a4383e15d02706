"""対応分析の図: which groups and which answers of one crosstab go together, on two axes."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Question, Variable
from analysis.counting import Floats, Ints, count, weights
from analysis.crosstab import Crosstab, from_cells
from analysis.disclosure import DESK, Rules, guard
from analysis.errors import AnalysisError
from analysis.methods.correspondence import Correspondence, correspondence
from analysis.presentation import decimal, percent
from analysis.results import Table

AXES = 2


class Withheld(AnalysisError):
    message = "「%(question)s」×「%(axis)s」には表示できない小さなセルがあるため、図はつくれません"


@dataclass(frozen=True, slots=True)
class Mapped:
    """A crosstab as a map of r groups and c answers.

    Attributes:
        sides: r labels of the levels that may be shown and hold someone. n: r respondents.
        tops: c labels of the answers that somebody in them gave.
        found: the analysis; the answer farthest out on an axis is at its positive end.
        p: of the crosstab's test; None for an MA and where there is none.
    """

    axis: Variable
    question: Question
    sides: tuple[str, ...]
    n: Ints
    tops: tuple[str, ...]
    found: Correspondence
    p: float | None

    @property
    def base(self) -> int:
        return int(self.n.sum())

    @property
    def shares(self) -> tuple[float, float]:
        """How much of all inertia either axis of the map shows, 0 to 1."""
        known = [float(share) for share in self.found.share[:AXES]]
        first, second = (*known, 0.0, 0.0)[:AXES]
        return first, second

    @property
    def groups(self) -> Floats:
        """Where the groups are (r × 2)."""
        return _plane(self.found.rows)

    @property
    def answers(self) -> Floats:
        """Where the answers are (c × 2)."""
        return _plane(self.found.columns)

    @property
    def shown(self) -> tuple[Floats, Floats]:
        """How much of each group and each answer the map shows (r, c), 0 to 1."""
        of = (self.found.row_quality, self.found.column_quality)
        rows, columns = (np.asarray(each[:, :AXES].sum(axis=1)) for each in of)
        return rows, columns

    def tables(self) -> tuple[Table, ...]:
        title = f"{self.question.label} × {self.axis.label} 対応分析"
        first, second = self.shares
        note = (
            f"n={self.base:,}。慣性の寄与率: 第1軸 {percent(first)}%、第2軸 {percent(second)}%、"
            f"全慣性 {decimal(self.found.total, 4)}"
        )
        places = np.vstack([self.groups, self.answers])
        mass = np.concatenate([self.found.row_mass, self.found.column_mass])
        parts = np.vstack(
            [_plane(self.found.row_contribution), _plane(self.found.column_contribution)]
        )
        columns = {
            "第1軸": places[:, 0],
            "第2軸": places[:, 1],
            "重み（質量）": mass,
            "第1軸への寄与": parts[:, 0],
            "第2軸への寄与": parts[:, 1],
            "図での再現": np.concatenate(self.shown),
        }
        names = [f"{self.axis.label}: {each}" for each in self.sides]
        names += [f"回答: {each}" for each in self.tops]
        return (Table(title, pd.DataFrame(columns, index=names), "score", note),)


def mapped(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    axis: str,
    question: str,
    weight: str | None = None,
    rules: Rules = DESK,
) -> Mapped:
    """Map the answers to a question by the levels of an axis.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        axis: name of the variable down the side.
        question: name of the variable, or of the MA, along the top; an MA is mapped by its ticks.
        weight: name of the number column that weighs each response.
        rules: levels with too few people are left off the map.

    Raises:
        NothingToMap: fewer than two levels or two answers are left.
        Withheld: a cell of what is left may not be shown, and could be read off the map.
        UnknownVariable, WrongMeasure, WeightUnusable

    Source: simple correspondence analysis, symmetric map of principal coordinates (Greenacre
    2017). Distances are to be read among groups or among answers, not between the two.
    """
    side, top = codebook.categorical(axis), codebook.question(question)
    cells = count(frame, side, top, weights(frame, codebook, weight))
    table = guard(from_cells(side, top, cells, weighted=weight is not None), rules)
    rows = (table.bases > 0) & ~table.hidden
    if (table.n[rows] < 0).any():
        raise Withheld(question=top.label, axis=side.label)
    weighed = cells.w[FIRST_LEVEL:][rows]
    rows[rows] = weighed.sum(axis=1) > 0
    weighed = cells.w[FIRST_LEVEL:][rows]
    columns = weighed.sum(axis=0) > 0
    return Mapped(
        axis=side,
        question=top,
        sides=_kept(side.labels, rows),
        n=table.bases[rows],
        tops=_kept(top.labels, columns),
        found=_signed(correspondence(weighed[:, columns])),
        p=_p(table),
    )


def _kept(labels: list[str], kept: np.ndarray) -> tuple[str, ...]:
    return tuple(label for label, keep in zip(labels, kept, strict=True) if keep)


def _p(table: Crosstab) -> float | None:
    return None if table.association is None else table.association.best_p


def _plane(points: Floats) -> Floats:
    """The first two axes; the second is 0 where there is only one."""
    missing = max(AXES - points.shape[1], 0)
    return np.asarray(np.pad(points, ((0, 0), (0, missing)))[:, :AXES])


def _signed(found: Correspondence) -> Correspondence:
    """The same map with the answer farthest out on each axis at its positive end."""
    far = np.argmax(np.abs(found.columns).round(12), axis=0)
    sign = np.where(found.columns[far, np.arange(found.columns.shape[1])] < 0, -1.0, 1.0)
    return replace(
        found,
        rows=found.rows * sign,
        columns=found.columns * sign,
        standard_columns=found.standard_columns * sign,
    )
