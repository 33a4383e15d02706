"""文の違い: what was taken out of a text and what was put in, word by word."""

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
LEAST_ALIKE = 0.4  # share of words that two texts have in common in the same order
CRUMB, LONG = 2, 3  # letters


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; kind is SAME, GONE (only before) or NEW (only after)."""

    kind: str
    words: str


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts in reading order; what went stands before what came for it.

    Texts that share little are shown one after the other, and a particle that happens to stand in
    both is no place to rest the eye: shreds of sentences cannot be read.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    matched = SequenceMatcher(None, old, new, autojunk=False)
    if old and new and matched.ratio() < LEAST_ALIKE:
        return Piece(GONE, before), Piece(NEW, after)
    runs = [
        _Run(tag == "equal", "".join(old[i:j]), "".join(new[k:m]))
        for tag, i, j, k, m in matched.get_opcodes()
    ]
    return tuple(piece for run in _joined(runs) for piece in run.pieces())


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of both texts, the same in both or not."""

    same: bool
    old: str
    new: str

    @property
    def long(self) -> bool:
        """Whether it is a change of words; numbers are read one by one."""
        both = self.old + self.new
        return not self.same and len(both) > LONG and not any(each.isdigit() for each in both)

    def pieces(self) -> Iterator[Piece]:
        if self.same:
            yield Piece(SAME, self.old)
            return
        if self.old:
            yield Piece(GONE, self.old)
        if self.new:
            yield Piece(NEW, self.new)


def _joined(runs: Sequence[_Run]) -> list[_Run]:
    """Runs in which a crumb that stayed between two long changes belongs to them."""
    made: list[_Run] = []
    for place, run in enumerate(runs):
        beside = [made[-1], runs[place + 1]] if made and place + 1 < len(runs) else []
        crumb = run.same and len(run.old) <= CRUMB and bool(beside)
        crumb = crumb and all(each.long for each in beside)
        if made and not made[-1].same and (crumb or not run.same):
            made[-1] = _Run(same=False, old=made[-1].old + run.old, new=made[-1].new + run.new)
        else:
            made.append(run)
    return made
