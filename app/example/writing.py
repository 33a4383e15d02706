"""What an invented person writes into a free-text box."""

from dataclasses import dataclass

import numpy as np

from app.example.grammar import Deck, clauses, spoken

TROUBLE, WISH, LEAD, WORD = "困りごと", "願い", "前置き", "ひとこと"
NOTHING, CLOSING = "なし", "むすび"
CLOSED = 0.02  # of the texts name somebody at their end, so that masking has something to do
# How a text is put together, and how often.
SHAPES = (
    ((TROUBLE,), 0.15),
    ((LEAD, TROUBLE), 0.20),
    ((TROUBLE, TROUBLE), 0.20),
    ((TROUBLE, WISH), 0.23),
    ((LEAD, TROUBLE, WISH), 0.17),
    ((WORD,), 0.05),
)
WISHES = (
    ((WISH,), 0.22),
    ((LEAD, WISH), 0.24),
    ((WISH, WISH), 0.30),
    ((TROUBLE, WISH), 0.24),
)


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: in which manner, from which place (or "", the centre), in which life and work."""

    polite: bool
    place: str
    life: str
    work: str = ""

    @property
    def being(self) -> frozenset[str]:
        return frozenset((self.life, self.work))


class Pen:
    """Writes texts on topics; every clause of a topic is used before any is used again."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._decks: dict[tuple[str, str], Deck] = {}

    def nothing(self) -> str:
        """What people write who have nothing to say."""
        return self._deal(Author(polite=False, place="", life=""), "openers", NOTHING)

    def beside(self, asked: str) -> str:
        """What is written beside その他; each of its words comes once before any comes again."""
        return self._deal(Author(polite=False, place="", life=""), "beside", asked)

    def trouble(self, author: Author, topic: str) -> str:
        return self._write(author, topic, SHAPES)

    def wish(self, author: Author, topic: str) -> str:
        return self._write(author, topic, WISHES)

    def _write(
        self, author: Author, topic: str, shapes: tuple[tuple[tuple[str, ...], float], ...]
    ) -> str:
        place = int(self._rng.choice(len(shapes), p=[share for _, share in shapes]))
        shape = shapes[place][0]
        said = [self._part(author, topic, heading) for heading in shape]
        if shape == (WORD,):
            return said[0]
        if self._rng.random() < CLOSED:
            said.append(self._part(author, "openers", CLOSING))
        return self._joined(said)

    def _part(self, author: Author, topic: str, heading: str) -> str:
        if heading == LEAD:
            clause = self._lead(author, topic)
        else:
            clause = self._deal(author, topic, heading)
        return spoken(clause, self._rng, polite=author.polite, place=author.place)

    def _lead(self, author: Author, topic: str) -> str:
        """Who is writing: in words of the topic where it has some for this work or time of life."""
        for being in (author.work, author.life):
            heading = f"{LEAD}（{being}）"
            if heading in clauses(topic).of and self._rng.random() < 0.7:
                return self._deal(author, topic, heading)
        return self._deal(author, "openers", heading)

    def _joined(self, said: list[str]) -> str:
        text = ""
        for place, part in enumerate(said):
            last = place == len(said) - 1
            text += part + ("。" if not last or self._rng.random() < 0.8 else "")
        return text

    def _deal(self, author: Author, topic: str, heading: str) -> str:
        key = (topic, heading)
        if key not in self._decks:
            self._decks[key] = Deck(clauses(topic)[heading], self._rng)
        return self._decks[key].deal(being=author.being, place=author.place)
