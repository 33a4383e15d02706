"""再開のことば: three words that, with a code or a receipt, open a draft on another device.

Three of 665 words are 28.1 bits. The word guards nothing alone: a draft's key also needs the
code or receipt (75 bits) and the questionnaire's own key, so a stolen database opens nothing,
and somebody who holds a letter has one chance in 290 million each time the server lets them try.
"""

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

WORDS = 3
_LIST = Path(__file__).with_name("resuming_words.txt")
_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_LETTERS = re.compile(r"[a-z']+|[ぁ-ゖー]+")
_KANA = """
あa いi うu えe おo かka きki くku けke こko がga ぎgi ぐgu げge ごgo
さsa しsi すsu せse そso ざza じzi ずzu ぜze ぞzo たta ちti つtu てte とto
だda ぢzi づzu でde どdo なna にni ぬnu ねne のno はha ひhi ふhu へhe ほho
ばba びbi ぶbu べbe ぼbo ぱpa ぴpi ぷpu ぺpe ぽpo まma みmi むmu めme もmo
やya ゆyu よyo らra りri るru れre ろro わwa をo んn
"""
_SOUNDS = {pair[0]: pair[1:] for pair in _KANA.split()}
_SMALL = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo"}
# Every way of writing is brought to one: Kunrei, without long vowels or m before p.
_SPELLINGS = """
shi-si chi-ti tsu-tu fu-hu ji-zi sh-sy ch-ty jy-zy j-zy dzu-zu du-zu di-zi
mb-nb mp-np mm-nm '- wo-o ou-o oo-o uu-u aa-a
"""
_AS_HEARD = "sy-sh si-shi ty-ch ti-chi tu-tsu zy-j zi-ji hu-fu"


def new_word() -> str:
    """A random 再開のことば, as it is shown: りんご つくえ そら."""
    return " ".join(secrets.choice(listed()) for _ in range(WORDS))


def read(typed: str) -> str:
    """Read a 再開のことば as people type it: in either kana or Roman letters, however separated."""
    plain = unicodedata.normalize("NFKC", typed).lower().translate(_KATAKANA)
    plain = "".join(c for c in unicodedata.normalize("NFD", plain) if c not in "\u0304\u0302")
    parts = _LETTERS.findall(unicodedata.normalize("NFC", plain))
    return "".join(_in_kana(part) for part in parts)


def in_letters(word: str) -> str:
    """How a 再開のことば sounds, for those who read no kana."""
    return " ".join(_exchanged(_sounds(each), _AS_HEARD) for each in word.split())


@cache
def listed() -> tuple[str, ...]:
    """The words there are."""
    return tuple(_LIST.read_text("utf-8").split())


@cache
def _by_sound() -> dict[str, str]:
    return {spelling(_sounds(word)): word for word in listed()}


def spelling(letters: str) -> str:
    """One spelling for all that are in use: shinbun, shimbun and sinbun are the same."""
    return _exchanged(letters, _SPELLINGS)


def _in_kana(part: str) -> str:
    """A word in kana; several words in Roman letters may stand together."""
    if not part.isascii():
        return part
    return _joined(spelling(part), WORDS) or part


def _joined(letters: str, most: int) -> str:
    """The words that make up some letters, at most so many; "" where there are none."""
    whole = _by_sound().get(letters)
    if whole or most == 1:
        return whole or ""
    for end in range(len(letters) - 1, 0, -1):
        first = _by_sound().get(letters[:end])
        rest = _joined(letters[end:], most - 1) if first else ""
        if first and rest:
            return first + rest
    return ""


def _sounds(word: str) -> str:
    """Kana in Kunrei letters."""
    made, doubled = "", False
    for kana in word:
        if kana == "っ":
            doubled = True
            continue
        sound = _SMALL.get(kana) or _SOUNDS[kana]
        if kana in _SMALL:
            made = made[:-1]
        made += sound[0] * doubled + sound
        doubled = False
    return made


def _exchanged(letters: str, pairs: str) -> str:
    for pair in pairs.split():
        written, _, kept = pair.partition("-")
        letters = letters.replace(written, kept)
    return letters
