"""Words that are characteristic of groups of texts: of generations, districts, satisfaction."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.text.space import Corpus

LEAST_TEXTS = 2


@dataclass(frozen=True, slots=True)
class Keyword:
    """`texts` of the group have the word, a `share` of all its texts; `score`: class TF-IDF."""

    word: str
    texts: int
    share: float
    score: float


def characteristic(
    corpus: Corpus, groups: Sequence[Hashable | None], *, number: int = 10
) -> dict[Hashable, tuple[Keyword, ...]]:
    """Find the words that set each group's texts apart from those of the other groups.

    Args:
        corpus: n texts as counts of words.
        groups: group of each text (n); None leaves the text out.
        number: of words for each group.

    Returns:
        For each group, in order of first appearance, the words that more of its texts have than
        of all texts, the best first. `share` is 0 to 1 of the group's texts.

    Class TF-IDF after Grootendorst (2022): the share of a group's texts that have the word, times
    log(1 + share in the group / share in all groups). A word must be in `LEAST_TEXTS` of them.
    """
    kept = [row for row, name in enumerate(groups) if name is not None]
    names = list(dict.fromkeys(groups[row] for row in kept))
    place = {name: at for at, name in enumerate(names)}
    member = sparse.csr_matrix(
        (np.ones(len(kept)), ([place[groups[row]] for row in kept], kept)),
        shape=(len(names), len(groups)),
    )
    texts = np.asarray((member @ corpus.counts.astype(bool).astype(float)).todense())
    sizes = np.asarray(member.sum(axis=1))
    shares = texts / np.maximum(sizes, 1)
    overall = texts.sum(axis=0) / max(1, len(kept))
    lift = shares / np.where(overall > 0, overall, 1)
    scores = np.where((texts >= LEAST_TEXTS) & (lift > 1), shares * np.log1p(lift), 0)
    return {
        name: _best(corpus, texts[at], shares[at], scores[at], number=number)
        for at, name in enumerate(names)
        if name is not None
    }


def _best(
    corpus: Corpus, texts: np.ndarray, shares: np.ndarray, scores: np.ndarray, *, number: int
) -> tuple[Keyword, ...]:
    order = np.lexsort((np.arange(len(scores)), -np.round(scores, 9)))[:number]
    return tuple(
        Keyword(
            corpus.written[corpus.terms[term]],
            int(texts[term]),
            float(shares[term]),
            float(scores[term]),
        )
        for term in order
        if scores[term] > 0
    )
