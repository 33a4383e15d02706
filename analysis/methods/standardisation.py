"""直接標準化: what staff would say if they were as old, and of the sex, that residents are."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
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
    own = _by_cell(cells, event, np.ones(len(event)))
    other = _by_cell(other_cells, other_event, other_weight)
    common = own.index.intersection(other.index[other["people"] > 0])
    if common.empty:
        raise NothingCommon
    own, other = own.loc[common], other.loc[common]
    standard = (other["people"] / other["people"].sum()).to_numpy()
    crude = float(own["hits"].sum() / own["people"].sum())
    standardised, reference = (
        float(standard @ (group["hits"] / group["people"]).to_numpy()) for group in (own, other)
    )
    effects = crude - standardised, standardised - reference
    return Standardised(len(common), crude, standardised, reference, *effects)


def _by_cell(cells: Sequence[Hashable], event: Floats, weight: Floats) -> pd.DataFrame:
    """People and hits of each cell; written out, a pair of levels is one key."""
    keys = [str(cell) for cell in cells]
    return pd.DataFrame({"people": weight, "hits": event * weight}).groupby(keys).sum()
