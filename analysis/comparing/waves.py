"""経年: one question over three waves or more, and whether its shares rise or fall."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.codebook import Question
from analysis.comparing.matching import Match, of_match
from analysis.comparing.surveys import STRONG, Compared, Side
from analysis.comparing.wordings import MARK
from analysis.counting import Floats
from analysis.errors import AnalysisError
from analysis.methods.comparisons import trend
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.results import Table

LEAST_WAVES = 3


class TooFewWaves(AnalysisError):
    message = "増減の傾向は、同じ設問のある調査が3回以上あるときに分かります"


@dataclass(frozen=True, slots=True)
class Trend:
    """One question over t waves, the oldest first.

    Attributes:
        names: t. years: t. bases: t respondents.
        labels: k choices that every wave had, with TOP2 and BOTTOM2 of a scale.
        shares: k × t.
        slope: k, change of the share a year.
        p, q: k, of the trend; q after Benjamini–Hochberg over the k.
        matches: t − 1, each earlier wave's question beside the newest one's.
    """

    question: Question
    names: tuple[str, ...]
    years: tuple[int, ...]
    bases: tuple[int, ...]
    labels: tuple[str, ...]
    shares: Floats
    slope: Floats
    p: Floats
    q: Floats
    matches: tuple[Match, ...]

    @property
    def marked(self) -> tuple[str, ...]:
        """The waves' names; those that asked otherwise than the newest one bear the mark."""
        changed = [bool(match.changes) for match in self.matches] + [False]
        marks = [MARK if each else "" for each in changed]
        return tuple(f"{name}{mark}" for name, mark in zip(self.names, marks, strict=True))

    @property
    def reworded(self) -> list[tuple[str, Match]]:
        """The waves that asked otherwise than the newest one, by name."""
        earlier = zip(self.names[:-1], self.matches, strict=True)
        return [(name, match) for name, match in earlier if match.changes]

    @property
    def steepest(self) -> int | None:
        """The place of the choice whose share moves most a year, where chance explains none."""
        with np.errstate(invalid="ignore"):
            moves = np.where(self.q < STRONG, np.abs(self.slope), 0.0)
        return int(np.argmax(moves)) if moves.any() else None

    def tables(self) -> tuple[Table, ...]:
        title = f"{self.question.label} 経年"
        note = "n: " + "、".join(
            f"{name} {base:,}" for name, base in zip(self.names, self.bases, strict=True)
        )
        note = "\n".join([note, *(of_match(name, match) for name, match in self.reworded)])
        index = list(self.labels)
        shares = pd.DataFrame(self.shares, index=index, columns=list(self.marked))
        tests = pd.DataFrame({"p": self.p, "q（BH補正後）": self.q}, index=index)
        return Table(title, shares, "share", note), Table(f"{title} 傾向の検定", tests, "score")


def over_waves(earlier: Sequence[tuple[int, Compared]], year: int) -> Trend:
    """Follow a question through its waves.

    Args:
        earlier: (year, the newest wave compared with that of the year), each of another year.
        year: of the newest wave.

    Raises:
        TooFewWaves

    Without weights it is the χ² test for trend in proportions (R prop.trend.test) with the years
    as scores; with weights the slope fitted with each wave's variance, against the normal.
    """
    if len(earlier) < LEAST_WAVES - 1:
        raise TooFewWaves
    ordered = sorted(earlier, key=lambda each: each[0])
    newest = ordered[-1][1]
    kept = _everywhere([each for _, each in ordered], newest)
    sides = [
        *((when, each.other, _places(each, kept)) for when, each in ordered),
        (year, newest.own, _places(newest, kept)),
    ]
    years = np.array([when for when, _, _ in sides], dtype=np.float64)
    shares = np.column_stack([side.shares[places] for _, side, places in sides])
    weighted = any(side.weighted for _, side, _ in sides)
    tests = [_tested(sides, row, years, weighted=weighted) for row in range(len(kept))]
    slope, p = np.array(tests, dtype=np.float64).reshape(-1, 2).T
    return Trend(
        question=newest.match.own,
        names=tuple(side.name for _, side, _ in sides),
        years=tuple(when for when, _, _ in sides),
        bases=tuple(side.base for _, side, _ in sides),
        labels=tuple(kept),
        shares=shares,
        slope=slope,
        p=p,
        q=benjamini_hochberg(p),
        matches=tuple(each.match for _, each in ordered),
    )


Waves = Sequence[tuple[int, Side, list[int]]]


def _everywhere(waves: Sequence[Compared], newest: Compared) -> list[str]:
    """Labels of the choices that the newest wave and every earlier one show a share of."""
    return [
        label
        for label, share in zip(newest.labels, newest.own.shares, strict=True)
        if not np.isnan(share)
        and all(
            label in each.labels and not np.isnan(each.other.shares[each.labels.index(label)])
            for each in waves
        )
    ]


def _places(made: Compared, kept: Sequence[str]) -> list[int]:
    return [made.labels.index(label) for label in kept]


def _tested(waves: Waves, row: int, years: Floats, *, weighted: bool) -> tuple[float, float]:
    """Slope a year and p of one choice."""
    shares = np.array([side.shares[places[row]] for _, side, places in waves])
    n = np.array([side.base for _, side, _ in waves], dtype=np.float64)
    if not weighted:
        hits = np.array([side.n[places[row]] for _, side, places in waves], dtype=np.float64)
        slope = sloped(shares, n, years)[0]
        return slope, trend(hits, n, years).p if 0 < hits.sum() < n.sum() else float("nan")
    se = np.array([side.se[places[row]] for _, side, places in waves])
    if (se <= 0).any():
        return sloped(shares, n, years)[0], float("nan")
    slope, spread = sloped(shares, 1 / se**2, years)
    return slope, float(2 * stats.norm.sf(abs(slope) / np.sqrt(spread)))


def sloped(shares: Floats, weight: Floats, years: Floats) -> tuple[float, float]:
    """A weighted line's slope and, where weights are inverse variances, its variance."""
    away = years - weight @ years / weight.sum()
    across = float(weight @ away**2)
    return float(weight @ (away * shares)) / across, 1 / across
