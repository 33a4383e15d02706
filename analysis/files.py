"""A file that a planner already has, read into a table however it was made."""

from pathlib import Path

from analysis.raw import Grid, Problem, Raw
from analysis.reading import delimited, encoding, excel
from analysis.reading.errors import (
    EmptyFile,
    NoSheets,
    NoSuchFile,
    NotATable,
    TooLarge,
    UnreadableFile,
)
from analysis.reading.table import table

__all__ = ["Problem", "Raw", "read", "read_bytes"]

MOST_BYTES = 500_000_000
_FOREIGN = (
    (b"%PDF", "PDFファイルです"),
    (b"\x89PNG", "画像ファイルです"),
    (b"\xff\xd8\xff", "画像ファイルです"),
    (b"GIF8", "画像ファイルです"),
    (b"$FL2", "SPSSのファイルです"),
    (b"$FL3", "SPSSのファイルです"),
    (b"PAR1", "Parquetファイルです"),
    (b"\x1f\x8b", "圧縮ファイルです"),
)


def read(path: Path | str, *, sheet: str | None = None) -> Raw:
    """Read a file of answers.

    Args:
        path: CSV, TSV or Excel; the content decides, not the name.
        sheet: of a workbook; without it, the sheet with most answers.

    Returns:
        The cells as text, with the line each row comes from and what looked wrong.

    Raises:
        What `content` and `read_bytes` raise.
    """
    path = Path(path)
    return read_bytes(content(path), path.name, sheet=sheet)


def content(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        NoSuchFile, UnreadableFile, TooLarge
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TooLarge(name=path.name, what="500MB超", limit="500MB")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NoSuchFile(name=path) from None
    except IsADirectoryError:
        raise UnreadableFile(name=path, reason="フォルダーです") from None
    except OSError as error:
        raise UnreadableFile(name=path, reason=error.strerror or "読み取れません") from None


def read_bytes(given: bytes, name: str, *, sheet: str | None = None) -> Raw:
    """Read the bytes of a file of answers; `name` is only for messages.

    Raises:
        EmptyFile, NotATable, UnknownEncoding, LockedWorkbook, BrokenWorkbook, UnknownSheet,
        NoSheets, TooLarge
    """
    return table(grid(given, name, sheet=sheet), name)


def grid(given: bytes, name: str, *, sheet: str | None = None) -> Grid:
    """The cells of a file as they stand, before anyone looks for its header.

    Raises:
        what `read_bytes` raises.
    """
    if len(given) > MOST_BYTES:
        raise TooLarge(name=name, what="500MB超", limit="500MB")
    if not given.strip():
        raise EmptyFile(name=name)
    for mark, kind in _FOREIGN:
        if given.startswith(mark):
            raise NotATable(name=name, kind=kind)
    if excel.is_workbook(given):
        return excel.grid(given, name, sheet)
    if sheet is not None:
        raise NoSheets(name=name)
    text, written = encoding.decode(given, name)
    return delimited.grid(text.removeprefix("\ufeff"), name, written)
