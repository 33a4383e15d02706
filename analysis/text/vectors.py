"""Static word vectors: how near the meanings of two words are, from data/word_vectors.npz."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np

from analysis.text.words import DATA

NOT_KNOWN = -1


@dataclass(frozen=True, slots=True)
class WordVectors:
    """`matrix`: r x 128 float32, rows of the data's own lengths. Several words may share a row."""

    matrix: np.ndarray
    row_of: dict[str, int]

    def row(self, spellings: Iterable[str]) -> int:
        """The row of the first spelling that is known, or `NOT_KNOWN`."""
        for spelling in spellings:
            row = self.row_of.get(spelling, self.row_of.get(spelling.lower()))
            if row is not None:
                return row
        return NOT_KNOWN


@cache
def word_vectors() -> WordVectors:
    """The vectors shipped with Ronten, read once a process."""
    with np.load(DATA / "word_vectors.npz") as kept:
        words = kept["words"].tobytes().decode("utf-8").split("\n")
        matrix = kept["vectors"].astype(np.float32) * kept["scale"]
        return WordVectors(matrix, dict(zip(words, kept["rows"].tolist(), strict=True)))
