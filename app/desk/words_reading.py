"""The words of one question's voices as a plan's settings read them; the last few are kept."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import current_app

from analysis.text.lexicon import Lexicon, documents
from analysis.text.words import Word
from app.texts import Texts

REMEMBERED = 12  # questions, in each process


@dataclass(frozen=True, slots=True)
class Read:
    """What can be read of a question: its responses, their texts, and the words as MeCab has them.

    All three stand in one order.
    """

    ids: tuple[int, ...]
    texts: tuple[str, ...]
    plain: Sequence[Sequence[Word]]

    def by(self, lexicon: Lexicon, rows: Iterable[int] | None = None) -> list[list[Word]]:
        """The words as settings read them, of all texts or of some."""
        plain = self.plain if rows is None else [self.plain[row] for row in rows]
        return [lexicon.applied(words) for words in plain]


def read(held: Texts) -> Read:
    kept: OrderedDict[str, Read] = current_app.extensions.setdefault("words", OrderedDict())
    if held.fingerprint not in kept:
        said = held.readable
        ids, texts = tuple(said), tuple(said.values())
        kept[held.fingerprint] = Read(ids, texts, documents(texts))
    kept.move_to_end(held.fingerprint)
    while len(kept) > REMEMBERED:
        kept.popitem(last=False)
    return kept[held.fingerprint]
