"""Phrases a theme may be named by: 駅前駐車場, バスの本数, 分かりにくい, 繋がらない, 近い."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.text.words import Word, compounds, listed, negated

_NAMEABLE = re.compile(r"[一-龠々ァ-ヶー\w]+")
_HIRAGANA = re.compile(r"[ぁ-ゖー]{1,2}")


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
    found += [
        Phrase(word.lemma, word.surface, "noun")
        for word in words
        if word.term is not None and word.pos == "名詞" and _may_name(word)
    ]
    return found


@cache
def unnameable() -> frozenset[str]:
    return frozenset(line[0] for line in listed("unnameable.txt"))


def _may_name(word: Word) -> bool:
    return (
        word.term is not None
        and word.lemma not in unnameable()
        and _NAMEABLE.fullmatch(word.surface) is not None
        and _HIRAGANA.fullmatch(word.surface) is None
    )


def _nameable(compound: tuple[Word, ...]) -> bool:
    """A compound needs one part that says something, and no part that is only said in passing."""
    first, last = compound[0], compound[-1]
    if first.pos2 == "副詞可能" and first.term is None:
        return False
    if last.pos == "名詞" and last.term is None:
        return False
    return any(_may_name(word) for word in compound) and first.surface not in ("お", "ご", "各")


def _linked(words: Sequence[Word]) -> Iterator[Phrase]:
    """バスの本数, 駅の周辺: two nouns tied by の."""
    for place in range(1, len(words) - 1):
        before, link, after = words[place - 1 : place + 2]
        if link.lemma != "の" or link.pos != "助詞":
            continue
        left, right = _run(words, place - 1, -1), _run(words, place + 1, 1)
        if not left or not right or not (_may_name(before) or len(left) > 1):
            continue
        if after.term is not None and after.pos == "名詞" and len(right) == 1:
            tied = (*left, link, *right)
            if len(left) <= 3 and left[0].pos == "名詞" and left[0].term is not None:
                yield Phrase(_key(tied), _surface(tied), "linked")


def _run(words: Sequence[Word], place: int, step: int) -> list[Word]:
    run = []
    while 0 <= place < len(words) and words[place].joins:
        run.append(words[place])
        place += step
    return run if step > 0 else run[::-1]


def _predicates(words: Sequence[Word]) -> Iterator[Phrase]:
    """Adjectives, 分かりにくい, 足りない and verbs, in their dictionary form."""
    for place, word in enumerate(words):
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
    return word.surface if word.form.startswith(("終止形", "連体形")) else word.shown


def _key(words: Sequence[Word]) -> str:
    return "".join(word.lemma for word in words)


def _surface(words: Sequence[Word]) -> str:
    return "".join(word.surface for word in words)
