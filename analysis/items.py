"""マトリクスをまとめて: every item of a matrix in one table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.blanks import Asked, alone
from analysis.codebook import Codebook
from analysis.comparing.matrices import Matrix, matrices, named
from analysis.counting import Floats, Ints
from analysis.disclosure import DESK, Rules
from analysis.frequencies import Frequency
from analysis.results import Table
from analysis.scales import Scale, scale_of, total


class Order(StrEnum):
    """How the items of a table are sorted; those that have no value come last."""

    ASKED = "asked"
    TOP = "top"
    MEAN = "mean"


class Kind(StrEnum):
    """By what the groups of an axis are compared: TOP2 shares or mean scores."""

    TOP = "top"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which matrix, by its name; weighed, with 無回答 as a choice and by an axis where wanted."""

    matrix: str
    weight: str | None = None
    no_answer: bool = False
    axis: str = ""
    kind: Kind = Kind.TOP

    def alone(self, item: str) -> Asked:
        return Asked("", item, self.weight, self.no_answer)

    def crossed(self, item: str) -> Asked:
        return Asked(self.axis, item, self.weight, self.no_answer)


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a matrix, each with what everyone answered, as the disclosure rules left it.

    Attributes:
        matrix: its k lines are the items.
        rows: k.
        scale: of all of them; None where they judge nothing, or not all the same way.
    """

    matrix: Matrix
    rows: tuple[Frequency, ...]
    scale: Scale | None

    @property
    def title(self) -> str:
        return self.matrix.label

    @property
    def labels(self) -> list[str]:
        return [line.label for line in self.matrix.lines]

    @property
    def weighted(self) -> bool:
        return self.rows[0].weighted

    @property
    def n(self) -> Ints:
        """Respondents behind each item (k), never weighted; −1 where it is withheld."""
        return np.array([-1 if (row.n < 0).all() else row.base for row in self.rows])

    @property
    def top(self) -> Floats:
        """The share of the best steps of each item (k); missing where there is none to show."""
        return self._each(
            lambda scale, row: (
                float(row.shares[list(scale.top)].sum())
                if total(row.n, scale.top) >= 0
                else float("nan")
            )
        )

    @property
    def mean(self) -> Floats:
        """The mean score of each item (k); missing where there is none to show."""
        return self._each(
            lambda scale, row: scale.mean(row.shares) if scale.on(row.n) >= 0 else float("nan")
        )

    def sorted(self, by: Order) -> "Items":
        """The same items, the highest first; those alike stay as they were asked."""
        if by is Order.ASKED or self.scale is None:
            return self
        values = self.top if by is Order.TOP else self.mean
        # Shares that are equal but for the last bit of a float are alike.
        down = np.where(np.isfinite(values), -np.round(values, 12), np.inf)
        places = [int(place) for place in np.argsort(down, kind="stable")]
        lines = tuple(self.matrix.lines[place] for place in places)
        rows = tuple(self.rows[place] for place in places)
        return replace(self, matrix=replace(self.matrix, lines=lines), rows=rows)

    def tables(self) -> tuple[Table, ...]:
        gone, bases = np.stack([row.n for row in self.rows]) < 0, self.n
        heads, note = self.rows[0].question.labels, "n は項目ごとの回答者数"
        counts = np.where(gone, np.nan, np.stack([row.n for row in self.rows]))
        counted = pd.DataFrame(counts, index=self.labels, columns=heads)
        counted.insert(0, "n", np.where(bases < 0, np.nan, bases), allow_duplicates=True)
        shares = np.stack([row.shares for row in self.rows])
        shared = pd.DataFrame(shares, index=self.labels, columns=heads)
        return (
            Table(self.title, counted, "count", note, np.column_stack([bases < 0, gone])),
            Table(self.title, shared, "share", note, gone),
        )

    def _each(self, of: Callable[[Scale, Frequency], float]) -> Floats:
        if self.scale is None:
            return np.full(len(self.rows), np.nan)
        return np.array([of(self.scale, row) for row in self.rows])


def items(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    matrix: str,
    weight: str | None = None,
    no_answer: bool = False,
    rules: Rules = DESK,
) -> Items:
    """Put the items of a matrix in one table, each counted and guarded as it is alone.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        matrix: its name, as `matrices` gives it.
        weight: name of the number column that weighs each response.
        no_answer: whether 無回答 is a choice of every item.
        rules: what is too small to be shown.

    Raises:
        NoSuchMatrix, WrongMeasure, WeightUnusable
    """
    found, wanted = named(matrices(codebook), matrix), Wanted(matrix, weight, no_answer)
    names = [line.variable.name for line in found.lines]
    rows = {name: alone(frame, codebook, wanted.alone(name), rules=rules) for name in names}
    return of_rows(found, rows)


def of_rows(matrix: Matrix, rows: Mapping[str, Frequency]) -> Items:
    """The same of frequencies that were made and guarded before, by the names of the items."""
    found = tuple(rows[line.variable.name] for line in matrix.lines)
    scales = [scale_of(row.question) for row in found]
    alike = all(each == scales[0] for each in scales)
    return Items(matrix, found, scales[0] if alike else None)
