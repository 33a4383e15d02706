"""回収の構成: who answers less and who more often than the register and the letters say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import pandas as pd

from analysis.methods.sampling import margin_of_error
from analysis.results import Table

FEWEST = 30  # returns under which nobody is called missing
Z = 1.96  # of 95 %
MIDDLE = 4.5  # a told number is 0 to 9 too low, each as likely as the others
SPREAD = (10**2 - 1) / 12  # the variance of that


@dataclass(frozen=True, slots=True)
class Cell:
    """A told stratum: its returns as they are told, and letters that arrived.

    Attributes:
        levels: {axis: the levels of the axis whose people it holds}.
    """

    returned: int
    sent: int
    levels: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """One level of an axis, or several that are told together; shares are 0 to 1.

    Attributes:
        returned: a share of the returns, from the middle of the tens that are told.
        sent: a share of the letters that arrived.
        people: a share of the register's people; None where the register is not known.
        beyond: −1 where it answers less than chance explains, 1 where more, else 0.
    """

    label: str
    returned: float
    sent: float
    people: float | None
    beyond: int


@dataclass(frozen=True, slots=True)
class Composition:
    """An axis of the strata: `n` returns, at least."""

    axis: str
    n: int
    parts: tuple[Part, ...]

    def tables(self) -> tuple[Table, ...]:
        labels = pd.Index([part.label for part in self.parts])
        shares = {
            "母集団": [part.people for part in self.parts],
            "発送": [part.sent for part in self.parts],
            "回収": [part.returned for part in self.parts],
        }
        if any(part.people is None for part in self.parts):
            del shares["母集団"]
        note = "回収は10票きざみの数から計算した目安です"
        body = pd.DataFrame(shares, index=labels, dtype=float)
        return (Table(f"{self.axis}の構成", body, "share", note),)


def composition(
    axis: str, cells: Sequence[Cell], order: Sequence[str], register: Mapping[str, int]
) -> Composition | None:
    """Set the returns' composition beside the letters' and the register's; None with one part.

    Args:
        axis: a key of the cells' `levels`.
        cells: all strata; levels that share one are told together, because returns are known by
            strata only.
        order: the levels as people expect them.
        register: people of each level; where some level is missing, the letters stand for it.

    A part is called missing only where its share lies further than 1.96 standard errors from its
    share p of the register (of the letters, where the register is not known). The error is that of
    a random sample, (N−n)/(N−1)·p(1−p)/n, and that of what the tens hide: 0 to 9 in each stratum,
    independently and with equal chances (variance 8.25), carried to the share by the delta method.
    """
    groups = _groups([cell.levels.get(axis, frozenset()) for cell in cells], order)
    if len(groups) < 2:
        return None
    held = {group: [cell for cell in cells if cell.levels[axis] <= set(group)] for group in groups}
    n = sum(cell.returned for cell in cells)
    people = {
        group: sum(register[level] for level in group) if set(group) <= set(register) else None
        for group in groups
    }
    shares = _shares([people[group] for group in groups])
    parts = tuple(
        _part("・".join(group), held[group], cells, (share, sum(register.values())))
        for group, share in zip(groups, shares, strict=True)
    )
    return Composition(axis, n, parts)


def _shares(people: Sequence[int | None]) -> list[float | None]:
    known = [number for number in people if number is not None]
    if len(known) < len(people) or not sum(known):
        return [None] * len(people)
    return [number / sum(known) for number in known]


def _groups(held: Sequence[frozenset[str]], order: Sequence[str]) -> list[tuple[str, ...]]:
    """The levels in groups that no stratum runs across."""
    if not all(held):
        return []
    groups: list[set[str]] = []
    for levels in held:
        joined = set(levels).union(*(group for group in groups if group & levels))
        groups = [group for group in groups if not group & joined] + [joined]
    places = {name: place for place, name in enumerate(order)}
    named = [tuple(sorted(group, key=lambda name: places.get(name, 0))) for group in groups]
    return sorted(named, key=lambda group: places.get(group[0], 0))


def _part(
    label: str, own: Sequence[Cell], cells: Sequence[Cell], register: tuple[float | None, int]
) -> Part:
    letters = sum(cell.sent for cell in cells)
    sent = sum(cell.sent for cell in own) / letters if letters else 0.0
    middle = sum(cell.returned + MIDDLE for cell in own)
    whole = sum(cell.returned + MIDDLE for cell in cells)
    share, people = register
    expected = sent if share is None else share
    half = _half(expected, people, (len(own), len(cells)), (middle, whole))
    off = middle / whole - expected
    enough = sum(cell.returned for cell in cells) >= FEWEST
    beyond = (1 if off > 0 else -1) if enough and abs(off) > half else 0
    return Part(label, middle / whole, sent, share, beyond)


def _half(
    expected: float, people: int, strata: tuple[int, int], returned: tuple[float, float]
) -> float:
    """How far from what is expected chance and tens bring a share; of (own, all) strata."""
    (own, every), (mine, whole) = strata, returned
    size = people if people > whole else None
    drawn = float(margin_of_error([expected], [round(whole)], population=size, k=1)[0, 0])
    share = mine / whole
    hidden = SPREAD * (own * (1 - share) ** 2 + (every - own) * share**2) / whole**2
    return Z * sqrt(drawn**2 + hidden)
