"""Make topical.npz from topics.txt, untopical.txt and word_vectors.npz.

Use: python -m analysis.data.make_topical

病院 and 図書館 are used alike, so plain vectors have them near each other; what a planner calls a
theme has 病院 beside 診療 and 薬. topics.txt lists words of one topic each, and which topics make a
field; untopical.txt lists words that stand in a text about anything. Directions in which words of
one topic differ, topics of one field, and words of no topic are drawn together (within-class
covariance normalisation, Hatch, Kajarekar & Stolcke, Interspeech 2006, with shrinkage); those in
which topics differ are kept before all others (Fisher's discriminant). How likely a word is to
tell of a topic at all (病院 rather than 対策) is a logistic regression between the two lists, so
that words on neither have their part too.
"""

from dataclasses import dataclass

import numpy as np

from analysis.text.vectors import NOT_KNOWN, WordVectors, word_vectors
from analysis.text.words import DATA, listed, tokenise

_FIELD = 2.0  # how much of what differs within a field is drawn together, beside within a topic
_UNTOPICAL = 0.5  # the same of words of no topic
_SHRINKAGE = 0.5  # of all that is drawn together, towards a sphere
_DIRECTIONS = 50  # that tell topics apart
_OTHERS = 0.4  # what every other direction counts
_LENGTH, _RIDGE, _STEPS = 3.0, 3.0, 8  # of the regression: of its vectors, and Newton's steps
_DIGITS = 5  # kept of what is learnt, so that it is the same whatever adds it up


@dataclass(frozen=True, slots=True)
class _Lists:
    """Both lists as vectors of unit length, and as rows of `known` those that are one word."""

    known: WordVectors
    fields: tuple[str, ...]
    topics: tuple[np.ndarray, ...]
    untopical: np.ndarray
    alone: frozenset[int]
    untopical_alone: frozenset[int]


def learnt() -> tuple[np.ndarray, np.ndarray]:
    """The matrix that vectors are multiplied with (d x d); topicality of their rows, 0–255 (r)."""
    lists = _lists(word_vectors())
    return _turning(lists), np.round(255 * _topicality(lists)).astype(np.uint8)


def _lists(known: WordVectors) -> _Lists:
    topics = [(field, _rows(words, known)) for field, _, words in listed("topics.txt")]
    other = _rows(" ".join(words for _, words in listed("untopical.txt")), known)
    return _Lists(
        known=known,
        fields=tuple(field for field, _ in topics),
        topics=tuple(_vectors(found, known) for _, found in topics),
        untopical=_vectors(other, known),
        alone=frozenset(rows[0] for _, found in topics for rows in found if len(rows) == 1),
        untopical_alone=frozenset(rows[0] for rows in other if len(rows) == 1),
    )


def _rows(words: str, known: WordVectors) -> list[tuple[int, ...]]:
    """The rows of those words that have one, sorted; of a compound, of its parts."""
    found = set()
    for word in words.split():
        parts = [known.row((part.shown, part.lemma)) for part in tokenise(word) if part.term]
        found.add(tuple(row for row in parts if row != NOT_KNOWN))
    return sorted(found - {()})


def _vectors(words: list[tuple[int, ...]], known: WordVectors) -> np.ndarray:
    return np.stack([_unit(_unit(known.matrix[list(rows)]).mean(axis=0)) for rows in words])


def _turning(lists: _Lists) -> np.ndarray:
    """The matrix that draws topics together and keeps them apart (symmetric up to a factor)."""
    middles = np.stack([found.mean(axis=0) for found in lists.topics])
    spread = _spread(lists, middles)
    size = spread.shape[0]
    spread = (1 - _SHRINKAGE) * spread * size / np.trace(spread) + _SHRINKAGE * np.eye(size)
    variances, directions = np.linalg.eigh(spread)
    evened = directions / np.sqrt(variances) @ directions.T
    between = middles @ evened
    between -= between.mean(axis=0)
    _, directions = np.linalg.eigh(between.T @ between)
    counts = np.full(size, _OTHERS)
    counts[-_DIRECTIONS:] = 1.0
    turning = evened @ (directions * counts) @ directions.T
    return np.asarray(np.round(turning, _DIGITS), dtype=np.float32)


def _spread(lists: _Lists, middles: np.ndarray) -> np.ndarray:
    """How words of one topic, topics of one field and words of no topic scatter (d x d)."""
    _, field = np.unique(lists.fields, return_inverse=True)
    centres = np.stack([middles[field == place].mean(axis=0) for place in range(field.max() + 1)])
    topics = zip(lists.topics, middles, strict=True)
    return (
        _scatter(np.vstack([found - middle for found, middle in topics]))
        + _FIELD * _scatter(middles - centres[field])
        + _UNTOPICAL * _scatter(lists.untopical - middles.mean(axis=0))
    )


def _topicality(lists: _Lists) -> np.ndarray:
    """How likely each row is to tell of a topic (r): ridge logistic regression, Newton's method.

    Both lists weigh the same. A word that stands on both teaches nothing.
    """
    sides = (
        sorted(lists.alone - lists.untopical_alone),
        sorted(lists.untopical_alone - lists.alone),
    )
    sizes = [len(side) for side in sides]
    vectors = _LENGTH * _unit(lists.known.matrix)
    vectors = np.hstack([vectors, np.ones((len(vectors), 1))])
    taught = vectors[sides[0] + sides[1]]
    wanted = np.repeat([1.0, 0.0], sizes)
    weight = np.repeat([len(taught) / 2 / size for size in sizes], sizes)
    ridge = np.full(taught.shape[1], _RIDGE)
    ridge[-1] = 1e-6  # the constant is free
    found = np.zeros(taught.shape[1])
    for _ in range(_STEPS):
        likely = _logistic(taught @ found)
        slope = taught.T @ (weight * (likely - wanted)) + ridge * found
        bend = (taught.T * (weight * likely * (1 - likely))) @ taught + np.diag(ridge)
        found -= np.linalg.solve(bend, slope)
    return _logistic(vectors @ np.round(found, _DIGITS))


def _scatter(differences: np.ndarray) -> np.ndarray:
    return np.asarray(differences.T @ differences / len(differences))


def _logistic(values: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-values)))


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9), dtype=np.float64)


def main() -> None:
    turning, topicality = learnt()
    np.savez_compressed(DATA / "topical.npz", turning=turning, topicality=topicality)


if __name__ == "__main__":
    main()
