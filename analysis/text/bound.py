"""複合語: nouns that hardly ever stand alone (幹線, 自治) are counted as 新幹線 and 自治会."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from analysis.text.lexicon import NOTHING, Lexicon
from analysis.text.words import Word, compounds

LEAST_TEXTS = 3  # that a compound, or a noun that is looked at, must be in
ALONE = 0.2  # of a noun's texts: where fewer have it standing alone, it is bound
_LONGEST = 4

Key = tuple[str, ...]


def whole(
    documents: Sequence[Sequence[Word]], lexicon: Lexicon = NOTHING
) -> tuple[tuple[Word, ...], ...]:
    """The same texts, with each compound of a bound noun as one word.

    Where what it is part of is rare, a bound noun that mostly ends compounds (機関) or is a single
    letter says nothing by itself and does not count; one that the planner pinned does.
    """
    bound = {term for term in _bound(documents) if not lexicon.pins(term)}
    texts = Counter(key for words in documents for key in set(map(_key, _compounds(words))))
    made = frozenset(
        key for key, n in texts.items() if n >= LEAST_TEXTS and not bound.isdisjoint(key)
    )
    scraps = {term for term in bound if len(term) == 1} | (bound & _ends(texts))
    return tuple(tuple(_joined(words, made, scraps)) for words in documents)


def _bound(documents: Sequence[Sequence[Word]]) -> set[str]:
    everywhere, alone = Counter[str](), Counter[str]()
    for words in documents:
        nouns = {word.term for word in words if word.term is not None and word.joins}
        everywhere.update(nouns)
        alone.update(set(_alone(words)))
    return {
        term
        for term, number in everywhere.items()
        if number >= LEAST_TEXTS and alone[term] < ALONE * number
    }


def _ends(texts: Mapping[Key, int]) -> set[str]:
    """Terms that end compounds in more texts than they begin or stand within."""
    last, other = Counter[str](), Counter[str]()
    for key, number in texts.items():
        last[key[-1]] += number
        other.update(dict.fromkeys(key[:-1], number))
    return {term for term, number in last.items() if number > other[term]}


def _alone(words: Sequence[Word]) -> Iterator[str]:
    """Nouns with no noun on either side of them."""
    for place, word in enumerate(words):
        before = place > 0 and words[place - 1].joins
        after = place + 1 < len(words) and words[place + 1].joins
        if word.joins and word.term is not None and not (before or after):
            yield word.term


def _compounds(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    found = compounds(words, longest=_LONGEST)
    return [run for run in found if all(word.pos2 != "数詞" for word in run)]


def _key(run: Sequence[Word]) -> Key:
    return tuple(word.lemma for word in run)


def _joined(words: Sequence[Word], made: frozenset[Key], scraps: set[str]) -> Iterator[Word]:
    place = 0
    while place < len(words):
        run = _longest(words, place, made)
        if run:
            yield _one(run)
        else:
            word = words[place]
            yield replace(word, term=None) if word.joins and word.term in scraps else word
        place += max(1, len(run))


def _longest(words: Sequence[Word], place: int, made: frozenset[Key]) -> tuple[Word, ...]:
    """The longest of the compounds that begin here; () where none does."""
    if not words[place].joins:
        return ()
    for size in range(_LONGEST, 1, -1):
        run = tuple(words[place : place + size])
        if _key(run) in made and all(word.joins for word in run):
            return run
    return ()


@lru_cache(100_000)
def _one(run: tuple[Word, ...]) -> Word:
    written = "".join(word.shown for word in run)
    lemma = "".join(_key(run))
    return Word(written, "名詞", "普通名詞", "一般", "", lemma, written, lemma, joins=True)
