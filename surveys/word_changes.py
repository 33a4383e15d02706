"""文の違い: what was taken out of a text and what was put in, word by word."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

SAME, GONE, NEW = "same", "gone", "new"
_LEAST_SAME = 2  # letters: fewer between two changes are read with them
_LIKE = {"ー": "katakana", "々": "cjk unified", "ヶ": "cjk unified"}
_STANDING_ALONE = re.compile(r"[\s、。，．・「」『』（）()！？!?：:；;]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; kind is SAME, GONE (only before) or NEW (only after)."""

    kind: str
    words: str


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """Tell two texts apart; what is SAME and GONE is the earlier one, SAME and NEW the later."""
    one, other = tokens(before), tokens(after)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    runs: list[tuple[str, str]] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        old, new = "".join(one[start:end]), "".join(other[first:last])
        runs.append((old, new) if tag != "equal" else (old, old))
    return _pieces(_joined(runs))


def tokens(text: str) -> list[str]:
    """Cut a text where the script changes, which in Japanese is mostly where words do."""
    cut: list[str] = []
    for kind, letters in groupby(text, _script):
        run = "".join(letters)
        cut.extend(run if kind == "alone" else [run])
    return cut


def _script(letter: str) -> str:
    if _STANDING_ALONE.match(letter):
        return "alone"
    if letter.isdecimal() or letter in ".,%％":
        return "number"
    if letter in _LIKE:
        return _LIKE[letter]
    name = unicodedata.name(letter, "")
    scripts = ("CJK UNIFIED", "HIRAGANA", "KATAKANA", "LATIN")
    return next((script.lower() for script in scripts if script in name), "other")


def _joined(runs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Read a letter or two that happen to stay between two changes as part of them."""
    made: list[tuple[str, str]] = []
    for place, (old, new) in enumerate(runs):
        short = old == new and len(old) < _LEAST_SAME and "\n" not in old
        between = 0 < place < len(runs) - 1
        changed = old != new or (short and between)
        if changed and made and made[-1][0] != made[-1][1]:
            made[-1] = (made[-1][0] + old, made[-1][1] + new)
        else:
            made.append((old, new))
    return made


def _pieces(runs: list[tuple[str, str]]) -> tuple[Piece, ...]:
    made: list[Piece] = []
    for old, new in runs:
        if old == new:
            made.append(Piece(SAME, old))
        else:
            made += [Piece(kind, words) for kind, words in ((GONE, old), (NEW, new)) if words]
    return tuple(made)
