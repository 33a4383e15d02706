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
    """When a result is from; every page, file and sentence that shows it repeats these words."""

    stage: Stage
    as_of: date

    @property
    def words(self) -> str:
        """「確定・2026年3月31日現在」."""
        return f"{self.stage}・{self.as_of.year}年{self.as_of.month}月{self.as_of.day}日現在"


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
