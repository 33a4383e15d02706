"""The space texts lie in: which words they share (TF-IDF) and what their words mean (vectors)."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from analysis.text.places import home
from analysis.text.topics import topical_vectors
from analysis.text.vectors import NOT_KNOWN
from analysis.text.words import Word

MEANING_WEIGHT = 0.5
FEWER = 50  # texts; so few share too few words, and meaning counts up to so much more
MOST_MEANING = 0.8
ALIKE, ONE_MEANING = 0.57, 0.65  # length of the mean of meanings; beyond, meaning parts nothing
PARTING = 0.4  # of all variance in one direction of meaning: it parts two topics
SENTENCE_WEIGHT = 1.25
UNTOPICAL_WEIGHT = 0.2  # in the meaning of a text, of 対策 and 多い, beside 病院
PREDICATE_WEIGHT = 0.7  # of 少ない and 増やす beside バス: themes are about things
HOME_WEIGHT = 0.1  # of the town that all texts are about
LEAST_TEXTS = 2  # a word that only one text has ties nothing together
MOST_SHARE = 0.5  # a word that more than half have parts nothing
FEW = 10  # texts; below, every word counts


@dataclass(frozen=True, slots=True)
class Points:
    """n texts of about unit length: `words` n x v (sparse), `meaning` n x d, d ≥ 128."""

    words: sparse.csr_matrix
    meaning: np.ndarray

    @property
    def number(self) -> int:
        return int(self.words.shape[0])

    def similarity(self, rows: slice) -> np.ndarray:
        """Cosine similarity of the texts `rows` to all n; float32."""
        alike: np.ndarray = self.meaning[rows] @ self.meaning.T
        alike += (self.words[rows] @ self.words.T).toarray()
        return alike

    def take(self, rows: np.ndarray) -> "Points":
        return Points(self.words[rows], self.meaning[rows])

    def closeness(self, groups: np.ndarray, number: int) -> np.ndarray:
        """Similarity of every text to the middle of each of `number` groups; n x number.

        Args:
            groups: group of each text (n), under 0 for none.
            number: of groups.
        """
        rows = np.flatnonzero(groups >= 0)
        member = sparse.csr_matrix(
            (np.ones(len(rows), dtype=np.float32), (groups[rows], rows)),
            shape=(number, self.number),
        )
        words, meaning = member @ self.words, np.asarray(member @ self.meaning)
        length = np.sqrt(np.asarray(words.multiply(words).sum(axis=1)).ravel() + _squares(meaning))
        found = (self.words @ words.T).toarray() + self.meaning @ meaning.T
        return np.asarray(found / np.maximum(length, 1e-9))

    def unity(self, rows: Sequence[int]) -> float:
        """The mean similarity in meaning of two different ones of the texts `rows`."""
        number = len(rows)
        length = float(np.linalg.norm(_unit(self.meaning[rows]).sum(axis=0)))
        return (length**2 - number) / (number * (number - 1)) if number > 1 else 1.0


@dataclass(frozen=True, slots=True)
class Sense:
    """What beside shared words draws texts together.

    Attributes:
        words: weight of the mean of their words' vectors; 0 for wording only.
        sentences: vectors of whole texts (n x d), when a model of sentences is at hand.
    """

    words: float = MEANING_WEIGHT
    sentences: np.ndarray | None = None


MEANING = Sense()
WORDING = Sense(words=0.0)


def _never(_: str) -> bool:
    return False


class Corpus:
    """Texts as counts of words. `terms`: the v lemmas, sorted; `counts`: n x v.

    `pins` tells the words that tie texts however few or many have them.
    """

    def __init__(
        self,
        documents: Sequence[Sequence[Word]],
        sense: Sense = MEANING,
        pins: Callable[[str], bool] = _never,
    ) -> None:
        self.sense = sense
        spellings: dict[str, Counter[str]] = {}
        predicates: set[str] = set()
        places: set[str] = set()
        for words in documents:
            for word in words:
                if word.term is not None:
                    spellings.setdefault(word.term, Counter())[word.shown] += 1
                    if word.pos in ("動詞", "形容詞"):
                        predicates.add(word.term)
                    elif word.pos3.startswith("地名"):
                        places.add(word.term)
        self.terms = sorted(spellings)
        self.written = {term: commonest(found) for term, found in spellings.items()}
        self.counts = self._counted(documents)
        self.pinned = np.array([pins(term) for term in self.terms], dtype=bool)
        texts = dict(zip(self.terms, self.texts_with.tolist(), strict=True))
        here = home({place: texts[place] for place in places}, len(documents))
        self.weights = np.where([t in predicates for t in self.terms], PREDICATE_WEIGHT, 1.0)
        self.weights[[t in here for t in self.terms]] = HOME_WEIGHT

    def _counted(self, documents: Sequence[Sequence[Word]]) -> sparse.csr_matrix:
        column = {term: place for place, term in enumerate(self.terms)}
        rows: list[int] = []
        columns: list[int] = []
        for row, words in enumerate(documents):
            found = [column[word.term] for word in words if word.term is not None]
            columns += found
            rows += [row] * len(found)
        shape = (len(documents), len(self.terms))
        return sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape)

    @cached_property
    def texts_with(self) -> np.ndarray:
        """How many texts have each word (v)."""
        return np.bincount(self.counts.indices, minlength=len(self.terms))

    @cached_property
    def vectors(self) -> tuple[np.ndarray, np.ndarray]:
        """The vector of each word (v x 128), and whether it has one (v)."""
        return topical_vectors().vectors.matrix[self._rows], self._rows != NOT_KNOWN

    @cached_property
    def _rows(self) -> np.ndarray:
        """The row of each word among the vectors (v), or `NOT_KNOWN`."""
        known = topical_vectors().vectors
        rows = [known.row((self.written[term], term)) for term in self.terms]
        return np.array(rows, dtype=np.intp)

    @cached_property
    def _telling(self) -> np.ndarray:
        """How much the meaning of each word counts: little where it tells of no topic (v)."""
        topicality = topical_vectors().topicality[self._rows]
        return np.asarray(UNTOPICAL_WEIGHT + (1 - UNTOPICAL_WEIGHT) * topicality)

    def points(self, weights: np.ndarray) -> Points:
        """Lay the texts out; `weights` says how much each word matters (v, 0 to 1)."""
        n = self.counts.shape[0]
        importance = (np.log((1 + n) / (1 + self.texts_with)) + 1) * weights * self.weights
        words = _unit_rows(self._tied(importance))
        meaning = self._meaning(importance)
        if self.sense.sentences is not None:
            sentences = self.sense.sentences - self.sense.sentences.mean(axis=0)
            meaning = np.hstack([meaning, SENTENCE_WEIGHT * _unit(sentences)])
        length = np.sqrt(_sparse_squares(words) + _squares(meaning))
        scale = (1 / np.where(length > 0, length, 1)).astype(np.float32)
        return Points((sparse.diags(scale) @ words).tocsr(), meaning * scale[:, None])

    def _tied(self, importance: np.ndarray) -> sparse.csr_matrix:
        n = self.counts.shape[0]
        least = LEAST_TEXTS if n >= FEW else 1
        most = MOST_SHARE * n if n >= FEW else n
        useful = ((self.texts_with >= least) & (self.texts_with <= most)) | self.pinned
        tf = self.counts.copy()
        tf.data = 1 + np.log(tf.data)
        return (tf @ sparse.diags((importance * useful).astype(np.float32))).tocsr()

    @cached_property
    def meaning_weight(self) -> float:
        """How much meaning counts: more where texts are few, nothing where all mean the same."""
        weight = min(self.sense.words * (1 + FEWER / self.counts.shape[0]), MOST_MEANING)
        return weight * _severalness(self._means(self.weights)) if weight else 0.0

    def _meaning(self, importance: np.ndarray) -> np.ndarray:
        if self.meaning_weight == 0:
            return np.zeros((self.counts.shape[0], self.vectors[0].shape[1]), dtype=np.float32)
        mean = self._means(importance)
        return np.float32(self.meaning_weight) * _unit(mean - mean.mean(axis=0))

    def _means(self, importance: np.ndarray) -> np.ndarray:
        """The mean of the vectors of each text's words, of unit length (n x d)."""
        vectors, known = self.vectors
        counted = (importance * self._telling * known).astype(np.float32)
        weighted = self.counts @ sparse.diags(counted)
        return _unit(np.asarray(weighted @ vectors))


def _severalness(means: np.ndarray) -> float:
    """From 0, where all texts mean the same, to 1; two topics far apart are several (n x d)."""
    middle = means.mean(axis=0)
    varying = means - middle
    spread = np.linalg.eigvalsh(varying.T @ varying)
    if spread[-1] >= PARTING * spread.sum():
        return 1.0
    several = (ONE_MEANING - float(np.linalg.norm(middle))) / (ONE_MEANING - ALIKE)
    return min(1.0, max(0.0, several))


def commonest(found: Counter[str]) -> str:
    """The commonest spelling; of equals the shorter, then the first in code order."""
    return min(found, key=lambda spelling: (-found[spelling], len(spelling), spelling))


def specificity(corpus: Corpus, groups: np.ndarray) -> np.ndarray:
    """How much each word belongs to few groups: 1 − normalised entropy, less for rare words (v).

    Args:
        corpus: n texts with v words.
        groups: group of each text (n), under 0 for none.
    """
    rows = np.flatnonzero(groups >= 0)
    kept, place = np.unique(groups[rows], return_inverse=True)
    member = sparse.csr_matrix(
        (np.ones(len(rows)), (place, rows)), shape=(len(kept), corpus.counts.shape[0])
    )
    has = corpus.counts.astype(bool).astype(np.float64)
    voices = np.asarray((member @ has).todense())
    shares = voices / np.bincount(place)[:, None]
    shares /= np.maximum(shares.sum(axis=0), 1e-12)
    entropy = -(shares * np.log(np.maximum(shares, 1e-12))).sum(axis=0) / np.log(max(2, len(kept)))
    number = voices.sum(axis=0)
    return np.asarray(np.maximum(1 - entropy * number / (number + 2), 0.05))


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1), dtype=np.float32)


def _unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    length = np.sqrt(_sparse_squares(matrix))
    scale = (1 / np.where(length > 0, length, 1)).astype(np.float32)
    return (sparse.diags(scale) @ matrix).tocsr()


def _squares(matrix: np.ndarray) -> np.ndarray:
    return np.asarray((matrix * matrix).sum(axis=1))


def _sparse_squares(matrix: sparse.csr_matrix) -> np.ndarray:
    return np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
