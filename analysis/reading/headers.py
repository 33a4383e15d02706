"""Where the header of a grid ends, and the words above each column."""

from collections import Counter
from dataclasses import dataclass

Row = list[str]

_MOST_HEADER_ROWS = 7
_SAMPLE = 300
_LONGEST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Header:
    """Header rows of a grid.

    Attributes:
        first: index of the first header row; the rows before it are titles.
        height: how many rows it has; 0 when the file has no header.
        words: for each column, the words above it from top to bottom.
    """

    first: int
    height: int
    words: tuple[tuple[str, ...], ...]


def find(rows: list[Row], merged: list[tuple[int, int, int, int]]) -> Header:
    """Find the header of `rows` (all equally long, none blank).

    A header row reads unlike what is below it: words above numbers, or words that the column
    never says again. A row that fills the gaps of the row above it is a lower header row.
    """
    first = _titles(rows)
    height = _height(rows[first:])
    lines = [list(map(_plain, row)) for row in rows[first : first + height]]
    shifted = [(top - first, left, bottom - first, right) for top, left, bottom, right in merged]
    for index in range(len(lines) - 1):
        spans = [span for span in shifted if span[0] <= index <= span[2]]
        lines[index] = _by_spans(lines, index, spans) if shifted else _by_gaps(lines, index)
    width = len(rows[0]) if rows else 0
    return Header(first, height, tuple(_words(lines, column) for column in range(width)))


def _plain(cell: str) -> str:
    return " ".join(cell.split())


def _titles(rows: list[Row]) -> int:
    """How many rows at the top say something only in the first cells."""
    width = len(rows[0]) if rows else 0
    corner = 2 if width >= 5 else 1
    for index, row in enumerate(rows[:20]):
        if width == 1 or any(row[corner:]):
            return index
    return 0


def _height(rows: list[Row]) -> int:
    if len(rows) > 1 and _is_answer(rows):
        return 0
    height = 1
    while len(rows[0]) > 2 and height < min(_MOST_HEADER_ROWS, len(rows) - 1):
        if not (_unlike(rows, height) or _fills(rows, height)):
            break
        height += 1
    return height


def _is_answer(rows: list[Row]) -> bool:
    """Whether the first row reads like the rows below it, so that there is no header."""
    if len(rows[0]) == 1:
        return rows[0] in rows[1:]
    like, unlike = _conformity(rows, 0)
    numbered = [int(cell) for cell in rows[0] if cell.isdecimal()]
    counting = len(numbered) == len(rows[0]) > 2 and numbered == sorted(set(numbered))
    return unlike == 0 and like * 3 >= len(rows[0]) and like > 0 and not counting


def _unlike(rows: list[Row], index: int) -> bool:
    like, unlike = _conformity(rows, index)
    return unlike > 0 and unlike >= 0.7 * (like + unlike)


def _conformity(rows: list[Row], index: int) -> tuple[int, int]:
    """How many cells of a row read like their column below it, and how many do not."""
    below = rows[index + 1 : index + 1 + _SAMPLE]
    like = unlike = 0
    for cell, column in zip(rows[index], zip(*below, strict=True), strict=True):
        filled = Counter(value for value in column if value)
        if not cell or not filled:
            continue
        if _numeric(filled):
            like, unlike = (like + 1, unlike) if is_number(cell) else (like, unlike + 1)
        elif filled.total() >= 6 and len(filled) * 2 <= filled.total():
            like, unlike = (like + 1, unlike) if cell in filled else (like, unlike + 1)
    return like, unlike


def _numeric(filled: Counter[str]) -> bool:
    return sum(n for value, n in filled.items() if is_number(value)) >= 0.8 * filled.total()


def is_number(cell: str) -> bool:
    """Whether a cell is written as a number, thousands commas included."""
    try:
        float(cell.replace(",", ""))
    except ValueError:
        return False
    return True


def _fills(rows: list[Row], height: int) -> bool:
    """Whether a row names every column that the header rows above it leave without a name."""
    width = len(rows[0])
    named = [any(row[column] for row in rows[:height]) for column in range(width)]
    open_columns = [c for c in range(width) if not named[c] and any(named[:c])]
    if len(open_columns) < 2 or len(open_columns) * 5 < width:
        return False
    cells = [rows[height][column] for column in open_columns]
    return all(cells) and max(map(len, cells)) <= _LONGEST_WORDS


def _by_spans(lines: list[Row], index: int, spans: list[tuple[int, int, int, int]]) -> Row:
    row = list(lines[index])
    for top, left, _, right in spans:
        if top == index:
            row[left : right + 1] = [row[left]] * (right + 1 - left)
    return row


def _by_gaps(lines: list[Row], index: int) -> Row:
    """Carry words to the right over gaps, as far as the columns are named one row lower.

    A word whose own column has nothing below it was written across its rows, not its columns.
    """
    row, carried = [], ""
    for column, cell in enumerate(lines[index]):
        below = any(line[column] for line in lines[index + 1 :])
        if cell:
            carried = cell if below else ""
        row.append(cell or (carried if below else ""))
    return row


def _words(lines: list[Row], column: int) -> tuple[str, ...]:
    said: list[str] = []
    for line in lines:
        if line[column] and line[column] not in said[-1:]:
            said.append(line[column])
    return tuple(said)
