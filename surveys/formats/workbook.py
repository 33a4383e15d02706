"""Reading an Excel book safely: bombs refused before parsing, cells as the words people see."""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import python_calamine as calamine

from surveys.formats.base import WHOLE, Unreadable

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_UNPACKED = 60_000_000
_MOST_CELLS = 2_000_000
# A cell that holds something: one that only has borders is no part of what is read.
_CELL = re.compile(rb"<c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,9})[\"'][^>]*(?<!/)>(?!</c>)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_BROKEN = (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of one sheet, from its first row and column on.

    Attributes:
        merged: {(row, column): the words of the merged cell it belongs to}.
        dates: the cells that Excel took for a date.
    """

    name: str
    rows: list[list[str]]
    merged: Mapping[tuple[int, int], str]
    dates: frozenset[tuple[int, int]]

    def cell(self, row: int, column: int) -> str:
        line = self.rows[row] if row < len(self.rows) else []
        return line[column] if column < len(line) else ""


def sheets(content: bytes) -> dict[str, Sheet]:
    """Every sheet of a book by its name.

    Raises:
        Unreadable: locked, broken, no Excel book at all, or larger than any questionnaire.
    """
    if not content.startswith(ZIP_MARK):
        raise _not_a_book(content)
    _refuse_bombs(content)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {name.strip(): _sheet(book, name) for name in book.sheet_names}
    except calamine.PasswordError:
        raise _not_a_book(_ENCRYPTED) from None
    except _BROKEN:
        raise _broken() from None


def _not_a_book(content: bytes) -> Unreadable:
    if _ENCRYPTED in content:
        advice = "パスワードを外して保存し直してください"
        return Unreadable(WHOLE, "パスワードで保護されています", advice)
    advice = "Excelで開き、「Excel ブック（.xlsx）」として保存し直してください"
    return Unreadable(WHOLE, "古い形式のExcel（.xls）か、Excelではないファイルです", advice)


def _broken() -> Unreadable:
    advice = "Excelで開いて保存し直してください"
    return Unreadable(WHOLE, "Excelファイルとして壊れています", advice)


def _refuse_bombs(content: bytes) -> None:
    """Unpack each part as far as the directory says: a longer one fails its checksum there."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > _MOST_UNPACKED:
                raise _too_large()
            for member in members:
                part = archive.read(member)
                if member.filename.startswith("xl/worksheets/"):
                    _refuse_far_cells(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise _broken() from None


def _refuse_far_cells(xml: bytes) -> None:
    """A sheet is read as a full rectangle, so two cells at its far corners fill the memory."""
    cells = _CELL.findall(xml)
    width = max((_column(letters) for letters, _ in cells), default=1)
    if max((int(row) for _, row in cells), default=0) * width > _MOST_CELLS:
        raise _too_large()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large() -> Unreadable:
    advice = "調査票のシートだけを残し、表の外の遠いセルを消して保存し直してください"
    return Unreadable(WHOLE, "シートが広すぎるか、大きすぎます", advice)


def _sheet(book: calamine.CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    values = sheet.to_python(skip_empty_area=False) if sheet.height and sheet.width else []
    rows = [[_words(value) for value in row] for row in values]
    dates = frozenset(
        (r, c)
        for r, row in enumerate(values)
        for c, value in enumerate(row)
        if isinstance(value, dt.date | dt.time | dt.timedelta)
    )
    made = Sheet(name.strip(), rows, {}, dates)
    merged: dict[tuple[int, int], str] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, len(rows)) + 1):
            merged |= dict.fromkeys(
                ((row, c) for c in range(left, right + 1)), made.cell(top, left)
            )
    return Sheet(made.name, rows, merged, dates)


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.10g}" if not value.is_integer() else str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    plain = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", plain).strip()
