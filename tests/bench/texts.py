"""What invented citizens write, its themes, and MeCab alone on the same texts."""

from collections.abc import Callable

import fugashi
import numpy as np

from analysis.text.joining import EXAMPLES, join
from analysis.text.themes import themes
from analysis.text.words import tokenise
from app.example.people import concern, person
from app.example.writing import Pen


def written(number: int) -> list[str]:
    """Texts of the example's city; seeded."""
    rng = np.random.default_rng(20260701)
    pen = Pen(rng)
    made = []
    for _ in range(number):
        who = person(rng)
        made.append(pen.trouble(who.author, concern(rng, who)))
    return made


def ours(texts: list[str]) -> Callable[[], object]:
    return lambda: themes(texts)


def plain(texts: list[str]) -> Callable[[], object]:
    tagger = fugashi.Tagger()
    return lambda: [tagger.parse(text) for text in texts]


def read(texts: list[str]) -> Callable[[], object]:
    return lambda: [tokenise(text) for text in texts]


def added(texts: list[str], number: int) -> Callable[[], object]:
    """The last `number` of the texts, given to the themes of the others."""
    known, new = texts[:-number], texts[-number:]
    found = themes(known).themes
    examples = [[known[row] for row in theme.rows[:EXAMPLES]] for theme in found]
    return lambda: join(examples, new)
