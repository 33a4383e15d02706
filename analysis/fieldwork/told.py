"""回収数: the numbers that may be told, as tables."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pandas as pd

from analysis.fieldwork.precision import precision
from analysis.results import Table

ROUNDED = 9  # a told number is up to this many too low


@dataclass(frozen=True, slots=True)
class Line:
    """A stratum or a way: what was told of it last, and on each day; its letters, those that came
    back, and its people.

    What nobody knows, or what a way does not have, is None.
    """

    label: str
    returned: int
    course: tuple[int, ...] = ()
    issued: int | None = None
    undelivered: int = 0
    people: int | None = None

    @property
    def delivered(self) -> int:
        return (self.issued or 0) - self.undelivered

    @property
    def rates(self) -> tuple[float, float] | None:
        """回収率 between which it lies, 0 to 1: a told ten stands for itself and nine more."""
        if self.delivered <= 0:
            return None
        ends = (self.returned, self.returned + ROUNDED)
        low, high = (min(end / self.delivered, 1.0) for end in ends)
        return low, high

    @property
    def half(self) -> float | None:
        """Half-width of the 95 % interval of a share of 50 % within it; None under 10."""
        made = precision(self.returned, population=self.people)
        return made.half if made else None


@dataclass(frozen=True, slots=True)
class Returned:
    """Told returns: cumulative `numbers` of each of `days`, and the last of strata and ways."""

    days: tuple[date, ...]
    numbers: tuple[int, ...]
    strata: tuple[Line, ...]
    ways: tuple[Line, ...]

    @property
    def more(self) -> tuple[int, ...]:
        """How many more were told than the day before."""
        return tuple(now - then for then, now in pairwise((0, *self.numbers)))

    def tables(self) -> tuple[Table, ...]:
        days = pd.Index([day.isoformat() for day in self.days])
        told = {"その日まで": list(self.numbers), "増えた数": list(self.more)}
        note = "10票きざみ。10に満たない増えは、次の日に合わせます"
        found = [Table("日ごとの回収数（票）", pd.DataFrame(told, index=days), "count", note)]
        if self.strata:
            found += self._by_stratum()
        for what, lines in (("経路", self.ways), ("層", self.strata)):
            if lines:
                body = pd.DataFrame({line.label: list(line.course) for line in lines}, index=days)
                found.append(
                    Table(f"日ごと・{what}ごとの回収数（票）", body, "count", "10票きざみ")
                )
        return tuple(found)

    def _by_stratum(self) -> list[Table]:
        labels = pd.Index([line.label for line in self.strata])
        counts = {
            "発送": [line.issued for line in self.strata],
            "不達": [line.undelivered for line in self.strata],
            "回収": [line.returned for line in self.strata],
        }
        shares = {
            "回収率（少なくとも）": [line.rates[0] if line.rates else None for line in self.strata],
            "回収率（多くとも）": [line.rates[1] if line.rates else None for line in self.strata],
            "誤差（±）": [line.half for line in self.strata],
        }
        body = pd.DataFrame(shares, index=labels, dtype=float)
        return [
            Table("層ごとの数", pd.DataFrame(counts, index=labels), "count", "回収は10票きざみ"),
            Table("層ごとの回収率と誤差", body, "share", "誤差は割合が50%のときの95%の幅"),
        ]
