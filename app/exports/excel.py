"""Excel: one sheet, tables one under another, numbers as numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, ClassVar

from xlsxwriter import Workbook

from analysis.form.blocks import Block, form_of, number_of
from analysis.results import Table
from app.exports.base import Cell, Report, Written, cells

TITLE = {"bold": True, "font_size": 14}
BOLD = {"bold": True}
HEAD = {"bold": True, "bg_color": "#E8F1FE"}
PLAIN: dict[str, Any] = {}
FORMATS = {"share": "0.0%", "score": "0.00", "count": "#,##0", "text": "General"}
FIRST_COLUMN = 32  # wide enough for most labels


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and how it is shown."""

    value: float
    form: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet; `look` is that of its words."""

    values: tuple[str | Figure, ...]
    look: dict[str, Any]


class Excel:
    """An .xlsx file."""

    key: ClassVar[str] = "excel"
    label: ClassVar[str] = "Excel"
    suffix: ClassVar[str] = "xlsx"
    media_type: ClassVar[str] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def write(self, report: Report) -> Written:
        out = BytesIO()
        with Workbook(out, {"in_memory": True}) as book:
            sheet = book.add_worksheet("集計")
            sheet.set_column(0, 0, FIRST_COLUMN)
            forms = {form: book.add_format({"num_format": form}) for form in _forms(report)}
            for number, line in enumerate(_lines(report)):
                words = book.add_format(line.look)
                for column, value in enumerate(line.values):
                    if isinstance(value, str):  # never read as a formula, whatever it begins with
                        sheet.write_string(number, column, value, words)
                    else:
                        sheet.write_number(number, column, value.value, forms[value.form])
        return Written(out.getvalue())


def _forms(report: Report) -> set[str]:
    values = (value for line in _lines(report) for value in line.values)
    return {value.form for value in values if isinstance(value, Figure)}


def _lines(report: Report) -> Iterator[Line]:
    yield Line((report.title,), TITLE)
    yield from (Line((note,), PLAIN) for note in report.notes)
    for table in report.tables():
        heads, *rows = cells(table)
        yield Line((), PLAIN)
        yield Line((table.title,), BOLD)
        yield from (Line((line,), PLAIN) for line in table.note.splitlines())
        yield Line(tuple(str(head) for head in heads), HEAD)
        yield from (Line(tuple(_values(table, row)), PLAIN) for row in rows)
    if report.ending():
        yield Line((), PLAIN)
        yield from (Line((note,), PLAIN) for note in report.ending())


def _values(table: Table | Block, row: list[Cell]) -> Iterator[str | Figure]:
    """A row's label as it is, then its numbers: what a form printed is read back as printed."""
    label, *told = row
    yield str(label)
    for each in told:
        number = number_of(each) if isinstance(each, str) else each
        if isinstance(table, Table):
            yield each if isinstance(each, str) else Figure(each, FORMATS[table.unit])
        else:
            yield str(each) if number is None else Figure(number, form_of(each))
