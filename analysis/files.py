"""A file that a planner already has, read into a table however it was made."""

from pathlib import Path

from analysis.raw import Problem, Raw
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
        NoSuchFile, UnreadableFile, and what `read_bytes` raises.
    """
    path = Path(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TooLarge(name=path.name, what="500MB超", limit="500MB")
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NoSuchFile(name=path) from None
    except IsADirectoryError:
        raise UnreadableFile(name=path, reason="フォルダーです") from None
    except OSError as error:
        raise UnreadableFile(name=path, reason=error.strerror or "読み取れません") from None
    return read_bytes(content, path.name, sheet=sheet)


def read_bytes(content: bytes, name: str, *, sheet: str | None = None) -> Raw:
    """Read the bytes of a file of answers; `name` is only for messages.

    Raises:
        EmptyFile, NotATable, UnknownEncoding, LockedWorkbook, BrokenWorkbook, UnknownSheet,
        NoSheets, TooLarge
    """
    if len(content) > MOST_BYTES:
        raise TooLarge(name=name, what="500MB超", limit="500MB")
    if not content.strip():
        raise EmptyFile(name=name)
    for mark, kind in _FOREIGN:
        if content.startswith(mark):
            raise NotATable(name=name, kind=kind)
    if excel.is_workbook(content):
        return table(excel.grid(content, name, sheet), name)
    if sheet is not None:
        raise NoSheets(name=name)
    text, written = encoding.decode(content, name)
    return table(delimited.grid(text.removeprefix("\ufeff"), name, written), name)
