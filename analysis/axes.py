"""Axes cut from numbers: generations from ages or years of birth."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from analysis.codebook import FIRST_LEVEL

Levels = tuple[tuple[str, str], ...]

_ADULT, _TWENTY, _EIGHTY = 18, 20, 80
_SMALLEST = 10


def ages(numbers: np.ndarray, as_of: int | None) -> np.ndarray:
    """Ages in years from ages, or from years of birth when `as_of` is given (n, float)."""
    return numbers if as_of is None else as_of - numbers


def generations(years: np.ndarray) -> tuple[tuple[int, ...], Levels]:
    """Bands of ten years for the ages there are.

    Args:
        years: ages (n); NaN where unknown.

    Returns:
        The lower ends of the bands, and (code, label) of each. Where nobody is under 18, 18 and
        19 join the twenties, as in national polls; the oldest bands join until ten are in them.
    """
    known = years[np.isfinite(years)]
    youngest, oldest = (int(known.min()), int(known.max())) if len(known) else (20, 79)
    ends = list(range(10 if youngest >= 10 else 0, min(oldest, _EIGHTY + 9) + 1, 10)) or [0]
    ends = [end for end in ends if end <= _EIGHTY and end + 10 > youngest] or [0]
    if _ADULT <= youngest < _TWENTY and len(ends) > 1:
        ends = [_ADULT, *ends[2:]]
    while len(ends) > 2 and len(known) >= 100 and np.sum(known >= ends[-1]) < _SMALLEST:
        ends.pop()
    return tuple(ends), tuple((str(end), _label(ends, end, oldest)) for end in ends)


def _label(ends: Sequence[int], end: int, oldest: int) -> str:
    if end == ends[-1] and oldest >= end + 10:
        return f"{end}歳以上"
    if end == _ADULT:
        return "18～29歳"
    return f"{end}代" if end else "10歳未満"


def named(ends: Sequence[int]) -> Levels:
    """(code, label) of bands that a person cut: 20代 for ten years, else 18～29歳.

    Ages below the first band belong to none, and the last band has no end.
    """
    labels = [
        f"{end}代" if end % 10 == 0 and end and after == end + 10 else f"{end}～{after - 1}歳"
        for end, after in pairwise(ends)
    ]
    return tuple(
        (str(end), label) for end, label in zip(ends, [*labels, f"{ends[-1]}歳以上"], strict=True)
    )


def band_of(years: np.ndarray, ends: Sequence[int]) -> np.ndarray:
    """The place of each age among the bands (n, int); -1 below the first or unknown."""
    places = np.searchsorted(np.asarray(ends), years, side="right") - 1
    return np.where(np.isfinite(years), places, -1)


def banded(numbers: np.ndarray, ends: Sequence[int], as_of: int | None) -> np.ndarray:
    """The codes of an axis cut from a number column (n, int): 0 非該当, 1 無回答, 2… bands."""
    places = band_of(ages(numbers, as_of), ends)
    codes = np.where(places < 0, 1, places + FIRST_LEVEL)
    return np.where(np.isneginf(numbers), 0, codes)
