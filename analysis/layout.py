"""Laying the cells of a file out as the typed frame of a codebook."""

import html
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analysis import axes
from analysis.codebook import (
    FIRST_LEVEL,
    TICKED,
    UNTICKED,
    Codebook,
    Measure,
    Role,
    Variable,
    column_of,
)
from analysis.errors import AnalysisError
from analysis.guessing import ticks
from analysis.guessing.amounts import amount_of
from analysis.guessing.columns import number_of
from analysis.guessing.missing import NO_ANSWER_WORDS, NOT_ASKED_WORDS
from analysis.guessing.separated import split
from analysis.raw import Problem, Raw

_NOT_ASKED, _NO_ANSWER, _UNREADABLE = 0, 1, -1
_OFF, _ON = FIRST_LEVEL, FIRST_LEVEL + 1
_EXCERPT = 20
_YES = ticks.YES | ticks.YES_WORDS
_NO = ticks.NO | ticks.NO_WORDS
_WORDS = dict.fromkeys(NOT_ASKED_WORDS, _NOT_ASKED) | dict.fromkeys(NO_ANSWER_WORDS, _NO_ANSWER)


class MissingColumns(AnalysisError):
    message = "コードブックにある列がファイルにありません: %(names)s"


@dataclass(frozen=True, slots=True)
class Layout:
    """A file as a frame.

    Attributes:
        frame: one row a response, one column a variable of the codebook.
        problems: cells that could not be read and count as 無回答.
        rows: for each row of `frame`, its place in the table as read (from 0).
        empty: how many rows were left out because no question was answered at all.
    """

    frame: pd.DataFrame
    problems: tuple[Problem, ...]
    rows: tuple[int, ...]
    empty: int


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """One column of the file: its distinct cells, and which of them each row has."""

    name: str
    distinct: list[str]
    places: np.ndarray

    def spread(self, values: list[Any], dtype: Any) -> np.ndarray:
        """Give each row what was found for its cell."""
        return np.asarray(np.array(values, dtype=dtype)[self.places])


@dataclass(slots=True)
class _Work:
    """What is shared while the columns are laid out one after another."""

    raw: Raw
    book: Codebook
    kept: np.ndarray
    known: dict[str, _Cells] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def cells(self, variable: Variable) -> _Cells:
        name = variable.column or variable.name
        if name not in self.known:
            places, distinct = pd.factorize(self.raw.cells[name].to_numpy()[self.kept])
            self.known[name] = _Cells(name, [str(cell) for cell in distinct], places)
        return self.known[name]

    def group(self, variable: Variable) -> list[Variable]:
        """The variables of the same multiple answer, a lone tick by itself."""
        if variable.group is None:
            return [variable]
        return [v for v in self.book.variables if v.group == variable.group]

    def report(self, cells: _Cells, wrong: dict[str, str]) -> None:
        """List every row whose cell is wrong, with the reason."""
        for place, cell in enumerate(cells.distinct):
            if cell in wrong:
                for row in self.kept[cells.places == place]:
                    line = self.raw.lines[row]
                    self.problems.append(Problem(line, cells.name, wrong[cell]))


def lay_out(raw: Raw, book: Codebook) -> Layout:
    """Lay a file out as the frame that `book` describes.

    Args:
        raw: the table as it was read.
        book: its codebook; every variable reads the column of its name, or its `column`.

    Returns:
        The frame, what could not be read in it, and how many empty responses were left out.

    Raises:
        MissingColumns: the codebook speaks of columns that the file does not have.
    """
    check_columns(book, [str(name) for name in raw.cells.columns])
    kept = _answered_rows(raw, book)
    work = _Work(raw, book, kept)
    columns = {variable.name: _column(work, variable) for variable in book.variables}
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(kept)))
    problems = tuple(sorted(set(work.problems), key=lambda p: (p.line, p.column)))
    return Layout(frame, problems, tuple(map(int, kept)), len(raw.cells) - len(kept))


def check_columns(book: Codebook, names: Container[str]) -> None:
    """Make sure that a file with these columns has all that a codebook speaks of.

    Raises:
        MissingColumns
    """
    needed = dict.fromkeys(v.column or v.name for v in book.variables)
    absent = [name for name in needed if name not in names]
    if absent:
        raise MissingColumns(names="、".join(absent)[:300])


def _answered_rows(raw: Raw, book: Codebook) -> np.ndarray:
    """The places of rows that say more than who answered (m).

    Columns that the codebook does not speak of may be questions, so a codebook of two variables
    leaves out no more rows than the whole one.
    """
    aside = {v.column or v.name for v in book.variables if v.role is not Role.QUESTION}
    aside -= {v.column or v.name for v in book.variables if v.role is Role.QUESTION}
    asked = [name for name in raw.cells.columns if name not in aside]
    if not asked:
        return np.arange(len(raw.cells))
    filled = np.zeros(len(raw.cells), dtype=bool)
    for name in asked:
        filled |= np.asarray(raw.cells[name].to_numpy() != "", dtype=bool)
    return np.flatnonzero(filled)


def _column(work: _Work, variable: Variable) -> Any:
    if variable.measure is Measure.TEXT:
        return _text(work, variable)
    if variable.measure is Measure.NUMBER:
        return _number(work, variable)
    codes = _CODERS[_way(variable)](work, variable)
    return column_of(variable, codes)


def _way(variable: Variable) -> str:
    if variable.measure is Measure.TICK:
        return "listed" if variable.separator else "ticked"
    return "banded" if variable.bands else "levelled"


def _reserved(variable: Variable) -> dict[str, int]:
    """The cells that are no answers to a variable, with their reserved codes."""
    words = {word: code for word, code in _WORDS.items() if word not in variable.codes}
    said = dict.fromkeys(variable.no_answer, _NO_ANSWER)
    return {"": _NO_ANSWER} | words | said | dict.fromkeys(variable.not_asked, _NOT_ASKED)


def _levelled(work: _Work, variable: Variable) -> np.ndarray:
    """A cell is a level's code, else its label, else the same number written otherwise."""
    cells = work.cells(variable)
    by_code = {code: place for place, code in enumerate(variable.codes, FIRST_LEVEL)}
    by_label = {label: place for place, label in enumerate(variable.labels, FIRST_LEVEL)}
    by_number = {number_of(code): place for code, place in by_code.items()}
    by_number.pop(None, None)

    missing = _reserved(variable)

    def code(cell: str) -> int:
        if cell in missing:
            return missing[cell]
        number = by_number.get(number_of(cell), _UNREADABLE)
        return by_code.get(cell, by_label.get(cell, number))

    return _coded(work, cells, code, "は選択肢にありません")


def _coded(work: _Work, cells: _Cells, code: Callable[[str], int], complaint: str) -> np.ndarray:
    """Code each distinct cell once; what has no code is reported and counts as 無回答."""
    codes = [code(cell) for cell in cells.distinct]
    found = zip(cells.distinct, codes, strict=True)
    wrong = {cell: f"「{_short(cell)}」{complaint}" for cell, one in found if one < 0}
    work.report(cells, wrong)
    return cells.spread([_NO_ANSWER if one < 0 else one for one in codes], np.int16)


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1] + "…"


def _ticked(work: _Work, variable: Variable) -> np.ndarray:
    cells = work.cells(variable)
    written = any(
        v.measure is Measure.TEXT and (v.column or v.name) == cells.name and v != variable
        for v in work.book.variables
    )
    missing = _reserved(variable)

    def code(cell: str) -> int:
        if cell in missing:
            return missing[cell]
        if cell == UNTICKED or cell in _NO:
            return _OFF
        yes = cell == TICKED or cell in _YES or written
        return _ON if yes or variable.label.endswith(cell) else _UNREADABLE

    codes = _coded(work, cells, code, "は選択の有無（0か1）として読めません")
    if "" in cells.distinct and "" not in variable.not_asked:
        codes = _blank_is_no(work, variable, cells, codes)
    return codes


def _blank_is_no(work: _Work, variable: Variable, cells: _Cells, codes: np.ndarray) -> np.ndarray:
    """Where a group only marks what was chosen, a blank beside a mark is a choice not made."""
    columns = [work.cells(v) for v in work.group(variable) if v.measure is Measure.TICK]
    if any(set(column.distinct) & _NO for column in columns):
        return codes
    marked = np.zeros(len(codes), dtype=bool)
    for column in columns:
        marked |= column.spread([cell != "" for cell in column.distinct], bool)
    blank = cells.spread([cell == "" for cell in cells.distinct], bool)
    return np.where(blank & marked, np.int16(_OFF), codes)


def _listed(work: _Work, variable: Variable) -> np.ndarray:
    cells = work.cells(variable)
    group = work.group(variable)
    labels = _known_parts(group)
    writes = any(v.measure is Measure.TEXT and v.separator for v in group)
    takes_rest = writes and variable.label == _rest_label(group)
    mark = variable.separator or ""
    own = {variable.label, choice_code(variable)}
    if not writes:
        _report_strange(work, cells, labels, variable)
    missing = _reserved(variable)

    def code(cell: str) -> int:
        if cell in missing:
            return missing[cell]
        parts = set(split(cell, mark))
        return _ON if own & parts or (takes_rest and parts - labels) else _OFF

    return _coded(work, cells, code, "")


def choice_code(tick: Variable) -> str:
    """What a cell may say for a choice instead of its label: its name within the group."""
    return tick.name.removeprefix(f"{tick.group}：")


def _known_parts(group: list[Variable]) -> set[str]:
    chosen = [v for v in group if v.measure is Measure.TICK]
    return {v.label for v in chosen} | {choice_code(v) for v in chosen}


def _rest_label(group: list[Variable]) -> str | None:
    """The choice that takes what people wrote in themselves: その他."""
    labels = [v.label for v in group if v.measure is Measure.TICK]
    return next((label for label in reversed(labels) if label.startswith("その他")), None)


def _report_strange(work: _Work, cells: _Cells, labels: set[str], variable: Variable) -> None:
    wrong = {}
    missing = _reserved(variable)
    for cell in cells.distinct:
        if cell not in missing:
            strange = [part for part in split(cell, variable.separator or "") if part not in labels]
            if strange:
                wrong[cell] = f"「{_short(strange[0])}」は選択肢にありません"
    work.report(cells, wrong)


def _banded(work: _Work, variable: Variable) -> np.ndarray:
    codes = axes.banded(_numbers(work, variable), variable.bands, variable.as_of)
    return codes.astype(np.int16)


def _number(work: _Work, variable: Variable) -> np.ndarray:
    return _numbers(work, variable)


def _numbers(work: _Work, variable: Variable) -> np.ndarray:
    cells = work.cells(variable)
    missing = _reserved(variable)
    wrong = {}
    values = []
    for cell in cells.distinct:
        value = None if cell in missing else amount_of(cell)
        if value is None and cell not in missing:
            wrong[cell] = f"「{_short(cell)}」は数として読めません"
        unasked = missing.get(cell) == _NOT_ASKED
        values.append(-np.inf if unasked else np.nan if value is None else value)
    work.report(cells, wrong)
    return cells.spread(values, float)


def _text(work: _Work, variable: Variable) -> "pd.Series[Any]":
    cells = work.cells(variable)
    labels = _known_parts(work.group(variable))
    missing = _reserved(variable)
    values: list[str | None] = []
    for cell in cells.distinct:
        said = "" if cell in missing else cell
        if variable.separator and variable.group:
            said = "、".join(part for part in split(said, variable.separator) if part not in labels)
        # Web forms store 「…」 as &hellip;; a voice is read as it was typed.
        values.append(html.unescape(said) or None)
    # A plain array would become pandas' own strings, with NaN for None.
    return pd.Series(cells.spread(values, object), dtype=object)


_CODERS: dict[str, Callable[[_Work, Variable], np.ndarray]] = {
    "levelled": _levelled,
    "ticked": _ticked,
    "listed": _listed,
    "banded": _banded,
}
