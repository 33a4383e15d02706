"""群の平均点: means of the steps of a scale by group, from the sums of the cells alone."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.counting import Floats


@dataclass(frozen=True, slots=True)
class StepMeans:
    """Means of t questions in r groups, in points.

    Attributes:
        mean: t × r; missing where a group has no one.
        whole: t, of all groups together.
        gap_se: t × r, standard errors of the group's mean less that of the whole.
        p: t × r, of the group against everyone else; missing where either has no spread.
    """

    mean: Floats
    whole: Floats
    gap_se: Floats
    p: Floats


def step_means(w: Floats, w2: Floats, points: Floats, rows: int) -> StepMeans:
    """Compare the mean of each group with the whole, and test it against everyone else.

    Args:
        w: t × r × k, Σ weight of those who chose each of k steps.
        w2: t × r × k, Σ weight².
        points: k, what each step counts.
        rows: the size of the sample of which the groups are parts; one has no errors.

    Source: Taylor linearisation of means of domains; the test is R survey::svyttest for a design
    of weights only, with rows − 2 degrees of freedom.
    """
    held, score = w.sum(axis=2), w @ points
    everyone, scored = held.sum(axis=1, keepdims=True), score.sum(axis=1, keepdims=True)
    factor = rows / (rows - 1) if rows > 1 else float("nan")
    with np.errstate(divide="ignore", invalid="ignore"):
        mean, whole = score / held, scored / everyone
        rest = (scored - score) / (everyone - held)
        own = _spread(w2, points, mean) / held**2
        beside = _spread(w2.sum(axis=1, keepdims=True) - w2, points, rest) / (everyone - held) ** 2
        t = (mean - rest) / np.sqrt((own + beside) * factor)
    gap = np.sqrt(_apart(w2, points, (mean, held), (whole, everyone)) * factor)
    return StepMeans(
        mean=np.asarray(mean),
        whole=np.asarray(whole[:, 0]),
        gap_se=np.where(held > 0, gap, np.nan),
        p=np.where(np.isfinite(t), 2 * stats.t.sf(np.abs(t), rows - 2), np.nan),
    )


def _spread(w2: Floats, points: Floats, mean: Floats) -> Floats:
    """Σ weight² (point − mean)² of each group (t × r)."""
    return np.asarray((w2 * (points - mean[..., None]) ** 2).sum(axis=2))


def _apart(
    w2: Floats, points: Floats, own: tuple[Floats, Floats], all_: tuple[Floats, Floats]
) -> Floats:
    """Σ of the squared influence on (mean of the group − mean of the whole), t × r."""
    (mean, held), (whole, everyone) = own, all_
    with np.errstate(divide="ignore", invalid="ignore"):
        far = (points - whole[..., None]) / everyone[..., None]
        near = (points - mean[..., None]) / held[..., None]
        inside = (w2 * (near - far) ** 2).sum(axis=2)
        outside = (w2 * far**2).sum(axis=2)
        return np.asarray(inside + outside.sum(axis=1, keepdims=True) - outside)
