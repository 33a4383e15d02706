"""Amounts as people write them: with a unit, with wide digits, years of birth by their era."""

import re
import unicodedata

from analysis.guessing.columns import number_of

_UNITS = "歳|才|人|名|年|か月|円|回|点|日|時間|分|%|km"
_WITH_UNIT = re.compile(rf"(?:満|約)?\s*(-?[\d,.]+)\s*(万円|{_UNITS})")
_BEFORE_FIRST = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_BEFORE_FIRST |= {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
_ERA = re.compile(
    r"(明治|大正|昭和|平成|令和|[MTSHR])[.\s]*(元|\d{1,2})\s*年?\s*(?:生まれ?)?(?:\(.*\))?"
)
_YEAR = re.compile(r"((?:18|19|20)\d{2})\s*年?\s*(?:生まれ?)?(?:\(.*\))?")


def measured(cell: str) -> float | None:
    """The number of a cell that bears a unit: 35歳, 約3人, ４５％, 300万円."""
    match = _WITH_UNIT.fullmatch(_folded(cell))
    number = number_of(match.group(1)) if match else None
    if match is None or number is None:
        return None
    return number * 10_000 if match.group(2) == "万円" else number


def year_of(cell: str) -> float | None:
    """The year of a cell, told by its era or with words behind it: 昭和49年, S49, 1974年生まれ."""
    folded = _folded(cell)
    if match := _ERA.fullmatch(folded):
        era, count = match.groups()
        return float(_BEFORE_FIRST[era] + (1 if count == "元" else int(count)))
    plain = _YEAR.fullmatch(folded)
    return float(plain.group(1)) if plain else None


def amount_of(cell: str) -> float | None:
    """The number that a cell says, however it is written; None when it says none."""
    for reading in (number_of, measured, year_of):
        found = reading(cell)
        if found is not None:
            return found
    return None


def _folded(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()
