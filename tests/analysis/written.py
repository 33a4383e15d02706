"""Files as people write them, made in memory."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

import openpyxl

from analysis.codebook import Variable
from analysis.files import read_bytes
from analysis.guess import Guess, guess
from analysis.raw import Raw

Cell = str | int | float | bool | dt.date | None


def comma(rows: Iterable[Sequence[Cell]], encoding: str = "utf-8") -> bytes:
    """A CSV file, quoted where it must be."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(sheets: dict[str, list[list[Cell]]], merged: Sequence[str] = ()) -> bytes:
    """An Excel book; `merged` are ranges of its first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def raw(rows: Iterable[Sequence[Cell]]) -> Raw:
    return read_bytes(comma(rows), "answers.csv")


def columns(**cells: Sequence[Cell]) -> Raw:
    """A table of columns by their headers."""
    return raw([list(cells), *zip(*cells.values(), strict=True)])


def guessed(table: Raw, name: str) -> Variable:
    return guess(table).codebook.get(name)


def group(found: Guess, name: str) -> list[str]:
    """The choices of a multiple answer."""
    return found.codebook.question(name).labels
