"""選好: what people want most of a list: ranked, given points, or chosen best and worst."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis import disclosure_scores, factors
from analysis.codebook import Codebook, Score, Variable
from analysis.counting import Floats, Ints, usable
from analysis.disclosure import DESK, Rules
from analysis.partitions import Framed, Partition
from analysis.preferences import NO_LEAD, Preferences, best_worst, means, points, ranking
from analysis.results import Table
from analysis.scored import Scored, named

Flags = np.ndarray
N, ITEMS, ALPHA, ALPHA_N = "n", "設問の数", "α", "αのn"  # what stands beside a mean


@dataclass(frozen=True, slots=True)
class Given:
    """What n respondents said to a scored question of m items.

    Attributes:
        numbers: n × m: ranks, points, means, or how often an item was the best; NaN 無回答, −inf
            非該当.
        worst: n × m, how often it was the worst; None but for best-worst.
        weight: n; None = everyone counts once.
        codes: m × k × n, the answers to the scales that each is the mean of; empty but for MEAN.
    """

    question: Scored
    numbers: Floats
    worst: Floats | None
    weight: Floats | None
    codes: tuple[tuple[np.ndarray, ...], ...] = ()

    @property
    def answered(self) -> Flags:
        """Whose answers count (n, bool)."""
        known = np.isfinite(self.numbers)
        if self.question.way is Score.POINTS:
            return np.asarray(known.any(axis=1) & ~np.isnan(self.numbers).any(axis=1))
        if self.worst is None:
            return np.asarray(known.any(axis=1))
        return np.asarray((_zeroed(self.numbers) + _zeroed(self.worst)).sum(axis=1) > 0)

    @property
    def offered(self) -> Flags:
        """Which items were among the choices (n × m, bool)."""
        return np.asarray(~np.isneginf(self.numbers))

    @property
    def acted(self) -> Flags:
        """Who ranked an item, gave it points, chose it or has a mean of it (n × m, bool)."""
        return np.asarray(np.logical_or.reduce(self.touched))

    @property
    def chosen(self) -> Flags:
        """Who ranked an item, gave it points or chose it as the best (n × m, bool)."""
        return self.acted if self.worst is None else np.asarray(_zeroed(self.numbers) > 0)

    @property
    def touched(self) -> tuple[Flags, ...]:
        """Who did what with an item, each n × m (bool): the people whom a number could tell of."""
        if self.question.way is Score.RANK:
            return np.asarray(self.numbers == 1), np.isfinite(self.numbers)
        if self.codes:
            return (np.isfinite(self.numbers),)
        if self.worst is None:
            return (_zeroed(self.numbers) > 0,)
        return _zeroed(self.numbers) > 0, _zeroed(self.worst) > 0

    def of(self, rows: Flags) -> "Given":
        """The same of these respondents (n, bool)."""
        return replace(
            self,
            numbers=self.numbers[rows],
            worst=None if self.worst is None else self.worst[rows],
            weight=None if self.weight is None else self.weight[rows],
            codes=tuple(tuple(each[rows] for each in items) for items in self.codes),
        )

    def scores(self) -> Preferences:
        """Score the items; no interval reaches beyond what a score can be.

        Raises:
            NobodyAnswered
        """
        most = max(column.most for column in self.question.columns)
        least = min(column.least for column in self.question.columns)
        low, high = (-1, 1) if self.question.way is Score.BEST else (least, most)
        made = self._scores(most)
        return replace(made, low=np.clip(made.low, low, high), high=np.clip(made.high, low, high))

    def _scores(self, most: int) -> Preferences:
        asked = self.question
        if asked.way is Score.RANK:
            return ranking(asked.labels, self.numbers, most, self.weight)
        if asked.way is Score.MEAN:
            return means("平均点", asked.labels, self.numbers, self._beside(), self.weight)
        if self.worst is None:
            return points(asked.labels, self.numbers, self.weight)
        times = np.array([column.most for column in asked.columns], dtype=np.float64)
        # What stood only in sets that somebody passed over was not shown to them.
        shown = np.where(np.isfinite(self.numbers), times, 0.0)
        best, worst = _zeroed(self.numbers), _zeroed(self.worst)
        return best_worst(asked.labels, best, worst, shown, self.weight)

    def _beside(self) -> dict[str, Floats]:
        """Of each factor: who has a score, how many questions, and how these hang together."""
        told = []
        for column, items, codes in zip(
            self.question.columns, self.question.items, self.codes, strict=True
        ):
            pairs = zip(items, codes, strict=True)
            said = np.column_stack([factors.points(item, each, column) for item, each in pairs])
            told.append((len(items), *factors.alpha(said)))
        number, alpha, people = (
            np.array(each, dtype=np.float64) for each in zip(*told, strict=True)
        )
        n = np.isfinite(self.numbers).sum(axis=0).astype(np.float64)
        missing = np.where(number > 1, 1.0, np.nan)
        return {N: n, ITEMS: number, ALPHA: alpha, ALPHA_N: people * missing}


@dataclass(frozen=True, slots=True)
class Preferred:
    """The scores of everyone, as the disclosure rules left them.

    Attributes:
        made: the scores; missing where withheld.
        gone: m, which items are withheld.
        people: m, who ranked the item, gave it points, chose it as the best or has a mean of it,
            never weighted; −1 where withheld.
        no_answer, not_asked: respondents who left the question blank · who were never asked.
    """

    question: Scored
    made: Preferences
    gone: Flags
    people: Ints
    weighted: bool
    no_answer: int
    not_asked: int

    @property
    def title(self) -> str:
        return self.question.label

    @property
    def n(self) -> int:
        """Respondents, never weighted; −1 where all is withheld."""
        return -1 if self.gone.all() else self.made.n

    def tables(self) -> tuple[Table, ...]:
        made = tuple(self.made.tables())
        return tuple(
            replace(
                table,
                title=f"{self.title} {table.title}",
                withheld=np.repeat(self.gone[:, None], table.body.shape[1], axis=1),
            )
            for table in made
        )


def preferences(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    preference: str,
    weight: str | None = None,
    rules: Rules = DESK,
) -> Preferred:
    """Score the items of a question that ranks, shares points, chooses best and worst, or factors.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        preference: name of the question, the group of its columns.
        weight: name of the number column that weighs each response.
        rules: what is too small to be shown.

    Raises:
        NoSuchPreference, NobodyAnswered, UnknownVariable, WrongMeasure, WeightUnusable

    Formulas and their sources: see `analysis.preferences`. Who left the question blank is in no
    base.
    """
    held = [Framed(frame)]
    weighing = usable(held, codebook, weight)
    return guarded(given(held, named(codebook, preference), weighing), rules)


def given(
    partitions: Sequence[Partition], question: Scored, weight: Variable | None = None
) -> Given:
    """What all respondents of all parts said to a question."""
    return Given(
        question,
        _columns(partitions, question.columns),
        _columns(partitions, question.worst) if question.worst else None,
        _column(partitions, weight) if weight else None,
        tuple(tuple(_codes(partitions, item) for item in items) for items in question.items),
    )


def guarded(said: Given, rules: Rules = DESK) -> Preferred:
    """The scores without those that too few people are behind.

    Raises:
        NobodyAnswered
    """
    answered = said.of(said.answered)
    made = answered.scores()
    if answered.codes:
        gone = disclosure_scores.means(answered.acted, answered.codes, rules)
    else:
        gone = disclosure_scores.items(answered.touched, answered.offered, rules)
    kept = _reliable(_without(made, gone) if gone.any() else made, rules)
    people = np.where(gone, -1, answered.chosen.sum(axis=0))
    never = int((~said.offered).all(axis=1).sum())
    return Preferred(
        question=said.question,
        made=kept,
        gone=gone,
        people=people,
        weighted=said.weight is not None,
        no_answer=len(said.numbers) - made.n - never,
        not_asked=never,
    )


def _without(made: Preferences, gone: Flags) -> Preferences:
    missing = np.where(gone, np.nan, 1.0)
    return replace(
        made,
        score=made.score * missing,
        se=made.se * missing,
        low=made.low * missing,
        high=made.high * missing,
        shown=np.where(gone, -1, made.shown),
        lead=NO_LEAD,
        beside={name: values * missing for name, values in made.beside.items()},
    )


def _reliable(made: Preferences, rules: Rules) -> Preferences:
    """Without the alphas that rest on fewer people than may be told of."""
    if ALPHA not in made.beside:
        return made
    enough = np.where(made.beside[ALPHA_N] >= rules.base, 1.0, np.nan)
    told = {name: made.beside[name] * enough for name in (ALPHA, ALPHA_N)}
    return replace(made, beside={**made.beside, **told})


def _columns(partitions: Sequence[Partition], columns: Sequence[Variable]) -> Floats:
    return np.column_stack([_column(partitions, column) for column in columns])


def _codes(partitions: Sequence[Partition], item: Variable) -> np.ndarray:
    return np.concatenate([each.codes([item])[0] for each in partitions])


def _column(partitions: Sequence[Partition], column: Variable) -> Floats:
    return np.concatenate([each.numbers(column) for each in partitions])


def _zeroed(numbers: Floats) -> Floats:
    return np.where(np.isfinite(numbers), numbers, 0.0)
