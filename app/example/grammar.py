"""Sentences made from the clauses of `voices/`: whole clauses are written, nothing is invented."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

VOICES = Path(__file__).parent / "voices"
PLACE = "@"
_HEADING = "■"
_ONE_OF = re.compile(r"\{([^{}]*)\}")
_WHO = re.compile(r"^〈([^〉]*)〉")
_MANNER = re.compile(r"\[([^\[\]/]*)/([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of one file of `voices/`, under their headings."""

    of: Mapping[str, tuple[str, ...]]

    def __getitem__(self, heading: str) -> tuple[str, ...]:
        return self.of[heading]


@cache
def clauses(name: str) -> Clauses:
    """Read one file of `voices/`."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (VOICES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(_HEADING):
            heading = line.removeprefix(_HEADING)
        elif line:
            found.setdefault(heading, []).append(line)
    return Clauses({heading: tuple(lines) for heading, lines in found.items()})


class Deck:
    """Clauses dealt in a shuffled order: none comes again before all have come."""

    def __init__(self, lines: Sequence[str], rng: np.random.Generator) -> None:
        self._lines = list(lines)
        self._rng = rng
        self._left: list[str] = []

    def deal(self, *, being: Set[str], place: str) -> str:
        """Deal the next clause that someone who is all this, from this place, may say."""
        fitting = [line for line in self._left if fits(line, being=being, place=place)]
        if not fitting:
            self._left = [str(line) for line in self._rng.permutation(self._lines)]
            return self.deal(being=being, place=place)
        self._left.remove(fitting[-1])
        return fitting[-1]


def fits(clause: str, *, being: Set[str], place: str) -> bool:
    """Whether a clause is for such a person, and names a place only for who has one to name."""
    who = _WHO.match(clause)
    mine = who is None or any(set(each.split("＋")) <= being for each in who[1].split("・"))
    return mine and (place != "" or PLACE not in clause)


def spoken(clause: str, rng: np.random.Generator, *, polite: bool, place: str) -> str:
    """Say a clause: one of each {a|b}, the manner of each [plain/polite], the place for @."""
    said = _ONE_OF.sub(lambda found: str(rng.choice(found[1].split("|"))), _WHO.sub("", clause))
    said = _MANNER.sub(lambda found: found[2 if polite else 1], said)
    return said.replace(PLACE, place)
