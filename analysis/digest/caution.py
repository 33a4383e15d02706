"""What a draft never puts forward by itself, though a person may."""

import re

from analysis.text.words import listed

_BLAMES = re.compile(r"外国.{0,20}(?:治安|犯罪|怖|こわ|不安|迷惑|多すぎ|追い出|いらない)")


def is_harsh(text: str) -> bool:
    """Whether a text names a people or a party, insults, or blames foreigners."""
    named = any(word in text for (word, *_) in listed("harsh_words.txt"))
    return named or _BLAMES.search(text) is not None
