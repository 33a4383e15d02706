"""Excel: one sheet, tables one under another, numbers as numbers."""

from io import BytesIO
from typing import Any, ClassVar

from xlsxwriter import Workbook

from app.exports.base import Cell, Report, Written, cells

TITLE = {"bold": True, "font_size": 14}
BOLD = {"bold": True}
HEAD = {"bold": True, "bg_color": "#E8F1FE"}
PLAIN = "General"
FORMATS = {"share": "0.0%", "score": "0.00", "count": "#,##0", "text": PLAIN}
Line = tuple[list[Cell], dict[str, Any], str]
FIRST_COLUMN = 32  # wide enough for most labels


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
            for line, (values, look, form) in enumerate(_lines(report)):
                words, number = book.add_format(look), book.add_format({"num_format": form})
                for column, value in enumerate(values):
                    if isinstance(value, str):  # never read as a formula, whatever it begins with
                        sheet.write_string(line, column, value, words)
                    else:
                        sheet.write_number(line, column, value, number)
        return Written(out.getvalue())


def _lines(report: Report) -> list[Line]:
    """Every row of the sheet: its cells, how its words look, and the form of its numbers."""
    lines: list[Line] = [([report.title], TITLE, PLAIN)]
    lines += [([note], {}, PLAIN) for note in report.notes]
    for table in report.tables():
        heads, *rows = cells(table)
        lines += [([], {}, PLAIN), ([table.title], BOLD, PLAIN)]
        lines += [([table.note], {}, PLAIN)] if table.note else []
        lines += [(heads, HEAD, PLAIN), *((row, {}, FORMATS[table.unit]) for row in rows)]
    return lines
