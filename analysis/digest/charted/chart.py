"""The numbers of one chart, in a form that an edition can freeze and draw again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.codebook import Codebook
from analysis.counting import weight_of
from analysis.digest.beside import ALONE, Beside
from analysis.presentation import percent

NAMED = 3


@dataclass(frozen=True, slots=True)
class Answered:
    """What evidence was made from: the answers, and the surveys beside them.

    `respondents` are the first rows of `frame`, any after them are texts kept apart; `writers`
    are the rows of everyone who wrote what they lack.
    """

    frame: pd.DataFrame
    codebook: Codebook
    respondents: int
    beside: Beside = ALONE
    writers: frozenset[int] = frozenset()

    @property
    def people(self) -> pd.DataFrame:
        return self.frame[: self.respondents]

    @property
    def weight(self) -> str | None:
        return weight_of(self.codebook)


@dataclass(frozen=True, slots=True)
class Series:
    """One bar of shares, or the bars of all levels; what may not be shown is None."""

    name: str
    n: int
    heights: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Everything a chart says.

    Attributes:
        kind: shares (one 100 % bar a series), bars (one bar a level), points (two series of
            scores, one across and one up).
        levels: what the values of each series are of.
        marked: places of the levels that the sentence is about.
        unit: of the values: share (0 to 1), count, or score.
        tones: of a scale's levels, 1 (favourable) to −1; None for what is no step of it.
        bases: of bars by group, how many answered in each; None where withheld.
        total: of bars by group, the share of everyone.
    """

    kind: str
    title: str
    levels: tuple[str, ...]
    series: tuple[Series, ...]
    n: int
    unit: str = "share"
    marked: tuple[int, ...] = ()
    tones: tuple[float | None, ...] = ()
    bases: tuple[int | None, ...] = ()
    total: float | None = None

    def as_json(self) -> dict[str, Any]:
        said: dict[str, Any] = {
            "kind": self.kind,
            "title": self.title,
            "alt": self.words(),
            "levels": list(self.levels),
            "series": [
                {"name": each.name, "n": each.n, "values": _plain(each.heights)}
                for each in self.series
            ],
            "n": self.n,
            "unit": self.unit,
            "marked": list(self.marked),
        }
        extra = {"tones": list(self.tones), "bases": list(self.bases), "total": self.total}
        return said | {name: value for name, value in extra.items() if value not in ([], None)}

    def words(self) -> str:
        """The picture in words, for who cannot see it."""
        shape = {"shares": "帯グラフ", "bars": "横棒グラフ", "points": "散布図"}[self.kind]
        told = "。".join(part for each in self.series if (part := self._told(each)))
        total = f"全体は{percent(self.total)}%。" if self.total is not None else ""
        return f"「{self.title}」の{shape}。n={self.n:,}。{told}。{total}数値は表にあります。"

    def _told(self, each: Series) -> str:
        shown = [place for place, value in enumerate(each.heights) if value is not None]
        if self.kind == "points":
            shown = list(self.marked)
        elif self.kind == "bars":
            shown = sorted(shown, key=lambda place: (-(each.heights[place] or 0.0), place))[:NAMED]
        said = "、".join(f"{self.levels[p]} {self._value(each.heights[p])}" for p in shown)
        named = f"{each.name}は" if len(self.series) > 1 else ""
        return named + ("多い順に" if self.kind == "bars" and len(shown) > 1 else "") + said

    def _value(self, value: float | None) -> str:
        if self.unit == "share":
            return f"{percent(value or 0.0)}%"
        return f"{value:,.0f}件" if self.unit == "count" else f"{value:.1f}"


def same(made: float, said: float) -> bool:
    """Whether a number of a chart is the one its sentence tells."""
    return abs(made - said) < 1e-9


def code_of(levels: Sequence[tuple[str, str]], code: str | None) -> int | None:
    """The place of a level's code."""
    return next((place for place, (each, _) in enumerate(levels) if each == code), None)


def _plain(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None else round(float(value), 6) for value in values]


Told = Mapping[str, Any]  # a piece of evidence as JSON
