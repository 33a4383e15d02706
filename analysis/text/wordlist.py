"""抽出語リスト: how often each word is written, and in how many texts. Parts add up exactly."""

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from typing import Self

import pandas as pd

from analysis.results import Table
from analysis.text.lexicon import NOTHING, Lexicon, documents
from analysis.text.space import commonest
from analysis.text.words import Word

_NAMES = {"人名": "人名", "地名": "地名", "一般": "固有名詞"}


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list.

    Attributes:
        term: what is counted. `word`: its commonest written form.
        pos: its commonest part of speech.
        number: how often it is written. `texts`: how many texts have it.
    """

    term: str
    word: str
    pos: str
    number: int
    texts: int


@dataclass(slots=True)
class Tally:
    """Words counted in some of the texts; tallies of parts are added up with +."""

    texts: int = 0
    number: Counter[str] = field(default_factory=Counter)
    texts_with: Counter[str] = field(default_factory=Counter)
    seen: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def __add__(self, other: Self) -> "Tally":
        return Tally(
            self.texts + other.texts,
            self.number + other.number,
            self.texts_with + other.texts_with,
            self.seen + other.seen,
        )

    def lines(self, lexicon: Lexicon = NOTHING, *, least: int = 1) -> tuple[Listed, ...]:
        """The list, the most frequent first, of words in at least `least` texts or pinned."""
        spellings: dict[str, Counter[str]] = {}
        parts: dict[str, Counter[str]] = {}
        for (term, shown, pos), number in self.seen.items():
            spellings.setdefault(term, Counter())[shown] += number
            parts.setdefault(term, Counter())[pos] += number
        made = [
            Listed(term, commonest(spellings[term]), commonest(parts[term]), number, texts)
            for term, number in self.number.items()
            if (texts := self.texts_with[term]) >= least or lexicon.pins(term)
        ]
        return tuple(sorted(made, key=lambda each: (-each.number, -each.texts, each.term)))


def tally(documents: Iterable[Sequence[Word]]) -> Tally:
    """Count the words of content of each text."""
    made = Tally()
    for words in documents:
        counted = [word for word in words if word.term is not None]
        terms = [word.term for word in counted if word.term is not None]
        made.texts += 1
        made.number.update(terms)
        made.texts_with.update(set(terms))
        made.seen.update(
            (word.term, word.shown, part_of_speech(word))
            for word in counted
            if word.term is not None
        )
    return made


def in_parts(
    texts: Sequence[str | None],
    executor: Executor,
    *,
    parts: int,
    lexicon: Lexicon = NOTHING,
) -> Tally:
    """Read and count the texts in `parts` at once; the same counts as in one."""
    size = max(1, -(-len(texts) // parts))
    chunks = [texts[start : start + size] for start in range(0, len(texts), size)]
    return sum(executor.map(partial(_part, lexicon), chunks), Tally())


def _part(lexicon: Lexicon, texts: Sequence[str | None]) -> Tally:
    return tally(documents(texts, lexicon))


def part_of_speech(word: Word) -> str:
    """品詞 as people who count words name it: サ変名詞, 形容動詞, 地名 beside 名詞, 動詞 …"""
    if word.pos == "形状詞" or (word.pos == "名詞" and word.pos3 == "形状詞可能"):
        return "形容動詞"
    if word.pos != "名詞":
        return word.pos
    if word.pos2 == "固有名詞":
        return _NAMES.get(word.pos3, "固有名詞")
    return "サ変名詞" if word.pos3.startswith("サ変") else "名詞"


def table(lines: Sequence[Listed], texts: int) -> Table:
    """The list as a table; `texts` is how many texts were read."""
    body = pd.DataFrame(
        [(line.pos, line.number, line.texts) for line in lines],
        index=[line.word for line in lines],
        columns=["品詞", "出現回数", "声の数"],
    )
    note = f"n={texts:,}（記入のあった声）。出現回数は語が書かれた回数、声の数はその語を含む声の数"
    return Table("抽出語リスト", body, "count", note)
