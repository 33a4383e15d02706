"""Counting: the cells of an axis × a question, in a form that adds up across partitions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.linalg import block_diag

from analysis.codebook import (
    FIRST_LEVEL,
    TICKED,
    UNTICKED,
    Codebook,
    Measure,
    Question,
    Role,
    Variable,
    codes_of,
    column_of,
)
from analysis.errors import AnalysisError, WrongMeasure
from analysis.partitions import Framed, Partition
from analysis.tallies import EVERYONE, TICKS, Axis, Scheme, Tally, tally, widths

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
TICKED_CODE = FIRST_LEVEL + 1
_MADE_OR_NOT = ((TICKED, "選択"), (UNTICKED, "選択なし"))
_APART = "__apart__"


class WeightUnusable(AnalysisError):
    message = "重みの列「%(name)s」に空欄か負の値が%(number)d件あります。直してください"


@dataclass(frozen=True, slots=True)
class Cells:
    """What was counted of one axis × one question.

    Rows are the axis's codes, so row 0 is 非該当, row 1 無回答 and row 2… its levels; columns are
    the question's levels, or the ticks of an MA. Parts counted apart add up exactly.

    Attributes:
        n, w, w2: rows × columns: respondents, Σ weight, Σ weight².
        base_n, base_w, base_w2: rows: those who answered the question.
        no_answer, not_asked: rows: respondents who left it blank · who were never asked.
    """

    n: Ints
    w: Floats
    w2: Floats
    base_n: Ints
    base_w: Floats
    base_w2: Floats
    no_answer: Ints
    not_asked: Ints

    @property
    def rows(self) -> int:
        """Everyone who was counted, whatever they answered: the size of the sample."""
        return int(self.base_n.sum() + self.no_answer.sum() + self.not_asked.sum())

    def of(self, side: slice) -> "Cells":
        """The same cells in these rows only."""
        return Cells(
            n=self.n[side],
            w=self.w[side],
            w2=self.w2[side],
            base_n=self.base_n[side],
            base_w=self.base_w[side],
            base_w2=self.base_w2[side],
            no_answer=self.no_answer[side],
            not_asked=self.not_asked[side],
        )

    def __add__(self, other: Self) -> "Cells":
        return Cells(
            n=self.n + other.n,
            w=self.w + other.w,
            w2=self.w2 + other.w2,
            base_n=self.base_n + other.base_n,
            base_w=self.base_w + other.base_w,
            base_w2=self.base_w2 + other.base_w2,
            no_answer=self.no_answer + other.no_answer,
            not_asked=self.not_asked + other.not_asked,
        )


def weights(frame: pd.DataFrame, codebook: Codebook, weight: str | None) -> Floats | None:
    """The weight of every response (n), or None where everyone counts once.

    Raises:
        UnknownVariable, WrongMeasure
        WeightUnusable: a weight is missing, infinite or below zero.
    """
    variable = usable([Framed(frame)], codebook, weight)
    return None if variable is None else Framed(frame).numbers(variable)


def usable(
    partitions: Sequence[Partition], codebook: Codebook, weight: str | None
) -> Variable | None:
    """The column that weighs each response, once every weight in it is a number that can.

    Raises:
        UnknownVariable, WrongMeasure
        WeightUnusable: a weight is missing, infinite or below zero.
    """
    if weight is None:
        return None
    variable = codebook.get(weight)
    if variable.measure is not Measure.NUMBER:
        raise WrongMeasure(name=weight, wanted="数値の列")
    bad = 0
    for each in partitions:
        values = each.numbers(variable)
        bad += int((~np.isfinite(values) | (values < 0)).sum())
    if bad:
        raise WeightUnusable(name=weight, number=bad)
    return variable


def weight_of(codebook: Codebook) -> str | None:
    """The codebook's weight column, where it has one."""
    return next((v.name for v in codebook.variables if v.role is Role.WEIGHT), None)


def count(
    frame: pd.DataFrame, axis: Variable | None, question: Question, weight: Floats | None
) -> Cells:
    """Count a question within each code of an axis; without an axis everyone is in row 2."""
    scheme = Scheme((Axis(axis, (axis,)),) if axis else (), (question,))
    (made,) = cells(scheme, tally(Framed(frame), scheme, weight))
    return made.of(scheme.sides[0] if axis else EVERYONE)


def count_ticks(
    frame: pd.DataFrame, axis: Variable, question: Question, weight: Floats | None
) -> list[Cells]:
    """Count a question by each tick of an MA down the side.

    Each tick is a table of its own over the same people: 非該当 and 無回答 of the MA, those who
    ticked it, and everyone else who answered the MA.
    """
    said = np.stack([np.asarray(frame[name].array.codes) for name in axis.ticks])
    # One tick that was asked is enough: a correction may have added a choice.
    state = np.minimum(said.max(axis=0), FIRST_LEVEL)
    apart = [
        Variable(f"{name}{_APART}", label, Measure.NOMINAL, _MADE_OR_NOT)
        for name, label in axis.levels
    ]
    columns = {
        each.name: column_of(each, state + ((state == FIRST_LEVEL) & (codes != TICKED_CODE)))
        for each, codes in zip(apart, said, strict=True)
    }
    scheme = Scheme(tuple(Axis(each, (each,)) for each in apart), (question,))
    (made,) = cells(scheme, tally(Framed(frame.assign(**columns)), scheme, weight))
    return [made.of(side) for side in scheme.sides]


def cells(scheme: Scheme, counted: Tally) -> list[Cells]:
    """The cells of each question of a scheme, in rows as the scheme's sides (see `Cells.of`)."""
    # Without weights everyone counts once: people, Σ weight and Σ weight² are one.
    depths = range(3) if counted.sums.shape[2] == 3 else (0, 0, 0)
    return [
        _cells(question, *(counted.sums[:, top, depth] for depth in depths))
        for question, top in zip(scheme.questions, scheme.tops, strict=True)
    ]


def _cells(question: Question, n: Floats, w: Floats, w2: Floats) -> Cells:
    first = widths(question)[0]
    answers = slice(FIRST_LEVEL, first)
    bits = _bits(question) if question.multiple else None
    # A pattern says which ticks were made; each tick is in many patterns.
    told = [each[:, answers] if bits is None else each @ bits for each in (n, w, w2)]
    return Cells(
        n=told[0].astype(np.int64),
        w=told[1],
        w2=told[2],
        base_n=n[:, answers].sum(axis=1).astype(np.int64),
        base_w=w[:, answers].sum(axis=1),
        base_w2=w2[:, answers].sum(axis=1),
        no_answer=n[:, 1].astype(np.int64),
        not_asked=n[:, 0].astype(np.int64),
    )


def _bits(question: Question) -> Floats:
    """Which ticks each pattern of an MA is made of (patterns × ticks, 0 or 1)."""
    parts = []
    for width in widths(question):
        marks = np.arange(width - FIRST_LEVEL)[:, None] >> np.arange(TICKS) & 1
        parts.append(np.vstack([np.zeros((FIRST_LEVEL, TICKS)), marks]))
    return np.asarray(block_diag(*parts)[:, : len(question.variables)], dtype=np.float64)


def states(frame: pd.DataFrame, question: Question) -> npt.NDArray[np.int16]:
    """Of an MA, 0 where it was not asked, 1 where left blank, 2 where answered (n).

    One tick that was asked is enough: a correction may have added a choice.
    """
    ticks = np.stack([codes_of(frame, tick) for tick in question.variables])
    return np.asarray(np.minimum(ticks.max(axis=0), FIRST_LEVEL), dtype=np.int16)


def share_se(
    shares: Floats, w2: Floats, base: tuple[Floats | float, Floats | float], rows: int
) -> Floats:
    """Standard errors of shares, each of a part of a sample of `rows` drawn one by one.

    Args:
        shares: r × c (or c), the shares of the cells.
        w2: the same shape, Σ weight² of the cells.
        base: r each (or one number), Σ weight and Σ weight² of those who answered.
        rows: the size of the sample.

    Source: Taylor linearisation of a domain's ratio, as R survey::svyby for a design of weights
    only; it needs sums of cells alone, so it can follow counts that were added up.
    """
    held, squares = (np.asarray(part)[..., None] for part in base)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (w2 * (1 - 2 * shares) + shares**2 * squares) / held**2 * rows / (rows - 1)
    return np.asarray(np.sqrt(np.maximum(spread, 0.0)), dtype=np.float64)


def gap_se(w: Floats, w2: Floats, base: tuple[Floats, Floats], rows: int) -> Floats:
    """Standard errors of (share of a row − share of all rows), r × c; or of t tables, t × r × c.

    Args:
        w: r × c, Σ weight of the cells.
        w2: r × c, Σ weight² of the cells.
        base: r each, Σ weight and Σ weight² of those who answered.
        rows: the size of the sample.

    Source: Taylor linearisation of the difference of a domain's ratio and the whole's, the
    domain being a part of the whole (R survey::svycontrast for a design of weights only).
    """
    held, squares = (part[..., None] for part in base)
    all_held, all_squares, all_w, all_w2 = (
        part.sum(axis=-2, keepdims=True) for part in (held, squares, w, w2)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        own, whole = w / held, all_w / all_held
        inside = w2 * ((1 - own) / held - (1 - whole) / all_held) ** 2
        inside = inside + (squares - w2) * (own / held - whole / all_held) ** 2
        chose, rest = all_w2 - w2, all_squares - squares
        outside = (chose * (1 - whole) ** 2 + (rest - chose) * whole**2) / all_held**2
        spread = (inside + outside) * rows / (rows - 1)
    return np.asarray(np.sqrt(np.maximum(spread, 0.0)), dtype=np.float64)
