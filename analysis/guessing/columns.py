"""One column of a file, counted once so that every guess can look at it cheaply."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.codebook import Variable
from analysis.raw import Raw

_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_INTEGER = re.compile(r"[-+]?\d+")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of answers.

    Attributes:
        name: its unique name in the table.
        words: the header words above it, from top to bottom.
        position: its place in the file, from 0.
        counts: how often each non-blank cell occurs, in order of first appearance.
        numbers: the value of each cell that reads as a number.
        blank: how many cells are blank.
        codes: for each row, the place of its cell in `counts`; -1 = blank.
    """

    name: str
    words: tuple[str, ...]
    position: int
    counts: dict[str, int]
    numbers: dict[str, float]
    blank: int
    codes: np.ndarray

    @property
    def filled(self) -> int:
        return len(self.codes) - self.blank

    @property
    def numeric(self) -> bool:
        return bool(self.counts) and len(self.numbers) == len(self.counts)

    @property
    def whole(self) -> bool:
        """Whether every cell is a whole number, written with digits alone."""
        return bool(self.counts) and all(map(_INTEGER.fullmatch, self.counts))

    @property
    def length(self) -> float:
        """Mean number of letters of a filled cell."""
        total = sum(len(value) * n for value, n in self.counts.items())
        return total / max(1, self.filled)

    @property
    def examples(self) -> tuple[str, ...]:
        """The three commonest cells, shortened."""
        common = sorted(self.counts, key=lambda value: -self.counts[value])
        return tuple(value if len(value) <= 30 else value[:29] + "…" for value in common[:3])

    def rows(self, values: set[str]) -> np.ndarray:
        """Where the cell is one of `values` (n, bool)."""
        hit = np.array([value in values for value in self.counts] + [False])
        return np.asarray(hit[self.codes])


@dataclass(frozen=True, slots=True)
class Finding:
    """What columns were taken for: their variables, and why, in a Japanese sentence."""

    variables: tuple[Variable, ...]
    reason: str


def profile(raw: Raw) -> list[Column]:
    return [
        _column(raw.cells[name].to_numpy(), str(name), words, position)
        for position, (name, words) in enumerate(zip(raw.cells.columns, raw.headers, strict=True))
    ]


def _column(cells: np.ndarray, name: str, words: tuple[str, ...], position: int) -> Column:
    codes, uniques = pd.factorize(cells)
    counted = np.bincount(codes, minlength=len(uniques))
    values = [str(value) for value in uniques]
    blank = values.index("") if "" in values else -1
    # -1 for blanks, and the cells after the blank one step nearer.
    places = np.arange(len(values)) - (np.arange(len(values)) > blank) * (blank >= 0)
    if blank >= 0:
        places[blank] = -1
    counts = {value: int(n) for value, n in zip(values, counted, strict=True) if value}
    numbers = {value: number for value in counts if (number := number_of(value)) is not None}
    return Column(
        name=name,
        words=words,
        position=position,
        counts=counts,
        numbers=numbers,
        blank=int(counted[blank]) if blank >= 0 else 0,
        codes=places[codes],
    )


def number_of(cell: str) -> float | None:
    """The number a cell says, thousands commas and full-width digits included."""
    # 1,3 is two choices, 1,300 is a number.
    bare = _THOUSANDS.sub("", cell)
    try:
        number = float(bare)
    except ValueError:
        return None
    return number if np.isfinite(number) else None
