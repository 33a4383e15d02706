"""まとめ（マトリクス）: every matrix whole, its chart, and its TOP2 in the groups of every axis."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.book import Together
from analysis.charts.palette import ink, of_choices
from analysis.crosstab import TOTAL
from analysis.form.blocks import number_of
from analysis.form.grid import Cell, Grid
from analysis.form.items import of_items, of_items_by_group
from analysis.items import Items
from analysis.items_by_group import ItemsByGroup
from analysis.presentation import WITHHELD
from analysis.sentences.grammar import Told
from analysis.sentences.items import of_items as told_of
from analysis.sentences.items import of_items_by_group as told_of_groups
from analysis.workbook.crossed import rows_of
from analysis.workbook.index import TOGETHER
from analysis.workbook.looks import ROW, height, units
from analysis.workbook.pages import Room, going_on, pieces
from analysis.workbook.sheet import INDEX, Maker, Place, Sheet

NAME = TOGETHER
DRAWN = "グラフの数値（%）"
_MOST = 14  # groups side by side; more go on below
_COLUMN, _BASE, _LABEL = 9.0, 9.0, (18.0, 44.0)
_BAR, _AROUND = 27, 80  # pixels of a chart: an item, and what is above and below them
_WIDE, _PIXEL = 860, 0.75  # pixels; points
_SHORT = 24  # letters of an item beside its bar


def places(made: Sequence[Together], first: int) -> dict[str, Place]:
    """Where the index leads to each matrix, from its row `first`."""
    return {each.items.matrix.name: Place(INDEX, first + n) for n, each in enumerate(made)}


def write(
    maker: Maker, made: Sequence[Together], said: Told, back: dict[str, Place]
) -> dict[str, Place]:
    """Write the sheet; for each matrix's name, where it begins."""
    grids = [of_items(each.items) for each in made]
    groups = [of_items_by_group(one) for each in made for one in each.by_group]
    most = max(len(grid.heads) + len(grid.beside) for grid in grids)
    most = max([most, *(min(len(grid.heads), _MOST) for grid in groups)])
    wide = max(units(label) for each in made for label in each.items.labels) + 2
    label = min(max(wide, _LABEL[0]), _LABEL[1])
    sheet = maker.sheet(NAME, [label, _BASE, *[_COLUMN] * most])
    beyond = most + 3
    sheet.page.set_column(beyond, beyond, 30)
    sheet.section(NAME)
    sheet.page.freeze_panes(1, 1)
    found = {}
    for each, grid in zip(made, grids, strict=True):
        parts = pieces(_heights(grid), Room(sheet.room, 4 * ROW + _head(grid), _again(grid)))
        sheet.gap()
        sheet.keep(4 * ROW + _head(grid) + sum(_heights(grid)[parts[0]]))
        found[each.items.matrix.name] = sheet.here
        sheet.titled(f"{grid.title}（{len(grid.lines)}項目）", back[each.items.matrix.name])
        sheet.text(told_of(each.items, **said))
        first = _table(sheet, grid, parts, beyond)
        _chart(maker, sheet, each.items, (first, beyond))
        _all_groups(sheet, each.by_group, said)
    sheet.page.print_area(0, 0, max(sheet.line - 1, 0), most + 1)
    sheet.close()
    return found


def _heights(grid: Grid) -> list[float]:
    return [len(rows_of(grid, place)) * ROW for place in range(len(grid.lines))]


def _again(grid: Grid) -> float:
    """Points above the lines of a page on which a table goes on."""
    return 2 * ROW + _head(grid)


def _head(grid: Grid) -> float:
    return height([*grid.heads, *(head.label for head in grid.beside)], _COLUMN)


def _table(sheet: Sheet, grid: Grid, parts: Sequence[slice], beyond: int) -> int:
    """Two lines an item, and the row where they begin.

    What the chart is drawn from stands in the same rows to the right of what is printed, without
    a gap, so it does not heed where pages end.
    """
    heads = [(grid.side, "head"), ("n", "head"), *((head, "head") for head in grid.heads)]
    beside = [(head.label, "beside") for head in grid.beside]
    drawn = iter(_drawn(grid))
    _beside(sheet, [DRAWN, *grid.heads], beyond)
    sheet.row([*heads, *beside], _head(grid))
    first = sheet.line
    for place, part in enumerate(parts):
        if place:
            _beside(sheet, next(drawn, []), beyond)
            sheet.keep(_again(grid) + sum(_heights(grid)[part]))
            sheet.row([(f"{grid.title}{going_on(place, len(parts))}", "note")])
            _beside(sheet, next(drawn, []), beyond)
            sheet.row([*heads, *beside], _head(grid))
        for row in [row for line in _places(part) for row in rows_of(grid, line)]:
            _beside(sheet, next(drawn, []), beyond)
            sheet.row(row)
    for note in grid.notes:
        if note.startswith("TOP"):
            sheet.text(note, "note")
    return first


def _places(part: slice) -> range:
    return range(part.start, part.stop)


def _drawn(grid: Grid) -> Iterator[list[str | float]]:
    """One row an item: its label, with its n, and its percentages."""
    for line in grid.lines:
        shares = [_number(cell) for cell in line.cells]
        label = line.label if len(line.label) <= _SHORT else f"{line.label[: _SHORT - 1]}…"
        yield [f"{label}（n={line.n}）", *(each if each != "-" else 0.0 for each in shares)]


def _beside(sheet: Sheet, cells: Sequence[str | float], beyond: int) -> None:
    """Write in this row, to the right of what is printed."""
    for column, value in enumerate(cells, beyond):
        if isinstance(value, str):
            sheet.page.write_string(sheet.line, column, value, sheet.looks["note"])
        else:
            sheet.page.write_number(sheet.line, column, value, sheet.looks["note"])


def _chart(maker: Maker, sheet: Sheet, made: Items, at: tuple[int, int]) -> None:
    """One bar an item, 100 % long, below the table."""
    (first, column), last = at, at[0] + len(made.rows) - 1
    chart = maker.book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for place, colour in enumerate(of_choices(made.rows[0].question), 1):
        chart.add_series(
            {
                "name": [sheet.name, first - 1, column + place],
                "categories": [sheet.name, first, column, last, column],
                "values": [sheet.name, first, column + place, last, column + place],
                "fill": {"color": colour.upper()},
                "gap": 35,
                "data_labels": {
                    "value": True,
                    "num_format": '[<4]"";0.0',
                    "font": {"size": 8, "color": ink(colour).upper()},
                },
            }
        )
    high = _BAR * len(made.rows) + _AROUND
    chart.set_title({"none": True})
    chart.set_legend({"position": "top", "font": {"size": 9}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "major_tick_mark": "none"})
    chart.set_x_axis({"num_format": "0%", "num_font": {"size": 8}, "major_unit": 0.25})
    chart.set_size({"width": _WIDE, "height": high})
    chart.set_chartarea({"border": {"none": True}})
    sheet.gap()
    rows = -(-int(high * _PIXEL) // int(ROW)) + 1
    sheet.keep(rows * ROW)
    words = f"{made.title}の項目ごとの構成比の帯グラフ。数値は上の表のとおり"
    sheet.page.insert_chart(sheet.line, 0, chart, {"description": words})
    sheet.gap(rows)


def _all_groups(sheet: Sheet, made: Sequence[ItemsByGroup], said: Told) -> None:
    """How the tables of groups are read, said once, then one table an axis."""
    grids = [of_items_by_group(one) for one in made]
    if grids:
        sheet.gap()
        sheet.keep((len(grids[0].notes) + 8) * ROW)
    for note in dict.fromkeys(note for grid in grids for note in grid.notes):
        sheet.text(note, "note")
    for one, grid in zip(made, grids, strict=True):
        _groups(sheet, grid, told_of_groups(one, **said))


def _groups(sheet: Sheet, grid: Grid, sentence: str) -> None:
    """Items × groups, each cell its own n above its number; long and wide ones go on below."""
    cuts = [_cut(grid, start, start + _MOST) for start in range(0, len(grid.heads), _MOST)]
    above = _again(grid) + 2 * ROW
    made = [
        (cut, part)
        for number, cut in enumerate(cuts)
        for part in pieces(
            [2 * ROW] * len(cut.lines),
            Room(sheet.room, _again(grid) if number else above, _again(grid)),
        )
    ]
    for place, (cut, part) in enumerate(made):
        lines = cut.lines[part]
        sheet.gap()
        sheet.keep((above if not place else _again(cut)) + 2 * ROW * len(lines))
        sheet.row([(f"{grid.title}{going_on(place, len(made)) if place else ''}", "bold")])
        if not place:
            sheet.text(sentence)
        _across(sheet, replace(cut, lines=lines))


def _across(sheet: Sheet, grid: Grid) -> None:
    sheet.row([(grid.side, "head"), *((h, "head") for h in grid.heads)], _head(grid))
    for line in grid.lines:
        counts = [(_count(cell), f"count{_whole(grid, n)}") for n, cell in enumerate(line.cells)]
        sheet.row([(line.label, "label"), *counts])
        shares = [(_number(cell), _look(grid, n, cell)) for n, cell in enumerate(line.cells)]
        sheet.row([("", "small"), *shares])


def _cut(grid: Grid, start: int, stop: int) -> Grid:
    lines = tuple(replace(line, cells=line.cells[start:stop]) for line in grid.lines)
    return replace(grid, heads=grid.heads[start:stop], lines=lines)


def _whole(grid: Grid, column: int) -> str:
    return "_whole" if column == 0 and grid.heads[0] == TOTAL else ""


def _look(grid: Grid, column: int, cell: Cell) -> str:
    return cell.mark or f"share{_whole(grid, column)}"


def _count(cell: Cell) -> str | int:
    return WITHHELD if cell.count is None else cell.count


def _number(cell: Cell) -> str | float:
    number = number_of(cell.share)
    return cell.share if number is None else number
