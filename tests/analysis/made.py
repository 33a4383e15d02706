"""Makers for the analysis: a frame and its codebook from rows written out in a test."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.codebook import (
    FIRST_LEVEL,
    NO_ANSWER,
    NOT_ASKED,
    TICK_LEVELS,
    Codebook,
    Measure,
    Role,
    Variable,
    column_of,
)

Row = Mapping[str, object]


def levels(*labels: str) -> tuple[tuple[str, str], ...]:
    return tuple((str(number), label) for number, label in enumerate(labels, 1))


def axis(name: str, *labels: str) -> Variable:
    return Variable(name, name, Measure.NOMINAL, levels(*labels), role=Role.ATTRIBUTE)


def single(name: str, *labels: str, label: str = "") -> Variable:
    return Variable(name, label or name, Measure.NOMINAL, levels(*labels))


def scale(name: str, *labels: str, label: str = "") -> Variable:
    return Variable(name, label or name, Measure.ORDINAL, levels(*labels))


def ticks(group: str, *labels: str) -> tuple[Variable, ...]:
    return tuple(
        Variable(f"{group}_{n}", label, Measure.TICK, TICK_LEVELS, group=group, group_label=group)
        for n, label in enumerate(labels, 1)
    )


def number(name: str, role: Role = Role.QUESTION) -> Variable:
    return Variable(name, name, Measure.NUMBER, role=role)


def text(name: str, label: str = "") -> Variable:
    return Variable(name, label or name, Measure.TEXT)


def frame(variables: Sequence[Variable], rows: Sequence[Row]) -> tuple[pd.DataFrame, Codebook]:
    """Lay rows out: a code or a label a cell; None = 無回答, `NOT_ASKED` = 非該当."""
    made = {v.name: _column(v, [row.get(v.name) for row in rows]) for v in variables}
    return pd.DataFrame(made, index=range(len(rows))), Codebook(tuple(variables))


def people(times: int, **cells: object) -> list[Row]:
    return [cells] * times


def _column(variable: Variable, cells: Sequence[object]) -> object:
    if variable.measure is Measure.NUMBER:
        return np.array([_float(cell) for cell in cells], dtype=float)
    if variable.measure is Measure.TEXT:
        return pd.Series(list(cells), dtype=object)
    places: dict[object, int] = {None: 1, NO_ANSWER: 1, NOT_ASKED: 0}
    for place, (code, label) in enumerate(variable.levels):
        places[code] = places[label] = place + FIRST_LEVEL
    return column_of(variable, np.array([places[cell] for cell in cells], dtype=int))


def _float(cell: object) -> float:
    if cell == NOT_ASKED:
        return float("-inf")
    return float("nan") if cell is None else float(str(cell))
