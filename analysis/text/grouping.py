"""Grouping passages into themes: points, nearest-neighbour graph, communities, words reweighted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.text.graph import agreement, communities, communities_of_number, nearest
from analysis.text.space import Corpus, Points, specificity

SAMPLED = 4000  # passages; more are placed with the themes these make
PASSES = 3
RUNS = 3  # of Louvain in each pass; of few texts it is one, for the best by chance is no better
CHAINS = ((1200, 3), (SAMPLED, 1))  # of passes: for up to so many texts
MANY = 300  # texts
FINEST, COARSEST = 1.5, 1.2  # γ when nothing else is wanted: of up to MANY texts; of very many
FINE = 1.0  # γ of the themes within one theme
LEAST_VOICES = 3
LEAST_CLOSENESS = 0.12  # to join a theme that its neighbours did not bring a text to
NO_THEME = -1


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of n texts at two levels, 0, 1, … without gaps; `NO_THEME` for none.

    Attributes:
        coarse: group of each text (n). `fine`: group of each text within its coarse one (n).
        points: the texts in the last, reweighted space. `weights`: of its words (v).
    """

    coarse: np.ndarray
    fine: np.ndarray
    points: Points
    weights: np.ndarray


def group(
    corpus: Corpus,
    voices: np.ndarray,
    *,
    number: int | None,
    resolution: float | None,
    progress: Callable[[float], None],
) -> Groups:
    """Group the n texts of `corpus`.

    Args:
        corpus: the texts as counts of words.
        voices: how many people said each text (n).
        number: how many themes are wanted; None lets `resolution` decide.
        resolution: γ of modularity, the larger the finer; None for the usual one.
        progress: told the share of this work that is done.

    Returns:
        Groups of at least `LEAST_VOICES` voices each. Every text of a coarse group is in one of
        its fine groups.
    """
    sample = _sample(len(voices))
    wanted = _Wanted(number, resolution or usual_resolution(len(sample)))
    ties = nearest(corpus.points(np.ones(len(corpus.terms))).take(sample))
    chains: list[_Chain] = []
    begun = number_of_chains(len(sample))
    for chance in range(begun):
        chains.append(_chain(corpus, sample, ties, wanted, chance))
        progress((chance + 1) / begun)
    best = _most_agreed(chains)
    points = corpus.points(best.weights)
    groups = np.full(len(voices), NO_THEME)
    groups[sample] = best.found
    coarse = _settled(points, groups, voices, number)
    fine = _parted(points, coarse, voices, (sample, best.ties))
    return Groups(coarse, fine, points, best.weights)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How many communities, or None; else how fine they are."""

    number: int | None
    resolution: float


@dataclass(frozen=True, slots=True)
class _Chain:
    """Communities of the sample, and what made them: weights of the words, ties of the sample."""

    found: np.ndarray
    weights: np.ndarray
    ties: sparse.csr_matrix


def _chain(
    corpus: Corpus, sample: np.ndarray, ties: sparse.csr_matrix, wanted: _Wanted, chance: int
) -> _Chain:
    """Group the sample again and again, each time by words weighed by the groups before."""
    weights = np.ones(len(corpus.terms))
    groups = np.full(corpus.counts.shape[0], NO_THEME)
    for turn in range(PASSES):
        if turn:
            weights = specificity(corpus, groups)
            ties = nearest(corpus.points(weights).take(sample))
        groups[sample] = _found(ties, wanted, chance, last=turn == PASSES - 1)
    return _Chain(groups[sample], weights, ties)


def _found(ties: sparse.csr_matrix, wanted: _Wanted, chance: int, *, last: bool) -> np.ndarray:
    if last and wanted.number is not None:
        return communities_of_number(ties, number=wanted.number, least=LEAST_VOICES)
    runs = RUNS if ties.shape[0] > MANY else 1
    return communities(ties, resolution=wanted.resolution, runs=runs, chance=chance)


def _most_agreed(chains: Sequence[_Chain]) -> _Chain:
    """The chain that agrees most with all others: chance has least to do with it."""
    agreed = [sum(agreement(one.found, other.found) for other in chains) for one in chains]
    return chains[int(np.argmax(agreed))]


def number_of_chains(texts: int) -> int:
    """How often to begin anew; of many texts chance decides less, and each time takes long."""
    return next(chains for most, chains in CHAINS if texts <= most)


def usual_resolution(texts: int) -> float:
    """γ for so many texts: of more, each is tied to a smaller share, which parts them finer."""
    return float(np.clip(FINEST * (MANY / max(texts, 1)) ** 0.2, COARSEST, FINEST))


def _sample(n: int) -> np.ndarray:
    if n <= SAMPLED:
        return np.arange(n)
    return np.sort(np.random.default_rng(0).choice(n, SAMPLED, replace=False))


def _settled(
    points: Points,
    groups: np.ndarray,
    voices: np.ndarray,
    number: int | None,
    least: float = LEAST_CLOSENESS,
) -> np.ndarray:
    """Bring everyone to the theme whose middle is nearest; dissolve themes that are too small."""
    kept = _large(groups, voices, number)
    while kept.any():
        place = np.cumsum(kept) - 1
        inside = (groups >= 0) & kept[groups]
        groups = np.where(inside, place[groups], NO_THEME)
        closeness = points.closeness(groups, int(kept.sum()))
        near = closeness.max(axis=1) >= least
        groups = np.where(near, closeness.argmax(axis=1), NO_THEME)
        kept = _large(groups, voices, number)
        if kept.all():
            return groups
    return np.full(len(voices), NO_THEME)


def _large(groups: np.ndarray, voices: np.ndarray, number: int | None) -> np.ndarray:
    """Which groups have enough voices, and are among the `number` largest."""
    placed = groups >= 0
    if not placed.any():
        return np.zeros(1, dtype=bool)
    sizes = np.bincount(groups[placed], voices[placed])
    large = sizes >= LEAST_VOICES
    large[np.argsort(-sizes, kind="stable")[number:] if number is not None else []] = False
    return large


def _parted(
    points: Points,
    coarse: np.ndarray,
    voices: np.ndarray,
    sampled: tuple[np.ndarray, sparse.csr_matrix],
) -> np.ndarray:
    """Part every coarse group by Louvain on the ties within it alone."""
    sample, ties = sampled
    fine = np.full(len(coarse), NO_THEME)
    for place in range(int(coarse.max(initial=-1)) + 1):
        members = np.flatnonzero(coarse == place)
        known = np.flatnonzero(coarse[sample] == place)
        within = ties[known][:, known]
        labels = np.full(len(members), NO_THEME)
        found = communities(within, resolution=FINE, runs=1)
        labels[np.searchsorted(members, sample[known])] = found
        parts = _settled(points.take(members), labels, voices[members], None, least=-1.0)
        fine[members] = np.maximum(parts, 0)  # what cannot be parted stays one
    return fine
