"""KWIC: a word in its contexts, each line beside the others, sorted by what stands around it.

The texts are shown as they come in: whoever shows them to anyone but the keeper masks them first.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.results import Table
from analysis.text.lexicon import NOTHING, Lexicon
from analysis.text.matching import NothingSought, places, sought
from analysis.text.words import Word, normalise, tokenise

WIDTH = 30  # letters of context on each side
REACH = 5  # words on each side by which lines may be sorted


@dataclass(frozen=True, slots=True)
class Line:
    """One place where the word stands.

    Attributes:
        row: of the text. `left`, `word`, `right`: as it is written, cut with … at the far ends.
        before, after: the words around it as lists show them, the nearest first.
    """

    row: int
    left: str
    word: str
    right: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def neighbour(self, step: int) -> str:
        """The word `step` places to the right, or to the left below zero; '' beyond the text."""
        side = self.after if step > 0 else self.before
        return side[abs(step) - 1] if abs(step) <= len(side) else ""


@dataclass(frozen=True, slots=True)
class Concordance:
    """`texts`: how many texts have the word, of `read` that say anything."""

    word: str
    lines: tuple[Line, ...]
    texts: int
    read: int

    def tables(self) -> tuple[Table, ...]:
        body = pd.DataFrame(
            [(line.left, line.word, line.right) for line in self.lines],
            index=range(1, len(self.lines) + 1),
            columns=["前", "語", "後"],
        )
        note = f"{len(self.lines):,}か所、{self.texts:,}件の声（n={self.read:,}）"
        return (Table(f"「{self.word}」の前後", body, "text", note),)


@dataclass(frozen=True, slots=True)
class Laid:
    """A text with its words. `spans`: where each begins and ends among the letters of `said`."""

    said: str
    words: list[Word]
    spans: list[tuple[int, int]]


def laid(text: str, lexicon: Lexicon = NOTHING) -> Laid:
    """Lay a text out; MeCab drops spaces, so letters are counted without them."""
    said, words = normalise(text), lexicon.applied(tokenise(text))
    letters = [place for place, letter in enumerate(said) if letter != " "]
    spans, start = [], 0
    for word in words:
        end = start + len(word.surface)
        spans.append((letters[start], letters[end - 1] + 1))
        start = end
    return Laid(said, words, spans)


def concordance(
    texts: Sequence[str | None],
    word: str,
    *,
    lexicon: Lexicon = NOTHING,
    literal: bool = False,
    by: Sequence[int] = (1, 2),
    width: int = WIDTH,
) -> Concordance:
    """Find a word in the texts.

    Args:
        texts: as they are to be shown; None or blank says nothing.
        word: what is looked for.
        lexicon: the settings of words.
        literal: whether its letters are looked for, rather than all forms of the word.
        by: neighbours to sort by, the first first: −1 is the word before, 2 the second after.
        width: letters of context on each side.

    Returns:
        The lines whose neighbours are commonest first, so that like stands beside like; the same
        lines whatever the order of the texts.

    Raises:
        NothingSought: there is no word in `word`.
    """
    lines: list[Line] = []
    read = 0
    for row, text in enumerate(texts):
        if text is None or not (said := normalise(text)):
            continue
        read += 1
        if literal and normalise(word) not in said:
            continue
        here = laid(text, lexicon)
        spans = _literal(here, word) if literal else _spans(here, word, lexicon)
        lines += [_line(row, here, span, width) for span in spans]
    with_it = len({line.row for line in lines})
    return Concordance(word, ordered(lines, by), with_it, read)


def ordered(lines: Sequence[Line], by: Sequence[int]) -> tuple[Line, ...]:
    """Sort lines by neighbours, the commonest first, then by all that stands around the word."""
    common = [Counter(line.neighbour(step) for line in lines) for step in by]

    def key(line: Line) -> tuple[object, ...]:
        near = [line.neighbour(step) for step in by]
        ranks = [(not word, -number[word], word) for word, number in zip(near, common, strict=True)]
        return (ranks, line.after, line.before, line.left, line.right, line.row)

    return tuple(sorted(lines, key=key))


def _spans(here: Laid, word: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    found = sought(word, lexicon).found(places(here.words))
    return [(here.spans[first][0], here.spans[last - 1][1]) for first, last in found]


def _literal(here: Laid, word: str) -> list[tuple[int, int]]:
    letters = normalise(word)
    if not letters:
        raise NothingSought
    spans, start = [], here.said.find(letters)
    while start >= 0:
        spans.append((start, start + len(letters)))
        start = here.said.find(letters, start + len(letters))
    return spans


def _line(row: int, here: Laid, span: tuple[int, int], width: int) -> Line:
    start, end = span
    first = bisect_left(here.spans, end, key=lambda each: each[0])
    last = bisect_left(here.spans, start + 1, key=lambda each: each[1])
    before = [word.shown for word in here.words[max(0, last - REACH) : last]]
    after = [word.shown for word in here.words[first : first + REACH]]
    left, right = here.said[:start], here.said[end:]
    return Line(
        row,
        f"…{left[-width:]}" if len(left) > width else left,
        here.said[start:end],
        f"{right[:width]}…" if len(right) > width else right,
        tuple(reversed(before)),
        tuple(after),
    )
