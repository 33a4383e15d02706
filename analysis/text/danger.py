"""Texts that speak of harm to life or limb, so that a person reads them first.

Cues are looked for with a wide net: a text shown for nothing costs a minute. What only sounds
like it (死ぬほど暑い) is taken out before; talk of prevention (自殺防止の講演) is a lower level.
What is told without any such cue is found by its likeness to texts that speak of harm
(`danger_sense.py`). Some is still missed: people read every text all the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from analysis.text.danger_sense import sense
from analysis.text.language import Language, language_of
from analysis.text.words import listed, normalise, tokenise


class Level(IntEnum):
    """How soon a person should read it: 緊急 before everything else, 言及 before the rest."""

    NONE = 0
    MENTION = 1
    URGENT = 2


@dataclass(frozen=True, slots=True, order=True)
class Alarm:
    """The gravest thing found in a text: how grave, the words that tell it, what kind it is."""

    level: Level
    cue: str = ""
    kind: str = ""


LIKENESS = "似た文"
_SURELY_LIKE = 0.35
# Words that say something: of one no likeness is read (帰宅します), of few none is sure.
_TOO_FEW, _ENOUGH = 2, 4
QUIET = Alarm(Level.NONE)

_LEVELS = {"緊急": Level.URGENT, "言及": Level.MENTION}
# What is asked for, planned or reported is not happening to the one who writes.
_SPOKEN_OF = re.compile(
    r"防止|予防|対策|撲滅|根絶|追放|ゼロ|減らす|なくす|なくし(?!て(?:しま|自分))|の?ない(?:学校|町|街|まち|社会|職場|地域)"
    r"|講演|講座|研修|授業|教育(?!長)|啓発|窓口|相談(?:所|員|先|体制|支援|センター)|支援センター|相談がしやすい"
    r"|計画|条例|取組|取り組み|指針|ニュース|報道|事件|名所|連絡すれば"
)
_PAST = re.compile(r"昔|以前|かつて|子どもの頃|子供の頃|小さい頃|学生時代|経験(?:が|を|も|者)")
_GOES_ON = re.compile(
    r"(?:て|で)(?:い(?:る|ま|て)|る|ます)|死にたい|しにたい|殺す|助けて|死ね|(?:夫|妻|父|母|親|私|僕)(?:が|に|から)"
)
_HAPPENED = re.compile(r"(?:受け|され|られ|かれ|われ)(?:た(?!人|方|子|者|経験|とき)|まし)")


def alarm(text: str) -> Alarm:
    """What in `text` should be read by a person first; `QUIET` when nothing is."""
    plain = _other_senses().sub("＊", normalise(text))
    told = max(_found(plain), default=QUIET, key=lambda one: (one.level, len(one.cue)))
    return told if told.level is Level.URGENT else _with_likeness(told, plain)


def _with_likeness(told: Alarm, text: str) -> Alarm:
    """A graver alarm when the text is like those that speak of harm, with its gravest word.

    Likeness is of Japanese words: of another language only its own cues tell anything.
    """
    if language_of(text) is not Language.JAPANESE:
        return told
    words = tokenise(text)
    likeness, word = sense().score(words)
    said = sum(word.term is not None for word in words)
    if likeness <= 0 or said < _TOO_FEW:
        return told
    surely = likeness > _SURELY_LIKE and said >= _ENOUGH
    grave = surely or told.level is Level.MENTION
    level = Level.URGENT if grave else Level.MENTION
    return Alarm(level, told.cue or word, told.kind or LIKENESS)


def _found(text: str) -> Iterator[Alarm]:
    for kind, level, cue in _cues():
        for match in cue.finditer(text):
            sentence = _sentence(text, match.start())
            calm = level is Level.URGENT and _is_only_spoken_of(sentence)
            yield Alarm(Level.MENTION if calm else level, match[0], kind)


def _is_only_spoken_of(sentence: str) -> bool:
    """Whether a sentence asks for, plans or remembers, and tells nothing that goes on."""
    if _GOES_ON.search(sentence):
        return False
    asked = _SPOKEN_OF.search(sentence) is not None and _HAPPENED.search(sentence) is None
    return asked or _PAST.search(sentence) is not None


def _sentence(text: str, place: int) -> str:
    """The sentence of `text` that `place` is in."""
    start = max(text.rfind(stop, 0, place) for stop in "。！？!?\n") + 1
    ends = [end for stop in "。！？!?\n" if (end := text.find(stop, place)) >= 0]
    return text[start : min(ends, default=len(text))]


@cache
def _cues() -> tuple[tuple[str, Level, re.Pattern[str]], ...]:
    """Kind, level and pattern of every line of `data/danger_cues.txt`."""
    return tuple(
        (kind, _LEVELS[level], re.compile(cue, re.IGNORECASE))
        for kind, level, cue in listed("danger_cues.txt")
    )


@cache
def _other_senses() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{sense})" for (sense,) in listed("danger_other_senses.txt")))
