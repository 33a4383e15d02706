"""秘匿の検査: what a stranger can work out of the cells that were hidden."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from analysis.counting import Ints


@dataclass(frozen=True, slots=True)
class Bound:
    """What all published cells and margins leave open for one hidden cell."""

    row: int
    column: int
    true: int
    low: int
    high: int

    @property
    def width(self) -> int:
        return self.high - self.low

    @property
    def exact(self) -> bool:
        """Whether nothing is left open: the hidden count can be worked out."""
        return self.width == 0


def bounds(table: Ints, hidden: np.ndarray) -> list[Bound]:
    """Bound every hidden cell of an r × c table whose margins are published, cells being ≥ 0.

    Source: the attacker's linear programme (Hundepool et al. 2012, §4.3).
    """
    places = np.argwhere(hidden)
    rows, columns = table.shape
    known = np.where(hidden, 0, table)
    left = np.concatenate([(table - known).sum(axis=1), (table - known).sum(axis=0)])
    meets = np.zeros((rows + columns, len(places)))
    for place, (row, column) in enumerate(places):
        meets[row, place] = meets[rows + column, place] = 1.0
    used = meets.any(axis=1)
    found = []
    for place, (row, column) in enumerate(places):
        aim = np.zeros(len(places))
        aim[place] = 1.0
        # With whole margins the ends are whole too: each cell meets one row and one column.
        low, high = (
            round(sign * linprog(sign * aim, A_eq=meets[used], b_eq=left[used]).fun)
            for sign in (1, -1)
        )
        found.append(Bound(int(row), int(column), int(table[row, column]), low, high))
    return found


def counts_behind(share: str | float, base: int, *, decimals: int) -> list[int]:
    """The counts of `base` people that a percentage with these decimals may stand for."""
    unit = 10**decimals
    told = round(float(share) * unit)
    return [n for n in range(base + 1) if (2 * 100 * unit * n + base) // (2 * base) == told]


def reveals(first: Ints, second: Ints, least: int) -> bool:
    """Whether subtracting one published table from another shows fewer than `least` people."""
    apart = np.abs(np.asarray(first) - np.asarray(second))
    return bool(0 < apart.sum() < least)
