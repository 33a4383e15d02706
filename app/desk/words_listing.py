"""抽出語リスト as its page shows it: counted by voices, with what the settings say of each word."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import request

from analysis.text import lexicon_file
from analysis.text.candidates import Candidate, candidates
from analysis.text.lexicon import Lexicon, lemma
from analysis.text.wordlist import Listed, tally
from analysis.text.words import Word, normalise
from app.arranging import LEAST_VOICES
from surveys.errors import N_

AT_ONCE = 100
MOST_CANDIDATES = 24
SAID = ("q", "pos", "sort", "page")
SORTS: Mapping[str, tuple[str, Callable[[Listed], tuple[object, ...]]]] = {
    "texts": (N_("声の多い順"), lambda one: (-one.texts, -one.number, one.term)),
    "number": (N_("出現回数の多い順"), lambda one: (-one.number, -one.texts, one.term)),
    "word": (N_("文字の順"), lambda one: (one.word, one.term)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One word. `marks`: what the settings say of it; `share`, of the voices, 0 to 1."""

    listed: Listed
    marks: Sequence[str]
    share: float


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list.

    Attributes:
        voices: how many there are; `words`, different ones in all, `alone` in one voice only.
        found: words that fit what was asked; `number` of `pages` is this one.
        parts: (part of speech, how many words).
    """

    rows: Sequence[Row]
    voices: int
    words: int
    alone: int
    found: int
    number: int
    pages: int
    parts: Sequence[tuple[str, int]]
    pos: str
    sort: str
    sought: str


def lines(documents: Sequence[Sequence[Word]], lexicon: Lexicon) -> tuple[list[Listed], int]:
    """The words of at least two voices, and how many are of one voice alone."""
    every = tally(documents).lines(lexicon)
    shown = [one for one in every if one.texts >= LEAST_VOICES]
    return shown, len(every) - len(shown)


def listing(documents: Sequence[Sequence[Word]], lexicon: Lexicon) -> Listing:
    """What the address asks for of the list."""
    every, alone = lines(documents, lexicon)
    parts = Counter(one.pos for one in every)
    pos, sought = request.args.get("pos", ""), request.args.get("q", "").strip()
    sort = request.args.get("sort", "")
    sort = sort if sort in SORTS else next(iter(SORTS))
    fitting = [one for one in every if _fits(one, pos, sought)]
    fitting.sort(key=SORTS[sort][1])
    pages = max(-(-len(fitting) // AT_ONCE), 1)
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    said = _said_of(lexicon)
    voices = max(len(documents), 1)
    return Listing(
        rows=[
            Row(one, said.get(one.term, ()), one.texts / voices)
            for one in fitting[(number - 1) * AT_ONCE : number * AT_ONCE]
        ],
        voices=len(documents),
        words=len(every),
        alone=alone,
        found=len(fitting),
        number=number,
        pages=pages,
        parts=parts.most_common(),
        pos=pos,
        sort=sort,
        sought=sought,
    )


def proposed(documents: Sequence[Sequence[Word]], lexicon: Lexicon) -> list[Candidate]:
    """複合語の候補 that are not forced together yet."""
    known = {lemma(word) for word in lexicon.entries()}
    return [one for one in candidates(documents) if lemma(one.written) not in known][
        :MOST_CANDIDATES
    ]


def _fits(one: Listed, pos: str, sought: str) -> bool:
    wanted = normalise(sought)
    return pos in ("", one.pos) and (not wanted or wanted in one.word or wanted in one.term)


def _said_of(lexicon: Lexicon) -> Mapping[str, Sequence[str]]:
    """What the settings say of each word they name, in the order they are written in."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for shown, others in lexicon.synonyms:
        said[lemma(shown)].append(f"{lexicon_file.SYNONYMS}: {'、'.join(others)}")
    for kind, words in (
        (lexicon_file.COMPOUNDS, lexicon.compounds),
        (lexicon_file.BANNED, lexicon.banned),
        (lexicon_file.PINNED, lexicon.pinned),
    ):
        for word in words:
            said[lemma(word)].append(kind)
    return said
