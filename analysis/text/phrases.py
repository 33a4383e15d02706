"""Phrases a theme may be named by: 駅前駐車場, バスの本数, 分かりにくい, 繋がらない, 近い."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.text.lexicon import Lexicon
from analysis.text.words import Word, compounds, listed, negated

_NAMEABLE = re.compile(r"[一-龠々ァ-ヶー\w]+")
_PREDICATES = ("動詞", "形容詞", "形状詞")
_KEPT = 100_000  # words whose worth is remembered
_FOREIGN_SCRAP = re.compile(r"[a-z]{1,3}")  # or, of
_SCRAP = re.compile(r"[ぁ-ゖー]{1,2}|[a-z]{1,3}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """`key`: its lemmas joined; `shown`: as written here; `kind`: how well it serves as a name."""

    key: str
    shown: str
    kind: str


def phrases(words: Sequence[Word]) -> list[Phrase]:
    """Everything in `words` that could name a theme, from single words to の-phrases."""
    found = [Phrase(_key(c), _surface(c), "compound") for c in compounds(words) if _nameable(c)]
    found += _linked(words)
    found += _predicates(words)
    found += [phrase for word in words if (phrase := _noun(word)) is not None]
    return found


def spoken(words: Sequence[Word], lexicon: Lexicon) -> list[Phrase]:
    """The phrases of a text without what the planner bans, alone or on either side of の."""
    found = phrases(words)
    if not lexicon.banned:
        return found
    return [
        phrase
        for phrase in found
        if not any(map(lexicon.bans, (phrase.key, phrase.shown, *phrase.shown.split("の"))))
    ]


@cache
def unnameable() -> frozenset[str]:
    return frozenset(line[0] for line in listed("unnameable.txt"))


@lru_cache(_KEPT)
def _may_name(word: Word) -> bool:
    return (
        word.term is not None
        and word.lemma not in unnameable()
        and _NAMEABLE.fullmatch(word.surface) is not None
        and _SCRAP.fullmatch(word.surface) is None
    )


@lru_cache(_KEPT)
def _noun(word: Word) -> Phrase | None:
    if word.pos != "名詞" or not _may_name(word):
        return None
    return Phrase(word.lemma, word.shown, "noun")


def _nameable(compound: tuple[Word, ...]) -> bool:
    """A compound needs one part that says something, and no part that is only said in passing."""
    first, last = compound[0], compound[-1]
    if first.pos2 == "副詞可能" and first.term is None:
        return False
    if last.pos == "名詞" and last.term is None:
        return False
    if any(_FOREIGN_SCRAP.fullmatch(word.surface) for word in (first, last)):
        return False
    return any(_may_name(word) for word in compound) and first.surface not in ("お", "ご", "各")


def _linked(words: Sequence[Word]) -> Iterator[Phrase]:
    """バスの本数, 駅前広場の周辺: a noun or compound and one more noun, tied by の."""
    for place in range(1, len(words) - 1):
        link, after = words[place], words[place + 1]
        if link.surface != "の" or after.pos != "名詞" or not _may_name(after):
            continue
        if place + 2 < len(words) and words[place + 2].joins:
            continue
        left = _compound_before(words, place)
        if left and (len(left) > 1 or _may_name(left[0])):
            tied = (*left, link, after)
            yield Phrase(_key(tied), _surface(tied), "linked")


def _compound_before(words: Sequence[Word], end: int) -> Sequence[Word]:
    """The nouns right before `end`, unless they are many or begin with no noun of content."""
    start = end
    while start > 0 and words[start - 1].joins:
        start -= 1
    first = words[start]
    fits = end - start <= 3 and first.pos == "名詞" and first.term is not None
    return words[start:end] if fits else ()


def _predicates(words: Sequence[Word]) -> Iterator[Phrase]:
    """Adjectives, 分かりにくい, 足りない and verbs, in their dictionary form."""
    for place, word in enumerate(words):
        if word.pos not in _PREDICATES:
            continue
        after = words[place + 1] if place + 1 < len(words) else None
        if word.pos == "動詞" and after is not None and after.pos2 == "形容詞的":
            yield Phrase(word.lemma + after.lemma, word.surface + after.base, "adjective")
        elif word.term is None or not _may_name(word):
            continue
        elif word.pos == "動詞" and after is not None and after.lemma in ("ない", "ず"):
            yield Phrase(word.lemma + "ない", word.surface + "ない", "adjective")
        elif word.pos in ("形容詞", "形状詞") and not negated(words, place):
            yield Phrase(word.lemma, _dictionary_form(word), "adjective")
        elif word.pos == "動詞" and not negated(words, place):
            yield Phrase(word.lemma, word.shown, "verb")


def _dictionary_form(word: Word) -> str:
    """UniDic's own base form is at times not what people write (珍い for 珍しい)."""
    if word.lemma.endswith("しい") and not word.base.endswith("しい"):
        return word.lemma
    return word.surface if word.form.startswith(("終止形", "連体形")) else word.shown


def _key(words: Sequence[Word]) -> str:
    return "".join(word.lemma for word in words)


def _surface(words: Sequence[Word]) -> str:
    return "".join(word.shown for word in words)  # a synonym as the planner shows it
