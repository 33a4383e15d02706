"""What the voices of one topic amount to: how many people, and in which groups more than others."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

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
    axis_of,
    named,
    of_different_people,
    said,
)
from analysis.digest.topics import NEED, Counted, Group, Needs, Voice
from analysis.disclosure import DESK, LEAST_CELL, Rules, guard
from analysis.presentation import SMALL_BASE, points, ratio

_RAISED = "__raised__"
_OF = {
    Counted.PEOPLE: "不満や要望を書いた{all}人の{share}%に当たる{these}人の声です。",
    Counted.TEXTS: "不満や要望の書かれた声{all}件の{share}%に当たります。",
    Counted.IDEAS: "出されたアイデア{all}件の{share}%に当たります。",
}
_LEVELS = (("1", "挙げた"), ("0", "挙げていない"))


def raised(groups: Sequence[Group], codebook: Codebook, found: Needs) -> Evidence:
    """How many of those who wrote what they lack wrote about this, and what it was."""
    writers = found.writers
    voices = [voice for group in groups for voice in group.voices]
    rows = frozenset(voice.row for voice in voices)
    asked = [name for name, _ in Counter(v.question for v in voices).most_common()]
    counted = found.counted
    statement = _amount(voices, asked, codebook, counted) + _OF[counted].format(
        all=f"{len(writers):,}", share=ratio(len(rows), len(writers)), these=f"{len(rows):,}"
    )
    # of texts set apart, those of one question are of as many people at least
    most = max(Counter(voice.question for voice in voices).values())
    return Evidence(
        "idea" if counted is Counted.IDEAS else "theme",
        statement + _contents(groups),
        groups[0].name,
        len(rows) / len(writers),
        len(writers),
        most if counted is Counted.TEXTS else len(rows),
        _where(groups[0], asked[0]),
    )


def _where(group: Group, asked: str = "") -> Source:
    """Where voices are read: the theme a person made of them, else what the program grouped."""
    if group.theme is not None:
        return Source(group.questions[0], theme=group.theme)
    return Source(asked or group.questions[0], theme=group.name)


def _amount(
    voices: Sequence[Voice], asked: Sequence[str], codebook: Codebook, counted: Counted
) -> str:
    told = Counter(voice.intent for voice in voices)
    parts = [(intent, told[intent]) for intent in sorted(NEED) if told[intent] >= LEAST_CELL]
    detail = "、".join(f"{intent}{number}件" for intent, number in parts)
    number = f"{len(voices):,}件{f'（うち{detail}）' if detail else ''}"
    if counted is Counted.IDEAS:
        return f"ワークショップでは、この論点に関わるアイデアが{number}出ました。"
    return f"{_named(asked, codebook)}の自由記述で、この論点に関する声が{number}ありました。"


def _contents(groups: Sequence[Group]) -> str:
    large = [group for group in groups[:3] if len(group.voices) >= LEAST_CELL]
    if len(groups) == 1 or not large:
        return ""
    parts = [f"{said(group.name)}（{len(group.voices)}件）" for group in large]
    return f"おもな内容は{'、'.join(parts)}です。"


def who_raises(
    groups: Sequence[Group],
    frame: pd.DataFrame,
    axes: Sequence[Variable],
    writers: frozenset[int],
) -> list[Evidence]:
    """Groups of respondents that raise a topic more often than other writers, widest first."""
    rows = frozenset(row for group in groups for row in group.rows)
    found: list[Evidence] = []
    for axis in axes:
        if len(axis.levels) <= TOO_MANY_LEVELS:
            table = by_axis(frame, axis, groups[0].name, rows=rows, writers=writers)
            found += _more_often(table, groups[0])
    return of_different_people(sorted(found, key=lambda one: (-one.strength, one.statement)))


def by_axis(
    frame: pd.DataFrame,
    axis: Variable,
    name: str,
    *,
    rows: frozenset[int],
    writers: frozenset[int],
    rules: Rules = DESK,
) -> Crosstab:
    """Cross whether writers raised a topic with an axis; `rows` and `writers` are rows of `frame`.

    Returns:
        A guarded table of two columns, raised and not, whose bases are the writers of each level.
    """
    question = Question(_RAISED, name, (_variable(),))
    columns = list(axis.joint or axis.ticks or (axis.name,))  # a copy of all would take longest
    marked = frame[columns].assign(**{_RAISED: _marks(len(frame), rows, writers)})
    made = from_cells(axis, question, count(marked, axis, question, None), weighted=False)
    return guard(made, rules)


def _more_often(table: Crosstab, group: Group) -> list[Evidence]:
    found = []
    for place, (level, label) in enumerate(table.axis.levels):
        base, people = int(table.bases[place]), int(table.n[place][0])
        if base < SMALL_BASE or people < LEAST_ANSWERS or base - people < LEAST_ANSWERS:
            continue
        gap = people / base - int(table.total_n[0]) / table.total_base
        if gap >= LEAST_GAP and table.q[place][0] < STRONG_Q:
            found.append(
                Evidence(
                    "theme_group",
                    f"不満や要望を書いた人のうちこの論点を挙げた割合は、{axis_of(table.axis.label)}が"
                    f"{said(label)}の人では{ratio(people, base)}%（n={base:,}）で、"
                    f"全体（n={table.total_base:,}）より"
                    f"{points(gap).removeprefix('+')}高くなっています。",
                    label,
                    gap,
                    base,
                    people,
                    replace(_where(group), axis=table.axis.name, level=level),
                )
            )
    return found


def _named(asked: Sequence[str], codebook: Codebook) -> str:
    shown = "・".join(named(codebook.get(name).label) for name in asked[:2])
    return f"{shown}など" if len(asked) > 2 else shown


def _variable() -> Variable:
    return Variable(_RAISED, "", Measure.NOMINAL, _LEVELS)


def _marks(n: int, rows: frozenset[int], writers: frozenset[int]) -> "pd.Categorical[str]":
    codes = np.zeros(n, dtype=np.int16)
    codes[sorted(writers)] = FIRST_LEVEL + 1
    codes[sorted(rows)] = FIRST_LEVEL
    return column_of(_variable(), codes)
