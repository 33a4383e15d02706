"""A file of answers as it stands: cells as text, where each row was, and what looked wrong."""

from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a file that a planner should look at.

    Attributes:
        line: 1-based line of a text file, or row of a sheet.
        column: the column's name, or "" when the whole row is meant.
        reason: a Japanese sentence.
    """

    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Raw:
    """A table read from a file, before anyone has said what its columns mean.

    Attributes:
        cells: one row a response, one column a column of the file; every cell a str, "" = blank.
        lines: where each row of `cells` begins in the file (1-based), as long as `cells`.
        headers: for each column, the words above it from top to bottom as the file has them.
        encoding: of a text file, or "" for a workbook.
        sheet: of a workbook, or "".
        problems: rows that could not be taken as they are.
    """

    cells: pd.DataFrame
    lines: tuple[int, ...]
    headers: tuple[tuple[str, ...], ...]
    encoding: str = ""
    sheet: str = ""
    problems: tuple[Problem, ...] = field(default=())

    def heading(self, column: str) -> tuple[str, ...]:
        """The header words of a column as the file has them, without the mark of a duplicate."""
        return self.headers[list(self.cells.columns).index(column)]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a text file or sheet, not yet split into header and answers.

    Attributes:
        rows: as long as they are in the file; every cell a stripped str.
        lines: where each row begins in the file (1-based).
        merged: (top, left, bottom, right) of merged cells, counted from 0 within `rows`.
    """

    rows: list[list[str]]
    lines: list[int]
    encoding: str = ""
    sheet: str = ""
    merged: tuple[tuple[int, int, int, int], ...] = ()
