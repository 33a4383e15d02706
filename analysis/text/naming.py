"""Naming a theme by its own words: up to three keywords, and what is said of them.

Keywords follow class TF-IDF: how many of a theme's voices say a phrase, times how much more often
they do than everyone. Each further keyword is worth what it adds to those already chosen. What at
least half of those who name a thing say of it joins its name: バスの本数が少ない.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from analysis.text.phrases import Phrase
from analysis.text.places import home
from analysis.text.space import commonest

KEYWORDS = 3
TERMS = 12
_WORTH = {
    "linked": 1.35,
    "compound": 1.25,
    "noun": 1.0,
    "part": 1.0,
    "place": 1.0,
    "state": 0.7,
    "adjective": 0.5,
    "verb": 0.3,
}
_LEAST_RATE = defaultdict(lambda: 0.1, state=0.25, adjective=0.4, verb=0.8)  # to name a theme
_LAST = ("adjective", "verb", "state")
_NESTED = 0.5  # a longer phrase speaks for a shorter one when it is in this share of its voices
_RANKED = 60
_COMMON = 0.01  # what the log of its lift counts for a phrase that is nowhere more frequent
_FAINT = 0.2  # a keyword this much weaker than the first is better left out
_RARE = 0.25  # and so is one that so few say beside the first
_PART = 0.2  # of those who say a noun; when fewer say it alone, it is a fragment (極 of 一極集中)
_ELSEWHERE = 0.5  # what a word counts where fewer say it than in another theme


@dataclass(slots=True)
class Said:
    """A phrase in one theme: in which texts, by how many voices, in which spellings.

    `alone`: by how many voices not only as a part of a compound.
    """

    kind: str
    voices: int = 0
    alone: int = 0
    texts: set[int] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)

    def add(self, phrase: Phrase, place: int, voices: int) -> None:
        self.written[phrase.shown] += 1
        if place not in self.texts:
            self.texts.add(place)
            self.voices += voices
            self.alone += voices * (phrase.kind != "part")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The phrases of one theme by their keys, and how many texts and voices (`size`) it has.

    `told`: by the key of a noun, what is said of it.
    """

    said: dict[str, Said]
    told: dict[str, dict[str, Said]]
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
    told: defaultdict[str, dict[str, Said]] = defaultdict(dict)
    for place, found in enumerate(spoken):
        for phrase in found:
            kept = told[phrase.of] if phrase.of else said
            entry = kept.get(phrase.key)
            if entry is None:
                entry = kept[phrase.key] = Said(phrase.kind)
            entry.add(phrase, place, voices[place])
    return Vocabulary(said, dict(told), len(spoken), sum(voices))


@dataclass(frozen=True, slots=True)
class Everyone:
    """What all themes together say: the share of voices of each phrase, and its spelling.

    Attributes:
        never: keys that name no theme: fragments of compounds, and the place where all are.
    """

    rates: Mapping[str, float]
    most: Mapping[str, float]
    written: Mapping[str, str]
    never: frozenset[str]


def everyone(vocabularies: Sequence[Vocabulary]) -> Everyone:
    """Put together what the themes say."""
    size = sum(found.size for found in vocabularies)
    voices: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    most: defaultdict[str, float] = defaultdict(float)
    places: set[str] = set()
    for found in vocabularies:
        for key, said in found.said.items():
            voices[key] += said.voices
            alone[key] += said.alone
            written[key].update(said.written)
            most[key] = max(most[key], found.rate(key))
            if said.kind == "place":
                places.add(key)
    fragments = {key for key, number in voices.items() if alone[key] < _PART * number}
    return Everyone(
        {key: number / size for key, number in voices.items()},
        most,
        {key: commonest(spellings) for key, spellings in written.items()},
        home({key: voices[key] for key in places}, size) | fragments,
    )


def weights(vocabularies: Sequence[Vocabulary], column: Everyone) -> list[dict[str, float]]:
    """How characteristic each phrase is of each theme: its rate times the log of its lift.

    What everyone says as often (AI, when all speak of AI) names a theme only for want of others,
    whether everyone of these themes says it or of the whole `column`.
    """
    level = everyone(vocabularies)
    return [
        {
            key: 0.0 if key in column.never else _weight(found, key, said.kind, level, column)
            for key, said in found.said.items()
        }
        for found in vocabularies
    ]


def _weight(found: Vocabulary, key: str, kind: str, level: Everyone, column: Everyone) -> float:
    rate = found.rate(key)
    lift = min(rate / level.rates[key], rate / column.rates[key])
    elsewhere = 1.0 if rate >= level.most[key] else _ELSEWHERE
    return rate * max(_COMMON, log((1 + lift) / 2)) * _WORTH[kind] * elsewhere


def keywords(found: Vocabulary, weight: Mapping[str, float]) -> tuple[str, ...]:
    """Keys of up to three phrases, none within another, that together are in most voices.

    Nouns come first; 美味しい joins them when many say it, 増える only for want of all others.
    """
    ranked = _unnested(found, weight)
    fitting = [key for key in ranked if _names(found, key)]
    nouns = [key for key in fitting if found.said[key].kind not in _LAST]
    chosen = _chosen(found, weight, [], nouns)
    chosen = _chosen(found, weight, chosen, [key for key in fitting if key not in nouns])
    return tuple(chosen or _chosen(found, weight, [], ranked))


def _chosen(
    found: Vocabulary, weight: Mapping[str, float], before: list[str], ranked: Sequence[str]
) -> list[str]:
    """`before` and the best of `ranked`, each for what it adds, until those left are faint."""
    chosen = list(before)
    covered = set().union(*(found.said[key].texts for key in chosen))
    while len(chosen) < KEYWORDS:
        free = [key for key in ranked if not any(key in one or one in key for one in chosen)]
        best = max(free, key=lambda key: weight[key] * _new(found, key, covered), default=None)
        if best is None or (chosen and _is_faint(found, weight, best, chosen[0])):
            break
        chosen.append(best)
        covered |= found.said[best].texts
    return chosen


def title(found: Vocabulary, chosen: Sequence[str], spelling: Mapping[str, str]) -> str:
    """The keywords joined, each with what most who name it say of it."""
    parts: list[str] = []
    spoken_for: set[str] = set()
    for key in chosen:
        said = _said_of(found, key)
        if said is not None:
            spoken_for.add(said[0].removeprefix(key)[1:])
        parts.append(spelling[key] + (said[1] if said is not None else ""))
    kept = [part for key, part in zip(chosen, parts, strict=True) if key not in spoken_for]
    return "・".join(kept)


def _said_of(found: Vocabulary, key: str) -> tuple[str, str] | None:
    """The key of what at least half of those who name a thing say of it, and how they write it."""
    told = found.told.get(key, {})
    best = max(told, key=lambda each: (told[each].voices, each), default=None)
    if best is None:
        return None
    number = told[best].voices
    if number < 2 or number < 0.5 * found.said[key].voices:
        return None
    return best, commonest(told[best].written)


def terms(
    found: Vocabulary, weight: Mapping[str, float], spelling: Mapping[str, str]
) -> tuple[Term, ...]:
    """The most characteristic words and compounds, without those that longer ones speak for."""
    ranked = [key for key in _unnested(found, weight) if found.said[key].kind != "linked"]
    return tuple(
        Term(spelling[key], found.said[key].voices, round(weight[key], 6)) for key in ranked[:TERMS]
    )


def coverage(found: Vocabulary, weight: Mapping[str, float], *, least: int = 1) -> float:
    """The share of a theme's texts that have any of its eight best words of `least` voices."""
    ranked = [key for key in _unnested(found, weight)[:8] if found.said[key].voices >= least]
    texts = [found.said[key].texts for key in ranked]
    return len(set().union(*texts)) / max(1, found.texts)


def _unnested(found: Vocabulary, weight: Mapping[str, float]) -> list[str]:
    nameable = [key for key in found.said if weight[key] > 0]
    shared = [key for key in nameable if found.said[key].voices >= 2] or nameable
    ranked = sorted(shared, key=lambda key: (-round(weight[key], 9), key))[:_RANKED]
    return [key for key in ranked if not _spoken_for(key, ranked, found)]


def _spoken_for(key: str, ranked: Sequence[str], found: Vocabulary) -> bool:
    needed = _NESTED * found.said[key].voices
    return any(
        key in other and key != other and found.said[other].voices >= needed for other in ranked
    )


def _names(found: Vocabulary, key: str) -> bool:
    return found.rate(key) >= _LEAST_RATE[found.said[key].kind]


def _is_faint(found: Vocabulary, weight: Mapping[str, float], key: str, first: str) -> bool:
    rare = found.said[key].voices < _RARE * found.said[first].voices
    return rare or weight[key] < _FAINT * weight[first]


def _new(found: Vocabulary, key: str, covered: set[int]) -> float:
    """What a phrase adds: the share of its texts that no chosen phrase covers, and a little."""
    texts = found.said[key].texts
    return 0.25 + len(texts - covered) / len(texts)
