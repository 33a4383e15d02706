"""What every analysis gives back, so that every page and file can show it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, Protocol

import numpy as np
import pandas as pd

Unit = Literal["count", "share", "score", "text"]


class Stage(StrEnum):
    """How far the collecting had come: 確定 all is in, 速報 not all yet, 事中 still being asked."""

    FINAL = "確定"
    PRELIMINARY = "速報"
    RUNNING = "事中"


@dataclass(frozen=True, slots=True)
class State:
    """When a result is from; every page, file and sentence that shows it repeats these words.

    What nobody has said is None, and the words say so: a file's own date is not a survey's.
    """

    stage: Stage | None = None
    as_of: date | None = None

    @property
    def words(self) -> str:
        """「確定・2026年3月31日現在」, 「速報・時点の指定なし」, 「時点の指定なし」."""
        return f"{self.stage}・{self._day}" if self.stage else self._day

    @property
    def _day(self) -> str:
        day = self.as_of
        return f"{day.year}年{day.month}月{day.day}日現在" if day else "時点の指定なし"


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table. Shares are 0 to 1 here; only pages and files write 37.5%.

    Attributes:
        withheld: the shape of `body`; which of its missing values are kept back, rather than
            being undefined. None where nothing is.
    """

    title: str
    body: pd.DataFrame
    unit: Unit
    note: str = ""
    withheld: np.ndarray | None = None


class Result(Protocol):
    def tables(self) -> tuple[Table, ...]: ...
