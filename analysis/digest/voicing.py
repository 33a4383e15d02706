"""What the voices of one topic amount to: how many people, and in which groups more than others."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Measure, Question, Variable, column_of
from analysis.counting import count
from analysis.crosstab import Crosstab, from_cells
from analysis.digest.evidence import (
    LEAST_ANSWERS,
    LEAST_GAP,
    STRONG_Q,
    TOO_MANY_LEVELS,
    Evidence,
    Source,
)
from analysis.digest.topics import Group
from analysis.disclosure import guard
from analysis.presentation import SMALL_BASE, points, ratio
from analysis.text.intent import Intent

_RAISED = "__raised__"
_LEVELS = (("1", "挙げた"), ("0", "挙げていない"))


def raised(group: Group, codebook: Codebook, writers: frozenset[int]) -> Evidence:
    """How many of those who wrote what they lack wrote about this."""
    asked = "・".join(f"『{codebook.get(name).label}』" for name in group.questions[:2])
    more = "など" if len(group.questions) > 2 else ""
    people, base = len(group.rows), len(writers)
    told = [
        f"{intent}{number}件"
        for intent in (Intent.COMPLAINT, Intent.REQUEST, Intent.PROPOSAL)
        if (number := group.intents[intent])
    ]
    detail = f"（うち{'、'.join(told)}）" if told else ""
    return Evidence(
        "theme",
        f"{asked}{more}の自由記述で、「{group.theme.name}」に関する声が{len(group.voices)}件"
        f"{detail}ありました。不満や要望を書いた{base:,}人の{ratio(people, base)}%に当たる"
        f"{people:,}人の声です。",
        group.theme.name,
        people / base,
        base,
        people,
        Source(group.questions[0], theme=group.theme.name),
    )


def who_raises(
    group: Group, frame: pd.DataFrame, axes: Sequence[Variable], writers: frozenset[int]
) -> list[Evidence]:
    """Groups of respondents that raise a topic more often than other writers, widest first."""
    question = Question(_RAISED, group.theme.name, (_variable(),))
    marked = frame.assign(**{_RAISED: _marks(len(frame), group.rows, writers)})
    found: list[Evidence] = []
    for axis in axes:
        if len(axis.levels) <= TOO_MANY_LEVELS:
            cells = count(marked, axis, question, None)
            table = guard(from_cells(axis, question, cells, weighted=False))
            found += _more_often(table, group)
    return sorted(found, key=lambda one: (-one.strength, one.statement))


def _more_often(table: Crosstab, group: Group) -> list[Evidence]:
    found = []
    for place, label in enumerate(table.axis.labels):
        base, people = int(table.bases[place]), int(table.n[place][0])
        if base < SMALL_BASE or people < LEAST_ANSWERS or base - people < LEAST_ANSWERS:
            continue
        gap = people / base - int(table.total_n[0]) / table.total_base
        if gap >= LEAST_GAP and table.q[place][0] < STRONG_Q:
            found.append(
                Evidence(
                    "theme_group",
                    f"不満や要望を書いた人のうちこの声を挙げた割合は、{table.axis.label}が「{label}」の人では"
                    f"{ratio(people, base)}%（n={base:,}）で、全体（n={table.total_base:,}）より"
                    f"{points(gap).removeprefix('+')}高くなっています。",
                    group.theme.name,
                    gap,
                    base,
                    people,
                    Source(group.questions[0], table.axis.name, group.theme.name),
                )
            )
    return found


def _variable() -> Variable:
    return Variable(_RAISED, "", Measure.NOMINAL, _LEVELS)


def _marks(n: int, rows: frozenset[int], writers: frozenset[int]) -> "pd.Categorical[str]":
    codes = np.zeros(n, dtype=np.int16)
    codes[sorted(writers)] = FIRST_LEVEL + 1
    codes[sorted(rows)] = FIRST_LEVEL
    return column_of(_variable(), codes)
