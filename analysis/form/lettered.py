"""群どうしの差 in the printed table: the letters of each cell, and the design's own marks."""

from dataclasses import replace

from analysis.comparing.differing import Differing
from analysis.form import notes
from analysis.form.grid import Grid, Line


def lettered(grid: Grid, made: Differing) -> Grid:
    """The printed table with the letters of each cell, and marks by the design's own test."""
    rows = [row for row, base in enumerate(made.table.bases) if base != 0]
    whole, *lines = grid.lines
    between = (notes.BETWEEN_ROWS,) if made.table.overlapping else ()
    return replace(
        grid,
        notes=(*between, *grid.notes),
        lines=(
            whole,
            *(_lettered(line, made, row) for line, row in zip(lines, rows, strict=True)),
        ),
    )


def _lettered(line: Line, made: Differing, row: int) -> Line:
    if line.withheld:
        return line
    told = made.letters[row]
    cells = tuple(
        replace(cell, letters=told[column], mark=_mark(made, row, column))
        for column, cell in enumerate(line.cells)
    )
    return replace(line, label=f"{made.named[row]} {line.label}".strip(), cells=cells)


def _mark(made: Differing, row: int, column: int) -> str:
    if not made.strong[row, column]:
        return ""
    return "high" if made.difference[row, column] > 0 else "low"
