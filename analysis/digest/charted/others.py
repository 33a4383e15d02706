"""Charts of more than one question or survey: two surveys, two matrices, what voices tell of."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from analysis.comparing.matrices import matrices, pairs
from analysis.comparing.surveys import Compared, Survey, compare
from analysis.comparing.wordings import MARK
from analysis.digest.charted.answers import tones_of
from analysis.digest.charted.chart import Answered, Numbers, Series, Told, same
from analysis.disclosure import LEAST_CELL, PUBLIC
from analysis.improving import TooFewItems, improving

MOST_CONTENTS = 6


def waves(told: Told, answered: Answered) -> Numbers | None:
    """How the wave before this one was answered, and this one."""
    return _two(told, answered, answered.beside.year, answered.beside.before)


def kinds_of_people(told: Told, answered: Answered) -> Numbers | None:
    """How citizens answered and how staff did."""
    return _two(told, answered, answered.beside.people, answered.beside.others)


def items(told: Told, answered: Answered) -> Numbers | None:
    """The items of two matrices by satisfaction and importance."""
    for satisfied, important in pairs(matrices(answered.codebook)):
        lines = {line.variable.name: line.label for line in satisfied.lines}
        label = lines.get(told["source"]["question"])
        if label is None:
            continue
        try:
            made = improving(
                answered.people,
                answered.codebook,
                satisfaction=satisfied.name,
                importance=important.name,
                weight=answered.weight,
            )
        except TooFewItems:
            continue
        if label in made.items:
            x, y = made.placed.satisfaction_deviation, made.placed.importance_deviation
            return Numbers(
                "points",
                f"{made.satisfaction}と{made.importance}（偏差値）",
                made.items,
                (
                    Series("満足度の偏差値", made.n, tuple(x.tolist())),
                    Series("重要度の偏差値", made.n, tuple(y.tolist())),
                ),
                made.n,
                unit="score",
                marked=(made.items.index(label),),
            )
    return None


def contents(issue: Mapping[str, Any]) -> Numbers | None:
    """What the voices of a topic tell of, the most told first; few voices stay unnamed.

    No content of one or two voices is shown, nor left over to be subtracted.
    """
    sizes = {group["name"]: len(group["voices"]) for group in issue["groups"]}
    order = sorted(sizes, key=lambda name: (-sizes[name], name))
    kept = [name for name in order if sizes[name] >= LEAST_CELL][:MOST_CONTENTS]
    while kept and 0 < sum(sizes.values()) - sum(sizes[name] for name in kept) < LEAST_CELL:
        kept.pop()
    if len(kept) < 2:
        return None
    values = tuple(float(sizes[name]) for name in kept)
    whole = sum(sizes.values())
    series = (Series("声の件数", whole, values),)
    return Numbers("bars", "声のおもな内容（件数）", tuple(kept), series, whole, unit="count")


def _two(told: Told, answered: Answered, own_name: str, other: Survey | None) -> Numbers | None:
    if other is None:
        return None
    own = Survey(own_name, answered.people, answered.codebook, answered.weight, rules=PUBLIC)
    name = told["source"]["question"]
    for each in compare(own, replace(other, rules=PUBLIC), only=name):
        made = _marked(each)
        place = _told_place(made, told)
        if place is not None:
            return _both_bars(made, place) or _one_choice(made, place)
    return None


def _marked(made: Compared) -> Compared:
    """The same, with the mark on the other survey where it asked in other words."""
    if not made.match.changes:
        return made
    return replace(made, other=replace(made.other, name=f"{made.other.name}{MARK}"))


def _told_place(made: Compared, told: Told) -> int | None:
    for place, difference in enumerate(made.difference):
        if made.own.n[place] == told["people"] and same(abs(float(difference)), told["strength"]):
            return place
    return None


def _both_bars(made: Compared, place: int) -> Numbers | None:
    """All answers of both surveys, where each may be shown and nobody chose two of them."""
    shown = slice(made.choices)
    sides = (made.other, made.own)
    whole = not any(np.isnan(side.shares[shown]).any() for side in sides)
    if made.match.own.multiple or not whole:
        return None
    ordered = [choice.own for choice in made.match.choices]
    if None in ordered:
        return None
    tones = tones_of(made.match.own)
    return Numbers(
        "shares",
        made.match.own.label,
        made.labels[shown],
        tuple(Series(s.name, s.base, tuple(s.shares[shown].tolist())) for s in sides),
        made.own.base,
        marked=(place,) if place < made.choices else (),
        tones=tuple(tones[p] for p in ordered if p is not None),
    )


def _one_choice(made: Compared, place: int) -> Numbers | None:
    sides = (made.other, made.own)
    if any(np.isnan(side.shares[place]) for side in sides):
        return None
    return Numbers(
        "bars",
        f"{made.match.own.label}（「{made.labels[place]}」の割合）",
        tuple(side.name for side in sides),
        (Series("割合", made.own.base, tuple(float(side.shares[place]) for side in sides)),),
        made.own.base,
        marked=(1,),
        bases=tuple(side.base for side in sides),
    )
