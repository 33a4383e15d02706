"""What every analysis gives back, so that every page and file can show it."""

from dataclasses import dataclass
from typing import Literal, Protocol

import pandas as pd

Unit = Literal["count", "share", "score", "text"]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table. Shares are 0 to 1 here; only pages and files write 37.5%."""

    title: str
    body: pd.DataFrame
    unit: Unit
    note: str = ""


class Result(Protocol):
    def tables(self) -> tuple[Table, ...]: ...
