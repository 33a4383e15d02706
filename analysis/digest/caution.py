"""What a draft never puts forward by itself, though a person may."""

import re

from analysis.text.words import listed

_BLAMES = re.compile(
    r"(?:外国|国籍|移民|難民|不法滞在|異民族|留学生|技能実習).{0,30}?"
    r"(?:治安|犯罪|怖|こわ|不安|迷惑|多すぎ|追い出|いらない|要らない|許さ|禁止|排除|帰[れっ]|"
    r"受け入れ(?:るな|ない)|やめ|断[ちるわり]|生活保護|特権|優遇|依存しない)|"
    r"(?:治安|犯罪|迷惑).{0,20}?(?:外国|国籍|移民|不法滞在)"
)


def is_harsh(text: str) -> bool:
    """Whether a text names a people or a party, insults, or blames foreigners."""
    named = any(word in text for (word, *_) in listed("harsh_words.txt"))
    return named or _BLAMES.search(text) is not None
