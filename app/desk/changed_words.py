"""What changed between two texts, word by word, for a reader and for a screen reader."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A change of letters changes the script in Japanese: 少ない | 、 | 夕方 | の | バス.
_WORD = re.compile(
    r"[一-龠々〆ヶ]+|[ァ-ヴー]+|[ぁ-ん]+|[0-9０-９][0-9０-９.,．，]*[%％]?|[A-Za-zＡ-Ｚａ-ｚ]+|\s+|.",
    re.DOTALL,
)
SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came."""

    how: str
    words: str


def changed_words(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in reading order; what went stands before what came for it."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    return list(_pieces(old, new))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    matched = SequenceMatcher(None, old, new, autojunk=False)
    for tag, from_old, to_old, from_new, to_new in matched.get_opcodes():
        if tag == "equal":
            yield Piece(SAME, "".join(old[from_old:to_old]))
            continue
        if to_old > from_old:
            yield Piece(GONE, "".join(old[from_old:to_old]))
        if to_new > from_new:
            yield Piece(NEW, "".join(new[from_new:to_new]))
