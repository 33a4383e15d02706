"""Text files with delimiters: which delimiter, quoted or not, and the rows within."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.raw import Grid
from analysis.reading.errors import NotATable

_DELIMITERS = ("\t", ",", ";", "|")
_NO_DELIMITER = "\x1f"
_SAMPLE = 400_000
_FOREIGN = (
    (re.compile(r"\s*<(!doctype|html|\?xml|table)", re.IGNORECASE), "HTMLやXMLのファイルです"),
    (re.compile(r'\s*(\{\s*"|\[\s*[{\[])'), "JSONのファイルです"),
)
_LONGEST_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class _Style:
    delimiter: str
    quoted: bool


def grid(text: str, name: str, encoding: str) -> Grid:
    """Read the rows of a text file.

    Raises:
        NotATable: it is a web page or JSON, or a single cell is longer than any answer.
    """
    for beginning, kind in _FOREIGN:
        if beginning.match(text):
            raise NotATable(name=name, kind=kind)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    style = _style(text)
    try:
        numbered = list(_rows(text, style))
    except csv.Error:
        raise NotATable(name=name, kind="1つのセルが長すぎます") from None
    rows = [[cell.strip() for cell in row] for _, row in numbered]
    # Files with tabs and without quotes mark a line break within a cell as ##.
    if style.delimiter == "\t" and "##" in text and not any("\n" in c for row in rows for c in row):
        rows = [[cell.replace("##", "\n") for cell in row] for row in rows]
    return Grid(rows, [line for line, _ in numbered], encoding)


def _rows(text: str, style: _Style) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LONGEST_CELL)
    # StringIO with newline="" leaves the line ends to the reader, which counts them.
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=style.delimiter,
        quoting=csv.QUOTE_MINIMAL if style.quoted else csv.QUOTE_NONE,
    )
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def _style(text: str) -> _Style:
    sample = text if len(text) <= _SAMPLE else text[: text.rfind("\n", 0, _SAMPLE) + 1]
    styles = [_Style(mark, quoted) for mark in _DELIMITERS for quoted in (True, False)]
    best = max(styles, key=lambda style: _fit(sample, style))
    if _fit(sample, best) == (0.0, 0):
        best = _Style(_NO_DELIMITER, quoted=True)
    return _Style(best.delimiter, _is_quoted(text, best.delimiter))


def _fit(sample: str, style: _Style) -> tuple[float, int]:
    """How many of the rows have the commonest number of cells, and how many cells that is."""
    widths = _widths(sample, style)
    if widths is None:
        return 0.0, 0
    width, common = widths.most_common(1)[0]
    share = common / widths.total()
    # Two cells now and then are a comma in a sentence, not a table.
    return (round(share, 2), width) if width > 1 and share >= 0.5 else (0.0, 0)


def _widths(text: str, style: _Style) -> Counter[int] | None:
    try:
        counted = Counter(len(row) for _, row in _rows(text, style) if any(row))
    except csv.Error:
        return None
    return counted or None


def _is_quoted(text: str, delimiter: str) -> bool:
    """Whether quotation marks wrap cells here, or are just letters of the answers.

    Unwrapped files keep their width only when marks are read as letters; a stray mark would
    otherwise swallow every row up to the next one. When both readings keep the width, the
    marks wrap cells if every cell that has one begins and ends with it.
    """
    if '"' not in text:
        return True
    shares = []
    for quoted in (True, False):
        widths = _widths(text, _Style(delimiter, quoted))
        if widths is None:
            return not quoted
        shares.append(max(widths.values()) / widths.total())
    if abs(shares[0] - shares[1]) > 1e-9:
        return shares[0] > shares[1]
    return all(
        _wrapped(cell)
        for _, row in _rows(text, _Style(delimiter, quoted=False))
        for cell in row
        if '"' in cell
    )


def _wrapped(cell: str) -> bool:
    inner = cell[1:-1].replace('""', "")
    return len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner
