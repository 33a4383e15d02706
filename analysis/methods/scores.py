"""平均と得点: means of numbers and of scales, of everyone and of each group."""

from dataclasses import dataclass

import numpy as np

from analysis.counting import Floats, Ints
from analysis.methods import estimates
from analysis.methods.design import Design


@dataclass(frozen=True, slots=True)
class Scores:
    """Means of r groups.

    Attributes:
        n: r, respondents.
        mean, se: r, with the design's standard error, each group being a domain of the sample.
        sd: r, of the population the weights stand for.
        median: r, the smallest value that half of the weight does not exceed.
        effective: r, Kish's effective number of respondents.
    """

    n: Ints
    mean: Floats
    se: Floats
    sd: Floats
    median: Floats
    effective: Floats


def scores(design: Design, values: Floats, groups: Ints, number: int) -> Scores:
    """Means of `number` groups; missing where a group has no one.

    Args:
        design: of the n rows that have a value and a group.
        values: n.
        groups: n, from 0.
        number: how many groups there are.
    """
    n = np.bincount(groups, minlength=number)
    columns = np.full((5, number), np.nan)
    for group in np.flatnonzero(n):
        columns[:, group] = _of(design, values, groups == group)
    return Scores(n.astype(np.int64), *columns)


def _of(design: Design, values: Floats, inside: np.ndarray) -> tuple[float, ...]:
    found, spread = estimates.mean(design.domain(inside), values)
    weight, own = design.weight[inside], values[inside]
    whole = weight.sum()
    sd = np.sqrt(weight @ (own - found[0]) ** 2 / whole)
    order = np.argsort(own, kind="stable")
    reached = np.cumsum(weight[order]) / whole >= 0.5 - 1e-12
    median = own[order][int(np.argmax(reached))]
    se = np.sqrt(max(spread[0, 0], 0.0))
    return float(found[0]), float(se), float(sd), float(median), whole**2 / (weight**2).sum()
