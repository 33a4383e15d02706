"""Tests of whether a group's texts have a word more often than all others' texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from scipy import sparse, stats
from scipy.special import gammaln

from analysis.counting import Floats
from analysis.methods.association import two_sided
from analysis.methods.associations import residuals
from analysis.methods.intervals import wilson
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.text.collocation import signed_g2
from analysis.text.lexicon import Lexicon
from analysis.text.phrases import unnameable
from analysis.text.space import Corpus
from analysis.text.words import listed

LEAST_TEXTS = 5  # of all texts; rarer words cannot be told apart from chance, and are not tested
_FEW = 5.0  # an expected count below which the exact test is used (Cochran 1954)
_STEP = 2.0**24


@dataclass(frozen=True, slots=True)
class Counts:
    """g groups × v words: n texts, Σ weight, Σ weight²; and the same of each group as a whole."""

    n: Floats
    w: Floats
    w2: Floats
    base_n: Floats
    base_w: Floats
    base_w2: Floats


def counted(
    corpus: Corpus,
    groups: Sequence[str | None],
    levels: Sequence[str],
    weights: Sequence[float] | None,
) -> Counts:
    place = {name: row for row, name in enumerate(levels)}
    kept = [row for row, name in enumerate(groups) if name in place]
    side = [place[name] for row in kept if (name := groups[row]) is not None]
    one = np.ones(len(groups)) if weights is None else _exact(np.asarray(weights, dtype=float))
    has = corpus.counts.astype(bool).astype(np.float64)

    def summed(values: Floats) -> tuple[Floats, Floats]:
        shape = (len(levels), len(groups))
        member = sparse.csr_matrix((values[kept], (side, kept)), shape=shape)
        return np.asarray((member @ has).todense()), np.asarray(member.sum(axis=1)).ravel()

    n, base_n = summed(np.ones(len(groups)))
    w, base_w = summed(one)
    w2, base_w2 = summed(_exact(one * one))
    return Counts(n, w, w2, base_n, base_w, base_w2)


def _exact(weights: Floats) -> Floats:
    """Weights so rounded that their sums are exact, in whatever order they are added up."""
    return np.asarray(np.round(weights * _STEP) / _STEP)


def may_stand(term: str, lexicon: Lexicon) -> bool:
    """Whether a word says something by itself, or the planner pinned it."""
    if lexicon.pins(term):
        return True
    return not lexicon.bans(term) and term not in unnameable() and term not in _unconnected()


@cache
def _unconnected() -> frozenset[str]:
    return frozenset(line[0] for line in listed("unconnected.txt"))


def tested(corpus: Corpus, counts: Counts, lexicon: Lexicon) -> np.ndarray:
    """Words to test (columns): chosen by all texts together, so the choice favours no group.

    Words that say little (思う, 良い) are left out, as are those that the planner banned.
    """
    enough = (counts.n.sum(axis=0) >= LEAST_TEXTS) & (counts.n.sum(axis=0) < counts.base_n.sum())
    return np.array(
        [
            column
            for column, term in enumerate(corpus.terms)
            if may_stand(term, lexicon)
            and (enough[column] or (lexicon.pins(term) and counts.n[:, column].any()))
        ],
        dtype=np.intp,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """g × v: the test of each word in each group; missing where there was none."""

    p: Floats
    q: Floats
    score: Floats


def compared(counts: Counts, places: tuple[np.ndarray, np.ndarray], *, weighted: bool) -> Found:
    """Test words (columns) in groups (rows); `places` are their rows and their columns."""
    p, score = np.full(counts.n.shape, np.nan), np.zeros(counts.n.shape)
    measure = _residuals if weighted else _likelihoods
    cells = np.ix_(*places)
    p[cells], score[cells] = measure(counts, *places)
    return Found(p, benjamini_hochberg(p.ravel()).reshape(p.shape), score)


def enough(counts: Counts, least: int) -> np.ndarray:
    """Which groups have enough texts on both sides of the comparison (g, bool)."""
    rest = counts.base_n.sum() - counts.base_n
    return np.asarray((counts.base_n >= least) & (rest >= least))


def _likelihoods(counts: Counts, rows: np.ndarray, tested: np.ndarray) -> tuple[Floats, Floats]:
    """P and signed G² of groups × words against all other groups."""
    here, base = counts.n[np.ix_(rows, tested)], counts.base_n[rows][:, None]
    words, total = counts.n[:, tested].sum(axis=0), counts.base_n.sum()
    score = signed_g2(here, words - here, base - here, total - base - words + here)
    p = np.asarray(stats.chi2.sf(np.abs(score), 1), dtype=np.float64)
    for row, column in np.argwhere(_rare(counts, rows, tested)):
        size, said = int(base[row, 0]), int(words[column])
        p[row, column] = fisher(int(here[row, column]), said, size, int(total))
    return p, score


def _residuals(counts: Counts, rows: np.ndarray, tested: np.ndarray) -> tuple[Floats, Floats]:
    """The same of adjusted residuals: each word is a table of those with and without it.

    Where an expected count is under 5, Fisher's test of the unweighted counts must agree: a few
    heavy texts make no difference sure.
    """
    z = _adjusted(counts.w[:, tested], counts.base_w, counts.base_w2)
    p = two_sided(z[rows])
    unweighted, _ = _likelihoods(counts, rows, tested)
    p = np.where(_rare(counts, rows, tested), np.fmax(p, unweighted), p)
    return p, np.nan_to_num(np.sign(z) * z * z)[rows]


def _rare(counts: Counts, rows: np.ndarray, tested: np.ndarray) -> np.ndarray:
    """Which words are expected in, or without, under 5 texts of a group or of all others."""
    base, total = counts.base_n[rows][:, None], counts.base_n.sum()
    words = counts.n[:, tested].sum(axis=0)
    least = np.minimum(base, total - base) * np.minimum(words, total - words) / total
    return np.asarray(least < _FEW)


def _adjusted(have: Floats, base: Floats, base2: Floats) -> Floats:
    """Adjusted residuals of groups × words, of `have` among `base` texts of each group."""
    w = np.stack([have.T, base - have.T], axis=2)
    side = np.broadcast_to(base, w.shape[:2])
    if not base2.any():  # nobody, or nobody who weighs anything, has written
        return np.full(have.shape, np.nan)
    effective = np.full(len(w), base.sum() ** 2 / base2.sum())
    return residuals(w, side, w.sum(axis=1), effective)[:, :, 0].T


def fisher(here: int, words: int, size: int, total: int) -> float:
    """Two-sided p of Fisher's exact test.

    `here` of the `size` texts of a group have the word, `words` of all `total` do.
    """
    return _fisher(words, size, total)[here - max(0, words + size - total)]


@lru_cache(10_000)
def _fisher(words: int, size: int, total: int) -> tuple[float, ...]:
    """P of each count that is possible; outcomes not likelier than it are summed, as R does."""
    possible = np.arange(max(0, words + size - total), min(words, size) + 1)
    # Of the hypergeometric distribution; SciPy's own takes 20 µs a value, this 0.2.
    ways = [(words, possible), (total - words, size - possible), (total, np.array(size))]
    here, rest, every = (gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1) for n, k in ways)
    chance = np.exp(here + rest - every)
    order = np.argsort(chance, kind="stable")
    summed = np.concatenate([[0.0], np.cumsum(chance[order])])
    places = np.searchsorted(chance[order], chance * (1 + 1e-7), side="right")
    return tuple(np.minimum(summed[places], 1.0).tolist())


def interval(counts: Counts, rows: np.ndarray, column: int) -> tuple[float, float, float]:
    """The share of texts of some groups that have a word, with Wilson's interval."""
    base = counts.base_w[rows].sum()
    share = counts.w[rows, column].sum() / base
    low, high = wilson(np.array([share]), float(base**2 / counts.base_w2[rows].sum()))
    return float(share), float(low[0]), float(high[0])


def residual(counts: Counts, sides: tuple[np.ndarray, np.ndarray], column: int) -> float:
    have, base, base2 = (
        np.array([each[rows].sum() for rows in sides])
        for each in (counts.w[:, column], counts.base_w, counts.base_w2)
    )
    return float(_adjusted(have[:, None], base, base2)[0, 0])
