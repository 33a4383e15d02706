"""回収構成: how far those who answered look like the population they were drawn from."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import chi2

from analysis.codebook import FIRST_LEVEL, Codebook, codes_of
from analysis.counting import Floats, Ints
from analysis.methods.sampling import margin_of_error
from analysis.results import Table
from analysis.weighing.populations import Population


@dataclass(frozen=True, slots=True)
class GoodnessOfFit:
    """適合度のカイ二乗検定 (Pearson 1900). `trustworthy` is Cochran's rule (1954)."""

    statistic: float
    df: int
    p: float
    trustworthy: bool


@dataclass(frozen=True, slots=True)
class Representation:
    """One axis of the respondents beside the register's; vectors are over its k levels.

    Attributes:
        n: respondents in each level.
        left_out: respondents without an answer, or with a level the register does not know.
        population, sample: shares, 0 to 1, of the register and of the respondents.
        half: half-width within which 95 % of random samples of this size would lie.
        fit: None where fewer than two levels hold people, or nobody answered.
    """

    of: Population
    n: Ints
    left_out: int
    population: Floats
    sample: Floats
    half: Floats
    fit: GoodnessOfFit | None

    @property
    def base(self) -> int:
        return int(self.n.sum())

    @property
    def gaps(self) -> Floats:
        """Respondents' share less the register's, 0 to 1."""
        return self.sample - self.population

    @property
    def beyond(self) -> tuple[bool, ...]:
        """Which levels lie farther from the register than random sampling explains."""
        return tuple(bool(far) for far in np.abs(self.gaps) > self.half)

    def tables(self) -> tuple[Table, ...]:
        labels = pd.Index(self.of.labels)
        counts = {
            "母集団（人）": self.of.people,
            "回答者（人）": self.n,
        }
        shares = {
            "母集団": self.population,
            "回答者": self.sample,
            "差": self.gaps,
            "標本誤差（±）": self.half,
        }
        note = f"回答者は、この軸の区分に当てはまる人（n={self.base:,}）"
        if self.left_out:
            note += f"。無回答などの{self.left_out:,}人を除く"
        return (
            Table(
                f"{self.of.label}の回収構成（人数）", pd.DataFrame(counts, index=labels), "count"
            ),
            Table(
                f"{self.of.label}の回収構成（割合）",
                pd.DataFrame(shares, index=labels),
                "share",
                note,
            ),
        )


def represent(frame: pd.DataFrame, codebook: Codebook, population: Population) -> Representation:
    """Set the respondents' composition beside the register's.

    Args:
        frame: a response table of `codebook`; one row a respondent, never weighted.
        codebook: what the columns of `frame` mean.
        population: what the register counts of one axis.

    The half-width is 1.96·sqrt((N−n)/(N−1)·p(1−p)/n) at the register's share p, so that a level
    beyond it is one that simple random sampling with everyone answering would rarely give.

    Raises:
        UnknownVariable, WrongMeasure
    """
    variable = codebook.categorical(population.name)
    held = np.bincount(codes_of(frame, variable), minlength=len(variable.levels) + FIRST_LEVEL)
    at = [FIRST_LEVEL + variable.codes.index(level.code) for level in population.levels]
    n = held[at].astype(np.int64)
    base = int(n.sum())
    unknown = np.full(len(n), np.nan)
    share = population.people / population.total if population.total else unknown
    half = unknown
    if base:
        half = margin_of_error(share.tolist(), [base], population=_size(population, base))[0]
    sample = n / base if base else unknown
    return Representation(
        population, n, len(frame) - base, share, sample, half, _fit(n, share * base)
    )


def _size(population: Population, n: int) -> int | None:
    """The register's total for the finite population correction; none where it is too small."""
    total = round(population.total)
    return total if total > max(n, 1) else None


def _fit(n: Ints, expected: Floats) -> GoodnessOfFit | None:
    held = expected > 0
    k = int(held.sum())
    if k < 2 or n[~held].any():
        return None
    statistic = float((((n - expected)[held] ** 2) / expected[held]).sum())
    firm = bool(expected[held].min() >= 1 and (expected[held] < 5).mean() <= 0.2)
    return GoodnessOfFit(statistic, k - 1, float(chi2.sf(statistic, k - 1)), firm)
