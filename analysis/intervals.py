"""信頼区間 of a share: from counts, or from an estimate with its standard error in a design."""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, stats

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Share:
    """An estimated share: `n` rows, `se` its standard error, `degrees` of the design."""

    p: float
    se: float
    n: int
    degrees: int

    @property
    def effective(self) -> float:
        """How many drawn one by one would be as exact, corrected for the design's degrees of freedom.

        Source: Korn & Graubard (1998), as in R survey::svyciprop.
        """
        alpha = 0.025
        correction = stats.t.ppf(alpha, self.n - 1) / stats.t.ppf(alpha, self.degrees)
        return float(self.p * (1 - self.p) / self.se**2 * correction**2)


def wald(x: float, n: float, level: float = 0.95) -> Pair:
    """p ± z·√(p(1−p)/n), not cut off at 0 and 1."""
    p, z = x / n, _z(level)
    half = z * float(np.sqrt(p * (1 - p) / n))
    return p - half, p + half


def wilson(x: float, n: float, level: float = 0.95) -> Pair:
    """Wilson's score interval (1927); `n` may be an effective number."""
    return _scored(x / n, n, _z(level))


def wilson_corrected(x: int, n: int, level: float = 0.95) -> Pair:
    """Wilson's interval with continuity correction (Newcombe 1998, method 4; R prop.test)."""
    p, z = x / n, _z(level)
    below = 2 * (n + z * z)
    low = high = 2 * n * p + z * z
    low -= 1 + z * float(np.sqrt(z * z - 2 - 1 / n + 4 * p * (n * (1 - p) + 1)))
    high += 1 + z * float(np.sqrt(z * z + 2 - 1 / n + 4 * p * (n * (1 - p) - 1)))
    return (max(low / below, 0.0) if x else 0.0), (min(high / below, 1.0) if x < n else 1.0)


def clopper_pearson(x: int, n: int, level: float = 0.95) -> Pair:
    """The exact interval (1934)."""
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
    tail = (1 - level) / 2
    low = 0.0 if x == 0 else float(stats.beta.ppf(tail, x + 0.5, n - x + 0.5))
    high = 1.0 if x == n else float(stats.beta.ppf(1 - tail, x + 0.5, n - x + 0.5))
    return low, high


def plain(share: Share, level: float = 0.95) -> Pair:
    """p ± t·se (method = "mean")."""
    half = _t(share, level) * share.se
    return share.p - half, share.p + half


def logit(share: Share, level: float = 0.95) -> Pair:
    """On the log odds, so that it stays between 0 and 1 (method = "logit" and "xlogit")."""
    middle = np.log(share.p / (1 - share.p))
    half = _t(share, level) * share.se / (share.p * (1 - share.p))
    return float(1 / (1 + np.exp(half - middle))), float(1 / (1 + np.exp(-half - middle)))


def arcsine(share: Share, level: float = 0.95) -> Pair:
    """On the variance-stabilising arcsine of the root (method = "asin")."""
    middle = np.arcsin(np.sqrt(share.p))
    half = _t(share, level) * share.se / (2 * np.sqrt(share.p * (1 - share.p)))
    return float(np.sin(middle - half) ** 2), float(np.sin(middle + half) ** 2)


def beta(share: Share, level: float = 0.95) -> Pair:
    """Clopper & Pearson's with the effective number (method = "beta")."""
    tail, n = (1 - level) / 2, share.effective
    low = stats.beta.ppf(tail, n * share.p, n * (1 - share.p) + 1)
    return float(low), float(stats.beta.ppf(1 - tail, n * share.p + 1, n * (1 - share.p)))


def effective_wilson(share: Share, level: float = 0.95) -> Pair:
    """Wilson's with the effective number and t of the design (method = "wilson")."""
    n = share.p * (1 - share.p) / share.se**2
    return _scored(share.p, n, _t(share, level))


def likelihood(share: Share, level: float = 0.95) -> Pair:
    """Where the scaled deviance stays under its critical value (method = "likelihood").

    Source: Rao & Scott (1984); the deviance of a logistic model of one constant, over the
    variance inflation of the design.
    """
    n = share.p * (1 - share.p) / share.se**2 * (share.n - 1) / share.n
    limit = _t(share, level) ** 2

    def over(p: float) -> float:
        told = share.p * np.log(share.p / p) + (1 - share.p) * np.log((1 - share.p) / (1 - p))
        return float(2 * n * told - limit)

    low = optimize.brentq(over, 1e-12, share.p, xtol=1e-14)
    return float(low), float(optimize.brentq(over, share.p, 1 - 1e-12, xtol=1e-14))


def _scored(p: float, n: float, z: float) -> Pair:
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * float(np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)))
    return middle - half, middle + half


def _z(level: float) -> float:
    return float(stats.norm.isf((1 - level) / 2))


def _t(share: Share, level: float) -> float:
    return float(stats.t.isf((1 - level) / 2, share.degrees))
