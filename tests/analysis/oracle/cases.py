"""Reading reference cases and their data, and judging what we got."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Measure, Role, Variable, column_of
from analysis.design import Design

OWN = Path(__file__).parent / "made_in_r"
FOLDER = Path(os.environ.get("ORACLE_DIR", OWN))
NO_ANSWER = -9
Got = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One reference case: what R was asked, and what it said."""

    id: str
    kind: str
    dataset: str
    args: Any
    expected: dict[str, Any]
    tol: dict[str, float]

    @property
    def data(self) -> pd.DataFrame:
        return data(self.dataset)


@cache
def every() -> tuple[Case, ...]:
    found: list[dict[str, Any]] = []
    for path in sorted((FOLDER / "cases").glob("*.json")):
        read = json.loads(path.read_text())
        found += read if isinstance(read, list) else read.get("cases", [read])
    return tuple(
        Case(c["id"], c["kind"], c.get("dataset") or "", c["args"], c["expected"], c["tol"])
        for c in found
    )


@cache
def data(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / "data" / name)


def answered(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    """The rows with a value in all of these columns."""
    known = pd.Series(data=True, index=frame.index)
    for name in names:
        known &= frame[name].notna() & ~frame[name].isin([NO_ANSWER, str(NO_ANSWER)])
    return frame[known]


def weight(frame: pd.DataFrame, name: str | None) -> np.ndarray:
    return np.ones(len(frame)) if name is None else frame[name].to_numpy(dtype=float)


def codes(values: pd.Series, levels: Sequence[object]) -> np.ndarray:
    """Places from 0 of the values among `levels`, compared as they are written."""
    place = {_written(level): n for n, level in enumerate(levels)}
    return np.array([place[_written(value)] for value in values], dtype=np.int64)


def _written(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def design(frame: pd.DataFrame, args: dict[str, Any]) -> Design:
    """The design a case names by columns of its file."""
    return Design.of(
        weight(frame, args.get("weight")),
        clusters=_columns(frame, args.get("ids")),
        strata=_columns(frame, args.get("strata")),
        population=_columns(frame, args.get("fpc")),
    )


def _columns(frame: pd.DataFrame, named: str | list[str] | None) -> list[np.ndarray]:
    names = [named] if isinstance(named, str) else named or []
    return [frame[name].to_numpy() for name in names]


def table(frame: pd.DataFrame, columns: dict[str, Sequence[object]]) -> pd.DataFrame:
    """A frame of the analysis from coded columns: {name: levels}; weights ride along as numbers."""
    made = {}
    for variable in book(columns).variables:
        if variable.measure is Measure.NUMBER:
            made[variable.name] = frame[variable.name].to_numpy(dtype=float)
            continue
        place = {code: n + FIRST_LEVEL for n, code in enumerate(variable.codes)}
        place[str(NO_ANSWER)] = place.get(str(NO_ANSWER), 1)
        said = [
            0 if pd.isna(value) else place.get(_written(value), 1) for value in frame[variable.name]
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
            named = tuple((_written(level), _written(level)) for level in levels)
            made.append(Variable(name, name, Measure.NOMINAL, named))
    return Codebook(tuple(made))


def misses(got: Any, expected: Any, tol: dict[str, float], at: str = "") -> list[str]:
    """Where what we got is not what R said, if anywhere."""
    if isinstance(expected, dict):
        gone = [f"{at}/{key} is not given" for key in expected if key not in got]
        held = [key for key in expected if key in got]
        return gone + [m for k in held for m in misses(got[k], expected[k], tol, f"{at}/{k}")]
    if isinstance(expected, list):
        listed = list(got)
        if len(listed) != len(expected):
            return [f"{at} has {len(listed)} entries, not {len(expected)}"]
        pairs = enumerate(zip(listed, expected, strict=True))
        return [m for n, (a, b) in pairs for m in misses(a, b, tol, f"{at}[{n}]")]
    return [] if _same(got, expected, tol) else [f"{at}: {got} is not {expected}"]


def _same(got: Any, expected: Any, tol: dict[str, float]) -> bool:
    if expected is None:
        return got is None or isnan(got)
    if isinstance(expected, bool) or not isinstance(expected, int | float):
        return bool(got == expected)
    if got is None or isnan(got):
        return False
    return abs(float(got) - expected) <= tol["abs"] + tol["rel"] * abs(expected)
