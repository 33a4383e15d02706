"""From a grid of cells to a table of answers: header, names, rows that do not fit."""

import re
from collections import Counter

import pandas as pd

from analysis.raw import Grid, Problem, Raw
from analysis.reading import headers
from analysis.reading.errors import EmptyFile, TooLarge

MOST_ROWS, MOST_COLUMNS = 1_000_000, 2_000
JOINT = "／"

_BLANKS = frozenset({"none", "nan", "null", "n/a", "#n/a", "<na>", "#null!"})
_BLANKS |= {"#ref!", "#div/0!", "#value!", "#name?", "#num!"}
_TOTALS = frozenset({"合計", "計", "総計", "小計", "総数", "平均", "全体", "total", "sum"})
_NOTE = re.compile(r"[（(]?(※|注|出典|資料|備考)")


def table(grid: Grid, name: str) -> Raw:
    """Find the header of a grid and lay the answers under it.

    Raises:
        EmptyFile, TooLarge
    """
    kept = [index for index, row in enumerate(grid.rows) if any(row)]
    rows = [grid.rows[index] for index in kept]
    lines = [grid.lines[index] for index in kept]
    _check_size(rows, name)
    rows, lines, problems = _without_overlong(rows, lines)
    place = {index: position for position, index in enumerate(kept)}
    merged = [
        (place[top], left, place.get(bottom, place[top]), right)
        for top, left, bottom, right in grid.merged
        if top in place
    ]
    header = headers.find(rows, merged)
    start = header.first + header.height
    rows, lines, again = _without_repeats(rows, lines, start)
    problems += again
    end = _end(rows, start)
    if end <= start:
        raise EmptyFile(name=name)
    problems += [_left_out(line) for line in lines[end:]]
    if not header.height:
        problems.append(Problem(lines[0], "", "見出しの行がないため、列1、列2…と名付けました"))
    cells, words = _frame(rows[start:end], header.words)
    problems += _narrow(grid, set(lines[start:end]), cells)
    return Raw(cells, tuple(lines[start:end]), words, grid.encoding, grid.sheet, tuple(problems))


def _check_size(rows: list[list[str]], name: str) -> None:
    if not rows:
        raise EmptyFile(name=name)
    if len(rows) > MOST_ROWS:
        raise TooLarge(name=name, what=f"{len(rows):,}行", limit=f"{MOST_ROWS:,}行")
    width = Counter(map(len, rows)).most_common(1)[0][0]
    if width > MOST_COLUMNS:
        raise TooLarge(name=name, what=f"{width:,}列", limit=f"{MOST_COLUMNS:,}列")


def _without_overlong(
    rows: list[list[str]], lines: list[int]
) -> tuple[list[list[str]], list[int], list[Problem]]:
    """Make all rows equally long; a row with cells beyond the table is shifted, so left out."""
    width = Counter(map(len, rows)).most_common(1)[0][0]
    fitting, kept, problems = [], [], []
    for row, line in zip(rows, lines, strict=True):
        if any(row[width:]):
            reason = f"セルが{len(row)}個あり、表の{width}列に合わないため除きました"
            problems.append(Problem(line, "", reason))
            continue
        fitting.append(row[:width] + [""] * (width - len(row)))
        kept.append(line)
    return fitting, kept, problems


def _narrow(grid: Grid, taken: set[int], cells: pd.DataFrame) -> list[Problem]:
    """Rows that end before the table does: what is missing is taken for blank."""
    width = Counter(map(len, grid.rows)).most_common(1)[0][0]
    names = list(cells.columns)
    return [
        Problem(
            line,
            names[min(len(row), len(names) - 1)],
            f"セルが{len(row)}個しかなく、ここから右は空欄とみました",
        )
        for row, line in zip(grid.rows, grid.lines, strict=True)
        if len(row) < width and line in taken
    ]


def _without_repeats(
    rows: list[list[str]], lines: list[int], start: int
) -> tuple[list[list[str]], list[int], list[Problem]]:
    """Leave out header rows that come again between the answers, as on printed pages."""
    header = rows[start - 1] if start else []
    kept = [i for i, row in enumerate(rows) if i < start or row != header]
    again = [line for i, line in enumerate(lines) if i >= start and rows[i] == header]
    problems = [Problem(line, "", "見出しの繰り返しとみて除きました") for line in again]
    return [rows[i] for i in kept], [lines[i] for i in kept], problems


def _end(rows: list[list[str]], start: int) -> int:
    """Where totals and notes at the foot of the table begin."""
    end = len(rows)
    while end > start and len(rows[0]) > 1 and _is_foot(rows[end - 1]):
        end -= 1
    return end


def _is_foot(row: list[str]) -> bool:
    filled = [cell for cell in row if cell]
    if filled[0].lower() in _TOTALS:
        return all(headers.is_number(cell.rstrip("%％")) for cell in filled[1:])
    return len(filled) == 1 and len(row) > 2 and bool(_NOTE.match(row[0]))


def _left_out(line: int) -> Problem:
    return Problem(line, "", "合計や注記の行とみて除きました")


def _frame(
    rows: list[list[str]], words: tuple[tuple[str, ...], ...]
) -> tuple[pd.DataFrame, tuple[tuple[str, ...], ...]]:
    """The answers under unique names; columns with neither name nor answers are dropped."""
    columns = list(zip(*rows, strict=True))
    kept = [index for index, column in enumerate(columns) if words[index] or any(column)]
    headings = tuple(words[index] or (f"列{index + 1}",) for index in kept)
    names = _unique([JOINT.join(heading) for heading in headings])
    data = {name: list(columns[index]) for name, index in zip(names, kept, strict=True)}
    return _without_blank_words(pd.DataFrame(data, dtype=object)), headings


def _unique(names: list[str]) -> list[str]:
    made: list[str] = []
    taken = set(names)
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        unique = name
        while seen[name] > 1 and unique in taken:
            unique = f"{name}（{seen[name]}）"
            seen[name] += unique in taken
        taken.add(unique)
        made.append(unique)
    return made


def _without_blank_words(cells: pd.DataFrame) -> pd.DataFrame:
    """Make blank what programs write for a missing value; NA only where several columns say it."""
    words = {name: set(column.unique()) for name, column in cells.items()}
    missing = {word for said in words.values() for word in said if word.lower() in _BLANKS}
    if sum("NA" in said for said in words.values()) > 1:
        missing.add("NA")
    for name, said in words.items():
        if said & missing:
            cells[name] = cells[name].where(~cells[name].isin(missing), "")
    return cells
