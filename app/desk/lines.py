"""A crosstab as a page prints it: two-line cells, with marks beside what stands out."""

from dataclasses import dataclass

import numpy as np

from analysis.crosstab import TOTAL, Crosstab
from analysis.presentation import WITHHELD, base_mark, percent
from analysis.standing import stands_out


@dataclass(frozen=True, slots=True)
class Cell:
    """`n` above, `share` below; `mark` is high, low or nothing."""

    n: str
    share: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `small` says 参考値, and a withheld row has no cells."""

    label: str
    base: str
    small: str
    cells: tuple[Cell, ...]


def lines(table: Crosstab) -> list[Line]:
    """全体 first, then the axis in the codebook's order; levels nobody is in are left out."""
    whole = Line(
        TOTAL,
        f"{table.total_base:,}",
        base_mark(table.total_base),
        tuple(
            _cell(int(n), float(share))
            for n, share in zip(table.total_n, table.total_shares, strict=True)
        ),
    )
    strong = stands_out(table)
    return [
        whole,
        *(_line(table, row, strong) for row, base in enumerate(table.bases) if base != 0),
    ]


def _line(table: Crosstab, row: int, strong: np.ndarray) -> Line:
    label, base = table.axis.labels[row], int(table.bases[row])
    if base < 0:
        return Line(label, WITHHELD, "", ())
    marks = np.where(strong[row], np.where(table.residuals[row] > 0, "high", "low"), "")
    columns = zip(table.n[row], table.shares[row], marks, strict=True)
    cells = tuple(_cell(int(n), float(share), str(mark)) for n, share, mark in columns)
    return Line(label, f"{base:,}", base_mark(base), cells)


def _cell(n: int, share: float, mark: str = "") -> Cell:
    return Cell(WITHHELD, "") if n < 0 else Cell(f"{n:,}", percent(share), mark)
