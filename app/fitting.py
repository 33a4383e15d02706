"""照らし合わせ: offers beside calls, ranked, with the words that both use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.text.words import tokenise
from surveys import offer_fits
from surveys.calls import Call
from surveys.offer_fits import Fit
from surveys.offer_topics import Place
from surveys.offers import Content, Held

SHORTEST = 2  # letters; 人 or 手 alone says little
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer that fits a call."""

    held: Held
    fit: Fit


@dataclass(frozen=True, slots=True)
class Called:
    """A call that fits an offer."""

    call: Call
    fit: Fit


class Fitting:
    """Every call beside every offer of a plan; the words of each are read once."""

    def __init__(
        self, calls: Sequence[Call], held: Sequence[Held], places: Mapping[str, Place]
    ) -> None:
        self._places = places
        self._calls = [(call, words(call.title, call.needed)) for call in calls]
        self._held = [(each, words_of(each.content)) for each in held]

    def of_call(self, call_id: int) -> list[Offered]:
        """The offers that fit a call, the likeliest first."""
        found = [
            Offered(held, fit)
            for call, asked in self._calls
            if call.id == call_id
            for held, said in self._held
            if (fit := self._fit(call, asked, held, said)) is not None
        ]
        return sorted(found, key=lambda each: (-each.fit.points, each.held.mark))

    def of_offer(self, mark: str) -> list[Called]:
        """The calls that fit an offer, the likeliest first."""
        found = [
            Called(call, fit)
            for held, said in self._held
            if held.mark == mark
            for call, asked in self._calls
            if (fit := self._fit(call, asked, held, said)) is not None
        ]
        return sorted(found, key=lambda each: (-each.fit.points, each.call.id))

    def _fit(self, call: Call, asked: Words, held: Held, said: Words) -> Fit | None:
        shared = [shown for term, shown in asked.items() if term in said]
        return offer_fits.fit(call, held.content, self._places, shared)


def words_of(offer: Content) -> Words:
    return words(offer.words, offer.skills)


def words(*texts: str) -> Words:
    """The nouns of some texts in order, {lemma: as first written}."""
    found: dict[str, str] = {}
    for text in texts:
        for word in tokenise(text):
            if word.term and word.pos == "名詞" and len(word.surface) >= SHORTEST:
                found.setdefault(word.term, word.surface)
    return found
