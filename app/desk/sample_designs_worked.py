"""A kept 標本設計 worked out: cells, strata with their letters, and what is adopted of it."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from analysis.sampling import merging
from analysis.sampling.cells import Cell
from analysis.sampling.designing import Group, Sample, Wish, counted, design
from surveys.sample_designs import Drawn, SampleDesign, Stratum

Merged = list[list[int]]


def cells(kept: SampleDesign) -> tuple[Cell, ...]:
    return tuple(Cell(*each) for each in kept.cells)


def wish(kept: SampleDesign) -> Wish:
    return Wish(kept.rate, kept.margin, kept.per, kept.allocation, kept.total, kept.least)


def groups(kept: SampleDesign) -> tuple[Group, ...]:
    """Its cells, as they are drawn together."""
    listed = cells(kept)
    return tuple(tuple(listed[place] for place in group) for group in kept.merged)


def worked(kept: SampleDesign) -> Sample:
    """The letters of each stratum, and what may come back.

    Raises:
        NobodyToAsk, TooFewLetters, OutOfRange
    """
    return design(groups(kept), wish(kept))


def adopted(kept: SampleDesign, strata: Sequence[Stratum]) -> Sample:
    """The same of the letters that were adopted, which no later way of counting changes."""
    parts = [tuple(Cell(*part) for part in each.parts) for each in strata]
    sample = counted(parts, wish(kept), [each.drawn for each in strata])
    named = (
        replace(now, part=replace(now.part, name=each.name))
        for now, each in zip(sample.strata, strata, strict=True)
    )
    return replace(sample, strata=tuple(named))


def proposed(kept: SampleDesign) -> Merged:
    """Which cells are better drawn together, by their places.

    Raises:
        NobodyToAsk, OutOfRange
    """
    return places(kept, merging.proposed(cells(kept), wish(kept)))


def places(kept: SampleDesign, made: Sequence[Group]) -> Merged:
    """Strata as the places of their cells."""
    at = {cell: place for place, cell in enumerate(cells(kept))}
    return [[at[cell] for cell in group] for group in made]


def drawn(kept: SampleDesign, sample: Sample) -> list[Drawn]:
    """The strata to be adopted; where each k-th is drawn, with the place of the first by lot.

    The start is anywhere in the register and the last step goes round to its beginning (circular
    systematic sampling, Lahiri 1951; Cochran 1977, §8.1): everybody has the same chance n/N.
    """
    return [
        Drawn(
            name=each.part.name,
            people=each.part.people,
            drawn=each.part.drawn,
            start=_start(each.part.people) if kept.systematic else None,
            parts=tuple((cell.district, cell.band, cell.people) for cell in each.cells),
        )
        for each in sample.strata
    ]


def _start(people: int) -> int | None:
    return secrets.randbelow(people) + 1 if people else None
