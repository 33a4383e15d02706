"""What words are about: vectors turned so that words of one topic lie together, and topicality.

Both are learnt from lists of words by data/make_topical.py.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from analysis.text.vectors import WordVectors, word_vectors
from analysis.text.words import DATA


@dataclass(frozen=True, slots=True)
class TopicalVectors:
    """`vectors`: turned. `topicality`: how likely each of their r rows tells of a topic (r)."""

    vectors: WordVectors
    topicality: np.ndarray


@cache
def topical_vectors() -> TopicalVectors:
    """The shipped vectors, turned, and their topicality; read once a process."""
    known = word_vectors()
    with np.load(DATA / "topical.npz") as kept:
        turned = WordVectors(known.matrix @ kept["turning"], known.row_of)
        return TopicalVectors(turned, kept["topicality"] / np.float32(255))
