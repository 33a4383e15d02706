"""Columns that say again what another column says, and columns that follow from a place."""

from dataclasses import replace

import numpy as np

from analysis.codebook import Measure, Role
from analysis.guessing.columns import Column, Finding
from analysis.guessing.scales import plain, without_number
from analysis.guessing.words import Kind

_FEWEST_ROWS_A_LEVEL = 5


def repeated(findings: dict[str, Finding], columns: list[Column]) -> dict[str, Finding]:
    """Leave out each column whose cells are those of an earlier one, but for a number before."""
    seen: dict[tuple[str, ...], str] = {}
    made = {}
    for column in columns:
        if not _counted(findings[column.name]) or len(column.counts) < 3:
            continue
        said = tuple(sorted({_bare(value) for value in column.counts}))
        earlier = seen.setdefault(said, column.name)
        if earlier != column.name and _same(columns, earlier, column):
            left = replace(findings[column.name].variables[0], role=Role.IGNORE)
            made[column.name] = Finding((left,), f"「{earlier}」と同じ内容なので使いません")
    return made


def _bare(value: str) -> str:
    """A value without its number, and without the spaces that no two lists write alike."""
    return "".join(plain(without_number(value)).split())


def _counted(finding: Finding) -> bool:
    if not finding.variables:
        return False
    first = finding.variables[0]
    countable = first.measure in (Measure.NOMINAL, Measure.ORDINAL)
    return countable and first.labelled and first.role is not Role.IGNORE


def _same(columns: list[Column], earlier: str, column: Column) -> bool:
    first = next(one for one in columns if one.name == earlier)
    return _pairs(first.codes, column.codes) == max(len(first.counts), len(column.counts))


def _pairs(one: np.ndarray, other: np.ndarray) -> int:
    """How many different pairs of cells two columns have, blanks counted where both are filled."""
    filled = (one >= 0) | (other >= 0)
    joint = one[filled].astype(np.int64) * 1_000_003 + other[filled]
    return len(np.unique(joint))


def following(findings: dict[str, Finding], columns: list[Column]) -> dict[str, Finding]:
    """Make attributes of the columns that a place fixes: a city has one region and one office."""
    places = [c for c in columns if _is_place(findings[c.name]) and _many_rows(c)]
    made = {}
    for column in columns:
        finding = findings[column.name]
        if not _counted(finding) or finding.variables[0].role is not Role.QUESTION:
            continue
        place = next((p for p in places if _fixes(p, column)), None)
        if place is not None:
            reason = f"「{place.name}」ごとに決まる値なので、属性（地域）とみました"
            found = replace(finding.variables[0], role=Role.ATTRIBUTE)
            made[column.name] = Finding((found,), reason)
    return made


def _is_place(finding: Finding) -> bool:
    return (
        _counted(finding)
        and finding.variables[0].role is Role.ATTRIBUTE
        and (Kind.PLACE.value in finding.reason)
    )


def _many_rows(column: Column) -> bool:
    return len(column.counts) > 3 and column.filled >= _FEWEST_ROWS_A_LEVEL * len(column.counts)


def _fixes(place: Column, column: Column) -> bool:
    if not 1 < len(column.counts) < len(place.counts):
        return False
    return len(np.unique(place.codes.astype(np.int64) * 1_000_003 + column.codes)) == len(
        np.unique(place.codes)
    )
