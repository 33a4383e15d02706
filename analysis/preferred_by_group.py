"""選好×軸: the scores of every item in every group of an axis, judged as one family."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import disclosure_scores
from analysis.codebook import FIRST_LEVEL, Codebook, Variable
from analysis.counting import Floats, Ints, usable
from analysis.disclosure import DESK, Rules, withheld_rows
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.partitions import Framed
from analysis.preferences import apart
from analysis.preferred import Given, Preferred, given, guarded
from analysis.presentation import LEAST_BASE, SMALL_BASE
from analysis.results import Table
from analysis.scored import named

MOST_GROUPS = 20  # that stand side by side
STRONG = 0.05


@dataclass(frozen=True, slots=True)
class PreferredByGroup:
    """m items in r groups, in the order of the question and of the axis.

    Attributes:
        whole: the scores of everyone who answered the question, whatever they said to the axis.
        n: r, respondents in each group, never weighted; −1 where withheld.
        score, low, high: m × r, with 95 % intervals (t); missing where withheld or of no one.
        gone: m × r, which of them are withheld.
        gap, gap_low, gap_high: m × r, the group's score less that of everyone else who answered.
        q: m × r, of that difference, Benjamini–Hochberg over all items and groups.
        strong: m × r, where a group stands out: q < 0.05, 30 people in it and 30 beside it.
    """

    whole: Preferred
    axis: Variable
    n: Ints
    score: Floats
    low: Floats
    high: Floats
    gone: np.ndarray
    gap: Floats
    gap_low: Floats
    gap_high: Floats
    q: Floats
    strong: np.ndarray

    @property
    def title(self) -> str:
        return f"{self.whole.title} × {self.axis.label}（{self.whole.made.title}）"

    @property
    def groups(self) -> list[int]:
        """Places of the groups that anyone is in."""
        return [int(place) for place in np.flatnonzero(self.n != 0)]

    def tables(self) -> tuple[Table, ...]:
        side, heads = list(self.whole.made.labels), ["全体", *self.axis.labels]
        scores = np.column_stack([self.whole.made.score, self.score])
        gone = np.column_stack([self.whole.gone, self.gone])
        people = np.append(self.whole.n, self.n)[None, :]
        counted = pd.DataFrame(np.where(people < 0, np.nan, people), index=["n"], columns=heads)
        return (
            Table(f"{self.title} n", counted, "count", withheld=people < 0),
            Table(
                self.title, pd.DataFrame(scores, index=side, columns=heads), "score", withheld=gone
            ),
        )


@dataclass(frozen=True, slots=True)
class Ranked:
    """A question whole: the scores of everyone, then by every axis whose groups fit."""

    whole: Preferred
    by_group: tuple[PreferredByGroup, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the answers say of the groups, whatever may be shown: m × r each.

    `people`: whom a score rests on, of the group or of everyone else, whichever are fewer.
    """

    score: Floats
    low: Floats
    high: Floats
    gap: Floats
    half: Floats
    q: Floats
    people: Floats


def preferences_by_group(
    frame: pd.DataFrame,
    codebook: Codebook,
    made: Preferred,
    *,
    axis: str,
    weight: str | None = None,
    rules: Rules = DESK,
) -> PreferredByGroup:
    """Set the scores of a question beside each other in every group of an axis.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        made: the scores of everyone.
        axis: name of a variable with levels, whose levels are the groups.
        weight: name of the number column that weighs each response.
        rules: what is too small to be shown.

    Raises:
        UnknownVariable, WrongMeasure, WeightUnusable
    """
    held, side = [Framed(frame)], codebook.categorical(axis)
    said = given(held, named(codebook, made.question.name), usable(held, codebook, weight))
    return of_groups(made, said, side, held[0].codes([side])[0], rules=rules)


def of_groups(
    made: Preferred, said: Given, axis: Variable, codes: np.ndarray, *, rules: Rules = DESK
) -> PreferredByGroup:
    """The same of what was read before.

    Args:
        made: the scores of everyone.
        said: what they are made of, n respondents.
        axis: whose levels are the groups.
        codes: n, the code of each respondent on the axis: 0 非該当, 1 無回答, 2… levels.
        rules: what is too small to be shown.

    Each group is compared with everyone else who answered the question, as two samples (Welch
    1947; with weights, linearised scores in the place of means). Only groups of 10 or more are.
    """
    answered = said.answered
    known, places = said.of(answered), codes[answered].astype(np.int64) - FIRST_LEVEL
    inside = [places == place for place in range(len(axis.levels))]
    n = np.array([int(rows.sum()) for rows in inside], dtype=np.int64)
    # Who left the axis blank is a group too: 全体 less all others.
    everyone = np.append(n, len(places) - int(n.sum()))
    withheld = withheld_rows(everyone, rules.base, partners=rules.strict)[:-1]
    withheld = (withheld | made.gone.all()) & (n > 0)
    whole = made.gone, withheld
    if known.codes:
        gone = disclosure_scores.mean_cells(known.acted, known.codes, inside, whole, rules)
    else:
        gone = disclosure_scores.cells(known.acted, inside, whole, rules)
    judged, missing = _judged(known, inside), np.where(gone, np.nan, 1.0)
    return PreferredByGroup(
        whole=made,
        axis=axis,
        n=np.where(withheld, -1, n),
        score=judged.score * missing,
        low=judged.low * missing,
        high=judged.high * missing,
        gone=gone & (n > 0),
        gap=judged.gap * missing,
        gap_low=(judged.gap - judged.half) * missing,
        gap_high=(judged.gap + judged.half) * missing,
        q=judged.q * missing,
        strong=~gone & (judged.people >= SMALL_BASE) & (judged.q < STRONG),
    )


def _judged(known: Given, inside: Sequence[np.ndarray]) -> _Judged:
    shape = (known.numbers.shape[1], len(inside))
    score, low, high, gap, half, p = (np.full(shape, np.nan) for _ in range(6))
    people = np.zeros(shape)
    for place, rows in enumerate(inside):
        if rows.sum() < LEAST_BASE:
            continue
        own = known.of(rows).scores()
        score[:, place], low[:, place], high[:, place] = own.score, own.low, own.high
        if (~rows).sum() >= LEAST_BASE:
            other = known.of(~rows).scores()
            gap[:, place], half[:, place], p[:, place] = apart(own, other)
            people[:, place] = np.minimum(own.shown, other.shown)
    q = benjamini_hochberg(p.reshape(-1)).reshape(shape)
    return _Judged(score, low, high, gap, half, q, people)


def all_ranked(
    said: Sequence[Given], axes: Sequence[tuple[Variable, np.ndarray]], rules: Rules = DESK
) -> Iterator[Ranked]:
    """Questions whole, those that anyone answered, each with the axes that fit side by side.

    Args:
        said: what was said to each question.
        axes: each with the code of every respondent on it (n).
        rules: what is too small to be shown.
    """
    fitting = [each for each in axes if len(each[0].levels) <= MOST_GROUPS]
    for each in said:
        if each.answered.any():
            made = guarded(each, rules)
            groups = (of_groups(made, each, axis, codes, rules=rules) for axis, codes in fitting)
            yield Ranked(made, tuple(groups))
