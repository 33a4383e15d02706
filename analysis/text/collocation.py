"""コロケーション: which words stand around a word more often than chance would put them there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.counting import Floats
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.results import Table
from analysis.text.lexicon import NOTHING, Lexicon
from analysis.text.matching import places, sought
from analysis.text.space import commonest
from analysis.text.words import Word

SPAN = 5  # words on each side
LEAST_NUMBER = 3
LEAST_TEXTS = 2


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word found around another.

    Attributes:
        word: as it is mostly written. `term`: what is counted.
        number: times it stands within the span. `texts`: how many texts have it there.
        expected: times that chance would put it there.
        stands: how often it stands at each place, from the farthest before to the farthest after.
        likelihood: G², below zero where it is there less often than chance would have it.
        pmi: log2 of number / expected.
        q: how easily chance alone would do it (χ² of G², 1 df), after Benjamini–Hochberg over all
            words that are told of.
    """

    word: str
    term: str
    number: int
    texts: int
    expected: float
    stands: tuple[int, ...]
    likelihood: float
    pmi: float
    q: float

    @property
    def before(self) -> int:
        """How often it stands on the left."""
        return sum(self.stands[: len(self.stands) // 2])

    @property
    def after(self) -> int:
        return sum(self.stands) - self.before


@dataclass(frozen=True, slots=True)
class Collocation:
    word: str
    hits: int
    span: int
    found: tuple[Collocate, ...]

    def tables(self) -> tuple[Table, ...]:
        """How often the words stand where; and how telling that is."""
        steps = [f"左{step}" for step in range(self.span, 0, -1)]
        steps += [f"右{step}" for step in range(1, self.span + 1)]
        words = [each.word for each in self.found]
        counts = pd.DataFrame(
            [(each.number, each.texts, *each.stands) for each in self.found],
            index=words,
            columns=["回数", "声の数", *steps],
        )
        scores = pd.DataFrame(
            [(each.likelihood, each.pmi, each.q) for each in self.found],
            index=words,
            columns=["対数尤度比", "PMI", "q（BH法）"],
        )
        title = f"「{self.word}」の前後の語"
        note = (
            f"「{self.word}」{self.hits:,}か所の前後{self.span}語。{LEAST_NUMBER}回以上、"
            f"{LEAST_TEXTS}件以上の声にある語だけを示します"
        )
        return (Table(title, counts, "count", note), Table(title, scores, "score", note))


@dataclass(slots=True)
class _Around:
    """What was counted: all words of content, those near the word, and where they stand."""

    every: Counter[str]
    near: Counter[str]
    texts: Counter[str]
    stands: Counter[tuple[str, int]]
    spellings: dict[str, Counter[str]]
    hits: int = 0


def collocation(
    documents: Sequence[Sequence[Word]],
    word: str,
    *,
    lexicon: Lexicon = NOTHING,
    span: int = SPAN,
    least: int = LEAST_NUMBER,
) -> Collocation:
    """Count what stands within `span` words of `word`, and compare with all other places.

    Args:
        documents: the texts as words, read with `lexicon`.
        word: what is looked for.
        lexicon: the settings of words.
        span: words on each side, within the same text.
        least: times a word must stand there to be told of.

    Returns:
        The words of content, the most telling first. A place within reach of two hits is counted
        once for the statistics and once for each of them in `stands`.

    Raises:
        NothingSought: there is no word in `word`.

    Source: Evert, Corpora and collocations (2008), surface co-occurrence; G² of Dunning (1993).
    """
    around = _Around(Counter(), Counter(), Counter(), Counter(), {})
    wanted = sought(word, lexicon)
    for words in documents:
        hits = wanted.found(places(words))
        _count(around, words, hits, span)
    terms = sorted(
        term
        for term, number in around.near.items()
        if number >= least and around.texts[term] >= LEAST_TEXTS
    )
    near = np.array([around.near[term] for term in terms], dtype=np.float64)
    every = np.array([around.every[term] for term in terms], dtype=np.float64)
    window, total = around.near.total(), around.every.total()
    expected = window * every / max(1, total)
    likelihood = signed_g2(near, every - near, window - near, total - every - window + near)
    q = benjamini_hochberg(np.asarray(stats.chi2.sf(np.abs(likelihood), 1), dtype=np.float64))
    found = [
        Collocate(
            commonest(around.spellings[term]), term, around.near[term], around.texts[term],
            float(expected[place]), _places(around, term, span), float(likelihood[place]),
            float(np.log2(near[place] / expected[place])), float(q[place]),
        )
        for place, term in enumerate(terms)
    ]  # fmt: skip
    found.sort(key=lambda each: (-round(each.likelihood, 9), each.term))
    return Collocation(word, around.hits, span, tuple(found))


def signed_g2(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """G² of 2 × 2 tables [[a, c], [b, d]], below zero where a is less than expected."""
    total = a + b + c + d
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = (a + b) * (a + c) / total
        parts = [
            np.where(cell > 0, cell * np.log(cell * total / (row * column)), 0.0)
            for cell, row, column in (
                (a, a + b, a + c), (b, a + b, b + d), (c, c + d, a + c), (d, c + d, b + d),
            )
        ]  # fmt: skip
    g2 = np.maximum(2 * np.sum(parts, axis=0), 0.0)
    return np.asarray(np.where(a >= expected, g2, -g2), dtype=np.float64)


def _count(around: _Around, words: Sequence[Word], hits: list[tuple[int, int]], span: int) -> None:
    inside = {place for first, last in hits for place in range(first, last)}
    for place, word in enumerate(words):
        if word.term is not None and place not in inside:
            around.every[word.term] += 1
            around.spellings.setdefault(word.term, Counter())[word.shown] += 1
    near: set[int] = set()
    for first, last in hits:
        around.hits += 1
        steps = [(first - step, -step) for step in range(1, span + 1)]
        steps += [(last - 1 + step, step) for step in range(1, span + 1)]
        for place, step in steps:
            if 0 <= place < len(words) and place not in inside:
                near.add(place)
                around.stands[words[place].term or "", step] += 1
    terms = [term for place in near if (term := words[place].term) is not None]
    around.near.update(terms)
    around.texts.update(set(terms))


def _places(around: _Around, term: str, span: int) -> tuple[int, ...]:
    steps = (*range(-span, 0), *range(1, span + 1))
    return tuple(around.stands[term, step] for step in steps)
