"""Guessing the codebook of a file: what each column is, and why one may think so."""

import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from analysis.codebook import Codebook, Variable
from analysis.guessing import columns as profiles
from analysis.guessing import duplicates, missing, multiple, single, ticks, words
from analysis.guessing.columns import Column
from analysis.guessing.looks import Facts
from analysis.guessing.missing import Missing
from analysis.guessing.words import Kind
from analysis.raw import Raw

_YEAR = re.compile(r"(19|20)\d{2}(?=[-/.年])")
_FEWEST_ITEMS, _MOST_CODES = 3, 12
_GENERATION = re.compile(r"[1-9]0(歳)?代")


@dataclass(frozen=True, slots=True)
class Guess:
    """A codebook to be corrected by a person.

    Attributes:
        codebook: one or more variables for each column of the file, in the file's order.
        reasons: for each column, a Japanese sentence on why it was taken so.
        examples: for each column, its three commonest cells.
    """

    codebook: Codebook
    reasons: dict[str, str]
    examples: dict[str, tuple[str, ...]]


def guess(raw: Raw, *, as_of: int | None = None) -> Guess:
    """Guess what the columns of a file are.

    Args:
        raw: the table as it was read.
        as_of: the year of the survey, used to make ages of years of birth; without it, the
            commonest year of a column of dates.
    """
    found = profiles.profile(raw)
    habits = missing.conventions(found)
    gone = {column.name: missing.missing(column, habits) for column in found}
    findings = multiple.find(found, gone)
    facts = _facts(found, gone, as_of)
    for column in found:
        if column.name not in findings:
            findings[column.name] = single.look(column, gone[column.name], facts)
    findings |= duplicates.repeated(findings, found)
    findings |= duplicates.following(findings, found)
    return Guess(
        Codebook(tuple(_distinct([v for c in found for v in findings[c.name].variables]))),
        {column.name: findings[column.name].reason for column in found},
        {column.name: column.examples for column in found},
    )


def _facts(found: list[Column], gone: dict[str, Missing], as_of: int | None) -> Facts:
    return Facts(
        as_of=as_of if as_of is not None else _year(found),
        generations=any(_is_generation(column) for column in found),
        matrix=_matrix(found, gone),
        face=sum(words.is_face(column.words[0]) for column in found) > 1,
        taken=frozenset(column.name for column in found),
    )


def _is_generation(column: Column) -> bool:
    """Whether a column holds age groups: by its name, or as ages coded in a few numbers."""
    if sum(bool(_GENERATION.search(value)) for value in column.counts) >= 2:
        return True
    named = words.attribute(*column.words) is Kind.AGE_GROUP
    return named and 1 < len(column.counts) <= 20


def _year(found: list[Column]) -> int | None:
    """The commonest year of the columns that say when people answered."""
    years: Counter[int] = Counter()
    for column in found:
        if words.is_time(" ".join(column.words)):
            for value, n in column.counts.items():
                match = _YEAR.match(value)
                if match:
                    years[int(match.group())] += n
    return years.most_common(1)[0][0] if years else None


def _matrix(found: list[Column], gone: dict[str, Missing]) -> frozenset[str]:
    """Columns of codes that share a stem and stand together: the items of a rating matrix."""
    items: dict[str, list[Column]] = {}
    for column in found:
        stem = ticks.numbered_stem(column)
        said = set(column.counts) - gone[column.name].cells
        if stem and column.whole and 2 < len(said) <= _MOST_CODES and not words.is_face(stem.name):
            items.setdefault(stem.name, []).append(column)
    together = [
        group for group in items.values() if len(group) >= _FEWEST_ITEMS and not _picked(group)
    ]
    return frozenset(column.name for group in together for column in group)


def _picked(group: list[Column]) -> bool:
    """Whether columns hold the first, second and third choice: no row says a code twice."""
    numbers = np.array([_codes(column) for column in group])
    filled = np.isfinite(numbers)
    several = filled.sum(axis=0) > 1
    ordered = np.sort(np.where(filled, numbers, np.inf), axis=0)[:, several]
    again = (ordered[1:] == ordered[:-1]) & np.isfinite(ordered[1:])
    return int(several.sum()) >= 20 and not again.any()


def _codes(column: Column) -> np.ndarray:
    """The number in each row; NaN where blank (n, float)."""
    values = np.array([*(column.numbers[value] for value in column.counts), np.nan])
    return np.asarray(values[column.codes])


def _distinct(variables: list[Variable]) -> list[Variable]:
    """Names made for ticks and bands give way to the names of columns and to earlier ones."""
    taken: Counter[str] = Counter()
    made = []
    for variable in variables:
        taken[variable.name] += 1
        number = taken[variable.name]
        name = variable.name if number == 1 else f"{variable.name}（{number}）"
        made.append(_renamed(variable, name) if number > 1 else variable)
    return made


def _renamed(variable: Variable, name: str) -> Variable:
    return replace(variable, name=name, column=variable.column or variable.name)
