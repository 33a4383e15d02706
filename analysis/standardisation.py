"""直接標準化: what staff would say if they were as old, and of the sex, that residents are."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.counting import Floats
from analysis.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class Standardised:
    """A share of one group, standardised to another group's composition.

    Attributes:
        cells: how many cells both groups have.
        crude, standardised: the group's own share, as it is and with the other's composition.
        other: the other group's share over the common cells.
        composition_effect, rate_effect: crude − standardised · standardised − other.
    """

    cells: int
    crude: float
    standardised: float
    other: float
    composition_effect: float
    rate_effect: float


class NothingCommon(AnalysisError):
    message = "標準化できません。2つの集団に共通する区分（性別・年代など）がありません"


def standardise(
    event: Floats,
    cells: Sequence[Hashable],
    *,
    other_event: Floats,
    other_cells: Sequence[Hashable],
    other_weight: Floats,
) -> Standardised:
    """Compare two groups as if they were composed alike, over the cells both have.

    Args:
        event: n, 1 where the respondent said so.
        cells: n, the cell (age, sex …) they are in.
        other_event: m, the same of the group that is the standard.
        other_cells: m.
        other_weight: m.

    Raises:
        NothingCommon

    Source: direct standardisation; its effects are Kitagawa's (1955), the standard being fixed.
    """
    own_keys, keys = _keys(cells), _keys(other_cells)
    own = pd.Series(event, dtype=float).groupby(own_keys).mean()
    weight = pd.Series(other_weight, dtype=float).groupby(keys).sum()
    hits = pd.Series(other_event * other_weight, dtype=float).groupby(keys).sum()
    common = [cell for cell in own.index if weight.get(cell, 0.0) > 0]
    if not common:
        raise NothingCommon
    standard = (weight[common] / weight[common].sum()).to_numpy()
    crude = float(event[own_keys.isin(common).to_numpy()].mean())
    standardised = float(standard @ own[common].to_numpy())
    other = float(standard @ (hits[common] / weight[common]).to_numpy())
    return Standardised(
        len(common), crude, standardised, other, crude - standardised, standardised - other
    )


def _keys(cells: Sequence[Hashable]) -> pd.Series:
    """Cells written out, so that a pair of levels is one key."""
    return pd.Series([str(cell) for cell in cells], dtype=object)
