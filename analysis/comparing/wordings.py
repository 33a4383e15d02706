"""言葉の変化: which differences of two wordings change what is asked, and which only its spelling.

| both say | a change? |
|---|---|
| one width of letters and another (Ｑ１ / Q1), capitals and small letters | no |
| spaces, line breaks, punctuation and brackets | no |
| the number before a question (問3 / 問4) | no |
| years that moved on together (令和7年度 / 令和8年度, 2025年 / 2026年) | no |
| anything else, one letter is enough | yes |
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

WORDS, CHOICES, ORDER, KIND = "words", "choices", "order", "kind"
# What stands wherever answers to two wordings are read side by side: one mark, one sentence each.
MARK = "※"
CHANGES: Mapping[str, str] = {
    WORDS: "設問文が変わっています",
    CHOICES: "選択肢が変わっています",
    ORDER: "段階の並び順が変わっています",
    KIND: "答え方が変わっています",
}
_MARKS = re.compile(r"[\s、。，．,.・･！!？?「」『』\"“”'’()（）\[\]【】〔〕：:；;]+")
_TO = re.compile(r"(?<=\d)[~〜–—―-](?=\d)")
_POINT = re.compile(r"(?<=\d)[.](?=\d)")
_NUMBER = re.compile(r"^(?:問|設問|q)?\d+(?:[-_.．(（]\d+[)）]?)?[\s.、:．：]+", re.IGNORECASE)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
_YEAR = re.compile(r"(?:(令和|平成|昭和|大正)(元|\d{1,2})|((?:19|20)\d{2}))年(?:度)?")
MOST_YEARS = 10  # that a questionnaire is older than the one it is compared with


@lru_cache(maxsize=8192)
def spelt(words: str) -> str:
    """Words without what is only spelling; of choices, whose years tell them apart."""
    plain = unicodedata.normalize("NFKC", words).lower()
    plain = _POINT.sub("\0", _TO.sub("~", plain))
    return _MARKS.sub("", plain).replace("\0", ".")


@lru_cache(maxsize=8192)
def folded(words: str) -> str:
    """The same of a question: its number is left out, and its years say only that they are some."""
    return _YEAR.sub("#年", _asked(words))


def same(one: str, other: str) -> bool:
    """Whether two questions say the same, but for spelling and years that moved on together."""
    if folded(one) != folded(other):
        return False
    apart = {b - a for a, b in zip(_years(one), _years(other), strict=True)}
    return len(apart) < 2 and all(abs(each) <= MOST_YEARS for each in apart)


def told(changes: Iterable[str]) -> str:
    """What changed: 「設問文と選択肢が変わっています」, without the full stop; "" = nothing."""
    named = [CHANGES[each].removesuffix("が変わっています") for each in changes]
    return f"{'と'.join(named)}が変わっています" if named else ""


def _asked(words: str) -> str:
    return spelt(_NUMBER.sub("", unicodedata.normalize("NFKC", words)))


def _years(words: str) -> list[int]:
    return [
        int(found[3]) if found[3] else _ERAS[found[1]] + (1 if found[2] == "元" else int(found[2]))
        for found in _YEAR.finditer(_asked(words))
    ]
