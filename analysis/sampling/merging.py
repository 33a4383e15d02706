"""層の統合: strata too small to be safe are drawn together with their neighbours.

First with the next age band of the same district, the smaller neighbour first; a district that
is too small as a whole, with the district listed beside it, band by band.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.errors import AnalysisError
from analysis.sampling.cells import Cell
from analysis.sampling.designing import Group, Wish, design
from analysis.sampling.sizes import TooFewLetters

MOST_ROUNDS = 20


class ChooseTwo(AnalysisError):
    message = "合わせる層を2つ以上選んでください"


class NothingToSplit(AnalysisError):
    message = "この層は、1つの区分だけでできています。これより細かくは分けられません"


@dataclass(slots=True)
class _Bands:
    """Strata of one district, or of districts that were made one, in the order of their bands.

    Each is its cells and the letters that fall to them.
    """

    strata: list[tuple[list[Cell], float]]

    @property
    def letters(self) -> float:
        return sum(letters for _, letters in self.strata)

    def merge_small(self, fewest: float) -> None:
        """Let the smallest join its smaller neighbour until none is small, or one is left."""
        while len(self.strata) > 1:
            place = min(range(len(self.strata)), key=lambda each: self.strata[each][1])
            if self.strata[place][1] >= fewest:
                return
            beside = [each for each in (place - 1, place + 1) if 0 <= each < len(self.strata)]
            other = min(beside, key=lambda each: self.strata[each][1])
            first, last = sorted((place, other))
            cells = [*self.strata[first][0], *self.strata[last][0]]
            letters = self.strata[first][1] + self.strata[last][1]
            self.strata[first : last + 1] = [(cells, letters)]


def proposed(cells: Sequence[Cell], wish: Wish) -> tuple[Group, ...]:
    """Strata of which none is expected too small, as far as there are letters.

    Letters change when strata are merged, so it is looked at again until nothing is small.

    Raises:
        NobodyToAsk
    """
    groups: list[Group] = [(cell,) for cell in cells]
    for _ in range(MOST_ROUNDS):
        made = _letters(groups, wish)
        if len(groups) == 1 or min(made) >= wish.safe:
            break
        after = _merged(groups, made, wish.safe)
        if len(after) == len(groups):
            break
        groups = after
    return tuple(groups)


def joined(groups: Sequence[Group], chosen: Sequence[int]) -> tuple[Group, ...]:
    """The same strata with those at the chosen places as one, where the first of them stood.

    Raises:
        ChooseTwo
    """
    places = sorted({place for place in chosen if 0 <= place < len(groups)})
    if len(places) < 2:
        raise ChooseTwo
    one = tuple(cell for place in places for cell in groups[place])
    kept = [
        one if place == places[0] else group
        for place, group in enumerate(groups)
        if place not in places[1:]
    ]
    return tuple(kept)


def split(groups: Sequence[Group], place: int) -> tuple[Group, ...]:
    """The same strata with one of them taken apart into its cells.

    Raises:
        NothingToSplit
    """
    if not 0 <= place < len(groups) or len(groups[place]) < 2:
        raise NothingToSplit
    apart = [(cell,) for cell in groups[place]]
    return (*groups[:place], *apart, *groups[place + 1 :])


def _letters(groups: Sequence[Group], wish: Wish) -> list[int]:
    try:
        made = design(groups, wish)
    except TooFewLetters:  # the floor asks for too much of strata that are still to be merged
        made = design(groups, replace(wish, least=0))
    return [each.part.drawn for each in made.strata]


def _merged(groups: Sequence[Group], letters: Sequence[int], fewest: int) -> list[Group]:
    """Merge what is small by the letters as they are."""
    rows = _rows(groups, letters)
    for row in rows:
        row.merge_small(fewest)
    while len(rows) > 1:
        place = min(range(len(rows)), key=lambda each: rows[each].letters)
        if rows[place].letters >= fewest:
            break
        beside = [each for each in (place - 1, place + 1) if 0 <= each < len(rows)]
        other = min(beside, key=lambda each: rows[each].letters)
        first, last = sorted((place, other))
        rows[first : last + 1] = [_one(rows[first], rows[last], fewest)]
    return [tuple(cells) for row in rows for cells, _ in row.strata]


def _rows(groups: Sequence[Group], letters: Sequence[int]) -> list[_Bands]:
    """The strata of each district, or of districts that were made one, together."""
    found: dict[tuple[str, ...], _Bands] = {}
    for group, number in zip(groups, letters, strict=True):
        districts = tuple(dict.fromkeys(cell.district for cell in group))
        found.setdefault(districts, _Bands([])).strata.append((list(group), float(number)))
    return list(found.values())


def _one(one: _Bands, other: _Bands, fewest: float) -> _Bands:
    """Two districts as one: their bands together, then merged as those of a district are."""
    bands: dict[str, tuple[list[Cell], float]] = {}
    for cells, letters in (*one.strata, *other.strata):
        people = sum(cell.people for cell in cells)
        for cell in cells:
            share = letters * cell.people / people if people else 0.0
            held, sum_so_far = bands.get(cell.band, ([], 0.0))
            bands[cell.band] = ([*held, cell], sum_so_far + share)
    made = _Bands(list(bands.values()))
    made.merge_small(fewest)
    return made
