"""構成をそろえてくらべる: one survey's shares as if its people were composed like another's."""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Question, Role, Variable, codes_of
from analysis.comparing.matrices import plain
from analysis.comparing.surveys import Compared, Survey
from analysis.counting import TICKED_CODE, Floats, states, weights
from analysis.errors import AnalysisError
from analysis.methods.standardisation import standardise
from analysis.results import Table

_OLDEST = 200
_BANDS = (
    (re.compile(r"(\d+)代以下"), lambda a: (0, a + 9)),
    (re.compile(r"(\d+)代以上"), lambda a: (a, _OLDEST)),
    (re.compile(r"(\d+)歳?[~〜～\-−ー](\d+)[歳代]?"), lambda a, b: (a, b)),
    (re.compile(r"(\d+)歳以上"), lambda a: (a, _OLDEST)),
    (re.compile(r"(\d+)歳未満"), lambda a: (0, a - 1)),
    (re.compile(r"(\d+)歳以下"), lambda a: (0, a)),
    (re.compile(r"(\d+)代"), lambda a: (a, a + 9)),
)


class NothingInCommon(AnalysisError):
    message = "2つの調査に共通する「%(axis)s」の区分がないため、構成をそろえられません"


@dataclass(frozen=True, slots=True)
class Shared:
    """An attribute that both surveys know: `cells` pairs levels of the other with own levels."""

    own: Variable
    other: Variable
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Shares of the survey `name`, composed like `standard` along an attribute.

    Attributes:
        cells: labels of the levels both have; only who is in one of them counts.
        crude, adjusted: k, the survey's shares as they are and composed like the standard.
        other: k, the standard's shares.
        rate: k, adjusted − other: what is left of the difference.
        se: k, standard errors of `rate`, the composition being taken as known.
        n: how many respondents of the survey count.
    """

    question: Question
    labels: tuple[str, ...]
    name: str
    standard: str
    axis: str
    cells: tuple[str, ...]
    crude: Floats
    adjusted: Floats
    other: Floats
    rate: Floats
    se: Floats
    n: int

    def tables(self) -> tuple[Table, ...]:
        columns = {
            self.name: self.crude,
            f"{self.name}（{self.axis}を調整）": self.adjusted,
            self.standard: self.other,
            "調整後の差": self.rate,
        }
        note = f"n={self.n:,}。そろえた区分: {'、'.join(self.cells)}"
        body = pd.DataFrame(columns, index=list(self.labels))
        return (
            Table(f"{self.question.label} {self.axis}の構成をそろえた割合", body, "share", note),
        )


def shared(own: Codebook, other: Codebook) -> tuple[Shared, ...]:
    """Attributes that both surveys know by the same levels, or by ages that can be paired."""
    found = []
    for mine in _attributes(own):
        for theirs in _attributes(other):
            cells = _paired(mine, theirs)
            if len({a for _, a in cells}) > 1:
                found.append(Shared(mine, theirs, cells))
                break
    return tuple(found)


def adjust(made: Compared, own: Survey, other: Survey, axis: Shared) -> Adjusted:
    """Compose `own` like `other` along an attribute, choice by choice.

    Raises:
        NothingInCommon: no level of it was answered in both surveys.

    Source: direct standardisation (see `standardisation.standardise`); `own` counts unweighted,
    as staff do, and `other` by its weights.
    """
    pair = dict(axis.cells)
    to_own = np.array([pair.get(place, -1) for place in range(len(axis.other.levels))])
    mine = codes_of(own.frame, axis.own) - FIRST_LEVEL
    theirs = codes_of(other.frame, axis.other) - FIRST_LEVEL
    theirs = np.where(theirs >= 0, to_own[np.maximum(theirs, 0)], -1)
    first, second = _ticks(own, made.match.own), _ticks(other, made.match.other)
    here, there = first.answered & (mine >= 0), second.answered & (theirs >= 0)
    both = np.intersect1d(mine[here], theirs[there])
    both = np.array([cell for cell in both if (mine[here] == cell).sum() > 1], dtype=np.int64)
    if not len(both):
        raise NothingInCommon(axis=axis.own.label)
    here, there = here & np.isin(mine, both), there & np.isin(theirs, both)
    weighing = weights(other.frame, other.codebook, other.weight)
    weight = np.ones(len(theirs)) if weighing is None else weighing
    places = [place for place in made.match.common if not np.isnan(made.difference[place])]
    rows = [
        _row(
            (first.of(made.match.choices[place].own)[here], mine[here]),
            (second.of(made.match.choices[place].other)[there], theirs[there], weight[there]),
        )
        for place in places
    ]
    crude, adjusted, standard, se = np.array(rows, dtype=np.float64).reshape(-1, 4).T
    return Adjusted(
        question=made.match.own,
        labels=tuple(made.labels[place] for place in places),
        name=own.name,
        standard=other.name,
        axis=axis.own.label,
        cells=tuple(axis.own.labels[cell] for cell in both),
        crude=crude,
        adjusted=adjusted,
        other=standard,
        rate=adjusted - standard,
        se=se,
        n=int(here.sum()),
    )


@dataclass(frozen=True, slots=True)
class _Ticks:
    """Who answered a question (n, bool), and who gave each answer."""

    answered: np.ndarray
    given: np.ndarray

    def of(self, place: int | None) -> np.ndarray:
        return np.asarray(self.given[:, place or 0])


def _ticks(survey: Survey, question: Question) -> _Ticks:
    if question.multiple:
        codes = [codes_of(survey.frame, tick) == TICKED_CODE for tick in question.variables]
        return _Ticks(states(survey.frame, question) >= FIRST_LEVEL, np.column_stack(codes))
    codes_here = codes_of(survey.frame, question.variables[0])
    levels = np.arange(len(question.labels)) + FIRST_LEVEL
    return _Ticks(codes_here >= FIRST_LEVEL, codes_here[:, None] == levels)


def _row(
    own: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray, Floats]
) -> tuple[float, float, float, float]:
    """Crude, adjusted and the standard's share of a choice, and the standard error between."""
    (event, cells), (theirs, their_cells, weight) = own, other
    found = standardise(
        event.astype(np.float64),
        cells.tolist(),
        other_event=theirs.astype(np.float64),
        other_cells=their_cells.tolist(),
        other_weight=weight,
    )
    spread = 0.0
    for cell in np.unique(cells):
        inside = cells == cell
        part = weight[their_cells == cell].sum() / weight.sum()
        spread += part**2 * float(event[inside].var(ddof=1)) / int(inside.sum())
    share = weight / weight.sum()
    spread += float((share**2) @ (theirs - found.other) ** 2)
    return found.crude, found.standardised, found.other, float(np.sqrt(spread))


def _attributes(codebook: Codebook) -> list[Variable]:
    return [axis for axis in codebook.axes() if axis.role is Role.ATTRIBUTE]


def _paired(own: Variable, other: Variable) -> tuple[tuple[int, int], ...]:
    """(level of other, level of own) that mean the same people, or younger ones within."""
    names = {plain(label): place for place, label in enumerate(own.labels)}
    if plain(own.label) == plain(other.label) or own.name == other.name:
        same = [(place, names.get(plain(label))) for place, label in enumerate(other.labels)]
        exact = tuple((place, found) for place, found in same if found is not None)
        if len(exact) == len(other.labels):
            return exact
    bands = [band(label) for label in own.labels]
    if sum(each is not None for each in bands) < 2:
        return ()
    made = []
    for place, label in enumerate(other.labels):
        theirs = band(label)
        held = [n for n, each in enumerate(bands) if theirs and each and _within(theirs, each)]
        made += [(place, held[0])] if held else []
    return tuple(made)


def band(label: str) -> tuple[int, int] | None:
    """The youngest and oldest age a label names: 「30代」 is 30 to 39; None where it names none."""
    words = unicodedata.normalize("NFKC", label)
    for pattern, ends in _BANDS:
        found = pattern.fullmatch(words.strip())
        if found:
            low, high = ends(*(int(each) for each in found.groups()))
            return low, high
    return None


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
