"""Finding a word that a person typed among the words of a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.errors import AnalysisError
from analysis.text.lexicon import NOTHING, Lexicon
from analysis.text.words import Word, normalise, tokenise

Places = dict[str, list[int]]


class NothingSought(AnalysisError):
    message = "探す語が入力されていません。語を1つ入れてください"


@dataclass(frozen=True, slots=True)
class Sought:
    """A word to find: what MeCab splits is words in a row, each with the forms that will do."""

    parts: tuple[frozenset[str], ...]

    def found(self, places: Places) -> list[tuple[int, int]]:
        """Where it stands: (first word, the word after the last), in order."""
        starts = _standing(places, self.parts[0])
        rest = [set(_standing(places, part)) for part in self.parts[1:]]
        return [
            (start, start + len(self.parts))
            for start in starts
            if all(start + step in found for step, found in enumerate(rest, start=1))
        ]


@lru_cache(10_000)
def sought(entry: str, lexicon: Lexicon = NOTHING) -> Sought:
    """Understand what was typed: 行く finds 行った, 子ども finds こども, and so do synonyms.

    Raises:
        NothingSought: there is no word in it.
    """
    words = lexicon.applied(tokenise(entry))
    if not words:
        raise NothingSought
    if len(words) == 1:
        return Sought((frozenset({normalise(entry), words[0].lemma}),))
    return Sought(tuple(frozenset({word.surface, word.lemma}) for word in words))


def places(words: Sequence[Word]) -> Places:
    """Where each form stands in a text: as it is written, as its base form and as its lemma."""
    found: Places = {}
    for place, word in enumerate(words):
        for form in {word.surface, word.base, word.lemma}:
            found.setdefault(form, []).append(place)
    return found


def _standing(found: Places, forms: frozenset[str]) -> list[int]:
    if len(forms) == 1:
        return found.get(next(iter(forms)), [])
    return sorted({place for form in forms for place in found.get(form, ())})
