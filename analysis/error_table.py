"""標本誤差の早見表: how far a share may be off, for sizes of a sample and sizes of a share."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.counting import Floats
from analysis.methods.sampling import margin_of_error
from analysis.presentation import percent
from analysis.results import Table

SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)
SIZES = (100, 200, 300, 400, 500, 600, 800, 1_000, 1_500, 2_000, 3_000)


@dataclass(frozen=True, slots=True)
class ErrorTable:
    """Half-widths of 95 % intervals.

    Attributes:
        population: N, or None where it is taken for endless.
        two_stage: whether the sample was drawn in two stages: ±2·sqrt(2·…) instead of ±1.96·….
        sizes: respondents, one row each.
        half: sizes × `SHARES`, 0 to 1.
    """

    population: int | None
    two_stage: bool
    sizes: tuple[int, ...]
    half: Floats

    @property
    def formula(self) -> str:
        left = "" if self.population is None else "(N−n)/(N−1)×"
        if self.two_stage:
            return f"±2×√(2×{left}p(1−p)/n)"
        return f"±1.96×√({left}p(1−p)/n)"

    def tables(self) -> tuple[Table, ...]:
        heads = [f"{percent(p, 0)}%・{percent(1 - p, 0)}%" for p in SHARES[:-1]]
        body = pd.DataFrame(
            self.half,
            index=pd.Index([f"n={size:,}" for size in self.sizes]),
            columns=pd.Index([*heads, "50%"]),
        )
        people = "母集団は十分に大きい" if self.population is None else f"N={self.population:,}"
        note = f"{people}、信頼度95%、{self.formula}"
        return (Table("標本誤差の早見表（±）", body, "share", note),)


def error_table(
    sizes: Sequence[int], *, population: int | None = None, two_stage: bool = False
) -> ErrorTable:
    """Make the table for samples of these sizes; larger than the population they are left out.

    Source: the tables that Japanese survey reports print for simple and two-stage sampling.
    """
    fits = [n for n in sorted(set(sizes)) if n > 0 and (population is None or n <= population)]
    wide = {"k": 2.0, "stage_factor": 2.0} if two_stage else {}
    finite = population if population is not None and population > 1 else None
    half = margin_of_error(SHARES, fits, population=finite, **wide)
    return ErrorTable(population, two_stage, tuple(fits), half)
