"""One sheet an axis: every question by it, two lines a level, tables that keep to their page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.book import Tested
from analysis.crosstab import TOTAL
from analysis.form.blocks import number_of
from analysis.form.crossed import of_crosstab
from analysis.form.grid import Cell, Grid, Line
from analysis.presentation import WITHHELD, p_value, test_line
from analysis.scales import scale_of
from analysis.sentences.crosstab import of_crosstab as told_of
from analysis.sentences.grammar import Told
from analysis.workbook.looks import ROW, height, units
from analysis.workbook.sheet import Maker, Place, Sheet, Written

MOST_COLUMNS = 15  # beside the label and n; a wider table goes on below itself
_COLUMN, _BASE = 9.0, 8.0
_LABEL = (14.0, 46.0)
_ABOVE = 5 * ROW  # title, sentence, method and what may run on


@dataclass(frozen=True, slots=True)
class _Part:
    """The columns of a table that stand side by side."""

    grid: Grid
    more: bool

    @property
    def high(self) -> float:
        """Points from its head to its last line, up to what a page holds."""
        lines = 3 if self.grid.unweighted else 2
        return self.head + lines * ROW * len(self.grid.lines) + ROW

    @property
    def head(self) -> float:
        return height([*self.grid.heads, *(head.label for head in self.grid.beside)], _COLUMN)


def write(
    maker: Maker, tables: Sequence[Tested], said: Told, back: dict[str, Place]
) -> dict[str, Place]:
    """Write the sheet of one axis.

    Args:
        maker: of the workbook.
        tables: every question by the axis.
        said: what every sentence repeats.
        back: for each question's name, its line in the index.

    Returns:
        For each question's name, where its table begins.
    """
    axis = tables[0].table.axis
    wide = max(units(label) for label in (TOTAL, axis.label, *axis.labels))
    label = min(max(wide * 1.0 + 2, _LABEL[0]), _LABEL[1])
    grids = [of_crosstab(each.table) for each in tables]
    parts = [list(_parts(grid)) for grid in grids]
    columns = max(len(p.grid.heads) + len(p.grid.beside) for each in parts for p in each)
    sheet = maker.sheet(axis.label or axis.name, [label, _BASE, *[_COLUMN] * columns])
    sheet.row([(f"{axis.label}別クロス集計", "section")], 20)
    sheet.page.repeat_rows(0)
    sheet.page.freeze_panes(1, 2)
    places = {}
    for each, split in zip(tables, parts, strict=True):
        sheet.gap()
        sheet.keep(_ABOVE + split[0].high)
        places[each.table.question.name] = sheet.here
        _table(sheet, each, split, said, back[each.table.question.name])
    sheet.close()
    return places


def _parts(grid: Grid) -> Iterator[_Part]:
    """A table wider than a page in pieces of nearly equal width; what stands beside comes last."""
    answers = len(grid.heads)
    whole = answers + len(grid.beside)
    pieces = -(-whole // MOST_COLUMNS)
    each = -(-whole // pieces) if pieces > 1 else answers
    for start in range(0, answers, each):
        stop = min(start + each, answers)
        last = stop == answers
        yield _Part(_cut(grid, start, stop, beside=last), start > 0)


def _cut(grid: Grid, start: int, stop: int, *, beside: bool) -> Grid:
    def cut(line: Line) -> Line:
        return replace(line, cells=line.cells[start:stop], beside=line.beside if beside else ())

    return replace(
        grid,
        heads=grid.heads[start:stop],
        beside=grid.beside if beside else (),
        lines=tuple(map(cut, grid.lines)),
        unweighted=tuple(map(cut, grid.unweighted)),
    )


def _table(sheet: Sheet, each: Tested, parts: Sequence[_Part], said: Told, back: Place) -> None:
    sheet.titled(each.table.title, back)
    sheet.text(told_of(each.table, **said))
    sheet.text(method(each), "note")
    for part in parts:
        if part.more:
            sheet.gap()
            sheet.keep(part.high)
            sheet.row([(f"{each.table.title}（つづき）", "note")])
        _part(sheet, part)


def method(each: Tested) -> str:
    """Of how many, tested how, in one line."""
    told = f"n={each.table.total_base:,}{each.table.outside}{_ends(each)}"
    if each.table.question.multiple:
        return f"複数回答、{told}（選択肢ごとに調整済み残差で判定、BH法で補正）"
    line = f"{told}。{test_line(each.table.association)}"
    if each.q is None:
        return line
    return f"{line}。集計表一式のすべての検定でBH補正した{p_value(each.q).replace('p', 'q')}"


def _ends(each: Tested) -> str:
    """Which answers TOP2 and BOTTOM2 put together."""
    found = scale_of(each.table.question)
    if found is None:
        return ""
    top, bottom = found.names
    return f"、TOP{found.width}={top}、BOTTOM{found.width}={bottom}"


def _part(sheet: Sheet, part: _Part) -> None:
    grid = part.grid
    heads = [(grid.side, "head"), ("n", "head"), *((head, "head") for head in grid.heads)]
    sheet.row([*heads, *((head.label, "beside") for head in grid.beside)], part.head)
    for place in range(len(grid.lines)):
        sheet.keep(3 * ROW)
        for row in rows_of(grid, place):
            sheet.row(row)


def rows_of(grid: Grid, place: int) -> list[list[Written]]:
    """A line of a grid: counts, shares, and the shares of the bare counts where there are weights.

    A withheld line is one row.
    """
    line, whole = grid.lines[place], "_whole" if grid.whole and place == 0 else ""
    if line.base is None:
        many = 1 + len(grid.heads) + len(grid.beside)
        return [[(line.label, "cell"), *[(WITHHELD, "hidden")] * many]]
    made = _pair(line, grid, whole)
    return [*made, _bare(grid.unweighted[place], grid, whole)] if grid.unweighted else made


def _pair(line: Line, grid: Grid, whole: str) -> list[list[Written]]:
    every = (*line.cells, *line.beside)
    counts = [(_count(cell), f"count{whole}") for cell in every]
    shares = [_share(cell, cell.mark or f"share{whole}") for cell in line.cells]
    beside = [
        _share(cell, f"{'mean' if head.key in ('mean', 'each') else 'share'}{whole}")
        for head, cell in zip(grid.beside, line.beside, strict=True)
    ]
    return [
        [(line.label, f"label{whole}"), (line.base or 0, f"base{whole}"), *counts],
        [(line.small, f"small{whole}"), ("", f"under{whole}"), *shares, *beside],
    ]


def _bare(line: Line, grid: Grid, whole: str) -> list[Written]:
    """The shares of the bare counts, under those of the weights."""
    shares = [_share(cell, f"bare{whole}") for cell in line.cells]
    beside = [
        _share(cell, f"{'bare_mean' if head.key in ('mean', 'each') else 'bare'}{whole}")
        for head, cell in zip(grid.beside, line.beside, strict=True)
    ]
    return [("重みなし", f"small{whole}"), ("", f"under{whole}"), *shares, *beside]


def _count(cell: Cell) -> str | int:
    return WITHHELD if cell.count is None else cell.count


def _share(cell: Cell, look: str) -> Written:
    number = number_of(cell.share)
    told = cell.share if number is None else number
    return (f"{cell.share} {cell.letters}", look) if cell.letters else (told, look)
