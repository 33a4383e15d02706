"""同じ設問さがし: which questions of two surveys asked the same, and what was worded otherwise."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial

from analysis.codebook import Codebook, Measure, Question, Role
from analysis.comparing import wordings
from analysis.comparing.wordings import CHOICES, KIND, ORDER, WORDS, folded, spelt

LEAST_LIST = 4  # choices that are enough to know a question by them alone
ALIKE = 0.8  # of all their choices, the share two such lists must have in common
_MIDDLE = re.compile(r"どちらとも|普通|ふつう|中間")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its places among the choices of either question, None where it is not there."""

    label: str
    own: int | None
    other: int | None
    reworded: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Two questions that ask the same; `own` is of the survey at hand.

    Attributes:
        reworded: whether the words of the question differ.
        choices: those of `own` in their order, then those only `other` has.
    """

    own: Question
    other: Question
    reworded: bool
    choices: tuple[Choice, ...]

    @property
    def rechosen(self) -> bool:
        """Whether the choices differ, in number or in words."""
        return any(c.own is None or c.other is None or c.reworded for c in self.choices)

    @property
    def reordered(self) -> bool:
        """Whether the steps of a scale that both had stand in another order: turned round, say."""
        places = [self.choices[place].other or 0 for place in self.common]
        return _ordinal(self.own, self.other) and places != sorted(places)

    @property
    def changes(self) -> tuple[str, ...]:
        """What differs in how it was asked, as `wordings.CHANGES` names it; none = nothing."""
        found = {
            WORDS: self.reworded,
            KIND: self.own.multiple != self.other.multiple,
            CHOICES: self.rechosen,
            ORDER: self.reordered,
        }
        return tuple(name for name, holds in found.items() if holds)

    @property
    def common(self) -> list[int]:
        """Places in `choices` of what both had."""
        return [
            place
            for place, choice in enumerate(self.choices)
            if choice.own is not None and choice.other is not None
        ]

    @property
    def turned(self) -> "Match":
        """The same seen from the other question, its choices in the same order."""
        choices = tuple(replace(c, own=c.other, other=c.own) for c in self.choices)
        return replace(self, own=self.other, other=self.own, choices=choices)

    @property
    def comparable(self) -> bool:
        """Whether shares mean the same: one answer and several never do.

        A single answer must have been chosen from one list; what an imported file does not know
        because nobody chose it may be missing, but no middle of a scale.
        """
        apart = [c.label for c in self.choices if c.own is None or c.other is None]
        if self.own.multiple != self.other.multiple:
            return False
        if self.own.multiple or not apart:
            return len(self.common) > 1
        if _ordinal(self.own, self.other):
            return len(apart) == 1 and not _MIDDLE.search(apart[0])
        return len(self.common) >= ALIKE * len(self.choices)


def matches(own: Codebook, other: Codebook) -> tuple[Match, ...]:
    """Every question of `own` that `other` asks too, in order; attributes are axes, not questions.

    Tried in turn: the same words; the same name with the same choices; nearly the same words with
    the same choices; and, of lists of four choices or more that no other question has, the same
    list of things.
    """
    left = [question for question in other.questions() if question.role is Role.QUESTION]
    found: dict[str, Match] = {}
    mine = [question for question in own.questions() if question.role is Role.QUESTION]
    for alike in (_worded, _named, _nearly, _listed):
        for question in mine:
            fits = [each for each in left if alike(question, each) > 0]
            if question.name in found or not fits or (alike is _listed and len(fits) > 1):
                continue
            best = max(fits, key=partial(alike, question))
            found[question.name] = match(question, best)
            left.remove(best)
    return tuple(found[question.name] for question in mine if question.name in found)


def match(own: Question, other: Question) -> Match:
    """Pair the choices of two questions by their words, and of one name by their codes too."""
    theirs = {spelt(label): place for place, label in enumerate(other.labels)}
    codes = _codes(other) if own.name == other.name else []
    paired: list[Choice] = []
    taken: set[int] = set()
    for place, (label, code) in enumerate(zip(own.labels, _codes(own), strict=True)):
        found = theirs.get(spelt(label))
        reworded = False
        if (
            found is None
            and code in codes
            and spelt(other.labels[codes.index(code)]) not in {spelt(each) for each in own.labels}
        ):
            found, reworded = codes.index(code), True
        paired.append(Choice(label, place, found, reworded))
        taken |= set() if found is None else {found}
    paired += [
        Choice(label, None, place) for place, label in enumerate(other.labels) if place not in taken
    ]
    return Match(own, other, not wordings.same(own.label, other.label), tuple(paired))


def _worded(own: Question, other: Question) -> float:
    same = own.multiple == other.multiple and _words(own) == _words(other)
    return float(same and bool(_shared(own, other)))


def _named(own: Question, other: Question) -> float:
    return float(own.name == other.name and _choices(own) == _choices(other))


def _nearly(own: Question, other: Question) -> float:
    """How alike the words are, of questions with the same choices; 0 where they are not."""
    if own.multiple != other.multiple or _choices(own) != _choices(other):
        return 0.0
    found = SequenceMatcher(None, _words(own), _words(other)).ratio()
    return found if found >= ALIKE else 0.0


def _listed(own: Question, other: Question) -> float:
    """A scale is no list: every question of satisfaction has the same steps."""
    if own.multiple != other.multiple or _ordinal(own, other):
        return 0.0
    if min(len(own.labels), len(other.labels)) < LEAST_LIST:
        return 0.0
    alike = len(_shared(own, other)) / len(_choices(own) | _choices(other))
    return alike if alike >= ALIKE else 0.0


def _ordinal(own: Question, other: Question) -> bool:
    return Measure.ORDINAL in {v.measure for q in (own, other) for v in q.variables}


def _shared(own: Question, other: Question) -> set[str]:
    return _choices(own) & _choices(other)


def _choices(question: Question) -> set[str]:
    return {spelt(label) for label in question.labels}


def _codes(question: Question) -> Sequence[str]:
    if question.multiple:
        return [tick.name for tick in question.variables]
    return question.variables[0].codes


def _words(question: Question) -> str:
    return folded(question.label)


def of_match(name: str, found: Match) -> str:
    """What another survey asked otherwise, with its words: the footnote of the mark."""
    said = f"{wordings.MARK} {name}は、{wordings.told(found.changes)}。"
    if found.reworded:
        said += f"{name}の設問文「{found.other.label}」、いまの設問文「{found.own.label}」。"
    gone = [c.label for c in found.choices if c.own is None]
    came = [c.label for c in found.choices if c.other is None]
    again = [
        f"「{found.other.labels[c.other]}」→「{c.label}」"
        for c in found.choices
        if c.reworded and c.other is not None
    ]
    parts = {f"{name}だけの選択肢": gone, "いまだけの選択肢": came, "言い換えた選択肢": again}
    return said + "".join(f"{what}: {'、'.join(each)}。" for what, each in parts.items() if each)


def unmatched(own: Codebook, found: Iterable[Match]) -> int:
    """How many questions of a survey found no partner."""
    asked = [question for question in own.questions() if question.role is Role.QUESTION]
    return len(asked) - len({each.own.name for each in found})
