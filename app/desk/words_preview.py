"""What settings of words would change in the voices at hand, before anybody keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.text.lexicon import Lexicon, lemma
from analysis.text.lexicon_change import Change, compare
from analysis.text.marking import Piece, term_marked
from analysis.text.wordlist import tally
from app.arranging import LEAST_VOICES
from app.desk.words_reading import Read
from surveys.errors import N_

MOST_SHOWN = 30
SAMPLES = 3
APPEARS, VANISHES, RISES, FALLS = N_("現れる"), N_("消える"), N_("増える"), N_("減る")


@dataclass(frozen=True, slots=True)
class Moved:
    """A word that is counted otherwise: how it moves, and some of the voices, marked."""

    change: Change
    way: str
    samples: Sequence[Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change.

    Attributes:
        entries: how many lines of words the settings have.
        voices: how many are read otherwise, of `read`.
        moved: the words that are counted otherwise, the most touched first; `more`, left out.
        hidden: (word, voices) that would name nothing any more; `let_in`, that would again.
    """

    entries: int
    voices: int
    read: int
    moved: Sequence[Moved]
    more: int
    hidden: Sequence[tuple[str, int]]
    let_in: Sequence[tuple[str, int]]


def preview(read: Read, kept: Lexicon, wanted: Lexicon) -> Preview:
    before, after = read.by(kept), read.by(wanted)
    changed = compare(before, after, least=LEAST_VOICES)
    texts_with = tally(after).texts_with

    def counted(words: set[str]) -> list[tuple[str, int]]:
        return [(word, texts_with[lemma(word)]) for word in sorted(words)]

    return Preview(
        entries=entries(wanted),
        voices=changed.texts,
        read=len(read.texts),
        moved=[_moved(each, read, kept, wanted) for each in changed.words[:MOST_SHOWN]],
        more=max(len(changed.words) - MOST_SHOWN, 0),
        hidden=counted(set(wanted.banned) - set(kept.banned)),
        let_in=counted(set(kept.banned) - set(wanted.banned)),
    )


def entries(lexicon: Lexicon) -> int:
    plain = (lexicon.compounds, lexicon.stopped, lexicon.banned, lexicon.pinned)
    return len(lexicon.synonyms) + sum(map(len, plain))


def _moved(change: Change, read: Read, kept: Lexicon, wanted: Lexicon) -> Moved:
    gone = change.after < change.before
    rows, lexicon = (change.lost, kept) if gone else (change.gained, wanted)
    samples = [term_marked(read.texts[row], change.term, lexicon) for row in rows[:SAMPLES]]
    return Moved(change, _way(change), samples)


def _way(change: Change) -> str:
    if not change.before:
        return APPEARS
    if not change.after:
        return VANISHES
    return RISES if change.after > change.before else FALLS
