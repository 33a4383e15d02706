"""同じ言葉: how often a short line was written, such as the name of a shop or a place."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alike:
    """What `number` people wrote alike, as most of them wrote it."""

    words: str
    number: int


def alike(lines: Iterable[str]) -> tuple[Alike, ...]:
    """Count lines that say the same in another width, case or spacing, the most frequent first.

    Nothing further is joined: whether イオン is イオンモール, only a person can say. Of equally
    many ways to write it the first in the order of letters is shown, so that the same lines
    always give the same list.
    """
    written: dict[str, Counter[str]] = {}
    for line in lines:
        key = _key(line)
        if key:
            written.setdefault(key, Counter())[line] += 1
    made = (Alike(_usual(ways), ways.total()) for ways in written.values())
    return tuple(sorted(made, key=lambda each: (-each.number, each.words)))


def _key(line: str) -> str:
    plain = unicodedata.normalize("NFKC", line).casefold()
    return "".join(plain.split()).strip("。．.、,")


def _usual(ways: Counter[str]) -> str:
    return min(ways, key=lambda way: (-ways[way], way))
