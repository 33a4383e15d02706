"""設計にもとづく推定: means, totals and ratios with the variance their design gives them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.counting import Floats
from analysis.methods.design import Design


def mean(design: Design, values: Floats) -> tuple[Floats, Floats]:
    """Weighted means (k) of columns (n × k) and the covariance (k × k) of these.

    Rows of weight 0 are outside the domain; missing values must have weight 0. All is missing
    where the domain is empty.
    """
    columns = values if values.ndim == 2 else values[:, None]
    clean = np.where(design.weight[:, None] == 0, 0.0, columns)
    whole = design.weight.sum()
    if whole <= 0:
        k = columns.shape[1]
        return np.full(k, np.nan), np.full((k, k), np.nan)
    middle = design.weight @ clean / whole
    inside = (design.weight != 0)[:, None]
    influence = design.weight[:, None] * np.where(inside, clean - middle, 0.0) / whole
    return np.asarray(middle), design.variance(influence)


def total(design: Design, values: Floats) -> tuple[Floats, Floats]:
    """Weighted totals (k) of columns (n × k) and the covariance (k × k) of these."""
    columns = values if values.ndim == 2 else values[:, None]
    moves = design.weight[:, None] * np.where(design.weight[:, None] == 0, 0.0, columns)
    return np.asarray(moves.sum(axis=0)), design.variance(moves)


def ratio(design: Design, part: Floats, whole: Floats) -> tuple[float, float]:
    """The ratio of two totals and its standard error; missing where the lower one is 0."""
    below = float(design.weight @ whole)
    if below == 0:
        return float("nan"), float("nan")
    found = float(design.weight @ part) / below
    influence = design.weight * (part - found * whole) / below
    return found, float(np.sqrt(design.variance(influence)[0, 0]))


def design_effect(design: Design, values: Floats) -> float:
    """Deff of a mean: its variance over that of a simple random sample without replacement.

    Missing where the weights add up to fewer people than there are rows: they are no head count.
    """
    middle, spread = mean(design, values)
    held = design.weight != 0
    n, people = int(held.sum()), float(design.weight.sum())
    if n < 2 or people < n:
        return float("nan")
    squares = float(design.weight[held] @ (values[held] - middle[0]) ** 2) / people * n / (n - 1)
    simple = squares * (people - n) / (people * n)
    return float(spread[0, 0]) / simple if simple > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class Jackknifed:
    """A mean with its standard error from leaving out one unit at a time, and the scale used."""

    mean: float
    se: float
    scale: float


def jackknife(design: Design, values: Floats, *, kind: Literal["JK1", "JKn"] = "JK1") -> Jackknifed:
    """Check a mean's standard error without linearising it.

    Args:
        design: of the n rows.
        values: n, missing outside the domain.
        kind: JK1 for a design without strata; JKn leaves out units stratum by stratum, the
            others of the stratum standing in for them.

    Source: R survey::as.svrepdesign, svrVar; the scale carries the finite population.
    """
    first, inside = design.stages[0], ~np.isnan(values)
    weight, clean = design.weight * inside, np.where(inside, values, 0.0)
    units, rows = np.unique(first.clusters, return_index=True)
    drawn = first.drawn[rows] if kind == "JKn" else np.full(len(units), len(units))
    left = 1.0 if first.population is None else 1 - drawn / first.population[rows]
    scales = left * (drawn - 1) / drawn
    found = []
    for unit, row, number in zip(units, rows, drawn, strict=True):
        alike = first.strata == first.strata[row]
        raised = np.where(alike, number / max(number - 1, 1), 1.0) if kind == "JKn" else 1.0
        kept = weight * np.where(first.clusters == unit, 0.0, raised)
        found.append(float(kept @ clean / kept.sum()))
    spread = float(scales @ (np.array(found) - np.mean(found)) ** 2)
    scale = float(scales[0]) if kind == "JK1" else 1.0
    return Jackknifed(float(weight @ clean / weight.sum()), float(np.sqrt(spread)), scale)
