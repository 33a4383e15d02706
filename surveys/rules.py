"""条件: the tests a rule is made of, and whether they hold for the answers so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from surveys.kinds.base import Answers, Value

Test = Literal["=", "!=", "あり", "なし"]
Range = tuple[float, float]  # from the first until just before the second
_FINEST = 9  # decimals: 0.1 + 0.2 is 0.3


@dataclass(frozen=True, slots=True)
class Chosen:
    """A test of choices, or of whether there is an answer.

    `part` names a line of the question, which is read from the entries `keys`; () = from any.
    """

    name: str
    part: str
    keys: tuple[str, ...]
    test: Test
    values: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset({self.name})

    def holds(self, answers: Answers) -> bool:
        said = _said(answers.get(self.name), self.keys)
        if self.test in ("あり", "なし"):
            return bool(said) == (self.test == "あり")
        return bool(said) and (not set(said).isdisjoint(self.values)) == (self.test == "=")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that an answer gives: itself, a share or rank of a choice, or how many were chosen.

    A day is the number of days up to it.
    """

    name: str
    part: str = ""
    key: str = ""
    counts: bool = False
    sign: int = 1

    def of(self, answers: Answers) -> float | None:
        value = answers.get(self.name)
        if value is None:
            return None
        if self.counts:
            return len(value) if isinstance(value, list) else None
        return number_of(value, self.key)


@dataclass(frozen=True, slots=True)
class Sized:
    """A test of a sum of numbers: it lies in one of the ranges, or (not `inside`) in none.

    `days` is whether the ends of the ranges are days.
    """

    amounts: tuple[Amount, ...]
    ranges: tuple[Range, ...]
    inside: bool = True
    days: bool = False

    @property
    def names(self) -> frozenset[str]:
        return frozenset(amount.name for amount in self.amounts)

    def holds(self, answers: Answers) -> bool:
        total = 0.0
        for amount in self.amounts:
            number = amount.of(answers)
            if number is None:
                return False
            total += amount.sign * number
        total = round(total, _FINEST) if len(self.amounts) > 1 else total
        return any(low <= total < high for low, high in self.ranges) is self.inside


Leaf = Chosen | Sized


@dataclass(frozen=True, slots=True)
class Joined:
    """Several rules of which all must hold, or any."""

    every: bool
    parts: "tuple[Rule, ...]"

    def holds(self, answers: Answers) -> bool:
        held = (part.holds(answers) for part in self.parts)
        return all(held) if self.every else any(held)


Rule = Chosen | Sized | Joined


def leaves(rule: Rule) -> Iterator[Leaf]:
    """Every test in a rule."""
    if isinstance(rule, Joined):
        for part in rule.parts:
            yield from leaves(part)
    else:
        yield rule


def names(rule: Rule) -> frozenset[str]:
    """The codes of the questions that a rule looks at."""
    return frozenset().union(*(leaf.names for leaf in leaves(rule)))


def compared(rule: Rule) -> frozenset[str]:
    """The codes of the questions whose answers a rule compares, not only asks for."""
    asked = (leaf for leaf in leaves(rule) if isinstance(leaf, Sized) or leaf.values)
    return frozenset().union(*(leaf.names for leaf in asked))


def number_of(value: Value, key: str = "") -> float | None:
    """The number an answer is, or says of `key`: its rank among those ranked, its points."""
    if isinstance(value, list):
        return value.index(key) + 1 if key in value else None
    if isinstance(value, dict):
        said = value.get(key, 0)
        return said if isinstance(said, (int, float)) else None
    return day_number(value) if isinstance(value, str) else value


def day_number(text: str) -> int | None:
    """The number of days up to a day written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None


def _said(value: Value | None, keys: tuple[str, ...]) -> Sequence[str]:
    if isinstance(value, dict):
        wanted = keys or tuple(value)
        return [str(value[key]) for key in wanted if key in value]
    if value is None or value == []:
        return ()
    return value if isinstance(value, list) else (str(value),)
