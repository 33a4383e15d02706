"""特徴語: words that a group's texts have more often than all the others', beyond chance.

A group under 30 texts, or with under 30 to compare it with, has no words. What is found is a
difference of shares, and says nothing of why the groups differ. Groups that were themselves made
from the words (themes) differ by their making: of them p and q are no evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.counting import Floats
from analysis.disclosure import DESK, Rules, withheld_rows
from analysis.results import Table
from analysis.text import word_tests
from analysis.text.lexicon import NOTHING, Lexicon
from analysis.text.space import Corpus
from analysis.text.word_tests import Counts, Found

LEAST_HERE = 3  # of the group's texts
LEAST_GROUP = 30
LEAST_THEME = 10  # of a theme's texts, where nothing is inferred from them
LEVEL = 0.05
MOST_LEANING = 60


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word and how a group differs in it.

    Attributes:
        word: as it is mostly written. `term`: what is counted.
        texts: how many of the group's `n` texts have it; never weighted.
        rest_texts: how many of the `rest_n` texts of all other groups.
        share, rest: share of the group's texts that have it, and of all others'; 0 to 1.
        difference: share − rest, with its 95 % interval `low` to `high`.
        p, q: of the test of no difference, and after Benjamini–Hochberg over words × groups.
        score: G² (z² where weighted).
        residual: adjusted and standardised, as in every crosstab.
        sure: q < 0.05. A word with p < 0.05 alone is told of too, as 参考.
    """

    word: str
    term: str
    texts: int
    n: int
    rest_texts: int
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
    sure: bool


@dataclass(frozen=True, slots=True)
class GroupWords:
    """A group with its characteristic words.

    Attributes:
        n: its texts; −1 where they are too few to be told.
        silent: whether too few are on one side of the comparison or the other.
        leaning: (word, texts, score) of all words that more of its texts have, whatever a test
            says of them, the clearest first; for a picture alone.
    """

    name: str
    n: int
    silent: bool
    words: tuple[Keyword, ...]
    leaning: tuple[tuple[str, int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Characteristic:
    """`tested`: how many words × groups were tested, over which q is corrected.

    `least` texts on either side make a group speak; under `LEAST_GROUP` it is only described.
    """

    groups: tuple[GroupWords, ...]
    tested: int
    weighted: bool
    least: int = LEAST_GROUP

    @property
    def described(self) -> bool:
        """Whether the groups are made of the words, so that q is no evidence."""
        return self.least < LEAST_GROUP

    def first(self, number: int) -> "Characteristic":
        """The same with at most so many words for each group, the clearest."""
        groups = (replace(group, words=group.words[:number]) for group in self.groups)
        return replace(self, groups=tuple(groups))

    def tables(self) -> tuple[Table, ...]:
        """Of each group how many texts have its words, and the shares; a silent one says so."""
        return tuple(table for group in self.groups for table in self._tables(group))

    def _tables(self, group: GroupWords) -> tuple[Table, Table]:
        words = [self.labelled(each) for each in group.words]
        counts = pd.DataFrame({"声の数": [each.texts for each in group.words]}, index=words)
        shares = pd.DataFrame(
            [(k.share, k.rest, k.difference, k.low, k.high) for k in group.words],
            index=words,
            columns=["この層", "その他", "差", "差の下限（95%）", "差の上限（95%）"],
        )
        title, note = f"特徴語：{group.name}", self._note(group)
        return (Table(title, counts, "count", note), Table(title, shares, "share", note))

    def labelled(self, word: Keyword) -> str:
        """The word, and that it is 参考 where it is."""
        return word.word if word.sure or self.described else f"{word.word}（参考）"

    def _note(self, group: GroupWords) -> str:
        if group.n < 0:
            return "非表示（10人未満、またはその人数が引き算で分かるため）"
        if group.silent:
            told = f"この層かほかの層が{self.least}件に満たないため、特徴語は示しません"
        elif not group.words:
            told = "ほかの層と違うと言える語はありませんでした"
        elif self.described:
            told = "テーマは語の似かたからつくっているため、差の検定の意味はありません"
        else:
            told = (
                f"語×層の{self.tested:,}通りを比べ、偶然とは言いにくい差（q<0.05）のある語です。"
                "参考は、多くを比べたことを補正すると偶然と区別できません"
            )
        return f"n={group.n:,}（「{group.name}」の声）。{told}"


def characteristic(
    corpus: Corpus,
    groups: Sequence[str | None],
    *,
    levels: Sequence[str],
    weights: Sequence[float] | None = None,
    lexicon: Lexicon = NOTHING,
    least: int = LEAST_GROUP,
) -> Characteristic:
    """Find the words that set each group's texts apart from those of all other groups.

    Args:
        corpus: n texts as counts of words.
        groups: group of each text (n); None leaves the text out.
        levels: the groups in the order they are shown.
        weights: of each text (n), 0 or more; None where everyone counts once.
        lexicon: banned words are not tested, pinned ones are however rare.
        least: texts a group and all others together must each have for it to speak.

    Returns:
        For each group the words with q < 0.05 that more of its texts have, the clearest first,
        and after them those with p < 0.05 alone; the same whatever the order of the texts.

    Of each word the share of texts that have it is compared (document frequency, never how often
    it is written: one long text is one voice). Unweighted: G² (Dunning 1993), Fisher's exact test
    where an expected count is under 5. Weighted: the adjusted residual at the effective number of
    respondents, as in every crosstab. Interval: Newcombe's method 10 (1998) from Wilson's, with
    Kish's effective numbers where weighted.
    """
    counts = word_tests.counted(corpus, groups, levels, weights)
    enough = word_tests.enough(counts, least)
    places = np.flatnonzero(enough), word_tests.tested(corpus, counts, lexicon)
    found = word_tests.compared(counts, places, weighted=weights is not None)
    told = (found.p < LEVEL) & (found.score > 0) & (counts.n >= LEAST_HERE)
    order = np.lexsort([-np.round(found.score, 9), ~(found.q < LEVEL)], axis=1)
    made = []
    for row, name in enumerate(levels):
        columns = [int(column) for column in order[row] if told[row, column]]
        words = tuple(_keyword(corpus, counts, (row, column), found) for column in columns)
        leaning = _leaning(corpus, counts.n[row], found.score[row])
        made.append(GroupWords(name, int(counts.base_n[row]), not enough[row], words, leaning))
    number = int(np.isfinite(found.p).sum())
    return Characteristic(tuple(made), number, weights is not None, least)


def _leaning(corpus: Corpus, texts: Floats, score: Floats) -> tuple[tuple[str, int, float], ...]:
    order = np.argsort(-np.round(score, 9), kind="stable")[:MOST_LEANING]
    return tuple(
        (corpus.written[corpus.terms[column]], int(texts[column]), float(score[column]))
        for column in order
        if score[column] > 0 and texts[column] >= LEAST_HERE
    )


def guard(found: Characteristic, rules: Rules = DESK) -> Characteristic:
    """The same without what too few people are behind: for groups that are people's attributes.

    A group under the base is not even told by its n; under strict rules neither are partners of
    it, nor words that so few of the other groups have that these could be named.
    """
    n = np.array([group.n for group in found.groups])
    hidden = withheld_rows(n, rules.base, partners=rules.strict)
    groups = [
        GroupWords(group.name, -1, silent=True, words=()) if gone else _guarded(group, rules)
        for group, gone in zip(found.groups, hidden, strict=True)
    ]
    return replace(found, groups=tuple(groups))


def _guarded(group: GroupWords, rules: Rules) -> GroupWords:
    if not rules.strict:
        return group
    words = tuple(word for word in group.words if not _told_of_few(word, rules))
    told = tuple((word.word, word.texts, word.score) for word in words)
    return replace(group, words=words, leaning=told)


def _told_of_few(word: Keyword, rules: Rules) -> bool:
    cells = (word.texts, word.n - word.texts, word.rest_texts, word.rest_n - word.rest_texts)
    return any(0 < cell < rules.cell for cell in cells)


def _keyword(corpus: Corpus, counts: Counts, cell: tuple[int, int], found: Found) -> Keyword:
    row, column = cell
    sides = np.array([row]), np.flatnonzero(np.arange(len(counts.base_n)) != row)
    share, low, high = word_tests.interval(counts, sides[0], column)
    rest, rest_low, rest_high = word_tests.interval(counts, sides[1], column)
    term = corpus.terms[column]
    return Keyword(
        word=corpus.written[term],
        term=term,
        texts=int(counts.n[cell]),
        n=int(counts.base_n[row]),
        rest_texts=int(counts.n[sides[1], column].sum()),
        rest_n=int(counts.base_n[sides[1]].sum()),
        share=share,
        rest=rest,
        difference=share - rest,
        low=share - rest - float(np.hypot(share - low, rest_high - rest)),
        high=share - rest + float(np.hypot(high - share, rest - rest_low)),
        p=float(found.p[cell]),
        q=float(found.q[cell]),
        score=float(found.score[cell]),
        residual=word_tests.residual(counts, sides, column),
        sure=bool(found.q[cell] < LEVEL),
    )
