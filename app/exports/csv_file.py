"""CSV: UTF-8 with a byte order mark, as Excel opens it, or CP932 for older systems."""

import csv
import io
from typing import ClassVar

from analysis.presentation import percent
from analysis.results import Table
from app.exports.base import Cell, Report, Written, cells

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
GETA = "〓"  # what Japanese printers set for a letter they do not have


class CsvFile:
    """Tables one under another; shares in percent with one decimal."""

    key: ClassVar[str] = "csv"
    label: ClassVar[str] = "CSV（UTF-8）"
    suffix: ClassVar[str] = "csv"
    media_type: ClassVar[str] = "text/csv; charset=utf-8"

    def write(self, report: Report) -> Written:
        return Written("\ufeff".encode() + _text(report).encode())


class OldCsvFile:
    """The same in CP932 (Windows-31J); letters it does not have become 〓 and are reported."""

    key: ClassVar[str] = "csv-cp932"
    label: ClassVar[str] = "CSV（Shift_JIS）"
    suffix: ClassVar[str] = "csv"
    media_type: ClassVar[str] = "text/csv; charset=cp932"

    def write(self, report: Report) -> Written:
        text = _text(report)
        lost = "".join(dict.fromkeys(letter for letter in text if not _is_held(letter)))
        return Written(text.translate(dict.fromkeys(map(ord, lost), GETA)).encode("cp932"), lost)


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before one that could be.

    A lone hyphen stays: it is the trade's mark for nobody.
    """
    return f"'{text}" if text.startswith(FORMULA) and text != "-" else text


def _text(report: Report) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(report.title)])
    writer.writerows([harmless(note)] for note in report.notes)
    for table in report.tables():
        share = isinstance(table, Table) and table.unit == "share"
        writer.writerow([])
        writer.writerow([harmless(f"{table.title}{'（%）' if share else ''}")])
        writer.writerows([harmless(line)] for line in table.note.splitlines())
        for row in cells(table):
            writer.writerow([_written(cell, share=share) for cell in row])
    if report.ending():
        writer.writerow([])
        writer.writerows([harmless(note)] for note in report.ending())
    return out.getvalue()


def _written(cell: Cell, *, share: bool) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    return percent(cell) if share else str(cell)


def _is_held(letter: str) -> bool:
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
