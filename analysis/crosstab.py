"""クロス集計: how answers differ along an axis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Question, Variable
from analysis.counting import (
    Cells,
    Floats,
    Ints,
    count,
    count_ticks,
    gap_se,
    share_se,
    weights,
)
from analysis.methods.association import Association, two_sided
from analysis.methods.associations import associations, residuals
from analysis.methods.intervals import wilson
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.results import Table

TOTAL = "全体"


@dataclass(frozen=True, slots=True)
class Crosstab:
    """A table with the axis down the side (表側) and the answers along the top (表頭).

    With an MA down the side (`overlapping`) a person is in the row of every choice they ticked:
    rows add up to no one's number, and each is compared with those who did not tick it.

    Attributes:
        n: r × c respondents, never weighted.
        bases: r, those who answered both questions, never weighted.
        shares: r × c, 0 to 1 along each row, weighted where there are weights; missing at base 0.
        total_n, total_base, total_shares: the same for 全体: everyone who answered both.
        low, high: r × c, 95 % interval of each share: Wilson's (1927), with Kish's effective
            number of respondents where there are weights.
        se: r × c, standard errors of the shares, everyone in the file being the sample.
        gap_se: r × c, standard errors of the row's share less that of 全体, of which it is a part.
        effective: r, Kish's effective number of respondents, (Σw)² / Σw².
        no_answer, total_no_answer: r, respondents of the row who left the question blank, and of
            全体; −1 where withheld.
        blank, not_asked: of all respondents, in no row too: who left the question blank, and who
            were never asked it.
        association: the test; None for an MA on either side, or when there is nothing to compare.
        residuals, q: r × c, adjusted standardised residuals, and their p values after
            Benjamini–Hochberg over the table. For an MA on either side each tick is a table of its
            own; a tick against itself says nothing and has neither.
        hidden: r, rows withheld because too few people are behind them.
    """

    axis: Variable
    question: Question
    weighted: bool
    n: Ints
    bases: Ints
    shares: Floats
    total_n: Ints
    total_base: int
    total_shares: Floats
    low: Floats
    high: Floats
    se: Floats
    gap_se: Floats
    effective: Floats
    no_answer: Ints
    total_no_answer: int
    blank: int
    not_asked: int
    association: Association | None
    residuals: Floats
    q: Floats
    hidden: np.ndarray

    @property
    def title(self) -> str:
        return f"{self.question.label} × {self.axis.label}"

    @property
    def overlapping(self) -> bool:
        """Whether one person may be in several rows."""
        return bool(self.axis.ticks)

    @property
    def outside(self) -> str:
        """How many the question has no answer of, and why, as words that follow others."""
        told = (("設問に無回答", self.blank), ("設問が非該当", self.not_asked))
        return "".join(f"、{words} {number:,}" for words, number in told if number)

    def tables(self) -> tuple[Table, ...]:
        note = f"n={self.total_base:,}（「{self.axis.label}」と設問の両方に回答した人）"
        note += self.outside
        side = [TOTAL, *self.axis.labels]
        counts = np.vstack([self.total_n, self.n]).astype(float)
        bases = np.append(self.total_base, self.bases).astype(float)
        shares = np.vstack([self.total_shares, self.shares])
        gone = counts < 0
        top = self.question.labels
        counted = pd.DataFrame(np.where(gone, np.nan, counts), index=side, columns=top)
        counted.insert(0, "n", np.where(bases < 0, np.nan, bases), allow_duplicates=True)
        shared = pd.DataFrame(shares, index=side, columns=top)
        return (
            Table(self.title, counted, "count", note, np.column_stack([bases < 0, gone])),
            Table(self.title, shared, "share", note, gone),
        )


def crosstab(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    axis: str,
    question: str,
    weight: str | None = None,
) -> Crosstab:
    """Count the answers to `question` within each level of `axis`.

    Args:
        frame: a response table of `codebook`; one row a response, with the two reserved levels.
        codebook: what the columns of `frame` mean.
        axis: name of the variable down the side with r levels, or of an MA with r ticks.
        question: name of the variable along the top with c levels, or of an MA with c ticks.
        weight: name of the number column that weighs each response.

    Returns:
        A `Crosstab` in the codebook's order, empty levels kept.

    Raises:
        UnknownVariable, WrongMeasure: `axis` or `question` is not there, or has no levels.
        WeightUnusable: a weight is missing or below zero.

    The base of every share and of Cramér's V is those who answered both questions, never the
    length of `frame`: blank answers must not weaken an association.
    """
    side, top = codebook.side(axis), codebook.question(question)
    return crossed(frame, side, top, weights(frame, codebook, weight))


def crossed(
    frame: pd.DataFrame, axis: Variable, question: Question, weight: Floats | None
) -> Crosstab:
    """The table of an axis and a question that have been found; `weight` is of every response."""
    weighted = weight is not None
    if axis.ticks:
        ticked = count_ticks(frame, axis, question, weight)
        return from_ticks(axis, question, ticked, weighted=weighted)
    return from_cells(axis, question, count(frame, axis, question, weight), weighted=weighted)


def from_ticks(
    axis: Variable, question: Question, counted: Sequence[Cells], *, weighted: bool
) -> Crosstab:
    """Make the table of an MA down the side from the cells of each tick (see `count_ticks`).

    Each row is compared with the people who answered the MA and did not tick it; p values are
    corrected over the whole table.
    """
    inside = [cells.of(slice(FIRST_LEVEL, None)) for cells in counted]
    made, everyone = _numbers(inside, counted[0].rows), inside[0]
    shares = made.pop("total_shares")[0]
    rows = {name: each[:, 0] for name, each in made.items()}
    if axis.name == question.name:
        np.fill_diagonal(rows["residuals"], np.nan)
    p = two_sided(rows["residuals"])
    rows["q"] = benjamini_hochberg(p.ravel()).reshape(p.shape)
    return Crosstab(
        axis=axis,
        question=question,
        weighted=weighted,
        n=np.stack([cells.n[0] for cells in inside]),
        bases=np.array([cells.base_n[0] for cells in inside]),
        total_n=everyone.n.sum(axis=0),
        total_base=int(everyone.base_n.sum()),
        total_shares=shares,
        no_answer=np.array([cells.no_answer[0] for cells in inside]),
        total_no_answer=int(everyone.no_answer.sum()),
        blank=int(counted[0].no_answer.sum()),
        not_asked=int(counted[0].not_asked.sum()),
        association=None,
        hidden=np.zeros(len(axis.levels), dtype=bool),
        **rows,
    )


def from_cells(axis: Variable, question: Question, cells: Cells, *, weighted: bool) -> Crosstab:
    """Make the table of cells that have been counted, in one place or in many."""
    return from_many(axis, [(question, cells)], weighted=weighted)[0]


def from_many(
    axis: Variable, counted: Sequence[tuple[Question, Cells]], *, weighted: bool
) -> list[Crosstab]:
    """Make the tables of many questions by one axis, in their order: tables alike are one batch."""
    alike: dict[tuple[bool, int], list[int]] = {}
    for place, (question, _) in enumerate(counted):
        alike.setdefault((question.multiple, len(question.labels)), []).append(place)
    found: dict[int, Crosstab] = {}
    for places in alike.values():
        made = _batch(axis, [counted[place] for place in places], weighted=weighted)
        found |= dict(zip(places, made, strict=True))
    return [found[place] for place in range(len(counted))]


def _batch(
    axis: Variable, counted: Sequence[tuple[Question, Cells]], *, weighted: bool
) -> Iterator[Crosstab]:
    """The tables of questions that have as many columns and are all single, or all MA."""
    inside = [cells.of(slice(FIRST_LEVEL, None)) for _, cells in counted]
    made = _numbers(inside, counted[0][1].rows)
    tests: Sequence[Association | None] = [None] * len(inside)
    if not counted[0][0].multiple:
        tests = associations(
            np.stack([each.n for each in inside]),
            np.stack([each.w for each in inside]),
            np.stack([each.w2 for each in inside]),
            weighted=weighted,
        )
    for place, (question, cells) in enumerate(counted):
        yield Crosstab(
            axis=axis,
            question=question,
            weighted=weighted,
            n=inside[place].n,
            bases=inside[place].base_n,
            total_n=inside[place].n.sum(axis=0),
            total_base=int(inside[place].base_n.sum()),
            no_answer=inside[place].no_answer,
            total_no_answer=int(inside[place].no_answer.sum()),
            blank=int(cells.no_answer.sum()),
            not_asked=int(cells.not_asked.sum()),
            association=tests[place],
            hidden=np.zeros(len(axis.levels), dtype=bool),
            **{name: each[place] for name, each in made.items()},
        )


def _numbers(cells: Sequence[Cells], sample: int) -> dict[str, Floats]:
    """What is computed of every cell, for all tables at once."""
    w, w2 = np.stack([each.w for each in cells]), np.stack([each.w2 for each in cells])
    base = np.stack([each.base_w for each in cells])
    squares = np.stack([each.base_w2 for each in cells])
    everyone, chosen = base.sum(axis=1), w.sum(axis=1)
    shares, effective = _divide(w, base[..., None]), _divide(base**2, squares)
    left = residuals(w, base, chosen, _divide(everyone**2, squares.sum(axis=1)))
    low, high = wilson(shares, effective[..., None])
    return {
        "shares": shares,
        "total_shares": _divide(chosen, everyone[:, None]),
        "low": low,
        "high": high,
        "se": share_se(shares, w2, (base, squares), sample),
        "gap_se": gap_se(w, w2, (base, squares), sample),
        "effective": effective,
        "residuals": left,
        "q": benjamini_hochberg(two_sided(left).reshape(len(w), -1)).reshape(left.shape),
    }


def _divide(part: Floats, whole: Floats | float) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(np.asarray(whole) > 0, part / whole, np.nan), dtype=np.float64)
