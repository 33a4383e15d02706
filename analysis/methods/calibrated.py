"""較正した推定: estimates under weights that meet the register, and how exact that makes them.

Where a margin explains an answer, fitting the weights to it takes away part of the sampling
error: the variance is that of what the margins leave unexplained.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.counting import Floats
from analysis.methods.design import Design
from analysis.methods.weighting import Margin, indicators, poststratify, rake

Explained = Literal["by turns", "regression"]
TURNS = 10  # of all margins; R survey does as many


@dataclass(frozen=True, slots=True)
class Calibrated:
    """Weights of n rows that meet margins.

    Attributes:
        weight, base: n, after and before calibration.
        margins: what the weights were fitted to.
        explained: how margins explain an answer: one margin after the other, as R survey does for
            raking, or all at once with base weights, as it does for calibration and for
            post-stratification. They differ where base weights do.
    """

    weight: Floats
    base: Floats
    margins: tuple[Margin, ...]
    explained: Explained

    def mean(
        self, design: Design, values: Floats, explained: Explained | None = None
    ) -> tuple[float, float]:
        """A mean and its standard error.

        Args:
            design: how the n rows were drawn; its weights are not used.
            values: n, missing outside the domain.
            explained: otherwise than as the weights were made.
        """
        inside = ~np.isnan(values)
        people = float(self.weight[inside].sum())
        if people <= 0:
            return float("nan"), float("nan")
        found = float(self.weight[inside] @ values[inside]) / people
        moves = self.weight * np.where(inside, values - found, 0.0) / people
        return found, self._se(design, moves, explained or self.explained)

    def total(
        self, design: Design, values: Floats, explained: Explained | None = None
    ) -> tuple[float, float]:
        """A total and its standard error; arguments as of `mean`."""
        moves = self.weight * np.nan_to_num(values)
        return float(moves.sum()), self._se(design, moves, explained or self.explained)

    def _se(self, design: Design, moves: Floats, explained: Explained) -> float:
        if explained == "by turns":
            left = _left_by_turns(moves, self.weight, self.margins)
        else:
            left = _left_by_regression(moves, self.base, self.weight, self.margins)
        return float(np.sqrt(design.variance(left)[0, 0]))


def raked(margins: Sequence[Margin], base: Floats | None = None) -> Calibrated:
    """Rake (see `weighting.rake`) for estimates; their variance is R survey::rake's.

    Raises:
        TotalsDiffer, NotReached
    """
    begun = np.ones(len(margins[0].codes)) if base is None else base
    return Calibrated(rake(margins, base).weight, begun, tuple(margins), "by turns")


def poststratified(cells: Margin, base: Floats | None = None) -> Calibrated:
    """Post-stratify for estimates; their variance is R survey::postStratify's."""
    begun = np.ones(len(cells.codes)) if base is None else base
    return Calibrated(poststratify(cells, base), begun, (cells,), "regression")


def _left_by_turns(values: Floats, weight: Floats, margins: Sequence[Margin]) -> Floats:
    left = values.copy()
    for _ in range(TURNS):
        for margin in margins:
            number = np.maximum(np.bincount(margin.codes, minlength=len(margin.people)), 1)
            left = left - weight * (margin.sums(_each(left, weight)) / number)[margin.codes]
    return left


def _left_by_regression(
    values: Floats, base: Floats, weight: Floats, margins: Sequence[Margin]
) -> Floats:
    columns, root = indicators(margins), np.sqrt(base)
    each = _each(values, weight) * root
    fitted, *_ = np.linalg.lstsq(columns * root[:, None], each, rcond=None)
    return np.asarray(values - weight * (columns @ fitted))


def _each(values: Floats, weight: Floats) -> Floats:
    """What one person moves; nothing where the register knows nobody of the row's kind."""
    return np.divide(values, weight, out=np.zeros_like(values), where=weight > 0)
