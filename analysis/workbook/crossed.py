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
from analysis.workbook.pages import Room, going_on, pieces
from analysis.workbook.sheet import Maker, Place, Sheet, Written

MOST_COLUMNS = 15  # beside the label and n; a wider table goes on below itself
_COLUMN, _BASE = 9.0, 8.0
_LABEL = (14.0, 46.0)
_MARKS = "▲は全体より高く、▽は低いセル（くわしくは「集計の見方」）"
_LEGEND = f"上段: 人数、下段: 割合（%）。{_MARKS}"
_WEIGHTED = (
    f"上段: 人数（重みなし）、下段: 重み付け後の割合（%）、（ ）内: 重みなしの割合。{_MARKS}"
)
_ABOVE = 5 * ROW  # title, sentence, method and what may run on


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a table stands on one page; `place` is its place among `parts`, from 0."""

    grid: Grid
    place: int
    parts: int

    @property
    def high(self) -> float:
        """Points from its head to its last line."""
        return _head(self.grid) + sum(_heights(self.grid))


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
    cuts = [list(_columns(grid)) for grid in grids]
    columns = max(len(cut.heads) + len(cut.beside) for each in cuts for cut in each)
    sheet = maker.sheet(axis.label or axis.name, [label, _BASE, *[_COLUMN] * columns])
    weighted = any(each.table.weighted for each in tables)
    sheet.section(f"{_by(axis.label)}クロス集計", _WEIGHTED if weighted else _LEGEND)
    sheet.page.freeze_panes(2, 2)
    places = {}
    for each, across in zip(tables, cuts, strict=True):
        split = _parts(across, sheet.room)
        sheet.gap()
        sheet.keep(_ABOVE + split[0].high)
        places[each.table.question.name] = sheet.here
        _table(sheet, each, split, said, back[each.table.question.name])
    sheet.close()
    return places


def _by(label: str) -> str:
    """「年代別」, and 「性別」 as it is."""
    return label if label.endswith("別") else f"{label}別"


def _columns(grid: Grid) -> Iterator[Grid]:
    """A table wider than a page in pieces of nearly equal width; what stands beside comes last."""
    answers = len(grid.heads)
    whole = answers + len(grid.beside)
    many = -(-whole // MOST_COLUMNS)
    each = -(-whole // many) if many > 1 else answers
    for start in range(0, answers, each):
        stop = min(start + each, answers)
        yield _cut(grid, start, stop, beside=stop == answers)


def _parts(cuts: Sequence[Grid], room: float) -> list[_Part]:
    """Pieces that each fit on a page, with their head and 全体."""
    made = [each for place, cut in enumerate(cuts) for each in _down(cut, room, first=not place)]
    return [_Part(grid, place, len(made)) for place, grid in enumerate(made)]


def _down(grid: Grid, room: float, *, first: bool) -> Iterator[Grid]:
    whole, *heights = _heights(grid)
    again = 2 * ROW + _head(grid) + whole
    above = _ABOVE + _head(grid) + whole if first else again
    for lines in pieces(heights, Room(room, above, again)):
        yield replace(
            grid,
            lines=(grid.lines[0], *grid.lines[1:][lines]),
            unweighted=(*grid.unweighted[:1], *grid.unweighted[1:][lines]),
        )


def _heights(grid: Grid) -> list[float]:
    """Of each line, in points."""
    many = 3 if grid.unweighted else 2
    return [ROW * (1 if line.withheld else many) for line in grid.lines]


def _head(grid: Grid) -> float:
    return height([*grid.heads, *(head.label for head in grid.beside)], _COLUMN)


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
        if part.place:
            sheet.gap()
            sheet.keep(ROW + part.high)
            sheet.row([(f"{each.table.title}{going_on(part.place, part.parts)}", "note")])
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
    sheet.row([*heads, *((head.label, "beside") for head in grid.beside)], _head(grid))
    for place in range(len(grid.lines)):
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
