"""Excel: one sheet, tables one under another, numbers as numbers."""

from io import BytesIO
from typing import ClassVar

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from app.exports.base import Cell, Report, Written, cells

BOLD = Font(bold=True)
HEAD = PatternFill("solid", fgColor="E8F1FE")
FORMATS = {"share": "0.0%", "score": "0.00", "count": "#,##0", "text": "General"}


class Excel:
    """An .xlsx file."""

    key: ClassVar[str] = "excel"
    label: ClassVar[str] = "Excel"
    suffix: ClassVar[str] = "xlsx"
    media_type: ClassVar[str] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def write(self, report: Report) -> Written:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "集計"
        sheet.column_dimensions["A"].width = 32
        _row(sheet, [report.title], font=Font(bold=True, size=14))
        for note in report.notes:
            _row(sheet, [note])
        for table in report.tables():
            _row(sheet, [])
            _row(sheet, [table.title], font=BOLD)
            if table.note:
                _row(sheet, [table.note])
            heads, *rows = cells(table)
            _row(sheet, heads, font=BOLD, fill=HEAD)
            for row in rows:
                _row(sheet, row, form=FORMATS[table.unit])
        out = BytesIO()
        book.save(out)
        return Written(out.getvalue())


def _row(
    sheet: Worksheet,
    values: list[Cell],
    *,
    font: Font | None = None,
    fill: PatternFill | None = None,
    form: str = "General",
) -> None:
    """Write one more row; no text is read as a formula, whatever a label begins with."""
    made = []
    for value in values:
        cell = SheetCell(sheet, row=1, column=1, value=value)
        if isinstance(value, str):
            cell.data_type = "s"
        else:
            cell.number_format = form
        if font:
            cell.font = font
        if fill:
            cell.fill = fill
        made.append(cell)
    sheet.append(made)
