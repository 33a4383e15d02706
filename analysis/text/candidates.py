"""複合語の候補: nouns in a row that a planner may want to force together (オス+プレイ)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

import pandas as pd

from analysis.results import Table
from analysis.text.space import commonest
from analysis.text.words import Word, compounds

LEAST_TEXTS = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """`written`: as it mostly stands; `parts`: what MeCab makes of it; `texts`: that have it."""

    written: str
    parts: tuple[str, ...]
    texts: int
    score: float


def candidates(
    documents: Sequence[Sequence[Word]], *, least: int = LEAST_TEXTS
) -> tuple[Candidate, ...]:
    """Find compounds that stand on their own, the best first.

    Args:
        documents: texts as words; what is already forced together is one word there.
        least: texts a compound must be in.

    Returns:
        Those with a C-value over 0: a compound that is only ever a part of one longer compound
        says nothing that the longer one does not. The same whatever the order of the texts.

    Source: C-value of Frantzi, Ananiadou & Mima (2000), over texts rather than occurrences.
    """
    texts: Counter[tuple[str, ...]] = Counter()
    spellings: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    shown: dict[tuple[str, str], tuple[str, ...]] = {}
    for words in documents:
        here = {
            tuple(word.lemma for word in run): run
            for run in compounds(words)
            if all(word.pos2 != "数詞" for word in run)
        }
        texts.update(here.keys())
        for key, run in here.items():
            written = "".join(word.surface for word in run)
            spellings[key][written] += 1
            shown[" ".join(key), written] = tuple(word.surface for word in run)
    kept = {key: number for key, number in texts.items() if number >= least}
    found = []
    for key, score in _c_values(kept).items():
        written = commonest(spellings[key])
        if score > 0:
            found.append(Candidate(written, shown[" ".join(key), written], kept[key], score))
    return tuple(sorted(found, key=lambda each: (-round(each.score, 9), each.written)))


def table(found: Sequence[Candidate], texts: int) -> Table:
    body = pd.DataFrame(
        [("＋".join(each.parts), each.texts) for each in found],
        index=[each.written for each in found],
        columns=["分かれ方", "声の数"],
    )
    note = f"n={texts:,}。1語として数えたいものは「強制抽出」に加えてください"
    return Table("複合語の候補", body, "count", note)


def _c_values(kept: dict[tuple[str, ...], int]) -> dict[tuple[str, ...], float]:
    """Log2 of its length × (its texts − the mean texts of the longer ones that hold it)."""
    around: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, number in kept.items():
        for start, end in {(a, b) for a in range(len(key)) for b in range(a + 2, len(key) + 1)}:
            if end - start < len(key):
                around[key[start:end]].append(number)
    return {
        key: log2(len(key)) * (number - (sum(around[key]) / len(around[key]) if around[key] else 0))
        for key, number in sorted(kept.items())
    }
