"""成果指標: how far a number has come from its baseline to its target, and whether by chance."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

Z = float(stats.norm.isf(0.025))


@dataclass(frozen=True, slots=True)
class Progress:
    """One indicator, in the unit it is published in (shares: percent).

    Attributes:
        change, gap: latest − previous · target − latest.
        attainment: percent of the way from baseline to target; None where these are equal.
        reached: whether the latest is at the target.
        n_to_tell: respondents each wave would have needed for the change to be no mere chance
            (shares only); None where nothing changed.
    """

    change: float
    gap: float
    attainment: float | None
    reached: bool
    n_to_tell: int | None


def progress(*, baseline: float, previous: float, latest: float, target: float) -> Progress:
    """Judge an indicator that is a percentage and should grow."""
    way = target - baseline
    return Progress(
        latest - previous,
        target - latest,
        None if way == 0 else 100 * (latest - baseline) / way,
        latest >= target,
        _n_to_tell(previous / 100, latest / 100),
    )


def change_z(p1: float, p2: float, n: float) -> tuple[float, float]:
    """Z and p of a change between two waves of n respondents each, unpooled."""
    z = (p2 - p1) / float(np.sqrt((p1 * (1 - p1) + p2 * (1 - p2)) / n))
    return z, float(2 * stats.norm.sf(abs(z)))


def _n_to_tell(p1: float, p2: float) -> int | None:
    if p1 == p2:
        return None
    return int(np.ceil(Z**2 * (p1 * (1 - p1) + p2 * (1 - p2)) / (p2 - p1) ** 2))
