"""コーディングルール: what a text must say to be given a code, after KH Coder's rules.

A condition has a number for every text: how often a word is there, 1 or 0 for what is true or
not, as in KH Coder. A text has the code where that number is not 0. `coding_file` reads and writes
the rules; a planner's code is never a theme that was found, but what they decided to look for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from analysis.text.lexicon import Lexicon
from analysis.text.matching import Places, Sought, places, sought
from analysis.text.wordlist import part_of_speech
from analysis.text.words import Word, normalise

REACH = 10  # words between two that are near each other, unless the rule says another number
_ENDS = frozenset("。．.!?！？")
_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    ">": float.__gt__,
    ">=": float.__ge__,
    "<": float.__lt__,
    "<=": float.__le__,
    "==": float.__eq__,
}


@dataclass
class Reading:
    """A text as rules read it, with the codes it has been given so far."""

    said: str
    words: Sequence[Word]
    lexicon: Lexicon
    given: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def places(self) -> Places:
        return places(self.words)

    @cached_property
    def sentences(self) -> list[int]:
        """The number of the sentence each word stands in."""
        numbers, number = [], 0
        for word in self.words:
            numbers.append(number)
            number += word.surface in _ENDS
        return numbers

    def found(self, word: str) -> list[tuple[int, int]]:
        return sought(word, self.lexicon).found(self.places)


class Condition(Protocol):
    """A part of a rule. `binds`: how tightly its outermost sign does, for writing brackets."""

    @property
    def binds(self) -> int: ...

    def value(self, text: Reading) -> float: ...

    def written(self) -> str: ...


EITHER, BOTH, NOT, COMPARED, ADDED, MULTIPLIED, ATOM = range(7)


def bracketed(part: Condition, least: int) -> str:
    """A part as it is written within another whose sign binds as tightly as `least`."""
    return part.written() if part.binds >= least else f"( {part.written()} )"


@dataclass(frozen=True, slots=True)
class Term:
    """語, 語-->品詞, 語->活用形, 語-->品詞->活用形: how often it is there."""

    word: str
    pos: str = ""
    form: str = ""
    binds = ATOM

    def value(self, text: Reading) -> float:
        found = text.found(self.word)
        if not self.pos and not self.form:
            return float(len(found))
        return float(sum(self._fits(text.words[last - 1]) for _, last in found))

    def written(self) -> str:
        pos = f"-->{self.pos}" if self.pos else ""
        return f"{self.word}{pos}{f'->{self.form}' if self.form else ''}"

    def _fits(self, word: Word) -> bool:
        fits = not self.pos or self.pos in (part_of_speech(word), word.pos)
        return fits and word.form.startswith(self.form)


@dataclass(frozen=True, slots=True)
class Phrase:
    """語+語: words in a row."""

    words: tuple[str, ...]
    binds = ATOM

    def value(self, text: Reading) -> float:
        parts = [part for word in self.words for part in sought(word, text.lexicon).parts]
        return float(len(Sought(tuple(parts)).found(text.places)))

    def written(self) -> str:
        return "+".join(self.words)


@dataclass(frozen=True, slots=True)
class Near:
    """near(語-語)[n], seq(語-語)[n]: each within n words of the one before; seq keeps the order.

    `within`: b where they must stand in one sentence, d in one paragraph (here: one text).
    """

    words: tuple[str, ...]
    reach: int = REACH
    ordered: bool = False
    within: str = ""
    binds = ATOM

    def value(self, text: Reading) -> float:
        hits = sorted(
            (start, end, which)
            for which, word in enumerate(self.words)
            for start, end in text.found(word)
        )
        return float(sum(self._begins(hits[place:], text) for place in range(len(hits))))

    def written(self) -> str:
        reach = str(self.reach) if self.reach != REACH else ""
        option = f"[{self.within}{reach}]" if self.within or reach else ""
        return f"{'seq' if self.ordered else 'near'}({'-'.join(self.words)}){option}"

    def _begins(self, hits: list[tuple[int, int, int]], text: Reading) -> bool:
        """Whether the first of `hits` begins a place where all the words are together."""
        seen: set[int] = set()
        first, last = hits[0][0], hits[0][0]
        for start, end, which in hits:
            if (self.reach and start - last > self.reach) or not self._together(first, start, text):
                return False
            if which == len(seen) if self.ordered else which not in seen:
                seen.add(which)
                last = end - 1
            if not seen:
                return False
        return len(seen) == len(self.words)

    def _together(self, one: int, other: int, text: Reading) -> bool:
        return self.within != "b" or text.sentences[one] == text.sentences[other]


@dataclass(frozen=True, slots=True)
class Letters:
    """'文字列': letters as they stand in the text, whatever words they are of."""

    said: str
    binds = ATOM

    def value(self, text: Reading) -> float:
        return float(text.said.count(normalise(self.said)))

    def written(self) -> str:
        return "'" + self.said.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Given:
    """<*コード>: whether a code above has been given."""

    code: str
    binds = ATOM

    def value(self, text: Reading) -> float:
        return float(text.given[self.code])

    def written(self) -> str:
        return f"<＊{self.code}>"


@dataclass(frozen=True, slots=True)
class Length:
    """Lw and lc: how many words, or letters, the text has."""

    letters: bool
    binds = ATOM

    def value(self, text: Reading) -> float:
        return float(len(text.said) if self.letters else len(text.words))

    def written(self) -> str:
        return "lc" if self.letters else "lw"


@dataclass(frozen=True, slots=True)
class Number:
    number: int
    binds = ATOM

    def value(self, text: Reading) -> float:
        return float(self.number)

    def written(self) -> str:
        return str(self.number)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A | B: at least one of them."""

    parts: tuple[Condition, ...]
    binds = EITHER

    def value(self, text: Reading) -> float:
        return float(any(part.value(text) for part in self.parts))

    def written(self) -> str:
        return " | ".join(bracketed(part, BOTH) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AllOf:
    """A & B: all of them."""

    parts: tuple[Condition, ...]
    binds = BOTH

    def value(self, text: Reading) -> float:
        return float(all(part.value(text) for part in self.parts))

    def written(self) -> str:
        return " & ".join(bracketed(part, NOT) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """! A: it is not there."""

    part: Condition
    binds = NOT

    def value(self, text: Reading) -> float:
        return float(not self.part.value(text))

    def written(self) -> str:
        return f"! {bracketed(self.part, ATOM)}"


@dataclass(frozen=True, slots=True)
class Compared:
    """A > 2, and with >=, <, <= and ==."""

    sign: str
    left: Condition
    right: Condition
    binds = COMPARED

    def value(self, text: Reading) -> float:
        return float(_COMPARED[self.sign](self.left.value(text), self.right.value(text)))

    def written(self) -> str:
        return f"{bracketed(self.left, ADDED)} {self.sign} {bracketed(self.right, ADDED)}"


@dataclass(frozen=True, slots=True)
class Sum:
    """A + B, A - B, A * B, A / B with spaces around the sign; by 0 nothing can be divided: 0."""

    sign: str
    left: Condition
    right: Condition

    @property
    def binds(self) -> int:
        return ADDED if self.sign in "+-" else MULTIPLIED

    def value(self, text: Reading) -> float:
        left, right = self.left.value(text), self.right.value(text)
        if self.sign == "/":
            return left / right if right else 0.0
        signs = {"+": float.__add__, "-": float.__sub__, "*": float.__mul__}
        return signs[self.sign](left, right)

    def written(self) -> str:
        right = bracketed(self.right, self.binds + 1)
        return f"{bracketed(self.left, self.binds)} {self.sign} {right}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A code and the condition under which a text is given it."""

    code: str
    condition: Condition


def codes_of(text: Reading, rules: Sequence[Rule]) -> list[bool]:
    """Whether the text is given each code, in the order of the rules."""
    for rule in rules:
        text.given[rule.code] = rule.condition.value(text) != 0
    return [text.given[rule.code] for rule in rules]
