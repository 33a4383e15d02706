"""標本設計: how many letters each stratum gets, what may come back, and how far off shares may be.

Shares are taken at 50 %, where they are least certain. Half-widths are of the 95 % interval with
1.96, as municipalities print their 標本誤差, and know only chance: not who chose not to answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

import numpy as np

from analysis.errors import AnalysisError
from analysis.methods.sampling import needed, to_send
from analysis.sampling.cells import Cell
from analysis.sampling.naming import ALL, area, names, within
from analysis.sampling.sizes import PROPORTIONAL, apportion, powers, quotas

K = 1.96  # of the 95 % interval
FEWEST = 10  # under which a stratum is never shown by itself
WHOLE, DISTRICT, STRATUM = "whole", "district", "stratum"
Group = tuple[Cell, ...]


class OutOfRange(AnalysisError):
    message = "回収率は0%%より大きく100%%まで、標本誤差は0より大きく50ポイント未満にしてください"


class NobodyToAsk(AnalysisError):
    message = "人数のある層がありません。人口表を確かめてください"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a planner wants of a sample.

    Attributes:
        rate: expected 回収率, 0 to 1.
        margin: wanted half-width of a share's interval, 0 to 1.
        per: of what it is wanted: the whole, each district, or each stratum.
        allocation: how the letters are shared out among districts, one of `sizes.POWERS`.
        total: letters, if they are fixed; `margin` is then only compared with.
        least: fewest letters of a stratum.

    Raises:
        OutOfRange
    """

    rate: float
    margin: float
    per: str = WHOLE
    allocation: str = PROPORTIONAL
    total: int | None = None
    least: int = 0

    def __post_init__(self) -> None:
        if not (0 < self.rate <= 1 and 0 < self.margin < 0.5):
            raise OutOfRange

    @property
    def safe(self) -> int:
        """Letters of which enough may come back to be shown."""
        return max(FEWEST, ceil(FEWEST / self.rate - 1e-9))


@dataclass(frozen=True, slots=True)
class Part:
    """A stratum, a district or the whole: `drawn` of `people`.

    Attributes:
        expected: answers that may come back, not always whole.
        half: half-width of the 95 % interval of a share of 50 %, 0 to 1; missing where nobody is
            expected.
    """

    name: str
    people: int
    drawn: int
    expected: float
    half: float

    @property
    def weight(self) -> float:
        """抽出ウエイト N/n; missing where nobody is drawn."""
        return self.people / self.drawn if self.drawn else float("nan")


@dataclass(frozen=True, slots=True)
class Stratum:
    """層: a part with the cells that were made one."""

    part: Part
    area: str
    cells: Group

    @property
    def merged(self) -> str:
        """What was made one; "" of a cell that stands alone."""
        return within(self.cells)

    @property
    def small(self) -> bool:
        """Whether it has too few letters for its codes to be safe."""
        return self.part.drawn < FEWEST

    @property
    def thin(self) -> bool:
        """Whether too few answers are expected to show its returns by themselves."""
        return not self.small and self.part.expected < FEWEST


@dataclass(frozen=True, slots=True)
class Sample:
    """A design worked out.

    Attributes:
        deff: Kish's design effect of the unequal weights; 1 where all have one chance.
    """

    wish: Wish
    strata: tuple[Stratum, ...]
    areas: tuple[Part, ...]
    whole: Part
    deff: float

    @property
    def missed(self) -> tuple[Part, ...]:
        """Of what the wish speaks, the parts that do not reach it even so."""
        asked = {
            WHOLE: (self.whole,),
            DISTRICT: self.areas,
            STRATUM: tuple(each.part for each in self.strata),
        }[self.wish.per]
        return tuple(part for part in asked if not part.half <= self.wish.margin + 1e-9)


def design(groups: Sequence[Group], wish: Wish) -> Sample:
    """Work out a sample of strata, each of which is a group of cells.

    The letters follow from the wish: as many as were fixed; or the fewest by which the whole
    reaches its half-width under the chosen allocation; or, for every district or stratum, the
    answers it needs (Cochran 1977, (4.2) with n = n0 / (1 + (n0 − 1) / N)) divided by the
    expected 回収率. Within a district letters follow the people.

    Raises:
        NobodyToAsk, TooFewLetters
    """
    if not any(cell.people for group in groups for cell in group):
        raise NobodyToAsk
    people = [_people(group) for group in groups]
    areas = _areas(groups, wish)
    if wish.total is not None:
        sizes = _sizes(people, areas, wish)
        shared = apportion(wish.total, sizes, people, least=wish.least)
        return counted(groups, wish, shared)
    if wish.per != WHOLE:
        return counted(groups, wish, _each(people, areas, wish))
    return counted(groups, wish, _fewest(people, areas, wish))


def counted(groups: Sequence[Group], wish: Wish, drawn: Sequence[int]) -> Sample:
    """What is to be expected of a number of letters for each stratum, however it was found."""
    people = [_people(group) for group in groups]
    named = [area(group) for group in groups]
    strata = tuple(
        Stratum(_part(called, [n], [m], wish), where, tuple(group))
        for called, group, n, m, where in zip(
            names(groups), groups, people, drawn, named, strict=True
        )
    )
    by_area = [
        _part(key, [people[place] for place in places], [drawn[place] for place in places], wish)
        for key, places in _by_area(named)
    ]
    return Sample(
        wish,
        strata,
        tuple(by_area),
        _part(ALL, people, drawn, wish),
        design_effect(people, drawn),
    )


def half_width(people: Sequence[int], expected: Sequence[float]) -> float:
    """Half-width (0 to 1) of a share of 50 % estimated from strata; missing where one has nobody.

    Args:
        people: k, the register's counts N_h.
        expected: k, answers m_h, not always whole.

    Source: Cochran (1977), (5.52): V = Σ (N_h/N)² (N_h − m_h)/(N_h − 1) · p(1 − p)/m_h. Of one
    stratum it is what municipalities print as 標本誤差, 1.96·√((N − n)/(N − 1) · p(1 − p)/n).
    """
    held = [(n, m) for n, m in zip(people, expected, strict=True) if n]
    size, answers = (np.asarray(each, dtype=np.float64) for each in zip(*held, strict=True))
    if not answers.all():
        return float("nan")
    left = np.maximum(size - answers, 0.0) / np.maximum(size - 1, 1.0)
    return float(K * np.sqrt(((size / size.sum()) ** 2 * left * 0.25 / answers).sum()))


def design_effect(people: Sequence[int], expected: Sequence[float]) -> float:
    """What unequal weights N_h/m_h cost: m·Σ(N_h²/m_h) / N² (Kish 1965, as n·Σw²/(Σw)²)."""
    size, answers = np.asarray(people, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    held = size > 0
    if not answers[held].all():
        return float("nan")
    return float(answers.sum() * (size[held] ** 2 / answers[held]).sum() / size.sum() ** 2)


def _areas(groups: Sequence[Group], wish: Wish) -> list[str]:
    """The district of each stratum; the stratum itself where that is what is planned for."""
    found = [area(group) for group in groups]
    if wish.per == STRATUM or len(set(found)) == 1:
        return [str(place) for place in range(len(groups))]
    return found


def _each(people: Sequence[int], areas: Sequence[str], wish: Wish) -> list[int]:
    """Letters by which every area reaches the half-width, or everybody where it cannot."""
    made = [0] * len(people)
    for _, places in _by_area(areas):
        inside = [people[place] for place in places]
        n = sum(inside)
        wanted = to_send(needed(n, wish.margin, k=K), wish.rate) if n else 0
        floor = sum(min(wish.least, each) for each in inside)
        shared = _whole_letters(max(wanted, floor), inside, inside, wish)
        for place, drawn in zip(places, shared, strict=True):
            made[place] = drawn
    return made


def _fewest(people: Sequence[int], areas: Sequence[str], wish: Wish) -> list[int]:
    """The fewest letters by which the whole reaches the half-width, or everybody."""
    floor = sum(min(wish.least, each) for each in people)
    high = sum(people)
    low = min(max(to_send(needed(high, wish.margin, k=K), wish.rate), floor), high)
    sizes = _sizes(people, areas, wish)
    while low < high:
        middle = (low + high) // 2
        if _reaches(quotas(middle, sizes, people, least=wish.least).tolist(), people, wish):
            high = middle
        else:
            low = middle + 1
    return _whole_letters(low, people, sizes, wish)


def _whole_letters(
    total: int, people: Sequence[int], sizes: Sequence[float], wish: Wish
) -> list[int]:
    """Whole letters reach it with no more than one more for each stratum.

    Where strata are so small that some get none, they are to be merged first: no more then.
    """
    first = list(apportion(total, sizes, people, least=wish.least))
    if not all(drawn for drawn, n in zip(first, people, strict=True) if n):
        return first
    for more in range(len(people) + 1):
        made = list(apportion(total + more, sizes, people, least=wish.least))
        if _reaches(made, people, wish):
            return made
    return first


def _reaches(drawn: Sequence[float], people: Sequence[int], wish: Wish) -> bool:
    return half_width(people, [each * wish.rate for each in drawn]) <= wish.margin + 1e-9


def _sizes(people: Sequence[int], areas: Sequence[str], wish: Wish) -> list[float]:
    """What letters are shared out by: among the areas as the wish says, then by people."""
    sizes = [0.0] * len(people)
    listed = _by_area(areas)
    sums = [sum(people[place] for place in places) for _, places in listed]
    for size, (_, places), n in zip(powers(sums, wish.allocation), listed, sums, strict=True):
        for place in places:
            sizes[place] = size * people[place] / n if n else 0.0
    return sizes


def _by_area(areas: Sequence[str]) -> list[tuple[str, list[int]]]:
    order = {each: place for place, each in enumerate(dict.fromkeys(areas))}
    placed = sorted(range(len(areas)), key=lambda place: order[areas[place]])
    return [(key, list(found)) for key, found in groupby(placed, key=lambda place: areas[place])]


def _part(called: str, people: Sequence[int], drawn: Sequence[int], wish: Wish) -> Part:
    expected = [each * wish.rate for each in drawn]
    half = half_width(people, expected) if any(people) else float("nan")
    return Part(called, sum(people), sum(drawn), sum(expected), half)


def _people(group: Group) -> int:
    return sum(cell.people for cell in group)
