"""選好の得点: every question whose choices are scored, its chart, and its scores by every axis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analysis.form.blocks import number_of
from analysis.form.preferences import (
    SIDE,
    WHOLE_NUMBERS,
    Across,
    Group,
    Row,
    Spot,
    Standing,
    of_preferred,
    of_preferred_by_group,
)
from analysis.preferred_by_group import PreferredByGroup, Ranked
from analysis.presentation import WITHHELD
from analysis.sentences.grammar import Told
from analysis.sentences.preferences import of_preferred as told_of
from analysis.sentences.preferences import of_preferred_by_group as told_of_groups
from analysis.workbook.looks import ROW, height
from analysis.workbook.pages import Room, going_on, pieces
from analysis.workbook.sheet import Maker, Place, Sheet, Written

NAME = "選好の得点"
_LABEL, _COLUMN = 40.0, 13.0
_MOST = 11  # groups side by side; more go on below
_BAR, _AROUND, _WIDE, _PIXEL = 24, 40, 640, 0.75  # pixels; points of one
_BLUE = "#0017C1"
_SHORT = 24  # letters of an item beside its bar
_BESIDE = 2 + _MOST + 2  # the column of the short names, beyond what is printed


@dataclass(frozen=True, slots=True)
class Places:
    """Where the tables begin: by the name of the question, and by axis and question."""

    alone: dict[str, Place] = field(default_factory=dict)
    by_axis: dict[str, dict[str, Place]] = field(default_factory=dict)


def write(maker: Maker, made: Sequence[Ranked], said: Told, back: dict[str, Place]) -> Places:
    """Write the sheet, where there is anything for it, and say where its tables begin."""
    if not made:
        return Places()
    wide = _columns(made)
    sheet, found = maker.sheet(NAME, [_LABEL, *[_COLUMN] * wide]), Places()
    sheet.page.set_column(_BESIDE, _BESIDE, None, None, {"hidden": True})
    sheet.section(NAME)
    sheet.page.freeze_panes(1, 1)
    for each in made:
        name, told = each.whole.question.name, of_preferred(each.whole)
        sheet.gap()
        sheet.keep(_high(told) * _PIXEL + (len(told.rows) + 7) * ROW)
        found.alone[name] = sheet.here
        sheet.titled(told.title, back[name])
        sheet.text(told_of(each.whole, **said))
        _alone(maker, sheet, told)
        for number, one in enumerate(each.by_group):
            places = found.by_axis.setdefault(one.axis.name, {})
            places[name] = _by_group(sheet, one, said, noted=not number)
    sheet.page.print_area(0, 0, max(sheet.line - 1, 0), wide)
    sheet.close()
    return found


def _columns(made: Sequence[Ranked]) -> int:
    """How many columns stand beside that of the items: 全体 and the groups of the widest axis."""
    groups = [len(one.groups) + 1 for each in made for one in each.by_group]
    heads = [4 + len(each.whole.made.beside) for each in made]
    return max(*heads, 0, *(min(many, _MOST) for many in groups))


def _alone(maker: Maker, sheet: Sheet, told: Standing) -> None:
    sheet.row([(told.counted, "note")])
    heads = [SIDE, "順位", told.of, "95%下限", "95%上限", *told.heads]
    sheet.row([(head, "head") for head in heads], height(heads[1:], _COLUMN))
    first = sheet.line
    for row in told.rows:
        label = row.label if len(row.label) <= _SHORT else f"{row.label[: _SHORT - 1]}…"
        sheet.page.write_string(sheet.line, _BESIDE, label, sheet.looks["note"])
        sheet.row(_row(row, told.heads), height([row.label], _LABEL))
    for words in told.notes:
        sheet.text(words, "note")
    shown = sum(not row.hidden for row in told.rows)
    if shown:
        _chart(maker, sheet, told, (first, first + shown - 1))


def _row(row: Row, heads: Sequence[str]) -> list[Written]:
    if row.hidden:
        return [(row.label, "cell"), *[(WITHHELD, "hidden")] * (len(row.beside) + 4)]
    rank: Written = (row.rank, "number") if row.rank else ("-", "centre")
    scores = ((_number(each), "score") for each in (row.score, row.low, row.high))
    looks = (_look(head) for head in heads)
    beside = ((_number(text), look) for text, look in zip(row.beside, looks, strict=True))
    return [(row.label, "cell"), rank, *scores, *beside]


def _look(head: str) -> str:
    if head in WHOLE_NUMBERS:
        return "number"
    return "percent" if head.endswith("%）") else "score"


def _high(told: Standing) -> int:
    return _BAR * sum(not row.hidden for row in told.rows) + _AROUND


def _chart(maker: Maker, sheet: Sheet, told: Standing, lines: tuple[int, int]) -> None:
    """One bar an item, below the table."""
    first, last = lines
    chart = maker.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": told.of,
            "categories": [sheet.name, first, _BESIDE, last, _BESIDE],
            "values": [sheet.name, first, 2, last, 2],
            "fill": {"color": _BLUE},
            "gap": 45,
            "data_labels": {"value": True, "num_format": "0.00", "font": {"size": 8}},
        }
    )
    chart.show_hidden_data()
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.set_y_axis(
        {"reverse": True, "num_font": {"size": 9}, "label_position": "low", "interval_unit": 1}
    )
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    high = _high(told)
    chart.set_size({"width": _WIDE, "height": high})
    chart.set_chartarea({"border": {"none": True}})
    words = f"{told.title}の{told.of}の棒グラフ。数値は上の表のとおり"
    sheet.page.insert_chart(sheet.line, 0, chart, {"description": words})
    sheet.gap(-(-int(high * _PIXEL) // int(ROW)) + 1)


def _by_group(sheet: Sheet, made: PreferredByGroup, said: Told, *, noted: bool) -> Place:
    """Items × groups, each cell its score above its interval; long and wide ones go on below.

    How such a table is read is `noted` above the first of a question.
    """
    told = of_preferred_by_group(made)
    notes = told.notes if noted else ()
    above = (5 + len(notes)) * ROW
    parts = list(_parts(sheet, told, above))
    here = sheet.here
    for place, (columns, lines) in enumerate(parts):
        sheet.gap()
        sheet.keep((above if not place else 4 * ROW) + 2 * ROW * (lines.stop - lines.start))
        if not place:
            here = sheet.here
        sheet.row([(f"{told.title}{going_on(place, len(parts)) if place else ''}", "bold")])
        if not place:
            sheet.text(told_of_groups(made, **said))
            for words in notes:
                sheet.text(words, "note")
        _across(sheet, told, columns, lines)
    return here


def _parts(sheet: Sheet, told: Across, above: float) -> Iterator[tuple[slice, slice]]:
    for start in range(0, len(told.groups), _MOST):
        room = Room(sheet.room, 4 * ROW if start else above, 4 * ROW)
        for lines in pieces([2 * ROW] * len(told.rows), room):
            yield slice(start, start + _MOST), lines


def _across(sheet: Sheet, told: Across, columns: slice, lines: slice) -> None:
    groups = told.groups[columns]
    heads = [SIDE, *(group.head for group in groups)]
    sheet.row([(head, "head") for head in heads], height(heads[1:], _COLUMN))
    sheet.row([("n", "cell"), *(_people(group) for group in groups)])
    for label, spots in told.rows[lines]:
        sheet.row([(label, "label"), *(_score(spot) for spot in spots[columns])])
        sheet.row([("", "small"), *((spot.ends, "small") for spot in spots[columns])])


def _people(group: Group) -> Written:
    return (WITHHELD, "hidden") if group.n is None else (group.n, "number")


def _score(spot: Spot) -> Written:
    if spot.hidden:
        return WITHHELD, "count"
    return _number(spot.score), {"high": "higher", "low": "lower"}.get(spot.mark, "scored")


def _number(text: str) -> str | float:
    number = number_of(text)
    return text if number is None else number
