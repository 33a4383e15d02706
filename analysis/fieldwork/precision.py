"""これまでの精度: how far a share may be off with what has come so far."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.methods.sampling import margin_of_error

LEAST = 10  # returns under which no half-width is told
ROUNDED = 5  # a told number is this many too low, about: it stands for itself and the nine after it


@dataclass(frozen=True, slots=True)
class Precision:
    """Half-width of the 95 % interval of a share of 50 %.

    Attributes:
        half: 0 to 1; it is the widest a share of this size of sample can have.
        effect: what weighting the strata to the register multiplies the variance by, 1 or more.
    """

    half: float
    effect: float


def precision(
    n: int, *, population: int | None = None, strata: Sequence[tuple[int, int]] = ()
) -> Precision | None:
    """Say how precise shares of the whole are with n returns; None with under 10.

    Args:
        n: returns.
        population: N of the finite population correction; None = very many.
        strata: (people, returns) of each stratum; with them the cost of unequal weights N/n is
            counted in: n·Σ(N²/n)/(ΣN)² (Kish 1965, 11.2C).

    Source: ±1.96·sqrt(effect·(N−n)/(N−1)·p(1−p)/n) at p = 0.5.
    """
    if n < LEAST or (population is not None and population < n):
        return None
    effect = _effect(strata)
    whole = population if population is not None and population > 1 else None
    half = margin_of_error([0.5], [n], population=whole, stage_factor=effect)[0, 0]
    return Precision(float(half), effect)


def _effect(strata: Sequence[tuple[int, int]]) -> float:
    people = np.array([each[0] for each in strata], dtype=np.float64)
    came = np.array([each[1] for each in strata], dtype=np.float64) + ROUNDED
    if not people.sum():
        return 1.0
    return float(came.sum() * (people**2 / came).sum() / people.sum() ** 2)
