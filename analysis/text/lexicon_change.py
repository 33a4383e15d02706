"""What other settings of words would change: which words are in more texts, and which in fewer."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.text.space import commonest
from analysis.text.words import Word, terms


@dataclass(frozen=True, slots=True)
class Change:
    """One word that is counted otherwise.

    Attributes:
        term: what is counted. `word`: its commonest written form.
        before, after: how many texts have it.
        gained, lost: the rows of the texts that have it only after, and only before.
    """

    term: str
    word: str
    before: int
    after: int
    gained: tuple[int, ...]
    lost: tuple[int, ...]

    @property
    def touched(self) -> int:
        return len(self.gained) + len(self.lost)


@dataclass(frozen=True, slots=True)
class Changed:
    """`words`: the most touched first. `texts`: how many texts are read otherwise."""

    words: tuple[Change, ...]
    texts: int


def compare(
    before: Sequence[Sequence[Word]], after: Sequence[Sequence[Word]], *, least: int = 1
) -> Changed:
    """Compare two readings of the same texts.

    Args:
        before: the words of each of n texts, read with the settings as they are.
        after: the same texts read with the others.
        least: texts a word must be in, before or after, to be told of.
    """
    gained: defaultdict[str, list[int]] = defaultdict(list)
    lost: defaultdict[str, list[int]] = defaultdict(list)
    texts = 0
    for row, (old, new) in enumerate(zip(before, after, strict=True)):
        had, has = terms(old), terms(new)
        if had == has:
            continue
        texts += 1
        for term in set(has) - set(had):
            gained[term].append(row)
        for term in set(had) - set(has):
            lost[term].append(row)
    moved = gained.keys() | lost.keys()
    was, now = _texts_with(before, moved), _texts_with(after, moved)
    shown = _spellings((*before, *after), moved)
    made = [
        Change(term, shown[term], was[term], now[term], tuple(gained[term]), tuple(lost[term]))
        for term in moved
        if max(was[term], now[term]) >= least
    ]
    return Changed(tuple(sorted(made, key=lambda each: (-each.touched, each.term))), texts)


def _texts_with(documents: Sequence[Sequence[Word]], moved: set[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for words in documents:
        found.update(moved & set(terms(words)))
    return found


def _spellings(documents: Sequence[Sequence[Word]], moved: set[str]) -> dict[str, str]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words in documents:
        for word in words:
            if word.term in moved:
                found[word.term][word.shown] += 1
    return {term: commonest(spellings) for term, spellings in found.items()}
