"""Naming a theme by its own words: two or three keywords, and a clause that someone wrote.

Keywords follow class TF-IDF: how many of a theme's voices say a phrase, times how much more often
they do than everyone. Each further keyword is worth what it adds to those already chosen.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log, sqrt

from analysis.text.passages import Passage
from analysis.text.phrases import Phrase, phrases
from analysis.text.space import commonest
from analysis.text.words import normalise, tokenise

KEYWORDS = 3
TERMS = 12
_WORTH = {"linked": 1.35, "compound": 1.25, "noun": 1.0, "adjective": 0.7, "verb": 0.3}
_NESTED = 0.5  # a longer phrase speaks for a shorter one when it is in this share of its voices
_RANKED = 60
_COMMON = 0.01  # what the log of its lift counts for a phrase that is nowhere more frequent
_FAINT = 0.12  # a keyword this much weaker than the first is better left out
_BREAK = re.compile(
    r"[。．!！?？\n\r♪☆★]+|#{2,}|なので(?:[、，, 　]|$)|"
    r"(?<=[るたいすんうだ])(?:ので|ため|から|けれど|けど|が|し)(?:[、，, 　]|$)"
)
_SHORTEST, _LONGEST = 8, 34
_CLAUSES = 20_000  # remembered
_ENDS = ("動詞", "形容詞", "助動詞", "形状詞")


@dataclass(slots=True)
class Said:
    """A phrase in one theme: in which texts, by how many voices, in which spellings."""

    kind: str
    voices: int = 0
    texts: set[int] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The phrases of one theme by their keys, and how many texts and voices (`size`) it has."""

    said: dict[str, Said]
    texts: int
    size: int

    def rate(self, key: str) -> float:
        return self.said[key].voices / self.size


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a theme as it is commonly written, and how many of its voices say it."""

    word: str
    voices: int
    weight: float


def vocabulary(spoken: Sequence[Sequence[Phrase]], voices: Sequence[int]) -> Vocabulary:
    """Gather the phrases of a theme's texts; `voices` says how many people wrote each."""
    said: dict[str, Said] = {}
    for place, found in enumerate(spoken):
        for phrase in found:
            entry = said.get(phrase.key)
            if entry is None:
                entry = said[phrase.key] = Said(phrase.kind)
            entry.written[phrase.shown] += 1
            if place not in entry.texts:
                entry.texts.add(place)
                entry.voices += voices[place]
    return Vocabulary(said, len(spoken), sum(voices))


def weights(vocabularies: Sequence[Vocabulary]) -> list[dict[str, float]]:
    """How characteristic each phrase is of each theme: its rate times the log of its lift.

    What everyone says as often (AI, when all speak of AI) names a theme only for want of others.
    """
    everyone = sum(found.size for found in vocabularies)
    overall: defaultdict[str, float] = defaultdict(float)
    for found in vocabularies:
        for key, said in found.said.items():
            overall[key] += said.voices / everyone
    return [
        {
            key: found.rate(key) * _lifted(found.rate(key) / overall[key]) * _WORTH[said.kind]
            for key, said in found.said.items()
        }
        for found in vocabularies
    ]


def _lifted(lift: float) -> float:
    return max(_COMMON, log((1 + lift) / 2))


def keywords(found: Vocabulary, weight: Mapping[str, float]) -> tuple[str, ...]:
    """Keys of up to three phrases, none within another, that together are in most voices."""
    ranked = _unnested(found, weight)
    chosen: list[str] = []
    covered: set[int] = set()
    while ranked and len(chosen) < KEYWORDS:
        best = max(ranked, key=lambda key: weight[key] * _new(found, key, covered))
        if chosen and weight[best] < _FAINT * weight[chosen[0]]:
            break
        chosen.append(best)
        covered |= found.said[best].texts
        ranked = [key for key in ranked if key not in best and best not in key]
    chosen.sort(key=lambda key: found.said[key].kind in ("adjective", "verb"))
    return tuple(chosen)


def shown(found: Vocabulary, key: str) -> str:
    return commonest(found.said[key].written)


def terms(found: Vocabulary, weight: Mapping[str, float]) -> tuple[Term, ...]:
    """The most characteristic words and compounds, without those that longer ones speak for."""
    ranked = [key for key in _unnested(found, weight) if found.said[key].kind != "linked"]
    return tuple(
        Term(shown(found, key), found.said[key].voices, round(weight[key], 6))
        for key in ranked[:TERMS]
    )


def coverage(found: Vocabulary, weight: Mapping[str, float], *, least: int = 1) -> float:
    """The share of a theme's texts that have any of its eight best words of `least` voices."""
    ranked = [key for key in _unnested(found, weight)[:8] if found.said[key].voices >= least]
    texts = [found.said[key].texts for key in ranked]
    return len(set().union(*texts)) / max(1, found.texts)


def clause(
    passages: Sequence[Passage],
    closeness: Sequence[float],
    weight: Mapping[str, float],
    chosen: Sequence[str],
) -> tuple[str, int]:
    """The clause, as written, that says most of a theme; and the row it is from.

    Args:
        passages: the theme's passages, the most representative first.
        closeness: of each passage to the middle of the theme.
        weight: of the theme's phrases.
        chosen: its keywords, which count fully; other phrases count for a third.
    """
    best, best_score = ("", -1), -1.0
    for passage, near in zip(passages, closeness, strict=True):
        for part in _clauses(passage.text):
            score = _clause_score(part, weight, chosen) * max(near, 0.05)
            if score > best_score:
                best, best_score = (part, passage.rows[0]), score
    return best


def _unnested(found: Vocabulary, weight: Mapping[str, float]) -> list[str]:
    shared = [key for key, said in found.said.items() if said.voices >= 2] or list(found.said)
    ranked = sorted(shared, key=lambda key: (-round(weight[key], 9), key))[:_RANKED]
    return [key for key in ranked if not _spoken_for(key, ranked, found)]


def _spoken_for(key: str, ranked: Sequence[str], found: Vocabulary) -> bool:
    needed = _NESTED * found.said[key].voices
    return any(
        key in other and key != other and found.said[other].voices >= needed for other in ranked
    )


def _new(found: Vocabulary, key: str, covered: set[int]) -> float:
    """What a phrase adds: the share of its texts that no chosen phrase covers, and a little."""
    texts = found.said[key].texts
    return 0.25 + len(texts - covered) / len(texts)


def _clauses(text: str) -> list[str]:
    return [part.strip(" 　・、,，") for part in _BREAK.split(text) if part.strip()]


def _clause_score(part: str, weight: Mapping[str, float], chosen: Sequence[str]) -> float:
    found = _read(part)
    carried = 0.0
    for key in found.keys:
        carried += weight.get(key, 0.0) * (1.0 if key in chosen else 0.33)
    score = carried / sqrt(max(found.length, _SHORTEST))
    if found.length < _SHORTEST or found.length > _LONGEST:
        score *= 0.6 if found.length < _SHORTEST else 0.3
    score *= 1.0 if _is_whole(part) else 0.3
    return score * (1.3 if found.ends_well else 1.0)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause as it was read: the keys of its phrases, sorted; whether it ends in a predicate."""

    keys: tuple[str, ...]
    length: int
    ends_well: bool


@lru_cache(_CLAUSES)
def _read(part: str) -> _Clause:
    """Read once for the theme and once for the theme within it."""
    words = tokenise(part)
    keys = tuple(sorted({phrase.key for phrase in phrases(words)}))
    return _Clause(keys, len(normalise(part)), bool(words) and words[-1].pos in _ENDS)


def _is_whole(part: str) -> bool:
    """Whether no bracket was cut open: not 「(例：世田谷区は楽だ」."""
    return all(part.count(left) == part.count(right) for left, right in ("（）", "()", "「」"))
