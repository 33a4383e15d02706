"""プロファイル尤度の区間, by the very steps R takes, so that the numbers can be compared with R's.

R does not solve for the ends: it walks ten steps at most to either side of the estimate, draws a
spline through them and reads the ends off three times as many points. That moves them by some
1e-6 from the exact solution.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.counting import Floats

MOST_ROUNDS, SETTLED = 25, 1e-8  # R stats::glm.control
MOST_STEPS = 9
POINTS_A_KNOT = 3  # R stats::spline


@dataclass(frozen=True, slots=True)
class Fitted:
    """A logistic model of one constant: its share, and the share of the step before the last."""

    p: float
    before: float


def fit(weight: Floats, event: np.ndarray) -> Fitted:
    """Fit a share by iterated least squares, stopping where R does.

    Args:
        weight: n.
        event: n; some have it, and some have not.

    R takes the model's own variance from the step before the last, which moves an interval by
    some 1e-6. Source: R stats::glm.fit, quasibinomial.
    """
    w, y = weight / weight.mean(), event.astype(np.float64)
    rough = (w * y + 0.5) / (w + 1)
    spread = rough * (1 - rough)
    pulled = np.log(rough / (1 - rough)) + (y - rough) / spread
    log_odds = float((w * spread) @ pulled / (w @ spread))
    p, n = float(w @ y / w.sum()), len(y)
    before, deviance = p, float(-2 * w @ np.log(np.where(event, rough, 1 - rough)))
    for _ in range(MOST_ROUNDS):
        share = _share(log_odds)
        now = -2 * n * float(p * np.log(share) + (1 - p) * np.log(1 - share))
        if abs(now - deviance) / (abs(now) + 0.1) < SETTLED:
            break
        before, deviance = share, now
        log_odds += (p - share) / (share * (1 - share))
    return Fitted(_share(log_odds), before)


def profiled(made: Fitted, se: float, n: int, t: float) -> tuple[float, float]:
    """The interval of a share from the profile of a logistic model of one constant.

    Args:
        made: the model.
        se: the standard error of the share in the design.
        n: rows.
        t: the quantile of the interval.

    Returns:
        The ends; missing where nine steps do not reach the limit.

    Source: R survey::confint.svyglm(method = "likelihood"), which is MASS's profile.glm.
    """
    p = made.p
    middle, error = np.log(p / (1 - p)), se / (p * (1 - p))
    limit = t * error * np.sqrt(n * made.before * (1 - made.before))
    # The tail of the limit under the normal curve is what the last step has to pass under F.
    reach = np.sqrt(stats.f.isf(stats.norm.sf(limit) / 2, 1, n - 1))
    knots, roots = [middle], [0.0]
    for sign in (-1, 1):
        for step in range(1, MOST_STEPS + 1):
            knots.append(middle + sign * step * reach / 5 * error)
            roots.append(sign * np.sqrt(_deviance(p, knots[-1]) * (n - 1)))
            if abs(roots[-1]) >= reach:
                break
    order = np.argsort(roots)
    x, y = np.array(knots)[order], np.array(roots)[order]
    at = np.linspace(x[0], x[-1], POINTS_A_KNOT * len(x))
    ends = np.interp([-limit, limit], spline(x, y, at), at, left=np.nan, right=np.nan)
    return _share(ends[0]), _share(ends[1])


def spline(x: Floats, y: Floats, at: Floats) -> Floats:
    """The cubic spline of R stats::spline (method = "fmm") through m ≥ 4 rising points.

    Source: Forsythe, Malcolm & Moler (1977): the third derivative at either end is that of the
    cubic through the four points there.
    """
    step, slope = np.diff(x), np.diff(y) / np.diff(x)
    bend = np.diff(slope)
    matrix = np.diag(np.concatenate([[-step[0]], 2 * (step[:-1] + step[1:]), [-step[-1]]]))
    matrix += np.diag(step, 1) + np.diag(step, -1)
    first = bend[1] / (x[3] - x[1]) - bend[0] / (x[2] - x[0])
    last = bend[-1] / (x[-1] - x[-3]) - bend[-2] / (x[-2] - x[-4])
    ends = first * step[0] ** 2 / (x[3] - x[0]), -last * step[-1] ** 2 / (x[-1] - x[-4])
    curve = np.linalg.solve(matrix, np.concatenate([[ends[0]], bend, [ends[1]]]))
    place = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(step) - 1)
    h, d, c = at - x[place], step[place], curve[place]
    rise = slope[place] - d * (curve[place + 1] + 2 * c)
    return np.asarray(y[place] + h * (rise + h * (3 * c + h * (curve[place + 1] - c) / d)))


def _deviance(p: float, log_odds: float) -> float:
    """Of one row, over the least it can be."""
    q = _share(log_odds)
    return float(2 * (p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))))


def _share(log_odds: float) -> float:
    return float(1 / (1 + np.exp(-log_odds)))
