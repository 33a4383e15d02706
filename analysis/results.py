"""What every analysis gives back, so that every page and file can show it."""

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import pandas as pd

Unit = Literal["count", "share", "score", "text"]


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
