"""ふりがな: readings that stand behind their word, as in 漢字《かんじ》 or ｜1日《ついたち》.

The notation of 青空文庫. Whoever answers sees the reading above the word; in tables, files and
papers the word stands alone.
"""

import re

MARK = "《"
READING = re.compile(r"(?:｜([^｜《》<>]+)|([一-鿿々〆ヶ]+))《([ぁ-ゖァ-ヺー]+)》")


def bare(words: str) -> str:
    """Words without their readings."""
    return READING.sub(r"\1\2", words) if MARK in words else words
