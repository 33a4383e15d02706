"""単純集計: how everyone answered one question."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Measure, Question, Variable
from analysis.counting import Cells, Floats, Ints, count, share_se, weights
from analysis.errors import WrongMeasure
from analysis.methods.intervals import wilson
from analysis.results import Table


@dataclass(frozen=True, slots=True)
class Frequency:
    """The answers to one question.

    Attributes:
        n: c respondents of each level or tick, never weighted.
        base: those who answered, never weighted.
        shares: c, 0 to 1 of the base, weighted where there are weights; missing at base 0.
        low, high: c, 95 % interval of each share: Wilson's (1927), with Kish's effective number
            of respondents where there are weights.
        se: c, standard errors of the shares, everyone in the file being the sample.
        base_weight, effective: Σ weight of the base · Kish's effective number of it.
        no_answer, not_asked: respondents who left it blank · who were never asked.
    """

    question: Question
    weighted: bool
    n: Ints
    base: int
    shares: Floats
    low: Floats
    high: Floats
    se: Floats
    base_weight: float
    effective: float
    no_answer: int
    not_asked: int

    @property
    def answers_each(self) -> float:
        """M.T.: how many answers a respondent gave on average, 1 for a single answer."""
        return float(self.shares.sum())

    def tables(self) -> tuple[Table, ...]:
        labels = self.question.labels
        note = f"n={self.base:,}、無回答 {self.no_answer:,}"
        if self.not_asked:
            note += f"、非該当 {self.not_asked:,}"
        gone = self.n[:, None] < 0
        counts = pd.DataFrame({"人数": np.where(gone[:, 0], np.nan, self.n)}, index=labels)
        shares = pd.DataFrame({"割合": self.shares}, index=labels)
        return (
            Table(self.question.label, counts, "count", note, gone),
            Table(self.question.label, shares, "share", note, gone),
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """The answers to a number question: `mean` and `sd` are weighted where there are weights."""

    variable: Variable
    n: int
    mean: float
    sd: float
    quartiles: tuple[float, float, float]
    least: float
    most: float

    def tables(self) -> tuple[Table, ...]:
        names = ["平均", "標準偏差", "最小", "第1四分位", "中央値", "第3四分位", "最大"]
        values = [self.mean, self.sd, self.least, *self.quartiles, self.most]
        body = pd.DataFrame({"値": values}, index=names)
        return (Table(self.variable.label, body, "score", f"n={self.n:,}"),)


def frequency(
    frame: pd.DataFrame, codebook: Codebook, *, question: str, weight: str | None = None
) -> Frequency:
    """Count the answers to one question.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        question: name of a variable with levels, or of an MA.
        weight: name of the number column that weighs each response.

    Raises:
        UnknownVariable, WrongMeasure, WeightUnusable
    """
    asked = codebook.question(question)
    cells = count(frame, None, asked, weights(frame, codebook, weight))
    return from_cells(asked, cells, weighted=weight is not None)


def from_cells(question: Question, cells: Cells, *, weighted: bool) -> Frequency:
    """Make the frequencies of cells that were counted without an axis, in one place or in many."""
    row = FIRST_LEVEL
    base_n, base_w = int(cells.base_n[row]), float(cells.base_w[row])
    shares = cells.w[row] / base_w if base_w > 0 else np.full(len(question.labels), np.nan)
    effective = base_w**2 / cells.base_w2[row] if base_w > 0 else 0.0
    low, high = wilson(shares, effective)
    return Frequency(
        question=question,
        weighted=weighted,
        n=cells.n[row],
        base=base_n,
        shares=np.asarray(shares, dtype=np.float64),
        low=low,
        high=high,
        se=share_se(shares, cells.w2[row], (base_w, cells.base_w2[row]), cells.rows),
        base_weight=base_w,
        effective=float(effective),
        no_answer=int(cells.no_answer[row]),
        not_asked=int(cells.not_asked[row]),
    )


def summary(
    frame: pd.DataFrame, codebook: Codebook, *, variable: str, weight: str | None = None
) -> Summary | None:
    """Sum up a number question; None when nobody answered it.

    Raises:
        UnknownVariable, WrongMeasure, WeightUnusable
    """
    asked = codebook.get(variable)
    if asked.measure is not Measure.NUMBER or asked.score:
        raise WrongMeasure(name=variable, wanted="数値の列")
    values = frame[asked.name].to_numpy(dtype=np.float64)
    return of_numbers(asked, values, weights(frame, codebook, weight))


def of_numbers(variable: Variable, answers: Floats, weight: Floats | None) -> Summary | None:
    """Sum up the answers (n; 無回答 and 非該当 not finite) to a number question."""
    known = np.isfinite(answers)
    if not known.any():
        return None
    values = answers[known]
    each = np.ones(len(values)) if weight is None else weight[known]
    mean = float(np.average(values, weights=each))
    spread = float(np.sqrt(np.average((values - mean) ** 2, weights=each)))
    low, middle, high = (float(q) for q in np.quantile(values, [0.25, 0.5, 0.75]))
    return Summary(
        variable,
        len(values),
        mean,
        spread,
        (low, middle, high),
        float(values.min()),
        float(values.max()),
    )
