"""成果指標: how far a number has come from its baseline to its target, and whether by chance."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.methods.statistic import over

Z = float(stats.norm.isf(0.025))


@dataclass(frozen=True, slots=True)
class Progress:
    """One indicator, in the unit it is published in (shares: percent).

    What a missing number, or a target that is a word (増加, 延伸, 国・県より高), leaves open
    is None; the word is carried as it is.

    Attributes:
        change, gap: latest − previous · target − latest.
        attainment: percent of the way from baseline to target; None where these are equal.
        reached: whether the latest is at the target.
        n_to_tell: respondents each wave would have needed for the change to be no mere chance
            (shares only); None where nothing changed.
        words: the target where it is no number; empty otherwise.
    """

    change: float | None
    gap: float | None
    attainment: float | None
    reached: bool | None
    n_to_tell: int | None
    words: str = ""


def progress(
    *,
    baseline: float | None,
    previous: float | None,
    latest: float | None,
    target: float | str | None,
) -> Progress:
    """Judge an indicator that is a percentage and should grow; None is what nobody knows."""
    words = target if isinstance(target, str) else ""
    aim = None if isinstance(target, str) else target
    way, come = _less(aim, baseline), _less(latest, baseline)
    gap = _less(aim, latest)
    return Progress(
        change=_less(latest, previous),
        gap=gap,
        attainment=100 * come / way if way and come is not None else None,
        reached=None if gap is None else gap <= 0,
        n_to_tell=_n_to_tell(previous, latest),
        words=words,
    )


def change_z(p1: float, p2: float, n: float) -> tuple[float, float]:
    """Test a change (z, p) between two waves of n respondents each, unpooled; p1 and p2 0 to 1."""
    z = over(p2 - p1, float(np.sqrt((p1 * (1 - p1) + p2 * (1 - p2)) / n)))
    return z, float(2 * stats.norm.sf(abs(z)))


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _n_to_tell(previous: float | None, latest: float | None) -> int | None:
    if previous is None or latest is None or previous == latest:
        return None
    p1, p2 = previous / 100, latest / 100
    return int(np.ceil(Z**2 * (p1 * (1 - p1) + p2 * (1 - p2)) / (p2 - p1) ** 2))
