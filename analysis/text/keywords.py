"""特徴語: words that a group's texts have more often than all the others', beyond chance.

A group under 30 texts, or with under 30 to compare it with, is told of with its n and no words.
What is found is a difference of shares, and says nothing of why the groups differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from scipy import sparse, stats
from scipy.special import gammaln

from analysis.counting import Floats
from analysis.methods.association import two_sided
from analysis.methods.associations import residuals
from analysis.methods.intervals import wilson
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.results import Table
from analysis.text.collocation import signed_g2
from analysis.text.lexicon import NOTHING, Lexicon
from analysis.text.space import Corpus

LEAST_TEXTS = 5  # of all texts; rarer words cannot be told apart from chance, and are not tested
LEAST_HERE = 3  # of the group's texts
LEAST_GROUP = 30
LEVEL = 0.05
_FEW = 5.0  # an expected count below which the exact test is used (Cochran 1954)
_STEP = 2.0**24


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word and how a group differs in it.

    Attributes:
        word: as it is mostly written. `term`: what is counted.
        texts: how many of the group's `n` texts have it; never weighted.
        rest_n: texts of all other groups.
        share, rest: share of the group's texts that have it, and of all others'; 0 to 1.
        difference: share − rest, with its 95 % interval `low` to `high`.
        p, q: of the test of no difference, and after Benjamini–Hochberg over words × groups.
        score: G² (z² where weighted); words are in its order.
        residual: adjusted and standardised, as in every crosstab.
    """

    word: str
    term: str
    texts: int
    n: int
    rest_n: int
    share: float
    rest: float
    difference: float
    low: float
    high: float
    p: float
    q: float
    score: float
    residual: float


@dataclass(frozen=True, slots=True)
class GroupWords:
    """A group with its characteristic words; `silent` where too few are on one side or other."""

    name: str
    n: int
    silent: bool
    words: tuple[Keyword, ...]


@dataclass(frozen=True, slots=True)
class Characteristic:
    """`tested`: how many words × groups were tested, over which q is corrected."""

    groups: tuple[GroupWords, ...]
    tested: int
    weighted: bool

    def tables(self) -> tuple[Table, ...]:
        """Of each group how many texts have its words, and the shares; a silent one says so."""
        return tuple(table for group in self.groups for table in self._tables(group))

    def _tables(self, group: GroupWords) -> tuple[Table, Table]:
        words = [each.word for each in group.words]
        counts = pd.DataFrame({"声の数": [each.texts for each in group.words]}, index=words)
        shares = pd.DataFrame(
            [(k.share, k.rest, k.difference, k.low, k.high) for k in group.words],
            index=words,
            columns=["この層", "その他", "差", "差の下限（95%）", "差の上限（95%）"],
        )
        title, note = f"特徴語：{group.name}", self._note(group)
        return (Table(title, counts, "count", note), Table(title, shares, "share", note))

    def _note(self, group: GroupWords) -> str:
        note = f"n={group.n:,}（「{group.name}」の声）。"
        if group.silent:
            return f"{note}この層かほかの層が{LEAST_GROUP}件に満たないため、特徴語は示しません"
        if not group.words:
            return f"{note}ほかの層と違うと言える語はありませんでした"
        return (
            f"{note}語×層の{self.tested:,}通りを比べ、偶然とは言いにくい差（q<0.05）だけを示します"
        )


@dataclass(frozen=True, slots=True)
class _Counts:
    """g groups × v words: n texts, Σ weight, Σ weight²; and the same of each group as a whole."""

    n: Floats
    w: Floats
    w2: Floats
    base_n: Floats
    base_w: Floats
    base_w2: Floats


def characteristic(
    corpus: Corpus,
    groups: Sequence[str | None],
    *,
    levels: Sequence[str],
    weights: Sequence[float] | None = None,
    lexicon: Lexicon = NOTHING,
    number: int = 10,
) -> Characteristic:
    """Find the words that set each group's texts apart from those of all other groups.

    Args:
        corpus: n texts as counts of words.
        groups: group of each text (n); None leaves the text out.
        levels: the groups in the order they are shown.
        weights: of each text (n), 0 or more; None where everyone counts once.
        lexicon: banned words are not tested, pinned ones are however rare.
        number: of words for each group, at most.

    Returns:
        For each group the words with q < 0.05 that more of its texts have, the clearest first;
        the same whatever the order of the texts.

    Of each word the share of texts that have it is compared (document frequency, never how often
    it is written: one long text is one voice). Unweighted: G² (Dunning 1993), Fisher's exact test
    where an expected count is under 5. Weighted: the adjusted residual at the effective number of
    respondents, as in every crosstab. Interval: Newcombe's method 10 (1998) from Wilson's, with
    Kish's effective numbers where weighted.
    """
    counts = _count(corpus, groups, levels, weights)
    found = _compared(counts, _tested(corpus, counts, lexicon), weighted=weights is not None)
    told = (found.q < LEVEL) & (found.score > 0) & (counts.n >= LEAST_HERE)
    order = np.argsort(-np.round(found.score, 9), axis=1, kind="stable")
    made = []
    for row, name in enumerate(levels):
        columns = [int(column) for column in order[row] if told[row, column]][:number]
        words = tuple(_keyword(corpus, counts, (row, column), found) for column in columns)
        n = int(counts.base_n[row])
        made.append(GroupWords(name, n, not _enough(counts)[row], words))
    return Characteristic(tuple(made), int(np.isfinite(found.p).sum()), weights is not None)


def _count(
    corpus: Corpus,
    groups: Sequence[str | None],
    levels: Sequence[str],
    weights: Sequence[float] | None,
) -> _Counts:
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
    return _Counts(n, w, w2, base_n, base_w, base_w2)


def _exact(weights: Floats) -> Floats:
    """Weights so rounded that their sums are exact, in whatever order they are added up."""
    return np.asarray(np.round(weights * _STEP) / _STEP)


def _tested(corpus: Corpus, counts: _Counts, lexicon: Lexicon) -> np.ndarray:
    """Words to test (columns): chosen by all texts together, so the choice favours no group."""
    enough = (counts.n.sum(axis=0) >= LEAST_TEXTS) & (counts.n.sum(axis=0) < counts.base_n.sum())
    return np.array(
        [
            column
            for column, term in enumerate(corpus.terms)
            if (enough[column] or (lexicon.pins(term) and counts.n[:, column].any()))
            and not lexicon.bans(term)
        ],
        dtype=np.intp,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """g × v: the test of each word in each group; missing where there was none."""

    p: Floats
    q: Floats
    score: Floats


def _compared(counts: _Counts, tested: np.ndarray, *, weighted: bool) -> _Found:
    """Test every word in every group that is large enough, and has enough to compare it with."""
    p, score = np.full(counts.n.shape, np.nan), np.zeros(counts.n.shape)
    rows = np.flatnonzero(_enough(counts))
    measure = _residuals if weighted else _likelihoods
    cells = np.ix_(rows, tested)
    p[cells], score[cells] = measure(counts, rows, tested)
    return _Found(p, benjamini_hochberg(p.ravel()).reshape(p.shape), score)


def _enough(counts: _Counts) -> np.ndarray:
    """Which groups have enough texts on both sides of the comparison (g, bool)."""
    rest = counts.base_n.sum() - counts.base_n
    return np.asarray((counts.base_n >= LEAST_GROUP) & (rest >= LEAST_GROUP))


def _likelihoods(counts: _Counts, rows: np.ndarray, tested: np.ndarray) -> tuple[Floats, Floats]:
    """P and signed G² of groups × words against all other groups."""
    here, base = counts.n[np.ix_(rows, tested)], counts.base_n[rows][:, None]
    words, total = counts.n[:, tested].sum(axis=0), counts.base_n.sum()
    score = signed_g2(here, words - here, base - here, total - base - words + here)
    p = np.asarray(stats.chi2.sf(np.abs(score), 1), dtype=np.float64)
    least = np.minimum(base, total - base) * np.minimum(words, total - words) / total
    for row, column in np.argwhere(least < _FEW):
        size, said = int(base[row, 0]), int(words[column])
        p[row, column] = fisher(int(here[row, column]), said, size, int(total))
    return p, score


def _residuals(counts: _Counts, rows: np.ndarray, tested: np.ndarray) -> tuple[Floats, Floats]:
    """The same of adjusted residuals: each word is a table of those with and without it."""
    z = _adjusted(counts.w[:, tested], counts.base_w, counts.base_w2)
    return two_sided(z[rows]), np.nan_to_num(np.sign(z) * z * z)[rows]


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


def _keyword(corpus: Corpus, counts: _Counts, cell: tuple[int, int], found: _Found) -> Keyword:
    row, column = cell
    sides = np.array([row]), np.flatnonzero(np.arange(len(counts.base_n)) != row)
    share, low, high = _interval(counts, sides[0], column)
    rest, rest_low, rest_high = _interval(counts, sides[1], column)
    term = corpus.terms[column]
    return Keyword(
        word=corpus.written[term],
        term=term,
        texts=int(counts.n[cell]),
        n=int(counts.base_n[row]),
        rest_n=int(counts.base_n[sides[1]].sum()),
        share=share,
        rest=rest,
        difference=share - rest,
        low=share - rest - float(np.hypot(share - low, rest_high - rest)),
        high=share - rest + float(np.hypot(high - share, rest - rest_low)),
        p=float(found.p[cell]),
        q=float(found.q[cell]),
        score=float(found.score[cell]),
        residual=_residual(counts, sides, column),
    )


def _interval(counts: _Counts, rows: np.ndarray, column: int) -> tuple[float, float, float]:
    """The share of texts of some groups that have a word, with Wilson's interval."""
    base = counts.base_w[rows].sum()
    share = counts.w[rows, column].sum() / base
    low, high = wilson(np.array([share]), float(base**2 / counts.base_w2[rows].sum()))
    return float(share), float(low[0]), float(high[0])


def _residual(counts: _Counts, sides: tuple[np.ndarray, np.ndarray], column: int) -> float:
    have, base, base2 = (
        np.array([each[rows].sum() for rows in sides])
        for each in (counts.w[:, column], counts.base_w, counts.base_w2)
    )
    return float(_adjusted(have[:, None], base, base2)[0, 0])
