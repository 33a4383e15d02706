"""くらべる: one question in two surveys, choice by choice, with the difference and its test."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Question
from analysis.comparing.matching import Match, matches, of_match
from analysis.counting import Floats, Ints, count, share_se, weights
from analysis.disclosure import DESK, Rules, guard_frequency
from analysis.frequencies import from_cells
from analysis.methods.comparisons import of_estimates, two_shares
from analysis.methods.intervals import Pair
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.presentation import SMALL_BASE
from analysis.results import Table
from analysis.scales import scale_of

STRONG = 0.05
LEAST_EXPECTED = 5


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey's answers and how it is spoken of: 「職員」「令和7年度」.

    `representative` is False for an open call, which is shown beside and never tested.
    """

    name: str
    frame: pd.DataFrame
    codebook: Codebook
    weight: str | None = None
    representative: bool = True
    rules: Rules = DESK


@dataclass(frozen=True, slots=True)
class Side:
    """How one survey answered.

    Attributes:
        base: those who answered, never weighted.
        n: k respondents; −1 where withheld or where it was no choice.
        shares, se: k, of the base, missing where withheld or where it was no choice.
        rank: k, from 1, the most chosen first; 0 where there is no share.
    """

    name: str
    base: int
    n: Ints
    shares: Floats
    se: Floats
    weighted: bool

    @property
    def rank(self) -> Ints:
        known = np.nan_to_num(self.shares, nan=-1.0)
        found = (known[None, :] > known[:, None] + 1e-12).sum(axis=1) + 1
        return np.where(np.isnan(self.shares), 0, found)


@dataclass(frozen=True, slots=True)
class Compared:
    """One question in two surveys; differences are `own` − `other`.

    Attributes:
        labels: k, the choices, then TOP2 and BOTTOM2 of a scale.
        summed: how many of them, at the end, are such sums.
        difference: k. low, high: k, 95 % intervals of it. p: k.
        q: k, p after Benjamini–Hochberg over every choice of every question compared with it.
        tested: False where one of the two is an open call.
    """

    match: Match
    own: Side
    other: Side
    labels: tuple[str, ...]
    summed: int
    difference: Floats
    low: Floats
    high: Floats
    p: Floats
    q: Floats
    tested: bool

    @property
    def strong(self) -> np.ndarray:
        """Choices whose difference chance does not explain (k, bool): q < 0.05, both n ≥ 30."""
        enough = min(self.own.base, self.other.base) >= SMALL_BASE
        with np.errstate(invalid="ignore"):
            return np.asarray((self.q < STRONG) & enough & _expected(self.own, self.other))

    @property
    def widest(self) -> int | None:
        """The place of the widest strong difference: of TOP2 or BOTTOM2, else of a choice."""
        gaps = np.where(self.strong, np.abs(self.difference).round(12), 0.0)
        for part in (slice(self.choices, None), slice(self.choices)):
            if gaps[part].any():
                return int(np.argmax(gaps[part])) + (part.start or 0)
        return None

    @property
    def mixed(self) -> bool:
        """Whether only one of the two is weighted."""
        return self.own.weighted != self.other.weighted

    @property
    def turned(self) -> "Compared":
        """The same seen from the other survey."""
        return replace(
            self,
            match=self.match.turned,
            own=self.other,
            other=self.own,
            difference=-self.difference,
            low=-self.high,
            high=-self.low,
        )

    @property
    def choices(self) -> int:
        return len(self.labels) - self.summed

    def tables(self) -> tuple[Table, ...]:
        title = f"{self.match.own.label}（{self.own.name}と{self.other.name}）"
        note = f"n: {self.own.name} {self.own.base:,}、{self.other.name} {self.other.base:,}"
        if self.match.changes:
            note += f"\n{of_match(self.other.name, self.match)}"
        sides = (self.own, self.other)
        offered = [
            [choice.own is not None, choice.other is not None] for choice in self.match.choices
        ]
        offered += [[True, True]] * self.summed
        gone = np.column_stack([side.n < 0 for side in sides]) & np.array(offered)
        labels = list(self.labels)
        shares = {side.name: side.shares for side in sides}
        counts = {side.name: np.where(side.n < 0, np.nan, side.n) for side in sides}
        tests: dict[str, Floats] = {
            "差": self.difference,
            "差の下限": self.low,
            "差の上限": self.high,
        }
        found = [
            Table(title, pd.DataFrame(counts, index=labels), "count", note, gone),
            Table(title, pd.DataFrame(shares, index=labels), "share", note, gone),
        ]
        if self.tested:
            values = pd.DataFrame({"p": self.p, "q（BH補正後）": self.q}, index=labels)
            found.append(Table(f"{title} 差", pd.DataFrame(tests, index=labels), "share"))
            found.append(Table(f"{title} 検定", values, "score"))
        return tuple(found)


def compare(own: Survey, other: Survey, *, only: str | None = None) -> tuple[Compared, ...]:
    """Compare every question answered in both surveys, with choices that can be compared.

    Args:
        own: the survey at hand.
        other: the one it is compared with.
        only: the name of one question of `own`, where no other is wanted.

    Raises:
        WeightUnusable

    Without weights the test is the pooled z test and the interval Newcombe's (1998); with them a
    t test on the two standard errors (n₁ + n₂ − 2 degrees), everyone in either file being its
    sample. An open call is neither tested nor given an interval.
    """
    found = [
        each
        for each in matches(own.codebook, other.codebook)
        if each.comparable and only in (None, each.own.name)
    ]
    made = [_compared(each, own, other) for each in found]
    made = [each for each in made if each.own.base and each.other.base]
    q = benjamini_hochberg(np.concatenate([np.zeros(0), *(each.p for each in made)]))
    ends = np.cumsum([len(each.p) for each in made])
    return tuple(
        replace(each, q=part)
        for each, part in zip(made, np.split(q, ends[:-1]) if made else [], strict=True)
    )


def _compared(found: Match, own: Survey, other: Survey) -> Compared:
    places = [(choice.own, choice.other) for choice in found.choices]
    sums = _sums(found)
    mine = _side(own, found.own, [a for a, _ in places], [of for _, of, _ in sums])
    theirs = _side(other, found.other, [b for _, b in places], [of for _, _, of in sums])
    tested = own.representative and other.representative
    tests = [
        _test(mine, theirs, place) if tested else _UNTESTED for place in range(len(mine.shares))
    ]
    columns = np.array(tests, dtype=np.float64).reshape(-1, 3)
    return Compared(
        match=found,
        own=mine,
        other=theirs,
        labels=(*(choice.label for choice in found.choices), *(name for name, _, _ in sums)),
        summed=len(sums),
        difference=mine.shares - theirs.shares,
        low=columns[:, 0],
        high=columns[:, 1],
        p=columns[:, 2],
        q=np.full(len(columns), np.nan),
        tested=tested,
    )


_UNTESTED = (float("nan"), float("nan"), float("nan"))


def _sums(found: Match) -> list[tuple[str, list[int], list[int]]]:
    """TOP2 and BOTTOM2 of a scale, by its places in either question."""
    scale = scale_of(found.own) if not found.own.multiple else None
    if scale is None:
        return []
    across = {choice.own: choice.other for choice in found.choices}
    made = []
    for name, places in zip(scale.names, (scale.top, scale.bottom), strict=True):
        there = [across.get(place) for place in places]
        if len(places) > 1:
            made.append((name, list(places), [place for place in there if place is not None]))
    return made


def _side(
    survey: Survey, question: Question, places: Sequence[int | None], sums: Sequence[list[int]]
) -> Side:
    frame, codebook = survey.frame, survey.codebook
    cells = count(frame, None, question, weights(frame, codebook, survey.weight))
    plain = from_cells(question, cells, weighted=survey.weight is not None)
    shown = guard_frequency(plain, survey.rules)
    n, w, w2 = (part[FIRST_LEVEL] for part in (cells.n, cells.w, cells.w2))
    groups = [[] if place is None else [place] for place in places] + list(sums)
    gone = np.array([not group or bool((shown.n[group] < 0).any()) for group in groups])
    missing = np.where(gone, np.nan, 1.0)
    base_w, base_w2 = float(cells.base_w[FIRST_LEVEL]), float(cells.base_w2[FIRST_LEVEL])
    shares = np.array([w[group].sum() for group in groups]) / base_w if base_w else missing * np.nan
    squares = np.array([w2[group].sum() for group in groups])
    se = share_se(shares, squares, (base_w, base_w2), cells.rows)
    counts = np.array([int(n[group].sum()) for group in groups], dtype=np.int64)
    return Side(
        survey.name,
        plain.base,
        np.where(gone, -1, counts),
        shares * missing,
        se * missing,
        survey.weight is not None,
    )


def _test(own: Side, other: Side, place: int) -> tuple[float, float, float]:
    """Ends of the interval of the difference, and p; missing where one side has no share."""
    shares = (float(own.shares[place]), float(other.shares[place]))
    if np.isnan(shares).any() or min(own.base, other.base) < 2:
        return _UNTESTED
    if not own.weighted and not other.weighted:
        pair = two_shares(int(own.n[place]), own.base, int(other.n[place]), other.base)
        return (*pair.newcombe, pair.p_pooled)
    first: Pair = (shares[0], float(own.se[place]))
    found = of_estimates(first, (shares[1], float(other.se[place])), own.base + other.base - 2)
    return (*found.interval, found.p)


def _expected(own: Side, other: Side) -> np.ndarray:
    """Whether at least 5 people would be expected in and beside the choice in either survey."""
    n = own.base + other.base
    both = (np.nan_to_num(own.shares) * own.base + np.nan_to_num(other.shares) * other.base) / max(
        n, 1
    )
    least = min(own.base, other.base)
    return np.asarray(np.minimum(both, 1 - both) * least >= LEAST_EXPECTED)
