"""単純集計: every question alone, its sentence, its table and an Excel chart beside it."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from xlsxwriter import Workbook

from analysis.charts.palette import ink, of_choices
from analysis.codebook import Question
from analysis.form.blocks import number_of, outside
from analysis.form.single import Choice, Listing, Sum, of_frequency
from analysis.frequencies import Frequency, Summary
from analysis.presentation import WITHHELD, decimal
from analysis.scales import scale_of
from analysis.sentences.frequency import of_frequency as told_of
from analysis.sentences.grammar import Told
from analysis.sentences.summary import of_summary
from analysis.workbook.looks import ROW, height
from analysis.workbook.pages import Room, going_on, pieces
from analysis.workbook.sheet import Maker, Place, Sheet, Written

NAME = "単純集計"
_WIDTHS = [42.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 2.0, *[8.0] * 7]
_CHART_COLUMN = 8
_CHART_WIDE = 425
_ABOVE = 4 * ROW  # title, sentence and what is counted
_PIXEL = 0.75  # points
_BAR_HIGH, _ONE_BAR = 20, 150  # pixels; one of a chart's bars is as high as a row
_SHORT, _SHORT_COLUMN = 13, 16  # letters of a label beside its bar, and where they stand hidden
_BAR = "#0017C1"
_EVERY = {"interval_unit": 1, "major_tick_mark": "none"}  # no label is left out
_MOST_BARS = 40  # more cannot be read


def write(
    maker: Maker,
    made: Sequence[Frequency],
    numbers: Sequence[Summary],
    said: Told,
    back: dict[str, Place],
) -> dict[str, Place]:
    """Write the sheet; for each question's name, where its table begins."""
    sheet = maker.sheet(NAME, _WIDTHS)
    sheet.section(NAME)
    sheet.page.freeze_panes(1, 1)
    sheet.page.set_column(_SHORT_COLUMN, _SHORT_COLUMN, None, None, {"hidden": True})
    places = {}
    for each in made:
        name = each.question.name
        places[name] = _question(maker.book, sheet, each, said, back[name])
    for number in numbers:
        sheet.gap()
        sheet.keep(11 * ROW)
        places[number.variable.name] = sheet.here
        _number(sheet, number, said, back[number.variable.name])
    sheet.close()
    return places


def _question(book: Workbook, sheet: Sheet, made: Frequency, said: Told, back: Place) -> Place:
    """Write a question with its chart, and say where it begins."""
    listing = of_frequency(made)
    heights = _heights(listing)
    parts = pieces(heights, Room(sheet.room, _ABOVE + ROW, 3 * ROW))
    drawn = _drawn(listing, parts)
    bars = _chart_high(listing, made.question) * _PIXEL if drawn else 0.0
    sheet.gap()
    sheet.keep(_ABOVE + max(bars, ROW + sum(heights[parts[0]])))
    here = sheet.here
    sheet.titled(listing.title, back)
    sheet.text(told_of(made, **said))
    sheet.row([(listing.counted, "note")])
    first = sheet.line + 1
    _table(sheet, listing, parts)
    if drawn:
        _chart(book, sheet, (listing, made.question), first)
        sheet.gap(ceil(max(0.0, bars - ROW - sum(heights)) / ROW))
    return here


def _heads(listing: Listing) -> list[str]:
    heads = ["選択肢", "人数", "%"]
    heads += ["回答比%"] if listing.multiple else []
    heads += ["重みなし%"] if listing.weighted else []
    return [*heads, "95%下限", "95%上限"]


def _heights(listing: Listing) -> list[float]:
    """Of the choices, the sums and what is outside, in points."""
    rows = [each.label for each in listing.choices]
    rows += [each.head.label for each in listing.sums]
    return [*(height([label], _WIDTHS[0]) for label in rows), *[ROW] * len(outside(listing))]


def _table(sheet: Sheet, listing: Listing, parts: Sequence[slice]) -> None:
    """The lines under their heads, which a table longer than a page has on each."""
    rows = [_choice(each, listing) for each in listing.choices]
    rows += [_sum(each, listing) for each in listing.sums]
    rows += [[(name, "cell"), (int(n), "number")] for name, n in outside(listing)]
    heights, heads = _heights(listing), _heads(listing)
    for place, part in enumerate(parts):
        if place:
            sheet.gap()
            sheet.keep(2 * ROW + sum(heights[part]))
            sheet.row([(f"{listing.title}{going_on(place, len(parts))}", "note")])
        sheet.row([(head, "head") for head in heads])
        for row, high in zip(rows[part], heights[part], strict=True):
            sheet.page.write_string(sheet.line, _SHORT_COLUMN, _short(str(row[0][0])))
            sheet.row(row, high)


def _short(label: str) -> str:
    """A label on one line: of two, every other one would be left out of the chart."""
    return label if len(label) <= _SHORT else f"{label[: _SHORT - 1]}…"


def _choice(each: Choice, listing: Listing) -> list[Written]:
    told = [each.cell.share]
    told += [each.of_answers] if listing.multiple else []
    told += [each.bare] if listing.weighted else []
    if each.cell.count is None:
        many = len(_heads(listing)) - 1
        return [(each.label, "cell"), *[(WITHHELD, "hidden")] * many]
    numbers = [_printed(text) for text in (*told, each.low, each.high)]
    return [(each.label, "cell"), (each.cell.count, "number"), *((n, "percent") for n in numbers)]


def _sum(told: Sum, listing: Listing) -> list[Written]:
    look = "score" if told.head.key in ("mean", "each") else "percent"
    cell = told.cell
    count: Written = (WITHHELD, "hidden") if cell.count is None else (cell.count, "number")
    row: list[Written] = [(told.head.label, "cell"), count, (_printed(cell.share), look)]
    if listing.multiple and listing.weighted:
        row.append(("", "cell"))
    return [*row, (_printed(told.bare), look)] if listing.weighted else row


def _printed(text: str) -> str | float:
    number = number_of(text)
    return text if number is None else number


def _drawn(listing: Listing, parts: Sequence[slice]) -> bool:
    """Whether its bars can be read: one page holds them, and some of them are told."""
    told = any(each.cell.count is not None for each in listing.choices)
    return bool(listing.n) and told and len(parts) == 1 and len(listing.choices) <= _MOST_BARS


def _chart_high(listing: Listing, question: Question) -> int:
    """Pixels."""
    return _ONE_BAR if scale_of(question) else _BAR_HIGH * (len(listing.choices) + 2)


def _chart(book: Workbook, sheet: Sheet, of: tuple[Listing, Question], first: int) -> None:
    """Beside the table, whose choices begin in row `first`.

    A bar for every choice, or of a scale one bar that is 100 % long.
    """
    listing, question = of
    last = first + len(listing.choices) - 1
    if scale_of(question):
        chart = _stacked(book, sheet.name, first, question)
    else:
        chart = _bars(book, sheet.name, first, last)
    chart.set_title({"none": True})
    size = {"width": _CHART_WIDE, "height": _chart_high(listing, question)}
    chart.set_size(size)
    chart.set_chartarea({"border": {"none": True}})
    words = f"{listing.title}のグラフ。数値は左の表のとおり"
    sheet.page.insert_chart(first - 1, _CHART_COLUMN, chart, {"description": words})


def _bars(book: Workbook, name: str, first: int, last: int) -> Any:
    """One bar a choice, each at the height of its row."""
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "%",
            "categories": [name, first, _SHORT_COLUMN, last, _SHORT_COLUMN],
            "values": [name, first, 2, last, 2],
            "fill": {"color": _BAR},
            "gap": 45,
            "data_labels": {"value": True, "num_format": "0.0", "font": {"size": 8}},
        }
    )
    many, high = last - first + 1, _BAR_HIGH * (last - first + 1) + 2 * _BAR_HIGH
    middle = {"y": _BAR_HIGH / high, "height": _BAR_HIGH * many / high}
    chart.set_plotarea({"layout": {"x": 0.38, "width": 0.54, **middle}})
    chart.show_hidden_data()
    chart.set_legend({"none": True})
    chart.set_y_axis({**_EVERY, "reverse": True, "num_font": {"size": 8}})
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    return chart


def _stacked(book: Workbook, name: str, first: int, question: Question) -> Any:
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for place, colour in enumerate(of_choices(question)):
        row = first + place
        chart.add_series(
            {
                "name": [name, row, 0],
                "values": [name, row, 2, row, 2],
                "fill": {"color": colour.upper()},
                "gap": 30,
                "data_labels": {
                    "value": True,
                    "num_format": '[<3]"";0.0',
                    "font": {"size": 8, "color": ink(colour).upper()},
                },
            }
        )
    chart.set_legend({"position": "bottom", "font": {"size": 8}})
    chart.set_y_axis({"visible": False})
    chart.set_x_axis({"num_format": "0%", "num_font": {"size": 8}, "major_unit": 0.25})
    return chart


def _number(sheet: Sheet, made: Summary, said: Told, back: Place) -> None:
    sheet.titled(made.variable.label, back)
    sheet.text(of_summary(made, **said))
    sheet.row([(f"数値、n={made.n:,}", "note")])
    for table in made.tables():
        for name, value in table.body["値"].items():
            sheet.row([(str(name), "cell"), (_printed(decimal(float(value))), "score")])
