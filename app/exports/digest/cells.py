"""Numbers of the files: held as numbers for a sheet, written out for everyone else."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.presentation import WITHHELD
from app.words import number, percent, points


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and what it is: share (0 to 1), points (of shares), count or score.

    None is a number that may not be shown.
    """

    value: float | None
    form: str = "share"

    def __str__(self) -> str:
        if self.value is None:
            return WITHHELD
        if self.form == "share":
            return percent(self.value)
        if self.form == "points":
            return points(self.value)
        return number(self.value, 0 if self.form == "count" else 1)


Cell = str | Amount


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a title; the first column is words.

    Attributes:
        marked: places of the rows a sentence is about.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    marked: tuple[int, ...] = ()
    note: str = ""

    def words(self) -> list[list[str]]:
        """The rows as they are printed."""
        return [[str(cell) for cell in row] for row in self.rows]


def numeric(grid: Grid, column: int) -> bool:
    """Whether a column is of numbers, to be set to the right."""
    return bool(grid.rows) and all(isinstance(row[column], Amount) for row in grid.rows)


def plain(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(row) for row in rows)
