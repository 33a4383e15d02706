"""What words are about: the word vectors turned so that words of one topic lie together.

病院 and 図書館 are used alike, so plain vectors have them near each other; what a planner calls a
theme has 病院 beside 診療 and 薬. data/topics.txt lists words of one topic each. Directions in
which words of one topic differ are drawn together (within-class covariance normalisation, Hatch,
Kajarekar & Stolcke, Interspeech 2006, with shrinkage), and those in which topics differ are kept
before all others (Fisher's discriminant).
"""

from functools import cache

import numpy as np

from analysis.text.vectors import NOT_KNOWN, WordVectors, word_vectors
from analysis.text.words import listed, tokenise

_SHRINKAGE = 0.5  # of the covariance within topics towards that of a sphere
_DIRECTIONS = 40  # that tell topics apart
_OTHERS = 0.3  # what every other direction counts
_DIGITS = 5  # kept of the turning, so that it is the same whatever adds it up


@cache
def topical_vectors() -> WordVectors:
    """The shipped vectors, turned; worked out once a process."""
    known = word_vectors()
    turned = known.matrix @ _turning(known).astype(np.float32)
    return WordVectors(turned, known.row_of)


def _turning(known: WordVectors) -> np.ndarray:
    """The matrix (d x d, symmetric up to its first factor) that vectors are multiplied with."""
    topics = [_vectors(words.split(), known) for _, words in listed("topics.txt")]
    middles = np.stack([found.mean(axis=0) for found in topics])
    within = np.vstack([found - middle for found, middle in zip(topics, middles, strict=True)])
    spread = within.T @ within / len(within)
    size = spread.shape[0]
    spread = (1 - _SHRINKAGE) * spread * size / np.trace(spread) + _SHRINKAGE * np.eye(size)
    variances, directions = np.linalg.eigh(spread)
    evened = directions / np.sqrt(variances) @ directions.T
    between = middles @ evened
    between -= between.mean(axis=0)
    _, directions = np.linalg.eigh(between.T @ between)
    counts = np.full(size, _OTHERS)
    counts[-_DIRECTIONS:] = 1.0
    return np.asarray(np.round(evened @ (directions * counts) @ directions.T, _DIGITS))


def _vectors(words: list[str], known: WordVectors) -> np.ndarray:
    """The vectors (unit length) of those words that have one; of a compound, of its parts."""
    found = {}
    for word in words:
        parts = [known.row((part.shown, part.lemma)) for part in tokenise(word) if part.term]
        rows = [row for row in parts if row != NOT_KNOWN]
        if rows:
            found[tuple(rows)] = _unit(_unit(known.matrix[rows]).mean(axis=0))
    return np.stack([found[rows] for rows in sorted(found)])


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9), dtype=np.float64)
