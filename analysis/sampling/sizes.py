"""配分: a number of letters shared out among strata in whole letters, adding up exactly."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np

from analysis.counting import Floats
from analysis.errors import AnalysisError

PROPORTIONAL, ROOT, EQUAL = "proportional", "root", "equal"
# How a district's share grows with its people N: as N to this power.
POWERS: Final[Mapping[str, float]] = MappingProxyType({PROPORTIONAL: 1.0, ROOT: 0.5, EQUAL: 0.0})
_NEAR = 1e-9


class TooFewLetters(AnalysisError):
    message = (
        "1つの層に少なくとも%(least)s通ずつ送ると、%(strata)s層で%(sum)s通になり、"
        "発送数の%(total)s通を超えます。発送数を増やすか、最少の数を減らしてください"
    )


def quotas(total: int, sizes: Sequence[float], people: Sequence[int], *, least: int = 0) -> Floats:
    """Numbers (k) in proportion to `sizes` that add up to `total`, not yet whole.

    Args:
        total: letters in all; where there are fewer people, everybody gets one.
        sizes: k, relative and not below zero.
        people: k, the register's counts; nobody gets two letters.
        least: fewest letters of a stratum; one with fewer people gets as many as it has people.

    What a bound takes or gives is shared among the others in proportion.

    Raises:
        TooFewLetters: `least` for every stratum is more than `total`.
    """
    high = np.asarray(people, dtype=np.float64)
    low = np.minimum(float(least), high)
    total = min(total, int(high.sum()))
    if low.sum() > total:
        raise TooFewLetters(
            least=f"{least:,}", strata=f"{len(low):,}", sum=f"{low.sum():,.0f}", total=f"{total:,}"
        )
    wanted = np.where(high > 0, np.maximum(np.asarray(sizes, dtype=np.float64), _NEAR), 0.0)
    return _bounded(total, wanted, low, high)


def apportion(
    total: int, sizes: Sequence[float], people: Sequence[int], *, least: int = 0
) -> tuple[int, ...]:
    """The same in whole letters, by the largest remainder (Hare–Niemeyer).

    The earlier stratum comes first where remainders are equal.

    Raises:
        TooFewLetters
    """
    exact = quotas(total, sizes, people, least=least)
    high = np.asarray(people, dtype=np.float64)
    whole = np.floor(exact + _NEAR)
    rest = np.where(whole < high, exact - whole, -1.0)
    order = np.argsort(-np.round(rest, 9), kind="stable")
    missing = min(total, int(high.sum())) - int(whole.sum())
    whole[order[:missing]] += 1
    return tuple(int(each) for each in whole)


def powers(people: Sequence[int], allocation: str) -> list[float]:
    """What letters are shared out by: people to the power of the allocation (Bankier 1988).

    1 is proportional allocation (Cochran 1977, §5.3), which is also Neyman's for a share that is
    taken to be equally uncertain everywhere; 0 gives every district the same number.
    """
    return [float(n) ** POWERS[allocation] if n else 0.0 for n in people]


def _bounded(total: int, sizes: Floats, low: Floats, high: Floats) -> Floats:
    """Numbers in proportion to `sizes` within their bounds, adding up to `total`.

    Each round settles those outside one bound for good: of the two sides, the one that is
    further off decides whether the others must give or take (as in Stenger & Gabler 2005).
    """
    free = sizes > 0
    made = low.copy()
    while free.any():
        left = total - made[~free].sum()
        wanted = sizes[free] * (left / sizes[free].sum())
        inside = np.clip(wanted, low[free], high[free])
        made[free] = inside
        gap = inside.sum() - left
        bound = inside > wanted if gap > 0 else inside < wanted
        if abs(gap) < _NEAR * max(total, 1) or not bound.any():
            break
        free[np.flatnonzero(free)[bound]] = False
    return made
