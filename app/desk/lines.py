"""A crosstab as a page prints it: two-line cells, with marks beside what stands out."""

from dataclasses import dataclass

import numpy as np

from analysis.crosstab import TOTAL, Crosstab
from analysis.presentation import WITHHELD, base_mark, percent

STRONG = 0.05


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
    return [whole, *(_line(table, row) for row, base in enumerate(table.bases) if base != 0)]


def _line(table: Crosstab, row: int) -> Line:
    label, base = table.axis.labels[row], int(table.bases[row])
    if base < 0:
        return Line(label, WITHHELD, "", ())
    columns = zip(table.n[row], table.shares[row], table.q[row], table.residuals[row], strict=True)
    cells = tuple(_cell(int(n), float(s), float(q), float(r)) for n, s, q, r in columns)
    return Line(label, f"{base:,}", base_mark(base), cells)


def _cell(n: int, share: float, q: float = np.nan, residual: float = np.nan) -> Cell:
    if n < 0:
        return Cell(WITHHELD, "")
    mark = ("high" if residual > 0 else "low") if q < STRONG else ""
    return Cell(f"{n:,}", percent(share), mark)
