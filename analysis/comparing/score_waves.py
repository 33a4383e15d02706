"""得点の経年: the scores of one list over three waves or more, and whether they rise or fall."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.comparing.preferring import PreferredCompared
from analysis.comparing.waves import LEAST_WAVES, TooFewWaves, sloped
from analysis.comparing.wordings import MARK
from analysis.counting import Floats, Ints
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.preferred import Preferred
from analysis.presentation import SMALL_BASE
from analysis.results import Table
from analysis.scored import Scored

STRONG = 0.05
_Z = float(stats.norm.isf(0.025))


@dataclass(frozen=True, slots=True)
class ScoreWaves:
    """m items over t waves, the oldest first; items in the order of the newest question.

    Attributes:
        question: of the newest wave. of: what its scores are called.
        names: t. years: t. bases: t respondents, −1 where all is withheld.
        titles: t, what each wave asked; reworded: t, whether that is other words than the newest.
        score, low, high: m × t, with 95 % intervals; missing where withheld.
        people: m × t, whom each score rests on.
        gone: m × t, which of them are withheld.
        slope, slope_low, slope_high: m, change of the score a year, with a 95 % interval.
        q: m, of the slope, Benjamini–Hochberg over the items.
        changed: factors that some wave lacks or makes of other questions: left out.
    """

    question: Scored
    of: str
    names: tuple[str, ...]
    years: tuple[int, ...]
    bases: tuple[int, ...]
    titles: tuple[str, ...]
    reworded: tuple[bool, ...]
    labels: tuple[str, ...]
    score: Floats
    low: Floats
    high: Floats
    people: Ints
    gone: np.ndarray
    slope: Floats
    slope_low: Floats
    slope_high: Floats
    q: Floats
    changed: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.question.label} 経年（{self.of}）"

    @property
    def marked(self) -> tuple[str, ...]:
        """The waves' names; those that asked in other words bear the mark."""
        pairs = zip(self.names, self.reworded, strict=True)
        return tuple(f"{name}{MARK if changed else ''}" for name, changed in pairs)

    @property
    def in_other_words(self) -> list[tuple[str, str]]:
        """The waves that asked in other words than the newest: their names and what they asked."""
        told = zip(self.names, self.titles, self.reworded, strict=True)
        return [(name, title) for name, title, changed in told if changed]

    @property
    def order(self) -> list[int]:
        """Places of the items, the highest score of the newest wave first, without one last."""
        newest = np.where(np.isfinite(self.score[:, -1]), self.score[:, -1], -np.inf)
        return [int(place) for place in np.argsort(-newest.round(12), kind="stable")]

    @property
    def strong(self) -> np.ndarray:
        """Items whose slope chance does not explain (m, bool): q < 0.05, n ≥ 30 in every wave."""
        enough = (self.people >= SMALL_BASE).all(axis=1)
        with np.errstate(invalid="ignore"):
            return np.asarray((self.q < STRONG) & enough)

    @property
    def steepest(self) -> int | None:
        """The item whose score moves most a year, of those that chance does not explain."""
        if not self.strong.any():
            return None
        return int(np.argmax(np.where(self.strong, np.abs(self.slope), 0.0)))

    def tables(self) -> tuple[Table, ...]:
        index = list(self.labels)
        scores = pd.DataFrame(self.score, index=index, columns=list(self.marked))
        ends = {"1年あたり": self.slope, "下限": self.slope_low, "上限": self.slope_high}
        tests = pd.DataFrame({**ends, "q（BH補正後）": self.q}, index=index)
        return (
            Table(self.title, scores, "score", withheld=self.gone),
            Table(f"{self.title} 傾向の検定", tests, "score"),
        )


def over_waves(earlier: Sequence[tuple[int, PreferredCompared]], year: int) -> ScoreWaves:
    """Follow the scores of a list through its waves.

    Args:
        earlier: (year, the newest wave compared with that of the year), each of another year.
        year: of the newest wave.

    Raises:
        TooFewWaves

    The slope is of a line fitted to the scores of a wave each, with 1 ÷ se² as weights, and judged
    against the normal: generalised least squares of known variances, as in fixed-effect
    meta-regression (Thompson & Higgins 2002). Where a wave shows no score of an item, or all its
    people said the same, the slope of that item is not judged.
    """
    if len(earlier) < LEAST_WAVES - 1:
        raise TooFewWaves
    ordered = sorted(earlier, key=lambda each: each[0])
    pairs, years = [each for _, each in ordered], (*(when for when, _ in ordered), year)
    newest = pairs[-1]
    kept = _everywhere(pairs)
    sides = [
        *((each.other, [each.places[i] for i in _places(each.own, kept)]) for each in pairs),
        (newest.own, _places(newest.own, kept)),
    ]
    score, se, low, high = (
        np.column_stack([getattr(side.made, name)[places] for side, places in sides])
        for name in ("score", "se", "low", "high")
    )
    slope, spread = _slopes(score, se, np.array(years, dtype=np.float64))
    return ScoreWaves(
        question=newest.own.question,
        of=newest.own.made.title,
        names=(*(each.names[1] for each in pairs), newest.names[0]),
        years=years,
        bases=tuple(side.n for side, _ in sides),
        titles=tuple(side.title for side, _ in sides),
        reworded=(*(each.reworded for each in pairs), False),
        labels=tuple(kept),
        score=score,
        low=low,
        high=high,
        people=np.column_stack([side.made.shown[places] for side, places in sides]),
        gone=np.column_stack([side.gone[places] for side, places in sides]),
        slope=slope,
        slope_low=slope - _Z * spread,
        slope_high=slope + _Z * spread,
        q=benjamini_hochberg(2 * stats.norm.sf(np.abs(slope) / spread)),
        changed=_changed(pairs, kept),
    )


def _everywhere(pairs: Sequence[PreferredCompared]) -> list[str]:
    """Labels of the items that every wave is compared by."""
    listed = [each.own.made.labels for each in pairs]
    return [label for label in listed[-1] if all(label in labels for labels in listed)]


def _changed(pairs: Sequence[PreferredCompared], kept: Sequence[str]) -> tuple[str, ...]:
    """Names of what some wave made of other questions, or had not at all, each once."""
    told = dict.fromkeys(label for each in pairs for label in each.changed)
    lost = dict.fromkeys(
        label for each in pairs for label in each.own.made.labels if label not in kept
    )
    return tuple(told | lost)


def _places(made: Preferred, kept: Sequence[str]) -> list[int]:
    return [made.made.labels.index(label) for label in kept]


def _slopes(score: Floats, se: Floats, years: Floats) -> tuple[Floats, Floats]:
    """Slopes a year with their standard errors (m each), missing where they cannot be judged."""
    slope, spread = np.full(len(score), np.nan), np.full(len(score), np.nan)
    for row in np.flatnonzero(np.isfinite(score).all(axis=1) & (se > 0).all(axis=1)):
        slope[row], variance = sloped(score[row], 1 / se[row] ** 2, years)
        spread[row] = np.sqrt(variance)
    return slope, spread
