"""Naming a theme by its own words: two or three keywords, and a clause that someone wrote.

Keywords follow class TF-IDF: how many of a theme's voices say a phrase, times how much more often
they do than everyone. Each further keyword is worth what it adds to those already chosen.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log, sqrt

from analysis.text.passages import Passage
from analysis.text.phrases import phrases
from analysis.text.space import commonest
from analysis.text.words import Word, normalise, tokenise

KEYWORDS = 3
READ = 300  # voices of each theme that are read for its name; more change no name
_WORTH = {"linked": 1.35, "compound": 1.25, "noun": 1.0, "adjective": 0.8, "verb": 0.35}
_NESTED = 0.5  # a longer phrase speaks for a shorter one when it is in this share of its voices
_CLAUSE = re.compile(
    r"[。．.!！?？\n\r♪☆★]+|#{2,}|(?<=ので)、|(?<=ため)、|(?<=が)、|(?<=から)、|(?<=し)、"
)
_SHORTEST, _LONGEST = 8, 34
_ENDS = ("動詞", "形容詞", "助動詞", "形状詞")


@dataclass(slots=True)
class _Said:
    """In which of a theme's passages a phrase is, and how it is written."""

    kind: str
    passages: set[int] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The phrases of one theme. `read`: how many passages were read of `size`."""

    said: dict[str, _Said]
    read: int
    size: int

    def rate(self, key: str) -> float:
        said = self.said.get(key)
        return len(said.passages) / self.read if said else 0.0


@dataclass(frozen=True, slots=True)
class Name:
    keywords: tuple[str, ...]
    clause: str
    clause_row: int


def vocabulary(documents: Sequence[Sequence[Word]], size: int) -> Vocabulary:
    """Gather the phrases of the passages of one theme, which has `size` voices in all."""
    said: dict[str, _Said] = {}
    for place, words in enumerate(documents):
        for phrase in phrases(words):
            entry = said.setdefault(phrase.key, _Said(phrase.kind))
            entry.passages.add(place)
            entry.written[phrase.shown] += 1
    return Vocabulary(said, max(1, len(documents)), size)


def weights(vocabularies: Sequence[Vocabulary]) -> list[dict[str, float]]:
    """How characteristic each phrase is of each theme: its rate times the log of its lift."""
    everyone = sum(found.size for found in vocabularies)
    overall: defaultdict[str, float] = defaultdict(float)
    for found in vocabularies:
        for key in found.said:
            overall[key] += found.rate(key) * found.size / everyone
    return [
        {
            key: found.rate(key) * log(1 + found.rate(key) / overall[key]) * _WORTH[said.kind]
            for key, said in found.said.items()
        }
        for found in vocabularies
    ]


def keywords(found: Vocabulary, weight: dict[str, float]) -> tuple[str, ...]:
    """Up to three phrases, none within another, that together are in most of the voices."""
    least = 2 if found.read >= 4 else 1
    ranked = sorted(
        (key for key, said in found.said.items() if len(said.passages) >= least),
        key=lambda key: (-weight[key], key),
    )[:60]
    ranked = [key for key in ranked if not _spoken_for(key, ranked, found)]
    chosen: list[str] = []
    covered: set[int] = set()
    while ranked and len(chosen) < KEYWORDS:
        best = max(ranked, key=lambda key: weight[key] * _new(found.said[key].passages, covered))
        chosen.append(best)
        covered |= found.said[best].passages
        ranked = [key for key in ranked if key not in best and best not in key]
    return tuple(commonest(found.said[key].written) for key in chosen)


def clause(
    passages: Sequence[Passage], weight: dict[str, float], closeness: Sequence[float]
) -> tuple[str, int]:
    """The clause, as written, that carries most of a theme's weight; and the row it is from."""
    best, best_score = ("", -1), -1.0
    for passage, near in zip(passages, closeness, strict=True):
        for part in _clauses(passage.text):
            score = _clause_score(part, weight) * (0.5 + max(near, 0.0))
            if score > best_score:
                best, best_score = (part, passage.rows[0]), score
    return best


def _spoken_for(key: str, ranked: Sequence[str], found: Vocabulary) -> bool:
    mine = len(found.said[key].passages)
    return any(
        key in other and key != other and len(found.said[other].passages) >= _NESTED * mine
        for other in ranked
    )


def _new(passages: set[int], covered: set[int]) -> float:
    return 0.25 + len(passages - covered) / len(passages)


def _clauses(text: str) -> list[str]:
    return [part.strip(" 　・、,，)）」") for part in _CLAUSE.split(text) if part.strip()]


def _clause_score(part: str, weight: dict[str, float]) -> float:
    words = tokenise(part)
    if not words:
        return 0.0
    carried = sum(weight.get(key, 0.0) for key in {phrase.key for phrase in phrases(words)})
    length = len(normalise(part))
    score = carried / sqrt(max(length, _SHORTEST))
    if not _SHORTEST <= length <= _LONGEST:
        score *= 0.5 if length < _SHORTEST else _LONGEST / length * 0.5
    return score * (1.2 if words[-1].pos in _ENDS else 1.0)
