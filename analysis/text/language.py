"""The language a short answer is written in: by its letters, then by its commonest words.

Made for answers of one word to a few sentences given in a Japanese town: what is only kanji is
Japanese unless a letter or a word of it is Chinese. The same answer always gives the same language.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

from analysis.text.marks import without
from analysis.text.words import listed, normalise


class Language(StrEnum):
    """The languages answers are sorted by, as BCP 47 writes them."""

    JAPANESE = "ja"
    ENGLISH = "en"
    PORTUGUESE = "pt"
    SPANISH = "es"
    VIETNAMESE = "vi"
    SIMPLIFIED = "zh-Hans"
    TRADITIONAL = "zh-Hant"
    KOREAN = "ko"
    TAGALOG = "tl"
    INDONESIAN = "id"
    NEPALI = "ne"
    UNKNOWN = "und"


_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_HAN = re.compile(r"[㐀-鿿々豈-龎]")
_HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỹ]")
_WORD = re.compile(r"[A-Za-zÀ-ɏḀ-ỹ]+(?:['’-][A-Za-zÀ-ɏḀ-ỹ]+)*")
_SPEAKING = re.compile(
    r"没有|没[人什办]|很|我|你|您|她|們|什麼|怎|沒|看不|不太|不好|不方便|不懂|不會|不知|太[多少高]|想要|更多|多一|非常"
    r"|好的|謝謝|請|的(?:人|公|地方|交通|環境|服務|事|東西)|希望(?:增|能|有|可|政|市|多)|[這那][裡個些]|公車|班次"
    r"|有點|可以|因為|而且|但是|所以|只有|還有|比較|了$|呢$|吧$|好$"
)
_LETTERS: tuple[tuple[Language, re.Pattern[str], float], ...] = (
    (Language.VIETNAMESE, re.compile(r"[đơưăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"), 5),
    (Language.PORTUGUESE, re.compile(r"[ãõç]|[ãõ]es\b|ção"), 3),
    (Language.SPANISH, re.compile(r"[ñ¿¡]|ci[oó]n\b"), 3),
    (Language.PORTUGUESE, re.compile(r"[âêôà]|nh[ao]|lh[ao]|ss"), 1),
    (Language.SPANISH, re.compile(r"ll[aeo]|rr|ue|ie"), 0.5),
    (Language.TAGALOG, re.compile(r"\b(?:mag|nag|pag|ka|pina|ipa)[a-z]+|ng\b"), 0.5),
    (Language.INDONESIAN, re.compile(r"\b(?:me[mn]|ber|pe[mn]|ter|di)[a-z]+|(?:kan|nya)\b"), 0.5),
    (Language.ENGLISH, re.compile(r"th|ing\b|ed\b|w[aeiorh]|ck|sh|tion\b|ly\b"), 0.5),
)
_ROMAJI = re.compile(
    r"(?:(?:[kgsztdnhbpmr]y?|[wyfjv]|sh|ch|ts|cch|tts|ssh|kk|pp|ss|tt)?[aeiouāīūēō]|n(?![aeiou]))+",
    re.IGNORECASE,
)


def language_of(text: str) -> Language:
    """The language of an answer; `UNKNOWN` when it has no words (numbers, emoji, 〔氏名〕, …)."""
    plain = normalise(without(text))
    kana, han = len(_KANA.findall(plain)), len(_HAN.findall(plain))
    latin = len(_LATIN.findall(plain))
    if _HANGUL.search(plain):
        return Language.KOREAN
    if _DEVANAGARI.search(plain):
        return Language.NEPALI
    if kana + han and 3 * (kana + han) >= latin:
        return Language.JAPANESE if kana else _of_han(plain)
    return _of_latin(plain) if latin else Language.UNKNOWN


def _of_han(text: str) -> Language:
    """Japanese, unless a letter is used in China alone or the words are Chinese."""
    letters = _HAN.findall(text)
    foreign = [letter for letter in letters if not _is_in(letter, "shift_jis")]
    if not foreign and not _SPEAKING.search(text):
        return Language.JAPANESE
    simplified = sum(not _is_in(letter, "big5") for letter in letters)
    traditional = sum(not _is_in(letter, "gb2312") for letter in letters)
    return Language.TRADITIONAL if traditional > simplified else Language.SIMPLIFIED


def _is_in(letter: str, standard: str) -> bool:
    """Whether a national standard of letters has this one."""
    try:
        letter.encode(standard)
    except UnicodeEncodeError:
        return False
    return True


def _of_latin(text: str) -> Language:
    scores = dict.fromkeys((*_vocabulary(), Language.ENGLISH), 0.0)
    lower = text.lower()
    words = _WORD.findall(lower)
    for language, share in _told_by(words):
        scores[language] += share
    for language, letters, weight in _LETTERS:
        scores[language] += weight * min(2, len(letters.findall(lower)))
    if not all(_ROMAJI.fullmatch(word) for word in words):
        scores[Language.JAPANESE] /= 2
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > 0 else Language.ENGLISH


def _told_by(words: list[str]) -> Iterator[tuple[Language, float]]:
    """What each word speaks for: a word of one language alone says most."""
    for word in words:
        known = [language for language, its in _vocabulary().items() if word in its]
        for language in known:
            yield language, 2 / len(known)


@cache
def _vocabulary() -> Mapping[Language, frozenset[str]]:
    return {
        Language(code): frozenset(words.split()) for code, words in listed("language_words.txt")
    }
