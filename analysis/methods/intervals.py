"""信頼区間 of a share: from counts, or from an estimate with its standard error in a design.

Intervals of counts take x of n and are missing where n is 0; `n` may be an effective number
where nothing is exact. `level` is the coverage, 0 to 1.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy import stats

from analysis.counting import Floats
from analysis.methods.design import Design
from analysis.methods.estimates import mean
from analysis.methods.profile import fit, profiled

Pair = tuple[float, float]
NOWHERE: Pair = (float("nan"), float("nan"))


@dataclass(frozen=True, slots=True)
class Share:
    """An estimated share: `n` rows, `se` its standard error, `degrees` of the design."""

    p: float
    se: float
    n: int
    degrees: int

    @classmethod
    def of(cls, design: Design, event: np.ndarray) -> Self:
        """The share of an event (n, yes or no) among the rows of a design."""
        found, spread = mean(design, event.astype(np.float64))
        se = float(np.sqrt(max(float(spread[0, 0]), 0.0)))
        return cls(float(found[0]), se, len(event), design.degrees)

    @property
    def settled(self) -> bool:
        """Whether there is nothing to measure: nobody or everybody, or no error at all."""
        return not (0 < self.p < 1 and self.se > 0 and self.degrees > 0)

    @property
    def drawn(self) -> float:
        """How many drawn one by one would have the same standard error."""
        return self.p * (1 - self.p) / self.se**2


def wald(x: float, n: float, level: float = 0.95) -> Pair:
    """P ± z·√(p(1−p)/n), not cut off at 0 and 1."""
    if n <= 0:
        return NOWHERE
    p, z = x / n, _z(level)
    half = z * float(np.sqrt(p * (1 - p) / n))
    return p - half, p + half


def wilson(shares: Floats | float, n: Floats | float, level: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's score interval (1927) of shares; `n` respondents, or an effective number of them.

    Missing where n is 0. Shapes: those of `shares` and `n` together.
    """
    base = np.asarray(n, dtype=np.float64)
    low, high = _scored(shares, np.where(base > 0, base, np.nan), _z(level))
    return np.asarray(low), np.asarray(high)


def wilson_corrected(x: int, n: int, level: float = 0.95) -> Pair:
    """Wilson's interval with continuity correction (Newcombe 1998, method 4).

    Source: R prop.test, which corrects nothing where exactly half said so.
    """
    if n <= 0:
        return NOWHERE
    shift, z = min(0.5, abs(x - n / 2)) / n, _z(level)
    below, above = x / n - shift, x / n + shift
    low = float(_scored(below, n, z)[0]) if below > 0 else 0.0
    return low, float(_scored(above, n, z)[1]) if above < 1 else 1.0


def clopper_pearson(x: int, n: int, level: float = 0.95) -> Pair:
    """The exact interval (1934)."""
    if n <= 0:
        return NOWHERE
    tail = (1 - level) / 2
    low = 0.0 if x == 0 else float(stats.beta.ppf(tail, x, n - x + 1))
    high = 1.0 if x == n else float(stats.beta.ppf(1 - tail, x + 1, n - x))
    return low, high


def agresti_coull(x: int, n: int, level: float = 0.95) -> Pair:
    """Wald's interval after adding z²/2 to either side (1998), not cut off."""
    z = _z(level)
    return wald(x + z * z / 2, n + z * z, level)


def jeffreys(x: int, n: int, level: float = 0.95) -> Pair:
    """The Bayesian interval with Jeffreys's prior, reaching 0 and 1 where nobody or all did."""
    if n <= 0:
        return NOWHERE
    tail = (1 - level) / 2
    low = 0.0 if x == 0 else float(stats.beta.ppf(tail, x + 0.5, n - x + 0.5))
    high = 1.0 if x == n else float(stats.beta.ppf(1 - tail, x + 0.5, n - x + 0.5))
    return low, high


def plain(share: Share, level: float = 0.95) -> Pair:
    """P ± t·se (method = "mean")."""
    half = _t(share, level) * share.se
    return share.p - half, share.p + half


def logit(share: Share, level: float = 0.95) -> Pair:
    """On the log odds, so that it stays between 0 and 1 (method = "logit" and "xlogit")."""
    if share.settled:
        return NOWHERE
    middle = np.log(share.p / (1 - share.p))
    half = _t(share, level) * share.se / (share.p * (1 - share.p))
    return float(1 / (1 + np.exp(half - middle))), float(1 / (1 + np.exp(-half - middle)))


def arcsine(share: Share, level: float = 0.95) -> Pair:
    """On the variance-stabilising arcsine of the root (method = "asin")."""
    if share.settled:
        return NOWHERE
    middle = np.arcsin(np.sqrt(share.p))
    half = _t(share, level) * share.se / (2 * np.sqrt(share.p * (1 - share.p)))
    return float(np.sin(middle - half) ** 2), float(np.sin(middle + half) ** 2)


def beta(share: Share, level: float = 0.95) -> Pair:
    """Clopper & Pearson's with an effective number (method = "beta").

    The number is corrected for the design's degrees of freedom (Korn & Graubard 1998).
    """
    if share.settled or share.n < 2:
        return NOWHERE
    tail = (1 - level) / 2
    correction = stats.t.ppf(tail, share.n - 1) / stats.t.ppf(tail, share.degrees)
    n = share.drawn * float(correction) ** 2
    low = stats.beta.ppf(tail, n * share.p, n * (1 - share.p) + 1)
    return float(low), float(stats.beta.ppf(1 - tail, n * share.p + 1, n * (1 - share.p)))


def effective_wilson(share: Share, level: float = 0.95) -> Pair:
    """Wilson's with the effective number and t of the design (method = "wilson")."""
    if share.settled:
        return NOWHERE
    low, high = _scored(share.p, share.drawn, _t(share, level))
    return float(low), float(high)


def likelihood(design: Design, event: np.ndarray, level: float = 0.95) -> Pair:
    """Where the scaled deviance stays under its critical value (method = "likelihood").

    Args:
        design: of n rows, all of them weighing something.
        event: n, yes or no.
        level: the coverage.

    Source: Rao & Scott (1984); the deviance of a logistic model of one constant, over the
    variance inflation of the design.
    """
    share = Share.of(design, event)
    if share.settled:
        return NOWHERE
    return profiled(fit(design.weight, event), share.se, share.n, _t(share, level))


def _scored(p: Floats | float, n: Floats | float, z: float) -> tuple[Floats, Floats]:
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return np.asarray(middle - half), np.asarray(middle + half)


def _z(level: float) -> float:
    return float(stats.norm.isf((1 - level) / 2))


def _t(share: Share, level: float) -> float:
    return float(stats.t.isf((1 - level) / 2, share.degrees))
