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
_PEOPLE = ("さん", "たち")
_SAID_OF = {"が": "が", "は": "が", "も": "が", "の": "が", "を": "を"}
_BETWEEN = 4  # words at most: かなり少ない, 比較的安い


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something said that may name a theme.

    Attributes:
        key: its lemmas joined. `shown`: as written here. `kind`: how well it serves as a name.
        of: the key of the noun that a `told` one says something of: が少ない of バスの本数.
    """

    key: str
    shown: str
    kind: str
    of: str = ""


def phrases(words: Sequence[Word]) -> list[Phrase]:
    """Everything in `words` that could name a theme, from single words to の-phrases."""
    found = [_compound(run) for run in compounds(words) if _nameable(run)]
    found += _linked(words)
    found += _predicates(words)
    found += _nouns(words)
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


def _nouns(words: Sequence[Word]) -> Iterator[Phrase]:
    """Single nouns: alone as 運転, or a part of 自動運転, which need not stand for the whole."""
    joined = False
    for place, word in enumerate(words):
        after = place + 1 < len(words) and words[place + 1].joins
        phrase = _noun(word, part=word.joins and (joined or after))
        joined = word.joins
        if phrase is not None:
            yield phrase


@lru_cache(_KEPT)
def _noun(word: Word, *, part: bool) -> Phrase | None:
    if word.pos != "名詞" or not _may_name(word):
        return None
    kind = "place" if word.pos3.startswith("地名") else "part" if part else "noun"
    return Phrase(word.lemma, word.shown, kind)


def _compound(run: tuple[Word, ...]) -> Phrase:
    """福井県 and 奈良市内 are places, as 福井 is; 福井駅前 is more than that."""
    only_place = run[0].pos3.startswith("地名") and not any(map(_may_name, run[1:]))
    return Phrase(_key(run), _surface(run), "place" if only_place else "compound")


def _nameable(compound: tuple[Word, ...]) -> bool:
    """A compound needs one part that says something, and no part that is only said in passing."""
    first, last = compound[0], compound[-1]
    in_passing = (first.pos2 == "副詞可能" and first.term is None) or (
        last.pos == "名詞" and last.term is None
    )
    scrap = any(_FOREIGN_SCRAP.fullmatch(word.surface) for word in (first, last)) or (
        last.pos == "接尾辞"
        and _SCRAP.fullmatch(last.surface) is not None
        and last.surface not in _PEOPLE
    )
    if in_passing or scrap:
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
    """Adjectives, 分かりにくい, 足りない and verbs in their dictionary form; alone, and of what."""
    for place, word in enumerate(words):
        if word.pos3 == "形状詞可能":
            yield from _told(words, place, Phrase(word.lemma, word.shown, "state"))
        if word.pos not in _PREDICATES or (said := _predicate(words, place)) is None:
            continue
        if said.kind == "state" or _may_name(word):
            yield said
        yield from _told(words, place, said)


def _predicate(words: Sequence[Word], place: int) -> Phrase | None:
    word = words[place]
    after = words[place + 1] if place + 1 < len(words) else None
    if word.pos == "動詞" and after is not None and after.pos2 == "形容詞的":
        return Phrase(word.lemma + after.lemma, word.surface + after.base, "state")
    if word.pos != "形容詞" and not _may_name(word):
        return None
    if word.pos == "動詞" and after is not None and after.lemma in ("ない", "ず"):
        return Phrase(word.lemma + "ない", word.surface + "ない", "state")
    return None if negated(words, place) else _affirmed(word)


def _affirmed(word: Word) -> Phrase:
    if word.pos == "動詞":
        return Phrase(word.lemma, word.shown, "verb")
    kind = "adjective" if word.pos == "形容詞" else "state"
    return Phrase(word.lemma, _dictionary_form(word), kind)


def _told(words: Sequence[Word], place: int, said: Phrase) -> Iterator[Phrase]:
    """What is said of a noun: が少ない of 本数 and of バスの本数, also in 少ない本数."""
    if said.kind == "adjective" and words[place].form.startswith("連体形"):
        end = place + 1
        while end < len(words) and words[end].joins:
            end += 1
        yield from _tellings(_noun_keys(words, end, place + 1), "が", said)
    link = _link_before(words, place)
    if link > 0 and words[link].surface in _SAID_OF and words[link - 1].joins:
        by = _SAID_OF[words[link].surface]
        if by == "が" or said.kind == "verb":
            yield from _tellings(_noun_keys(words, link, 0), by, said)


def _tellings(keys: Iterator[str], by: str, said: Phrase) -> Iterator[Phrase]:
    return (Phrase(f"{key}{by}{said.key}", by + said.shown, "told", key) for key in keys)


def _link_before(words: Sequence[Word], place: int) -> int:
    """Where が stands before a predicate, over かなり and 比較的."""
    link = place - 1
    while link > 1 and place - link < _BETWEEN:
        if words[link].surface == "的":
            link -= 2
        elif words[link].pos == "副詞":
            link -= 1
        else:
            break
    return link


def _noun_keys(words: Sequence[Word], end: int, least: int) -> Iterator[str]:
    """The keys of what may be meant between `least` and `end`: 本数, 運行本数, バスの本数."""
    start = end
    while start > max(least, end - 3) and words[start - 1].joins:
        start -= 1
        yield _key(words[start:end])
    if start > least + 1 and end - start == 1 and words[start - 1].surface == "の":
        left = _compound_before(words, start - 1)
        if left:
            yield _key((*left, *words[start - 1 : end]))


def _dictionary_form(word: Word) -> str:
    """UniDic's own base form is at times not what people write (珍い for 珍しい)."""
    if word.lemma.endswith("しい") and not word.base.endswith("しい"):
        return word.lemma
    return word.surface if word.form.startswith(("終止形", "連体形")) else word.shown


def _key(words: Sequence[Word]) -> str:
    return "".join(word.lemma for word in words)


def _surface(words: Sequence[Word]) -> str:
    return "".join(word.shown for word in words)  # a synonym as the planner shows it
