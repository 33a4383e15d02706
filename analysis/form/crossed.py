"""クロス集計 in the trade's form: the axis down the side, 全体 first, two lines a cell."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.codebook import NO_ANSWER_LABEL
from analysis.counting import Floats, Ints
from analysis.crosstab import TOTAL, Crosstab
from analysis.form import notes
from analysis.form.grid import Cell, Grid, Head, Line
from analysis.presentation import base_mark, decimal, percent, ratio, test_line
from analysis.scales import Scale, scale_of, total
from analysis.standing import stands_out


@dataclass(frozen=True, slots=True)
class _Row:
    """One line's numbers; `marks` are high, low or nothing."""

    label: str
    n: Ints
    shares: Floats
    base: int
    no_answer: int
    marks: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the answers of one table."""

    scale: Scale | None
    multiple: bool
    blanks: bool

    def heads(self) -> tuple[Head, ...]:
        made = []
        if self.scale:
            made += [
                Head("top", f"TOP{self.scale.width}"),
                Head("bottom", f"BOTTOM{self.scale.width}"),
            ]
            made.append(Head("mean", f"平均点（{self.scale.span}）"))
        if self.multiple:
            made.append(Head("each", "M.T."))
        if self.blanks:
            made.append(Head("blank", NO_ANSWER_LABEL))
        return tuple(made)

    def cells(self, row: _Row, *, exact: bool) -> tuple[Cell, ...]:
        made: list[Cell] = []
        if self.scale:
            made += [
                summed(row.n, row.shares, row.base, each, exact=exact)
                for each in (self.scale.top, self.scale.bottom)
            ]
            made.append(mean(self.scale, row.n, row.shares))
        if self.multiple:
            made.append(answers_each(row.n, row.shares))
        if self.blanks:
            made.append(Cell(row.no_answer if row.no_answer >= 0 else None, ""))
        return tuple(made)


def of_crosstab(table: Crosstab, *, blanks: bool = True) -> Grid:
    """Lay a guarded crosstab out; levels nobody is in are left out.

    Args:
        table: as the disclosure rules left it; what they took out stays out, sums over it too.
        blanks: whether 無回答 stands in a column of its own, outside every base, unless it is
            one of the choices already, or the rules withhold it.
    """
    asked = table.question
    inside = asked.labels[-1:] == [NO_ANSWER_LABEL]
    told = blanks and not inside and table.total_no_answer >= 0
    beside = _Beside(scale_of(asked), asked.multiple, told)
    rows = list(_rows(table))
    bare = [_unweighted(row) for row in rows] if table.weighted else []
    return Grid(
        title=table.title,
        side=table.axis.label,
        heads=tuple(asked.labels),
        beside=beside.heads(),
        lines=tuple(_line(row, beside, exact=not table.weighted) for row in rows),
        unweighted=tuple(_line(row, beside, exact=True) for row in bare),
        notes=_notes(table, beside, inside=inside),
    )


def method(table: Crosstab) -> str:
    """How differences were judged, in one line."""
    if table.overlapping:
        return notes.OF_ROWS
    return notes.OF_TICKS if table.question.multiple else test_line(table.association)


def cell(n: int, share: float, base: int, mark: str = "", *, exact: bool) -> Cell:
    """`exact`: the share is n ÷ base, and is rounded from that; else it is weighted."""
    if n < 0:
        return Cell(None, "")
    return Cell(n, ratio(n, base) if exact else percent(share), mark)


def summed(n: Ints, shares: Floats, base: int, places: tuple[int, ...], *, exact: bool) -> Cell:
    """Several answers together, from their counts; nothing where one of them is withheld."""
    return cell(total(n, places), float(shares[list(places)].sum()), base, exact=exact)


def mean(scale: Scale, n: Ints, shares: Floats) -> Cell:
    """The mean of a scale below, those who chose one of its steps above."""
    on = scale.on(n)
    if on < 0:
        return Cell(None, "")
    return Cell(on, decimal(scale.mean(shares)))


def answers_each(n: Ints, shares: Floats) -> Cell:
    """M.T. below, how many answers were given above."""
    if (n < 0).any():
        return Cell(None, "")
    return Cell(int(n.sum()), decimal(float(shares.sum())))


def _rows(table: Crosstab) -> "Sequence[_Row]":
    strong = stands_out(table)
    marks = np.where(strong, np.where(table.residuals > 0, "high", "low"), "")
    columns = len(table.total_n)
    whole = _Row(
        TOTAL,
        table.total_n,
        table.total_shares,
        table.total_base,
        table.total_no_answer,
        [""] * columns,
    )
    return [whole] + [
        _Row(
            label,
            table.n[row],
            table.shares[row],
            int(table.bases[row]),
            int(table.no_answer[row]),
            list(marks[row]),
        )
        for row, label in enumerate(table.axis.labels)
        if table.bases[row] != 0
    ]


def _unweighted(row: _Row) -> _Row:
    shares = row.n / row.base if row.base > 0 else np.full(len(row.n), np.nan)
    shares = np.where(row.n < 0, np.nan, shares)
    return _Row(row.label, row.n, shares, row.base, row.no_answer, [""] * len(row.n))


def _line(row: _Row, beside: _Beside, *, exact: bool) -> Line:
    if row.base < 0 or (row.n < 0).all():
        return Line(row.label, None, "", ())
    columns = zip(row.n, row.shares, row.marks, strict=True)
    cells = tuple(
        cell(int(n), float(share), row.base, str(mark), exact=exact) for n, share, mark in columns
    )
    return Line(row.label, row.base, base_mark(row.base), cells, beside.cells(row, exact=exact))


def _notes(table: Crosstab, beside: _Beside, *, inside: bool) -> tuple[str, ...]:
    told = [notes.COUNTED, notes.INSIDE if inside else notes.OUTSIDE, notes.ROUNDED, notes.SIGNS]
    if beside.scale:
        told.append(notes.scale(beside.scale))
    if beside.multiple:
        told.append(notes.MULTIPLE)
    if table.overlapping:
        told.append(notes.OVERLAPPING)
    if table.weighted:
        told.append(notes.WEIGHTED)
    return tuple(told)
