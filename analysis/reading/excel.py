"""Workbooks: refused when dangerous, the sheet with the answers chosen, cells made text."""

import datetime as dt
import io
import re
import zipfile
import zlib
from typing import Any

import python_calamine as calamine

from analysis.raw import Grid
from analysis.reading.errors import (
    BrokenWorkbook,
    LockedWorkbook,
    NotATable,
    TooLarge,
    UnknownSheet,
)

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

# A workbook of 7,500 x 131 answers unpacks to 40 MB, twenty times its size.
_MOST_UNPACKED = 600_000_000
_MOST_RATIO = 150
_SMALL = 20_000_000
_MOST_CELLS = 60_000_000
_ROW_NUMBER = re.compile(rb"<row\b[^>]*?\br=[\"'](\d{1,9})[\"']")
_CELL_NAME = re.compile(rb"<c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,9})[\"']")
_FAR_COLUMN = re.compile(rb"r=[\"'][A-Z]{3}\d")


def is_workbook(content: bytes) -> bool:
    return content.startswith((ZIP_MARK, OLE_MARK))


def grid(content: bytes, name: str, sheet: str | None = None) -> Grid:
    """Read one sheet of a workbook: the one asked for, else the one with most cells.

    Raises:
        TooLarge: it would unpack to more than a machine can hold.
        LockedWorkbook, BrokenWorkbook, NotATable, UnknownSheet
    """
    if content.startswith(ZIP_MARK):
        _refuse_bombs(content, name)
    elif _ENCRYPTED in content:
        raise LockedWorkbook(name=name)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return _grid(_chosen(book, sheet))
    except calamine.PasswordError:
        raise LockedWorkbook(name=name) from None
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError):
        raise BrokenWorkbook(name=name) from None


def _refuse_bombs(content: bytes, name: str) -> None:
    """Look at the directory of the archive first, then at each sheet, unpacked as far as it says.

    A member longer than the directory says fails its checksum, so sizes cannot lie.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _refuse_sizes(sum(member.file_size for member in members), len(content), name)
            if "xl/workbook.xml" not in {member.filename for member in members}:
                raise NotATable(name=name, kind="Excelブック（xlsx）ではありません")
            for member in members:
                if member.filename.startswith("xl/") and member.filename.endswith(".xml"):
                    _refuse_far_cells(archive.read(member), name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise BrokenWorkbook(name=name) from None


def _refuse_sizes(unpacked: int, packed: int, name: str) -> None:
    if unpacked > _MOST_UNPACKED or (unpacked > _SMALL and unpacked > _MOST_RATIO * packed):
        raise TooLarge(name=name, what="展開後の大きさ", limit="600MB")


def _refuse_far_cells(xml: bytes, name: str) -> None:
    """A sheet is read as a full rectangle, so two cells at its far corners fill the memory."""
    height = max(map(int, _ROW_NUMBER.findall(xml)), default=0)
    if height * 702 <= _MOST_CELLS and not _FAR_COLUMN.search(xml):
        return
    cells = _CELL_NAME.findall(xml)
    height = max([height, *(int(row) for _, row in cells)])
    if height * max((_column(letters) for letters, _ in cells), default=1) > _MOST_CELLS:
        raise TooLarge(name=name, what="表の広さ", limit="6千万セル")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _chosen(book: calamine.CalamineWorkbook, sheet: str | None) -> calamine.CalamineSheet:
    tables = [one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
    if sheet is not None:
        if sheet not in [one.name for one in tables]:
            raise UnknownSheet(sheet=sheet, known="、".join(one.name for one in tables))
        return book.get_sheet_by_name(sheet)
    seen = [one for one in tables if one.visible == calamine.SheetVisibleEnum.Visible]
    sheets = [book.get_sheet_by_name(one.name) for one in seen or tables]
    return max(sheets, key=_filled)


def _filled(sheet: calamine.CalamineSheet) -> int:
    """Roughly how many cells hold something: answers are the largest table of a book."""
    if not sheet.height or not sheet.width:
        return 0
    rows = sheet.to_python(nrows=200)
    filled = sum(value != "" for row in rows for value in row)
    return filled * sheet.height // max(1, len(rows))


def _grid(sheet: calamine.CalamineSheet) -> Grid:
    if not sheet.height or not sheet.width:
        return Grid([], [], sheet=sheet.name)
    values = sheet.to_python(skip_empty_area=False)
    # Answers repeat: what a value reads as is made once. (True is 1 here, as it should be.)
    known: dict[Any, str] = {}
    rows = [[known.get(value) or _remember(value, known) for value in row] for row in values]
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in _merged(sheet))
    return Grid(rows, list(range(1, len(rows) + 1)), sheet=sheet.name, merged=merged)


def _merged(sheet: calamine.CalamineSheet) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return sheet.merged_cell_ranges or []


def _remember(value: Any, known: dict[Any, str]) -> str:
    return known.setdefault(value, _text(value))


def _text(value: Any) -> str:
    """A cell as a person reads it: 1.0 is 1, dates are ISO."""
    if isinstance(value, str):
        return value.strip().replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return _moment(value)
    return str(int(value)) if isinstance(value, bool) else str(value)


def _number(value: float) -> str:
    return str(int(value)) if value == value // 1 else repr(value)


def _moment(value: dt.datetime) -> str:
    if value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat(" ", "seconds")
