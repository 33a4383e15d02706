"""母集団に合わせた回答: parts of the responses with the weights that all of them together get."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import pandas as pd

from analysis.codebook import Codebook, Variable, column_of
from analysis.counting import Floats
from analysis.partitions import Codes, Numbers, Partition
from analysis.weighing.fitted import Limits, Weighting
from analysis.weighing.populations import Population
from analysis.weighing.weights import COLUMN, weigh, with_variable


@dataclass(frozen=True, slots=True)
class Weighed:
    """A part of the responses and its weights (rows), which stand for the column `COLUMN`."""

    of: Partition
    weight: Floats

    @property
    def rows(self) -> int:
        return self.of.rows

    def codes(self, variables: Sequence[Variable]) -> list[Codes]:
        return self.of.codes(variables)

    def numbers(self, variable: Variable) -> Numbers:
        return self.weight if variable.name == COLUMN else self.of.numbers(variable)


@dataclass(frozen=True, slots=True)
class Made:
    """Partitions and codebook as they were, but weighed, and how."""

    partitions: tuple[Weighed, ...]
    codebook: Codebook
    weighting: Weighting


def weighed(
    partitions: Sequence[Partition],
    codebook: Codebook,
    margins: Sequence[Population],
    *,
    base_weight: str | None = None,
    limits: Limits | None = None,
) -> Made:
    """Rake all parts of the responses together; only the columns of the margins are read.

    Raises:
        What `analysis.weighing.weights.weigh` and the partitions raise.
    """
    used = [codebook.categorical(margin.name) for margin in margins]
    read = [each.codes(used) for each in partitions]
    columns: dict[str, object] = {
        variable.name: column_of(variable, np.concatenate(codes))
        for variable, *codes in zip(used, *read, strict=True)
    }
    if base_weight is not None:
        variable = codebook.get(base_weight)
        columns[base_weight] = np.concatenate([each.numbers(variable) for each in partitions])
    found = weigh(pd.DataFrame(columns), codebook, margins, base_weight=base_weight, limits=limits)
    ends = pairwise(accumulate((each.rows for each in partitions), initial=0))
    parts = tuple(
        Weighed(each, found.weight[start:end])
        for each, (start, end) in zip(partitions, ends, strict=True)
    )
    return Made(parts, with_variable(codebook), found)
