"""語の設定: what a planner knows of the words here that no dictionary knows.

Words of `words.py` are passed through it: forced compounds are made whole, synonyms become one
term, stop words say nothing, pinned words always count. What is banned counts, but is never shown
as a name, in a cloud or in a network.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.text.words import Word, normalise, tokenise

_KEPT = 16  # lexicons
_MEMO_LIMIT = 300_000


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The settings, as they are written; `lexicon_file` reads and writes them.

    Attributes:
        synonyms: (the word to show, the words counted as it) for each group.
        compounds: 強制抽出: what is one word however MeCab splits it.
        stopped: words that are not counted.
        banned: words that are counted, but name nothing.
        pinned: words that count even where the list of stop words or a rare use leaves them out.
    """

    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    compounds: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()

    def applied(self, words: Sequence[Word]) -> list[Word]:
        """The same text as the settings read it; what is written is never changed."""
        if self == NOTHING:
            return list(words)
        reading = _reading(self)
        return [reading[word] for word in reading.made_whole(words)]

    def bans(self, term: str) -> bool:
        return term in _reading(self).banned

    def pins(self, term: str) -> bool:
        return term in _reading(self).pinned

    def entries(self) -> Iterable[str]:
        """Everything that is written in the settings."""
        for shown, others in self.synonyms:
            yield from (shown, *others)
        yield from (*self.compounds, *self.stopped, *self.banned, *self.pinned)


NOTHING = Lexicon()


def documents(texts: Iterable[str | None], lexicon: Lexicon = NOTHING) -> list[list[Word]]:
    """The words of each text as the settings read them; of a blank text none."""
    return [lexicon.applied(tokenise(text)) if text else [] for text in texts]


@lru_cache(100_000)
def lemma(entry: str) -> str:
    """What a word that a person typed is counted as: its lemma, or itself where MeCab splits it."""
    found = tokenise(entry)
    return found[0].lemma if len(found) == 1 else "".join(normalise(entry).split())


@dataclass(frozen=True, slots=True, eq=False)
class _Synonym(Word):
    """A word that is counted and shown as another."""

    instead: str = ""

    @property
    def shown(self) -> str:
        return self.instead


class _Reading(dict[Word, Word]):
    """Settings made ready for reading: how each word is to be understood, found out once."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.shown = {
            form: shown
            for shown, others in lexicon.synonyms
            for entry in (shown, *others)
            for form in _forms(entry)
        }
        self.stopped = _all_forms(lexicon.stopped)
        self.pinned = _all_forms((*lexicon.pinned, *lexicon.compounds))
        self.banned = _all_forms(lexicon.banned)
        self.whole = _pattern(lexicon)

    def __missing__(self, word: Word) -> Word:
        if len(self) > _MEMO_LIMIT:
            self.clear()
        made = self[word] = self._understood(word)
        return made

    def made_whole(self, words: Sequence[Word]) -> Sequence[Word]:
        if self.whole is None:
            return words
        text = "".join(word.surface for word in words)
        found = [match.span() for match in self.whole.finditer(text)]
        return _joined(words, text, found) if found else words

    def _understood(self, word: Word) -> Word:
        forms = {word.surface, word.base, word.lemma}
        shown = min((self.shown[form] for form in forms if form in self.shown), default=None)
        if shown is not None:
            word = _as_synonym(word, shown)
            forms |= {shown, word.lemma}
        if not forms.isdisjoint(self.stopped):
            return replace(word, term=None)
        if word.term is None and not forms.isdisjoint(self.pinned):
            return replace(word, term=word.lemma)
        return word


@lru_cache(_KEPT)
def _reading(lexicon: Lexicon) -> _Reading:
    return _Reading(lexicon)


def _forms(entry: str) -> set[str]:
    return {"".join(normalise(entry).split()), lemma(entry)}


def _all_forms(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(form for entry in entries for form in _forms(entry))


def _as_synonym(word: Word, shown: str) -> Word:
    term = lemma(shown)
    return _Synonym(
        word.surface, word.pos, word.pos2, word.pos3, word.form, term, word.base, term,
        joins=word.joins, instead=shown,
    )  # fmt: skip


def _pattern(lexicon: Lexicon) -> re.Pattern[str] | None:
    """The forced compounds, and every other entry that MeCab would split; the longest first."""
    written = {"".join(normalise(entry).split()) for entry in lexicon.compounds}
    written |= {
        "".join(normalise(entry).split()) for entry in lexicon.entries() if len(tokenise(entry)) > 1
    }
    longest = sorted(written - {""}, key=lambda entry: (-len(entry), entry))
    return re.compile("|".join(map(re.escape, longest))) if longest else None


def _joined(words: Sequence[Word], text: str, spans: list[tuple[int, int]]) -> list[Word]:
    """Make one word of each span. A word that reaches over its edge is cut there.

    A span within one longer word is left alone: バス is no part of バスケット.
    """
    made: list[Word] = []
    place = start = 0
    for left, right in spans:
        while place < len(words) and start + len(words[place].surface) <= left:
            made.append(words[place])
            start += len(words[place].surface)
            place += 1
        end, after = start, place
        while end < right:
            end += len(words[after].surface)
            after += 1
        if start > left or after == place:
            continue  # an edge of the span before was cut away from this one
        if after == place + 1:
            made.append(words[place])
        else:
            made += [*tokenise(text[start:left]), _whole(text[left:right])]
            made += tokenise(text[right:end])
        place, start = after, end
    return [*made, *words[place:]]


@lru_cache(10_000)
def _whole(written: str) -> Word:
    return Word(written, "名詞", "普通名詞", "一般", "", written, written, written, joins=True)
