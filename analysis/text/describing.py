"""What groups of voices are about that a person put together: names, clauses, the order to read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.text import passages, theme
from analysis.text.grouping import NO_THEME, Groups
from analysis.text.intent import intent_of
from analysis.text.lexicon import documents
from analysis.text.passages import Passage
from analysis.text.phrases import spoken
from analysis.text.reading import PLAIN, Reading
from analysis.text.space import Corpus, specificity
from analysis.text.theme import Material, Theme

CONTRAST = 1000  # voices of no group that are enough to tell what is special to a group


@dataclass(frozen=True, slots=True)
class _Read:
    """The passages of all groups one after another, and the group of each."""

    passages: list[Passage]
    group_of: list[int]


def describe(
    groups: Sequence[Sequence[str]], others: Sequence[str], *, reading: Reading = PLAIN
) -> tuple[Theme | None, ...]:
    """Tell what each group is about.

    Args:
        groups: the voices of each of the k groups.
        others: voices of no group, against which they are told; a sample of them is read.
        reading: how the texts are read.

    Returns:
        For each group a `Theme` whose rows are places in the group: everyone of it, also those
        who said nothing, last. None for a group in which nobody said anything. Only the order
        of reading depends on the order of the voices, and only among equal ones.

    Raises:
        NoSentenceVectors, BothWays
    """
    read = _read([*groups, _sample(others)])
    if not read.passages:
        return (None,) * len(groups)
    keys = [passage.key for passage in read.passages]
    words = documents(keys, reading.lexicon)
    corpus = Corpus(words, reading.sense(keys), reading.lexicon.pins)
    coarse = np.array(read.group_of)
    weights = specificity(corpus, coarse)
    made = Material(
        passages=read.passages,
        phrases=[spoken(each, reading.lexicon) for each in words],
        intents=[intent_of(each) for each in words],
        groups=Groups(coarse, np.full(len(coarse), NO_THEME), corpus.points(weights), weights),
        may_drop=False,
    )
    found = theme.told(made, len(groups))
    return tuple(_whole(each, len(group)) for each, group in zip(found, groups, strict=True))


def _sample(others: Sequence[str]) -> Sequence[str]:
    step = max(-(-len(others) // CONTRAST), 1)
    return others[::step]


def _read(groups: Sequence[Sequence[str]]) -> _Read:
    read = _Read([], [])
    for place, texts in enumerate(groups):
        found = passages.read(texts).passages
        read.passages.extend(found)
        read.group_of.extend([place] * len(found))
    return read


def _whole(found: Theme | None, voices: int) -> Theme | None:
    """The theme with those who said nothing, whom a person put there all the same."""
    if found is None:
        return None
    silent = sorted(set(range(voices)) - set(found.rows))
    return replace(found, rows=(*found.rows, *silent), size=voices)
