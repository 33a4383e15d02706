"""A result as plain rows: what CSV, Excel and Word files write, one under another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from analysis.comparing.preferring import PreferredCompared
from analysis.comparing.score_waves import ScoreWaves
from analysis.crosstab import Crosstab
from analysis.form.crossed import of_crosstab
from analysis.form.grid import Cell, Grid, Line
from analysis.form.items import of_items, of_items_by_group
from analysis.form.nested import counted, of_threeway
from analysis.form.preferences import (
    Across,
    Group,
    Spot,
    of_preferred,
    of_preferred_by_group,
    of_preferred_compared,
)
from analysis.form.score_waves import of_score_waves
from analysis.form.single import Listing, of_frequency
from analysis.frequencies import Frequency
from analysis.items import Items
from analysis.items_by_group import ItemsByGroup
from analysis.preferred import Preferred
from analysis.preferred_by_group import PreferredByGroup
from analysis.presentation import WITHHELD
from analysis.results import Result
from analysis.threeway import Threeway

BARE = "（重みなし%）"
SCORED = "項目"
SIGNS = {"high": "▲", "low": "▽", "few": "※"}
Value = int | str


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a file. In `rows` whole numbers are counts, texts are printed already."""

    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()


def blocks(result: Result) -> tuple[Block, ...] | None:
    """The tables of a result that has a form of its own; None where it only has plain tables."""
    form = _FORMS.get(type(result))
    return None if form is None else (form(result),)


def number_of(text: str) -> float | None:
    """The number that a printed text says (△ is minus), for files that hold numbers."""
    try:
        return float(text.replace("△", "-").replace(",", ""))
    except ValueError:
        return None


def form_of(value: float | str) -> str:
    """The number format that shows a count, or a printed text, just as it is printed."""
    if not isinstance(value, str):
        return "#,##0"
    digits = len(value.partition(".")[2])
    plain = f"0.{'0' * digits}" if digits else "#,##0"
    return f'{plain};"△"{plain}'


def of_grid(grid: Grid, note: str) -> Block:
    """Two rows a line of the grid, a third where shares without weights stand beside."""
    heads = (grid.side, "n", *grid.heads, *(head.label for head in grid.beside))
    rows: list[tuple[Value, ...]] = []
    for place, line in enumerate(grid.lines):
        rows += two_lines(line, len(heads))
        if grid.unweighted and not line.withheld:
            rows.append(("", BARE, *_below(grid.unweighted[place])))
    return Block(grid.title, note, heads, tuple(rows), grid.notes)


def two_lines(line: Line, width: int) -> list[tuple[Value, ...]]:
    """Counts above, percentages below; a withheld line is one row of `width` that says so."""
    label = "　" * line.depth + line.label
    if line.base is None:
        return [(label, *[WITHHELD] * (width - 1))]
    every = (*line.cells, *line.beside)
    counts = tuple(_count(cell) for cell in every)
    return [(label, line.base, *counts), (line.small, "", *_below(line))]


def of_listing(listing: Listing) -> Block:
    heads = ["選択肢", "人数", "%"]
    heads += ["回答比%"] if listing.multiple else []
    heads += ["重みなし%"] if listing.weighted else []
    rows: list[tuple[Value, ...]] = []
    for each in listing.choices:
        more = [each.of_answers] if listing.multiple else []
        more += [each.bare] if listing.weighted else []
        rows.append((each.label, _count(each.cell), each.cell.share, *more, each.low, each.high))
    skipped = ("",) if listing.multiple else ()
    for told in listing.sums:
        bare = (told.bare,) if listing.weighted else ()
        rows.append((told.head.label, _count(told.cell), told.cell.share, *skipped, *bare))
    rows += outside(listing)
    return Block(
        listing.title,
        listing.counted,
        (*heads, "95%下限", "95%上限"),
        tuple(rows),
        listing.notes,
    )


def outside(listing: Listing) -> list[tuple[Value, ...]]:
    """無回答 and 非該当, which no percentage is of, then n."""
    told: list[tuple[Value, ...]] = []
    if not listing.inside:
        told.append(("無回答", listing.no_answer))
    if listing.not_asked:
        told.append(("非該当", listing.not_asked))
    return [*told, ("n（割合の分母）", listing.n)]


def _below(line: Line) -> tuple[str, ...]:
    return tuple(cell.share for cell in (*line.cells, *line.beside))


def _count(cell: Cell) -> Value:
    return WITHHELD if cell.count is None else cell.count


def _crossed(made: Crosstab) -> Block:
    note = f"n={made.total_base:,}（「{made.axis.label}」と設問の両方に回答した人）{made.outside}"
    return of_grid(of_crosstab(made, blanks=False), note)


def _split(made: Threeway) -> Block:
    return of_grid(of_threeway(made, blanks=False), counted(made))


def _listed(made: Frequency) -> Block:
    return of_listing(of_frequency(made))


def _itemised(made: Items) -> Block:
    return of_grid(of_items(made), f"{len(made.rows)}項目")


def _by_group(made: ItemsByGroup) -> Block:
    """Two rows an item: n above, what it comes to below; marks stand behind the numbers."""
    grid = of_items_by_group(made)
    rows: list[tuple[Value, ...]] = []
    for line in grid.lines:
        rows.append((line.label, *(_count(cell) for cell in line.cells)))
        rows.append(("", *(_signed(cell) for cell in line.cells)))
    note = f"{len(made.labels)}項目×{len(made.groups)}群"
    return Block(grid.title, note, (grid.side, *grid.heads), tuple(rows), grid.notes)


def _signed(cell: Cell) -> str:
    return f"{cell.share}{SIGNS.get(cell.mark, '')}"


def _preferred(made: Preferred) -> Block:
    """One row an item, the highest score first."""
    told = of_preferred(made)
    heads = (SCORED, "順位", told.of, "95%下限", "95%上限", *told.heads)
    rows: list[tuple[Value, ...]] = []
    for row in told.rows:
        if row.hidden:
            rows.append((row.label, *[WITHHELD] * (len(heads) - 1)))
        else:
            rows.append((row.label, row.rank or "-", row.score, row.low, row.high, *row.beside))
    return Block(told.title, told.counted, heads, tuple(rows), told.notes)


def _preferred_by_group(made: PreferredByGroup) -> Block:
    told = of_preferred_by_group(made)
    return _across(told, f"{len(told.rows)}項目×{len(told.groups) - 1}群")


def _preferred_compared(made: PreferredCompared) -> Block:
    told = of_preferred_compared(made)
    return _across(told, f"{len(told.rows)}項目、{made.own.question.kind}")


def _score_waves(made: ScoreWaves) -> Block:
    told = of_score_waves(made)
    return _across(told, f"{len(told.rows)}項目×{len(made.names)}回")


def _across(told: Across, note: str) -> Block:
    """Two rows an item: the score above with its mark, its interval below; n in the first row."""
    counts = tuple(_people(group) for group in told.groups)
    rows: list[tuple[Value, ...]] = [("n", *counts)]
    for label, spots in told.rows:
        rows.append((label, *(_spotted(spot) for spot in spots)))
        rows.append(("", *(spot.ends for spot in spots)))
    heads = (SCORED, *(group.head for group in told.groups))
    return Block(told.title, note, heads, tuple(rows), told.notes)


def _people(group: Group) -> Value:
    if group.of_two:
        return ""
    return WITHHELD if group.n is None else group.n


def _spotted(spot: Spot) -> str:
    return WITHHELD if spot.hidden else f"{spot.score}{SIGNS.get(spot.mark, '')}"


_FORMS: dict[type, Callable[[Any], Block]] = {
    Crosstab: _crossed,
    Frequency: _listed,
    Threeway: _split,
    Items: _itemised,
    ItemsByGroup: _by_group,
    Preferred: _preferred,
    PreferredByGroup: _preferred_by_group,
    PreferredCompared: _preferred_compared,
    ScoreWaves: _score_waves,
}
