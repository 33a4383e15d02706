"""日付の年: the year of a date, told year by year as its months are, and not summed up."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Measure, Variable, column_of

_YEAR, _BESIDE = "_year", ("_month", "_weekday")


def by_year(frame: pd.DataFrame, codebook: Codebook) -> tuple[pd.DataFrame, Codebook]:
    """The same answers with every year that is a part of a date as a choice of the years found.

    A date gives three columns: a year beside a month and a weekday of the same name is one.
    """
    names = {variable.name for variable in codebook.variables}
    made: dict[str, pd.Categorical[str]] = {}
    for variable in codebook.variables:
        if _is_of_date(variable, names):
            found = _levelled(variable, frame[variable.name].to_numpy(dtype=float))
            if found is not None:
                codebook = codebook.with_variable(found[0])
                made[variable.name] = found[1]
    return (frame.assign(**made) if made else frame), codebook


def _is_of_date(variable: Variable, names: set[str]) -> bool:
    stem = variable.name.removesuffix(_YEAR)
    number = variable.measure is Measure.NUMBER and stem != variable.name
    return number and all(f"{stem}{part}" in names for part in _BESIDE)


def _levelled(
    variable: Variable, values: np.ndarray
) -> "tuple[Variable, pd.Categorical[str]] | None":
    """The variable with the years as its levels, and its column; None where nobody answered."""
    known = np.isfinite(values)
    if not known.any():
        return None
    years = np.unique(values[known]).astype(int)
    levels = tuple((str(year), f"{year}年") for year in years)
    told = replace(variable, measure=Measure.ORDINAL, levels=levels)
    places = np.searchsorted(years, np.where(known, values, 0)) + FIRST_LEVEL
    codes = np.where(known, places, np.where(np.isneginf(values), 0, 1))
    return told, column_of(told, codes)
