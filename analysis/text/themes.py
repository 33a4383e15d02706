"""Themes: what many short texts are about, each named by its own words and with all its voices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.text import passages
from analysis.text.grouping import group
from analysis.text.intent import Intent, intent_of
from analysis.text.lexicon import documents
from analysis.text.phrases import spoken
from analysis.text.reading import PLAIN, Reading
from analysis.text.space import Corpus
from analysis.text.theme import Material, Theme, named
from analysis.text.words import Word

_TOKENISED, _GROUPED = 0.4, 0.8  # of the whole time
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Themes:
    """Themes of a column of texts, at two levels.

    Attributes:
        themes: the coarse themes, the largest first. `fine`: what they are made up of.
        theme_of, fine_of: place in `themes` and `fine` of each row; None when blank, said
            nothing, or in no theme.
        intent_of: what each row wants; None when blank or said nothing.
        copies: rows that only repeat a long text; blank: rows without text; said_nothing: rows
            like 特になし; unplaced: rows that said something no theme has.
    """

    themes: tuple[Theme, ...]
    fine: tuple[Theme, ...]
    theme_of: tuple[int | None, ...]
    fine_of: tuple[int | None, ...]
    intent_of: tuple[Intent | None, ...]
    method: str
    copies: int
    blank: int
    said_nothing: int
    unplaced: int


def themes(
    texts: Sequence[str | None],
    *,
    number: int | None = None,
    resolution: float | None = None,
    reading: Reading = PLAIN,
    progress: Callable[[float], None] | None = None,
) -> Themes:
    """Find what `texts` are about.

    Args:
        texts: one a respondent, None or blank where there is none.
        number: how many coarse themes are wanted; None lets the texts decide.
        resolution: γ of modularity, the larger the finer, when `number` is None; None: the usual.
        reading: how the texts are read.
        progress: told the share of the work that is done, 0 to 1.

    Returns:
        Every row in one coarse theme at most, and in one fine theme of it. Themes have three
        voices or more. Equal wordings weigh once in making themes. The same texts give the same
        themes, whatever their order.

    Raises:
        NoSentenceVectors: `reading` is precise and the optional package is not installed.
        BothWays: it is both precise and of wording only.

    Method: TF-IDF of lemmas joined with averaged word vectors, a graph of nearest neighbours,
    Louvain communities, words reweighted by how much they belong to one community; fine themes
    by the same within each coarse one. Over 4,000 different texts a sample makes the themes and
    everyone joins the nearest.
    """
    tell = progress or _silent
    answers = passages.read(texts)
    if not answers.passages:
        return _result(_NONE, answers, len(texts), reading)
    keys = [passage.key for passage in answers.passages]
    words = _words(keys, reading, lambda done: tell(_TOKENISED * done))
    corpus = Corpus(words, reading.sense(keys), reading.lexicon.pins)
    groups = group(
        corpus,
        np.array([len(passage.rows) for passage in answers.passages], dtype=np.intp),
        number=number,
        resolution=resolution,
        progress=lambda done: tell(_TOKENISED + (_GROUPED - _TOKENISED) * done),
    )
    intents = [intent_of(each) for each in words]
    said = [spoken(each, reading.lexicon) for each in words]
    made = Material(answers.passages, said, intents, groups, number is None)
    found = _Found(*named(made), tuple(intents))
    tell(1.0)
    return _result(found, answers, len(texts), reading)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in passages, before it is told row by row."""

    coarse: tuple[Theme, ...] = ()
    fine: tuple[Theme, ...] = ()
    intents: tuple[Intent, ...] = ()


_NONE = _Found()


def _words(
    texts: Sequence[str], reading: Reading, progress: Callable[[float], None]
) -> list[list[Word]]:
    made: list[list[Word]] = []
    for start in range(0, len(texts), _AT_ONCE):
        made += documents(texts[start : start + _AT_ONCE], reading.lexicon)
        progress(min(1.0, (start + _AT_ONCE) / len(texts)))
    return made


def _result(found: _Found, answers: passages.Answers, rows: int, reading: Reading) -> Themes:
    placed = sum(theme.size for theme in found.coarse)
    intents: list[Intent | None] = [None] * rows
    for passage, intent in zip(answers.passages, found.intents, strict=True):
        for row in passage.rows:
            intents[row] = intent
    return Themes(
        themes=found.coarse,
        fine=found.fine,
        theme_of=_places(found.coarse, rows),
        fine_of=_places(found.fine, rows),
        intent_of=tuple(intents),
        method=reading.method,
        copies=sum(passage.copied for passage in answers.passages),
        blank=answers.blank,
        said_nothing=answers.said_nothing,
        unplaced=rows - placed - answers.blank - answers.said_nothing,
    )


def _places(made: Sequence[Theme], rows: int) -> tuple[int | None, ...]:
    place_of: list[int | None] = [None] * rows
    for place, theme in enumerate(made):
        for row in theme.rows:
            place_of[row] = place
    return tuple(place_of)


def _silent(_: float) -> None:
    """Nobody waits for the progress."""
