"""A codebook that a planner corrected becomes the questions and the sheets of a questionnaire."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.codebook import (
    FIRST_LEVEL,
    TICK_LEVELS,
    TICKED,
    Codebook,
    Measure,
    Role,
    Variable,
    codes_of,
)
from surveys.kinds import Choice, Question, Value
from surveys.kinds.base import Part

PARTS: dict[Role, Part] = {
    Role.QUESTION: "question",
    Role.ATTRIBUTE: "attribute",
    Role.WEIGHT: "weight",
}


def questions(codebook: Codebook) -> tuple[Question, ...]:
    """The questions of a codebook; ids and ignored columns are left behind."""
    kept = [v for v in codebook.variables if v.role in PARTS]
    cut = {v.column: v for v in kept if v.bands}
    groups: dict[str, list[Variable]] = {}
    for variable in kept:
        if not variable.bands:
            ticked = variable.measure is Measure.TICK
            key = variable.group if ticked and variable.group else variable.name
            groups.setdefault(key, []).append(variable)
    return tuple(
        _multiple(name, ticks)
        if ticks[0].measure is Measure.TICK
        else _question(ticks[0], cut.get(ticks[0].name))
        for name, ticks in groups.items()
    )


def sheets(
    frame: pd.DataFrame, codebook: Codebook, asked: Sequence[Question]
) -> Iterator[dict[str, Value | None]]:
    """Each row of a laid-out file as a sheet: {question code: value}, None for 非該当."""
    columns = {question.code: _values(frame, codebook, question) for question in asked}
    for row in range(len(frame)):
        sheet: dict[str, Value | None] = {}
        for code, values in columns.items():
            value = values[row]
            if value is not _BLANK:
                sheet[code] = value
        yield sheet


_BLANK: Any = object()  # 無回答: no entry at all


def _multiple(name: str, ticks: Sequence[Variable]) -> Question:
    return Question(
        code=name,
        label=ticks[0].group_label or name,
        kind="multiple",
        part=PARTS[ticks[0].role],
        choices=tuple(
            Choice(_tick_code(t, n), t.label, t.exclusive) for n, t in enumerate(ticks, 1)
        ),
        labelled=ticks[0].labelled,
    )


def _tick_code(tick: Variable, number: int) -> str:
    """What is left of the column's name without its group's, or its place where nothing is."""
    rest = tick.name.removeprefix(tick.group or "").strip("_#-.：: ")
    return rest if rest and rest != tick.name else str(number)


def _question(variable: Variable, cut: Variable | None) -> Question:
    kind = _kind(variable)
    made = Question(
        code=variable.name,
        label=variable.label,
        kind=kind,
        part=PARTS[variable.role],
        choices=tuple(
            Choice(code, label, beside=code in variable.off_scale)
            for code, label in variable.levels
        ),
        ordered=variable.measure is Measure.ORDINAL,
        reverse=variable.reverse,
        labelled=variable.labelled,
    )
    if cut is None:
        return made
    return replace(
        made,
        choices=tuple(Choice(code, label) for code, label in cut.levels),
        bands=cut.bands,
        as_of=cut.as_of,
        band_code=cut.name,
        band_label=cut.label,
    )


def _kind(variable: Variable) -> str:
    if variable.measure is Measure.ORDINAL:
        return "scale" if variable.role is Role.QUESTION else "single"
    return {Measure.NOMINAL: "single", Measure.NUMBER: "number", Measure.TEXT: "text"}[
        variable.measure
    ]


def _values(frame: pd.DataFrame, codebook: Codebook, question: Question) -> list[Any]:
    if question.kind == "multiple":
        return _ticked(frame, codebook, question)
    variable = codebook.get(question.code)
    if variable.has_levels:
        named = [None, _BLANK, *variable.codes]
        return [named[code] for code in codes_of(frame, variable)]
    if variable.measure is Measure.NUMBER:
        return [_number(value) for value in frame[variable.name].to_numpy(dtype=float)]
    return [text if isinstance(text, str) else _BLANK for text in frame[variable.name]]


def _number(value: float) -> Any:
    if np.isnan(value):
        return _BLANK
    if np.isneginf(value):
        return None
    return int(value) if float(value).is_integer() else float(value)


def _ticked(frame: pd.DataFrame, codebook: Codebook, question: Question) -> list[Any]:
    ticks = [
        v for v in codebook.variables if v.group == question.code and v.measure is Measure.TICK
    ]
    codes = np.stack([codes_of(frame, tick) for tick in ticks], axis=1)
    ticked = codes == FIRST_LEVEL + list(dict(TICK_LEVELS)).index(TICKED)
    names = np.array(question.codes, dtype=object)
    made: list[Any] = []
    for states, marks in zip(codes, ticked, strict=True):
        if (states >= FIRST_LEVEL).any():
            made.append([str(name) for name in names[marks]])
        else:
            made.append(None if (states == 0).all() else _BLANK)
    return made
