"""テーマの地図: which themes lie near each other, and where each voice lies within its own.

Distances mean something between islands (how alike the themes are) and within one (how alike its
voices are), never between a voice of one theme and a voice of another.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.counting import Floats, Ints
from analysis.text.lexicon import documents
from analysis.text.reading import PLAIN, Reading
from analysis.text.space import Corpus, Points, specificity

MOST_POINTS = 2500  # that a page can hold and an eye can tell apart
NEIGHBOURS = 2
_LEAST_ALIKE = 0.1  # under it two themes have little in common
_COMMON = 64  # words of a theme that part its voices beside their meaning
_NEAR, _FAR = 1.0, 3.0  # distances of the most and the least alike themes
_BEYOND = 3.4  # and of what is in no theme, so that it lies outside of all


@dataclass(frozen=True, slots=True)
class Island:
    """One theme.

    Attributes:
        voices: how many it has.
        shown: which of them are points, by their places in the theme (m).
        at: where each lies among them, by their first two principal components (m × 2).
        near: places of the themes most alike, the nearest first.
    """

    voices: int
    shown: tuple[int, ...]
    at: Floats
    near: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ThemeMap:
    """A map of k islands, the last of them maybe of those who are in no theme.

    Attributes:
        each: how many voices one point stands for.
        distances: k × k, from 1 for the two most alike themes to 3; more to what is in none.
    """

    islands: tuple[Island, ...]
    distances: Floats
    each: int

    @property
    def voices(self) -> int:
        return sum(island.voices for island in self.islands)


def theme_map(
    groups: Sequence[Sequence[str]],
    others: Sequence[str] = (),
    *,
    reading: Reading = PLAIN,
    most: int = MOST_POINTS,
) -> ThemeMap:
    """Find what a map of themes shows.

    Args:
        groups: the voices of each theme, the most representative first.
        others: the voices of none; where there are any, they are the last island, far from all.
        reading: how the texts are read, as when the themes were made.
        most: points there may be; with more voices one point stands for several, and every so
            manieth of each theme is read.

    Returns:
        The same map for the same voices in the same order.

    Raises:
        NoSentenceVectors, BothWays
    """
    listed = [voices for voices in (*groups, others) if voices]
    each = max(-(-sum(map(len, listed)) // most), 1)
    shown = [tuple(range(0, len(voices), each)) for voices in listed]
    read = [listed[of][place] for of, places in enumerate(shown) for place in places]
    if not read:
        return ThemeMap((), np.zeros((0, 0)), each)
    of = np.repeat(np.arange(len(listed)), [len(places) for places in shown])
    points = _points(read, of, reading)
    alike = _alike(points, of, len(listed))
    if others:
        alike[-1] = alike[:, -1] = -1.0
    near = _neighbours(alike)
    islands = tuple(
        Island(len(voices), shown[place], _within(points, np.flatnonzero(of == place)), near[place])
        for place, voices in enumerate(listed)
    )
    return ThemeMap(islands, _distances(alike), each)


def _points(texts: Sequence[str], of: Ints, reading: Reading) -> Points:
    corpus = Corpus(documents(texts, reading.lexicon), reading.sense(texts), reading.lexicon.pins)
    return corpus.points(specificity(corpus, of))


def _alike(points: Points, of: Ints, number: int) -> Floats:
    """Cosine similarity of the middles of the themes (k × k)."""
    near = points.closeness(of, number)
    sizes = np.maximum(np.bincount(of, minlength=number), 1)
    means = np.zeros((number, number))
    np.add.at(means, of, near)
    means /= sizes[:, None]
    lengths = np.maximum(np.diag(means), 1e-9)
    alike = means / lengths[:, None]
    return np.asarray(np.maximum(np.round((alike + alike.T) / 2, 6), 0.0))


def _distances(alike: Floats) -> Floats:
    """Likeness turned round and stretched, so that near and far can be told apart on paper."""
    known = alike[~np.eye(len(alike), dtype=bool) & (alike >= 0)]
    low, high = float(known.min(initial=1.0)), float(known.max(initial=0.0))
    share = np.clip((high - alike) / max(high - low, 1e-9), 0.0, 1.0)
    distances = np.where(alike < 0, _BEYOND, _NEAR + (_FAR - _NEAR) * share)
    np.fill_diagonal(distances, 0)
    return np.asarray(distances)


def _neighbours(alike: Floats) -> list[tuple[int, ...]]:
    found = []
    for place, row in enumerate(alike):
        order = [int(other) for other in np.argsort(-row, kind="stable") if other != place]
        found.append(tuple(o for o in order[:NEIGHBOURS] if row[o] >= _LEAST_ALIKE))
    return found


def _within(points: Points, rows: Ints) -> Floats:
    """The first two principal components of a theme's voices (m × 2)."""
    own = points.take(rows)
    common = np.asarray(own.words.sum(axis=0)).ravel()
    columns = np.sort(np.argsort(-np.round(common, 5), kind="stable")[:_COMMON])
    lying = np.hstack([own.meaning, own.words[:, columns].toarray()]).astype(np.float64)
    lying -= lying.mean(axis=0)
    _, axes = np.linalg.eigh(lying.T @ lying)
    at = np.zeros((len(rows), 2))
    for place, axis in enumerate(axes[:, ::-1].T[:2]):
        at[:, place] = _turned(lying @ axis)
    return at


def _turned(along: Floats) -> Floats:
    """A mirror image is as good; the one whose first large part is positive is taken."""
    along = np.round(along, 6)
    large = np.flatnonzero(np.abs(along) > np.abs(along).max() / 2)
    return np.asarray(along * np.sign(along[large[0]])) if len(large) else along


def seated(at: Floats, seats: Floats) -> Ints:
    """Give each voice a place of its own, so that those alike sit near each other.

    Args:
        at: where m voices lie (m × 2).
        seats: m places (m × 2).

    Returns:
        m: the seat of each voice.

    Method: voices and seats are halved alike, across and along in turn, until one is left of
    each; no two share a seat, and neighbours stay together.
    """
    found = np.zeros(len(at), dtype=np.intp)
    parts = [(np.arange(len(at)), np.arange(len(seats)), 0)]
    while parts:
        voices, free, axis = parts.pop()
        if len(voices) <= 1:
            found[voices] = free
            continue
        voices = voices[np.lexsort((voices, at[voices, axis]))]
        free = free[np.lexsort((seats[free, 1 - axis], seats[free, axis]))]
        half = len(voices) // 2
        parts += [
            (voices[:half], free[:half], 1 - axis),
            (voices[half:], free[half:], 1 - axis),
        ]
    return found
