"""Reading reference cases and their data, and judging what we got."""

import json
import os
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

OWN = Path(__file__).parent / "made_in_r"
FOLDER = Path(os.environ.get("ORACLE_DIR") or OWN)
FOR_INFORMATION = "r_fisher_test"  # what R prints, which is known to be less exact than expected
INFINITE = ("Inf", "-Inf")  # as R writes them in JSON
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
    note: str

    @property
    def data(self) -> pd.DataFrame:
        return data(self.dataset)


@cache
def every(folder: Path = FOLDER) -> tuple[Case, ...]:
    found: list[dict[str, Any]] = []
    for path in sorted((folder / "cases").glob("*.json")):
        read = json.loads(path.read_text())
        found += read if isinstance(read, list) else read.get("cases", [read])
    return tuple(_case(each) for each in found)


def _case(read: dict[str, Any]) -> Case:
    return Case(
        read["id"],
        read["kind"],
        read.get("dataset") or "",
        read["args"],
        read["expected"],
        read["tol"],
        read.get("note") or "",
    )


def named(wanted: str) -> Case | None:
    """Another case that a case speaks of by its id, of the same folder or of our own."""
    return next((case for case in (*every(), *every(OWN)) if case.id == wanted), None)


@cache
def data(name: str) -> pd.DataFrame:
    path = FOLDER / "data" / name
    return pd.read_csv(path if path.exists() else OWN / "data" / name)


def misses(got: Any, expected: Any, tol: dict[str, float], at: str = "") -> list[str]:
    """Where what we got is not what R said, if anywhere."""
    if isinstance(expected, dict):
        asked = [key for key in expected if not key.startswith(FOR_INFORMATION)]
        gone = [f"{at}/{key} is not given" for key in asked if key not in got]
        held = [key for key in asked if key in got]
        return gone + [m for k in held for m in misses(got[k], expected[k], tol, f"{at}/{k}")]
    if isinstance(expected, list):
        listed = list(got) if hasattr(got, "__len__") else [got]
        if len(listed) != len(expected):
            return [f"{at} has {len(listed)} entries, not {len(expected)}"]
        pairs = enumerate(zip(listed, expected, strict=True))
        return [m for n, (a, b) in pairs for m in misses(a, b, tol, f"{at}[{n}]")]
    if isinstance(got, list | np.ndarray) and len(got) == 1:
        got = got[0]  # R writes a list of one as the one
    return [] if _same(got, expected, tol) else [f"{at}: {got} is not {expected}"]


def _same(got: Any, expected: Any, tol: dict[str, float]) -> bool:
    if isinstance(expected, bool | str):
        return bool(got == (float(expected) if expected in INFINITE else expected))
    missing = got is None or not isfinite(got)
    if missing or expected is None:
        return missing and expected is None
    return bool(abs(float(got) - expected) <= tol["abs"] + tol["rel"] * abs(expected))
