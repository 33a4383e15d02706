"""Which cells of a table stand out: what pages mark, sentences name and overviews count."""

import numpy as np

from analysis.crosstab import Crosstab
from analysis.presentation import SMALL_BASE

STRONG = 0.05
LEAST_EXPECTED = 5  # under it the residual is not near enough to normal (Cochran 1954)


def stands_out(table: Crosstab) -> np.ndarray:
    """Cells whose difference from the rest chance does not explain (r × c, bool).

    The adjusted residual has q < 0.05 (Benjamini–Hochberg over the table), in a cell with people
    enough.
    """
    return np.asarray((table.q < STRONG) & enough(table))


def enough(table: Crosstab) -> np.ndarray:
    """Cells with people enough to be judged at all (r × c, bool).

    The row has 30 respondents or more, and at least 5 would be expected both in the cell and
    beside it.
    """
    bases = np.maximum(table.bases, 0)[:, None]
    share = table.total_n / max(table.total_base, 1)
    expected = np.minimum(bases * share, bases * (1 - share))
    return np.asarray((bases >= SMALL_BASE) & (expected >= LEAST_EXPECTED))
