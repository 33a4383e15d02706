"""標本設計: how a sample was drawn, and the variance that follows from it (Taylor linearisation).

Everything an estimate needs is its influence: how much each row moves it. The variance of the sum
of the influences over the design is the variance of the estimate, as in R's survey::svyrecvar.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from analysis.counting import Floats, Ints
from analysis.errors import AnalysisError


class DesignUnusable(AnalysisError):
    message = "標本設計の列「%(name)s」の行数が%(rows)dで、回答の%(n)d行と合いません"


class WeightUnknown(AnalysisError):
    message = "標本設計には、重みか、母集団の大きさの列のどちらかが必要です"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of drawing.

    Attributes:
        clusters: n, the unit that each row was drawn with.
        strata: n, the stratum it was drawn in.
        population: n, how many units its stratum has in all; None = drawn from very many.
        drawn: n, how many units were drawn in its stratum, also those outside a domain.
    """

    clusters: Ints
    strata: Ints
    population: Floats | None
    drawn: Ints


@dataclass(frozen=True, slots=True)
class Design:
    """A sample of n rows.

    Attributes:
        weight: n, how many people each row stands for.
        stages: the stages of drawing, the first one first.
    """

    weight: Floats
    stages: tuple[Stage, ...]

    @classmethod
    def of(
        cls,
        weight: Sequence[float] | Floats | None,
        *,
        clusters: Sequence[np.ndarray] = (),
        strata: Sequence[np.ndarray] = (),
        population: Sequence[np.ndarray] = (),
    ) -> Self:
        """A design from columns, one of each kind a stage; without any, rows drawn one by one.

        Args:
            weight: n; None = as the sizes of the population say, people ÷ drawn at every stage.
            clusters: n each, the units of each stage, in any coding.
            strata: n each, likewise.
            population: n each, how many units the row's stratum has in all.

        Raises:
            DesignUnusable: a column has another length than the weights.
            WeightUnknown: there are neither weights nor sizes.
        """
        first = next((x for x in (weight, *population) if x is not None), None)
        if first is None:
            raise WeightUnknown
        n = len(first)
        _check_lengths(n, {"抽出単位": clusters, "層": strata, "母集団の大きさ": population})
        stages = _stages(n, clusters, strata, population)
        each = _inverse_chance(stages) if weight is None else np.asarray(weight, dtype=np.float64)
        return cls(each, tuple(stages))

    @property
    def degrees(self) -> int:
        """Design degrees of freedom: units of the first stage less its strata."""
        first = self.stages[0]
        held = self.weight != 0
        return len(np.unique(first.clusters[held])) - len(np.unique(first.strata[held]))

    def domain(self, rows: np.ndarray) -> "Design":
        """The same design in which only these rows weigh anything: a part of the sample."""
        return Design(np.where(rows, self.weight, 0.0), self.stages)

    def weighing(self, weight: Floats) -> "Design":
        """The same design with other weights."""
        return Design(weight, self.stages)

    def variance(self, influence: Floats) -> Floats:
        """The covariance (k × k) of the sums of k influences (n × k), weights included in them.

        Missing where a stratum has one unit that is not all of it: nothing tells how much such
        units differ. Strata must be merged then. Source: R survey::svyrecvar.
        """
        moves = influence if influence.ndim == 2 else influence[:, None]
        return _staged(moves, self.stages)


def _staged(moves: Floats, stages: tuple[Stage, ...]) -> Floats:
    first, rest = stages[0], stages[1:]
    found = _one_stage(moves, first)
    if not rest or first.population is None:
        return found
    for unit in np.unique(first.clusters):
        rows = first.clusters == unit
        drawn, people = first.drawn[rows][0], first.population[rows][0]
        found = found + _staged(moves[rows], tuple(_part(s, rows) for s in rest)) * drawn / people
    return found


def _part(stage: Stage, rows: np.ndarray) -> Stage:
    population = None if stage.population is None else stage.population[rows]
    return Stage(stage.clusters[rows], stage.strata[rows], population, stage.drawn[rows])


def _one_stage(moves: Floats, stage: Stage) -> Floats:
    """The variance between the units of one stage, stratum by stratum."""
    units, place = np.unique(stage.clusters, return_inverse=True)
    sums = np.zeros((len(units), moves.shape[1]))
    np.add.at(sums, place, moves)
    _, first = np.unique(stage.clusters, return_index=True)
    strata, drawn = stage.strata[first], stage.drawn[first].astype(np.float64)
    _, layer = np.unique(strata, return_inverse=True)
    layers = int(layer.max()) + 1
    held = np.zeros((layers, moves.shape[1]))
    np.add.at(held, layer, sums)
    size = np.zeros(layers)
    size[layer] = drawn
    centred = sums - (held / size[:, None])[layer]
    left = np.ones(len(units))
    if stage.population is not None:
        left = 1 - drawn / stage.population[first]
    lonely = np.where(left > 0, np.nan, 1.0)
    scale = left * np.where(drawn > 1, drawn / np.maximum(drawn - 1, 1), lonely)
    found = (centred * scale[:, None]).T @ centred
    # Units that were drawn but lie outside the domain moved nothing: they are zeros all the same.
    absent = size - np.bincount(layer, minlength=layers)
    stratum_scale = np.zeros(layers)
    stratum_scale[layer] = scale
    means = held / size[:, None]
    return np.asarray(found + (means * (absent * stratum_scale)[:, None]).T @ means)


def _check_lengths(n: int, kinds: Mapping[str, Sequence[np.ndarray]]) -> None:
    for name, columns in kinds.items():
        for column in columns:
            if len(column) != n:
                raise DesignUnusable(name=name, rows=len(column), n=n)


def _inverse_chance(stages: Sequence[Stage]) -> Floats:
    """How many people each row stands for, from how many of how many were drawn."""
    each = np.ones(len(stages[0].clusters))
    for stage in stages:
        if stage.population is not None:
            each = each * stage.population / stage.drawn
    return each


def _stages(
    n: int,
    clusters: Sequence[np.ndarray],
    strata: Sequence[np.ndarray],
    population: Sequence[np.ndarray],
) -> list[Stage]:
    """Units within units: the strata of a stage lie within the units of the one before."""
    stages: list[Stage] = []
    nested = np.zeros(n, dtype=np.int64)
    for place in range(max(len(clusters), 1)):
        own = strata[place] if place < len(strata) else np.zeros(n)
        stratum = _codes(nested, own)
        unit = _codes(stratum, clusters[place] if clusters else np.arange(n))
        size = population[place].astype(np.float64) if place < len(population) else None
        stages.append(Stage(unit, stratum, size, _units(unit, stratum)))
        nested = unit
    return stages


def _codes(outer: np.ndarray, inner: np.ndarray) -> Ints:
    """Number the pairs of two codes."""
    _, own = np.unique(inner, return_inverse=True)
    return np.asarray(
        np.unique(np.asarray(outer) * (int(own.max(initial=0)) + 1) + own, return_inverse=True)[1],
        dtype=np.int64,
    )


def _units(clusters: Ints, strata: Ints) -> Ints:
    """How many units each row's stratum has."""
    pairs = np.unique(np.stack([strata, clusters]), axis=1)
    layers, number = np.unique(pairs[0], return_counts=True)
    return np.asarray(number[np.searchsorted(layers, strata)], dtype=np.int64)
