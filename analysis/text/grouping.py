"""Grouping passages into themes: points, nearest-neighbour graph, communities, words reweighted."""

from collections.abc import Callable

import numpy as np

from analysis.text.graph import communities, communities_of_number, nearest
from analysis.text.space import Corpus, Points, specificity

SAMPLED = 5000  # passages; more are placed with the themes these make
PASSES = 3
RUNS = 3
LEAST_VOICES = 3
LEAST_CLOSENESS = 0.12  # to join a theme that its neighbours did not bring a text to
NO_THEME = -1


def group(
    corpus: Corpus,
    voices: np.ndarray,
    *,
    number: int | None,
    resolution: float,
    progress: Callable[[float], None],
) -> tuple[np.ndarray, Points]:
    """Group the n texts of `corpus`.

    Args:
        corpus: the texts as counts of words.
        voices: how many people said each text (n).
        number: how many themes are wanted; None lets `resolution` decide.
        resolution: γ of modularity, the larger the finer.
        progress: told the share of this work that is done.

    Returns:
        The group of each text (n, `NO_THEME` for none), groups 0, 1, … without gaps and each with
        at least `LEAST_VOICES` voices; and the points in the last, reweighted space.
    """
    sample = _sample(len(voices))
    weights = np.ones(len(corpus.terms))
    groups = np.full(len(voices), NO_THEME)
    for turn in range(PASSES):
        points = corpus.points(weights)
        ties = nearest(points.take(sample))
        last = turn == PASSES - 1
        if last and number is not None:
            found = communities_of_number(ties, number=number, least=LEAST_VOICES)
        else:
            found = communities(ties, resolution=resolution, runs=RUNS if last else 1)
        groups[sample] = found
        weights = specificity(corpus, groups)
        progress((turn + 1) / PASSES)
    return _settled(points, groups, voices, number), points


def _sample(n: int) -> np.ndarray:
    if n <= SAMPLED:
        return np.arange(n)
    return np.sort(np.random.default_rng(0).choice(n, SAMPLED, replace=False))


def _settled(
    points: Points, groups: np.ndarray, voices: np.ndarray, number: int | None
) -> np.ndarray:
    """Dissolve groups too small to be a theme; bring everyone left to the nearest theme."""
    sizes = np.bincount(groups[groups >= 0], voices[groups >= 0], minlength=1)
    kept = np.flatnonzero(sizes >= LEAST_VOICES)
    if number is not None and len(kept) > number:
        kept = np.sort(kept[np.argsort(-sizes[kept], kind="stable")][:number])
    if len(kept) == 0:
        return np.full(len(groups), NO_THEME)
    place = np.full(len(sizes), NO_THEME)
    place[kept] = np.arange(len(kept))
    settled = np.where(groups >= 0, place[groups], NO_THEME)
    closeness = points.closeness(settled, len(kept))
    near = closeness.max(axis=1) >= LEAST_CLOSENESS
    return np.where((settled < 0) & near, closeness.argmax(axis=1), settled)
