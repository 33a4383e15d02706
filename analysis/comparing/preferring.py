"""選好をくらべる: the scores of one list in two surveys, item by item, with the difference."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.codebook import Codebook, Score, Variable
from analysis.comparing import wordings
from analysis.comparing.matrices import plain
from analysis.comparing.surveys import Survey
from analysis.counting import Floats
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.preferences import Preferences, apart
from analysis.preferred import Preferred, preferences
from analysis.presentation import SMALL_BASE
from analysis.results import Table
from analysis.scored import Scored, scored

STRONG = 0.05


@dataclass(frozen=True, slots=True)
class PreferredCompared:
    """m items in two surveys, in the order of `own`; differences are `own` − `other`.

    Attributes:
        names: how the two surveys are spoken of.
        places: m, where each item stands in `other`.
        difference, low, high: m, with 95 % intervals; missing where one of the two is withheld.
        q: m, of the difference, Benjamini–Hochberg over the items.
        tested: False where one of the two is an open call: then there is neither interval nor q.
        changed: factors of `own` that `other` lacks or makes of other questions: not compared.
    """

    own: Preferred
    other: Preferred
    names: tuple[str, str]
    places: tuple[int, ...]
    difference: Floats
    low: Floats
    high: Floats
    q: Floats
    tested: bool
    changed: tuple[str, ...] = ()

    @property
    def reworded(self) -> bool:
        """Whether the words of the question differ."""
        return not wordings.same(self.own.title, self.other.title)

    @property
    def strong(self) -> np.ndarray:
        """Items whose difference chance does not explain (m, bool): q < 0.05, both n ≥ 30."""
        people = np.minimum(self.own.made.shown, self.other.made.shown[list(self.places)])
        enough = people >= SMALL_BASE
        with np.errstate(invalid="ignore"):
            return np.asarray((self.q < STRONG) & enough)

    def tables(self) -> tuple[Table, ...]:
        theirs = list(self.places)
        columns = {
            self.names[0]: self.own.made.score,
            self.names[1]: self.other.made.score[theirs],
            "差": self.difference,
            "差の下限": self.low,
            "差の上限": self.high,
            "q（BH補正後）": self.q,
        }
        body = pd.DataFrame(columns, index=list(self.own.made.labels))
        gone = np.column_stack([self.own.gone, self.other.gone[theirs]])
        hidden = np.column_stack([gone, *[gone.any(axis=1)] * 4])
        title = f"{self.own.title}（{self.names[0]}と{self.names[1]}、{self.own.made.title}）"
        note = f"n: {self.names[0]} {self.own.n:,}、{self.names[1]} {self.other.n:,}"
        return (Table(title, body, "score", note, hidden),)


def alike(question: Scored, other: Codebook) -> Scored | None:
    """The question of another survey whose scores mean the same, if there is one.

    It asks in the same way about the same items, to the same depth or sum: in a longer list every
    item would get less. Of several the one of the same name or words is meant. Of factors
    one that is made of the same questions is enough.
    """
    if question.way is Score.MEAN:
        there = (each for each in scored(other) if each.name == question.name)
        return next((each for each in there if any(_factors(question, each))), None)
    fits = [each for each in scored(other) if _same(question, each)]
    named = [each for each in fits if each.name == question.name or each.label == question.label]
    found = named or fits
    return found[0] if named or len(found) == 1 else None


def compare(own: Survey, other: Survey, question: Scored, theirs: Scored) -> PreferredCompared:
    """Set the scores of two questions that are `alike` beside each other.

    Raises:
        NobodyAnswered, WeightUnusable

    The two surveys are two samples: the interval is that of Welch (1947).
    """
    mine, yours = (
        preferences(s.frame, s.codebook, preference=asked.name, weight=s.weight, rules=s.rules)
        for s, asked in ((own, question), (other, theirs))
    )
    changed: tuple[str, ...] = ()
    if question.way is Score.MEAN:
        same = _factors(question, theirs)
        pairs = zip(question.labels, same, strict=True)
        changed = tuple(label for label, one in pairs if not one)
        mine = _only(mine, [place for place, one in enumerate(same) if one])
    listed = [plain(label) for label in yours.made.labels]
    places = [listed.index(plain(label)) for label in mine.made.labels]
    difference, half, p = apart(mine.made, yours.made, places)
    tested = own.representative and other.representative
    known = np.full(len(places), 1.0 if tested else np.nan)
    return PreferredCompared(
        own=mine,
        other=yours,
        names=(own.name, other.name),
        places=tuple(places),
        difference=difference,
        low=(difference - half) * known,
        high=(difference + half) * known,
        q=benjamini_hochberg(p * known),
        tested=tested,
        changed=changed,
    )


def _same(one: Scored, other: Scored) -> bool:
    items = {plain(label) for label in one.labels} == {plain(label) for label in other.labels}
    depth = one.way is Score.BEST or one.columns[0].most == other.columns[0].most
    return one.way is other.way and items and depth and len(one.labels) == len(other.labels)


def _factors(one: Scored, other: Scored) -> list[bool]:
    """Which factors of one the other has too, by name and made of the same questions."""
    there = {plain(column.label): _made_of(other, place) for place, column in _columns(other)}
    return [
        there.get(plain(column.label)) == _made_of(one, place) for place, column in _columns(one)
    ]


def _columns(question: Scored) -> list[tuple[int, Variable]]:
    return list(enumerate(question.columns))


def _made_of(question: Scored, place: int) -> frozenset[tuple[object, ...]]:
    """The questions of a factor as they are compared: words, choices, and which way they count."""
    factor = question.columns[place].factor
    turned = factor.turned if factor else ()
    return frozenset(
        (
            plain(item.label),
            tuple(plain(label) for label in item.labels),
            item.reverse != (item.name in turned),
        )
        for item in question.items[place]
    )


def _only(made: Preferred, places: list[int]) -> Preferred:
    """The same of some of its items."""
    asked, scores = made.question, made.made
    return replace(
        made,
        question=replace(
            asked,
            columns=tuple(asked.columns[place] for place in places),
            items=tuple(asked.items[place] for place in places),
        ),
        made=_some(scores, places),
        gone=made.gone[places],
        people=made.people[places],
    )


def _some(scores: Preferences, places: list[int]) -> Preferences:
    arrays: dict[str, Any] = {
        each.name: value[places]
        for each in fields(scores)
        if isinstance(value := getattr(scores, each.name), np.ndarray)
    }
    return replace(
        scores,
        labels=tuple(scores.labels[place] for place in places),
        beside={name: values[places] for name, values in scores.beside.items()},
        **arrays,
    )
