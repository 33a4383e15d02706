"""標本の大きさと誤差: how many to ask, and how far a share may be off."""

from collections.abc import Sequence

import numpy as np

from analysis.counting import Floats


def margin_of_error(
    shares: Sequence[float],
    sizes: Sequence[int],
    *,
    population: int | None = None,
    k: float = 1.96,
    stage_factor: float = 1.0,
) -> Floats:
    """標本誤差の早見表: half-widths (sizes × shares), 0 to 1.

    Args:
        shares: 0 to 1.
        sizes: respondents.
        population: N of the finite population correction (N − n) / (N − 1); None = 1. Where more
            answered than there are, the half-width is missing.
        k: 1.96 for 95 %; the trade's two-stage table takes 2.
        stage_factor: what the variance is multiplied by: 2 in a two-stage table.
    """
    p, n = np.asarray(shares, dtype=np.float64), np.asarray(sizes, dtype=np.float64)[:, None]
    left = 1.0 if population is None else (population - n) / max(population - 1, 1)
    left = np.where(np.asarray(left) >= 0, left, np.nan)
    return np.asarray(k * np.sqrt(stage_factor * left * p * (1 - p) / n))


def needed(
    population: int | None, half_width: float, *, p: float = 0.5, k: float = 1.959963984540054
) -> int:
    """How many answers give a share with this half-width (0 to 1).

    Args:
        population: how many people there are; None = very many.
        half_width: 0 to 1.
        p: the share; 0.5 asks for the most.
        k: the quantile of the interval.
    """
    many = k**2 * p * (1 - p) / half_width**2
    if population is None:
        return int(np.ceil(many - 1e-9))
    return int(np.ceil(population * many / (population - 1 + many) - 1e-9))


def to_send(answers: int, response_rate: float) -> int:
    """How many to send for this many answers at an expected 回収率."""
    return int(np.ceil(answers / response_rate - 1e-9))
