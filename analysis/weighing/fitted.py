"""重みの結果: fitted weights, what each axis looked like before and after, and what they cost."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.counting import Floats, Ints
from analysis.errors import AnalysisError
from analysis.methods.weighting import Kish
from analysis.results import Table
from analysis.weighing.populations import Population


class LimitsWrong(AnalysisError):
    message = "重みの下限は0以上1未満、上限は1より大きい倍率にしてください"


@dataclass(frozen=True, slots=True)
class Limits:
    """Least and most weight that is left, in multiples of the mean weight.

    Raises:
        LimitsWrong: the mean itself would be outside.
    """

    low: float = 0.0
    high: float = np.inf

    def __post_init__(self) -> None:
        if not 0 <= self.low < 1 < self.high:
            raise LimitsWrong

    @classmethod
    def between(cls, low: float | None, high: float | None) -> "Limits | None":
        """Limits on the sides that have one; none where neither has.

        Raises:
            LimitsWrong
        """
        if low is None and high is None:
            return None
        return cls(0.0 if low is None else low, np.inf if high is None else high)

    @property
    def sides(self) -> tuple[float | None, float | None]:
        """The lower and the upper limit, None where there is none: for JSON, which has no inf."""
        return self.low or None, self.high if np.isfinite(self.high) else None

    @property
    def words(self) -> str:
        """「平均の0.3倍以上3倍以下」."""
        low, high = self.sides
        parts = [f"{low:g}倍以上" if low else "", f"{high:g}倍以下" if high else ""]
        return f"平均の{''.join(parts)}"


@dataclass(frozen=True, slots=True)
class Fitted:
    """One axis after weighting; all vectors are over the k levels the register knows.

    Attributes:
        n: respondents, never weighted; `unadjusted` gave no answer or a level it does not know.
        population, sample, weighted: shares, 0 to 1, of the register, the respondents and the
            weighted respondents.
        half: half-width of the 95 % interval of the respondents' share before weighting.
    """

    of: Population
    n: Ints
    unadjusted: int
    population: Floats
    sample: Floats
    weighted: Floats
    half: Floats

    def table(self) -> Table:
        body = pd.DataFrame(
            {
                "母集団": self.population,
                "回答者": self.sample,
                "回答者の標本誤差（±）": self.half,
                "重み付け後": self.weighted,
            },
            index=pd.Index(self.of.labels),
        )
        note = f"割合は、この軸の区分に当てはまる回答者（n={int(self.n.sum()):,}）の中の割合"
        if self.unadjusted:
            note += f"。無回答などの{self.unadjusted:,}人はこの軸では合わせない"
        return Table(f"{self.of.label}の構成と重み", body, "share", note)


@dataclass(frozen=True, slots=True)
class Weighting:
    """Weights that make respondents look like a register, and what is to be known of them.

    Attributes:
        weight: n, mean 1.
        rounds, miss: of the raking: rounds until it converged, and the largest relative
            deviation from a margin then. Cutting comes after it.
        limits: what the weights were held to, None = nothing.
        raised, cut: how many respondents lie at the lower and the upper limit.
        cost: design effect, effective number, least and most weight.
        margins: each axis before and after.
        notes: what a person should know of it, in sentences.
    """

    weight: Floats
    rounds: int
    miss: float
    limits: Limits | None
    raised: int
    cut: int
    cost: Kish
    margins: tuple[Fitted, ...]
    notes: tuple[str, ...]

    @property
    def n(self) -> int:
        return len(self.weight)

    @property
    def off(self) -> float:
        """How far a weighted share is from the register's, 0 to 1: what cutting moved."""
        moved = (float(np.abs(m.weighted - m.population).max()) for m in self.margins)
        return max(moved, default=0.0)

    @property
    def missed(self) -> str:
        """`miss` in percent; raking ends long before a report could show it."""
        return "0.0001%未満" if self.miss < 1e-6 else f"{self.miss * 100:.4f}%"

    def tables(self) -> tuple[Table, ...]:
        return (self.summary(), *(margin.table() for margin in self.margins))

    def summary(self) -> Table:
        """The figures a method section must name."""
        rows = {
            "回答者数（n）": f"{self.n:,}",
            "収束までの反復": f"{self.rounds:,}回",
            "収束時の最大のずれ": self.missed,
            "重みの範囲": f"{self.cost.least:.3f}〜{self.cost.most:.3f}（平均1）",
            "上下限": _limits(self),
            "デザイン効果（Kish）": f"{self.cost.deff:.3f}",
            "有効回答者数": f"{self.cost.neff:,.1f}",
        }
        body = pd.DataFrame({"値": list(rows.values())}, index=pd.Index(list(rows)))
        return Table("重み付けの概要", body, "text", "。".join(self.notes))


def _limits(made: Weighting) -> str:
    if made.limits is None:
        return "なし"
    return (
        f"{made.limits.words}（下限にそろえた人{made.raised:,}人、上限にそろえた人{made.cut:,}人）"
    )
