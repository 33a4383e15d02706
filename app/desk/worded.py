"""The words of one question's voices, ready for what is made of them: networks, maps, keywords."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from flask import current_app

from analysis.text.bound import whole
from analysis.text.denied import denied
from analysis.text.lexicon import Lexicon
from analysis.text.passages import read as passages
from analysis.text.space import Corpus
from analysis.text.words import Word
from app import arranging
from app.desk.voiced import Voiced
from app.desk.words_reading import read
from app.extensions import db

REMEMBERED = 32  # results, in each process
Made = TypeVar("Made")
_MASKED = "〔〕"


@dataclass(frozen=True, slots=True)
class Worded:
    """What can be read of a question, as words that say something by themselves.

    Attributes:
        ids: the responses. `documents`: the words of each, 新幹線 and 足りない as one word.
        copies: responses that only repeat a long text of another's.
        mark: equal texts and settings of words, equal mark.
    """

    ids: tuple[int, ...]
    documents: tuple[tuple[Word, ...], ...]
    copies: frozenset[int]
    lexicon: Lexicon
    mark: str

    def among(self, ids: Collection[int]) -> tuple[int, ...]:
        """The rows of these responses."""
        return tuple(row for row, each in enumerate(self.ids) if each in ids)

    def corpus(self, rows: Sequence[int]) -> Corpus:
        return Corpus([self.documents[row] for row in rows], pins=self.lexicon.pins)


def worded(here: Voiced) -> Worded:
    """The words of a question as the plan's settings read them."""
    lexicon = arranging.lexicon_of(db.session(), here.source.questionnaire.plan_id)
    mark = f"{here.held.fingerprint}-{arranging.mark_of(lexicon)}"
    return remembered(("worded", mark), lambda: _read(here, lexicon, mark))


def remembered(key: tuple[object, ...], make: Callable[[], Made]) -> Made:
    """What was made for an equal key, as long as few other things were made since."""
    kept: OrderedDict[object, Made] = current_app.extensions.setdefault("made", OrderedDict())
    if key not in kept:
        kept[key] = make()
    kept.move_to_end(key)
    while len(kept) > REMEMBERED:
        kept.popitem(last=False)
    return kept[key]


def _read(here: Voiced, lexicon: Lexicon, mark: str) -> Worded:
    found = read(here.held)
    documents = whole([denied(_said(words)) for words in found.by(lexicon)], lexicon)
    copied = [row for one in passages(found.texts).passages if one.copied for row in one.rows[1:]]
    return Worded(found.ids, documents, frozenset(found.ids[r] for r in copied), lexicon, mark)


def _said(words: Sequence[Word]) -> Sequence[Word]:
    """What people wrote, without the 〔氏名〕 that stands for what they must not be known by."""
    if not any(word.surface == _MASKED[0] for word in words):
        return words
    made, within = [], False
    for word in words:
        within = word.surface == _MASKED[0] or (within and word.surface != _MASKED[1])
        made.append(replace(word, term=None, joins=False) if within else word)
    return made
