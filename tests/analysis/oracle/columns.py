"""From the words of a case to columns: who answered, which rows, what counts as an event."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Measure, Role, Variable, column_of
from analysis.counting import Floats
from analysis.methods.design import Design

NO_ANSWER = -9
_COMPARED = re.compile(r"([A-Za-z][\w.]*)\s*(==|!=|>=|<=|>|<)\s*(-?[\w.]+)")
_LISTED = re.compile(r"([A-Za-z][\w.]*)\s*(?:in|%in%)\s*(?:\{|c\()([^})]*)[})]")
_SPANNED = re.compile(r"([A-Za-z][\w.]*)\s*(?:in|%in%)?\s+(\d+)\s*(?:\.\.|:)\s*(\d+)")


def answered(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    """The rows with a value in all of these columns."""
    known = pd.Series(data=True, index=frame.index)
    for name in names:
        known &= frame[name].notna() & ~frame[name].isin([NO_ANSWER, str(NO_ANSWER)])
    return frame[known]


def narrowed(frame: pd.DataFrame, words: str | None) -> pd.DataFrame:
    """The rows that words such as 「q1 answered and age==7」 speak of."""
    told = words or ""
    for name, low, high in _SPANNED.findall(told):
        frame = frame[frame[name].between(int(low), int(high))]
    for found in (*_LISTED.finditer(told), *_COMPARED.finditer(told)):
        frame = frame[event(frame, found.group())]
    before, said, _ = told.rpartition("answered")
    return answered(frame, *_columns_in(before, frame)) if said else frame


def event(frame: pd.DataFrame, words: str) -> np.ndarray:
    """Whether each row fits words such as 「q1>=4」."""
    if several := _LISTED.search(words):
        parts = [part.strip() for part in several[2].split(",")]
        return frame[several[1]].map(written).isin(parts).to_numpy()
    matched = _COMPARED.search(words)
    assert matched is not None, words
    name, sign, value = matched.groups()
    column = frame[name]
    if not pd.api.types.is_numeric_dtype(column):
        same = (column.map(written) == value).to_numpy()
        return same if sign == "==" else ~same
    compared = {
        "==": column.eq,
        "!=": column.ne,
        ">=": column.ge,
        "<=": column.le,
        ">": column.gt,
        "<": column.lt,
    }
    return np.asarray(compared[sign](float(value)), dtype=bool)


def about(words: str) -> str:
    """The column that an event is about."""
    matched = _COMPARED.search(words) or _LISTED.search(words)
    assert matched is not None, words
    return matched.group(1)


def spanned(words: str) -> tuple[str, list[int]]:
    """The column and the levels of words such as 「district 1..9」."""
    name, low, high = _SPANNED.findall(words)[0]
    return name, list(range(int(low), int(high) + 1))


def listed(value: Any) -> list[Any]:
    """What a case gives as one value or as a list of them."""
    return list(value) if isinstance(value, list) else [] if value is None else [value]


def weight(frame: pd.DataFrame, name: str | None) -> Floats:
    return np.ones(len(frame)) if name is None else frame[name].to_numpy(dtype=np.float64)


def numbers(frame: pd.DataFrame, name: str) -> Floats:
    return frame[name].to_numpy(dtype=np.float64)


def known(frame: pd.DataFrame, name: str) -> Floats:
    """A column as numbers, missing where there is no answer."""
    return frame[name].where(frame[name] != NO_ANSWER).to_numpy(dtype=np.float64)


def levels_of(column: pd.Series) -> list[Any]:
    """The levels that anyone has, in R's order."""
    return sorted(column.dropna().unique().tolist())


def codes(values: pd.Series, levels: Sequence[object]) -> np.ndarray:
    """Places from 0 of the values among `levels`, compared as they are written."""
    place = {written(level): n for n, level in enumerate(levels)}
    return np.array([place[written(value)] for value in values], dtype=np.int64)


def written(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def design(frame: pd.DataFrame, args: dict[str, Any]) -> Design:
    """The design a case names by columns of its file."""
    parts = {
        name: [frame[column].to_numpy() for column in listed(args.get(key))]
        for name, key in (("clusters", "ids"), ("strata", "strata"), ("population", "fpc"))
    }
    if args.get("weight") is None and parts["population"]:
        return Design.of(None, **parts)
    return Design.of(weight(frame, args.get("weight")), **parts)


def table(frame: pd.DataFrame, columns: dict[str, Sequence[object]]) -> pd.DataFrame:
    """A frame of the analysis from coded columns: {name: levels}; weights ride along as numbers."""
    made: dict[str, Any] = {}
    for variable in book(columns).variables:
        if variable.measure is Measure.NUMBER:
            made[variable.name] = numbers(frame, variable.name)
            continue
        place = {code: n + FIRST_LEVEL for n, code in enumerate(variable.codes)}
        place[str(NO_ANSWER)] = place.get(str(NO_ANSWER), 1)
        said = [
            0 if pd.isna(value) else place.get(written(value), 1) for value in frame[variable.name]
        ]
        made[variable.name] = column_of(variable, np.array(said))
    return pd.DataFrame(made)


def book(columns: dict[str, Sequence[object]], ticks: Sequence[str] = ()) -> Codebook:
    """The codebook of these columns; `ticks` are those of one MA, named ma."""
    made = []
    for name, levels in columns.items():
        if not levels:
            made.append(Variable(name, name, Measure.NUMBER, role=Role.WEIGHT))
        elif name in ticks:
            made.append(Variable(name, name, Measure.TICK, (("0", "0"), ("1", "1")), group="ma"))
        else:
            coded = tuple((written(level), written(level)) for level in levels)
            made.append(Variable(name, name, Measure.NOMINAL, coded))
    return Codebook(tuple(made))


def _columns_in(words: str, frame: pd.DataFrame) -> Iterable[str]:
    """Every column that words name, an MA by the beginning that its ticks share."""
    for word in re.findall(r"[A-Za-z][\w.]*", words):
        if word in frame.columns:
            yield word
        else:
            yield from (name for name in frame.columns if re.fullmatch(rf"{word}_\d+", name))
