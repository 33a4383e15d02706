"""Multiple answers written into one cell, with a separator between them."""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from analysis.codebook import TICK_LEVELS, Measure, Role, Variable
from analysis.guessing import ticks
from analysis.guessing.columns import Column

_SEPARATORS = ("\n", ";", "；", "|", "／", ", ", ",", "、", "，", "/")
_ALL = re.compile(r"[\s_（(]*(ALL|all|すべて|全て|まとめ)[)）]?$")
_MOST_CHOICES = 60
_LONGEST_CHOICE = 40
_AGREES = 0.98


@dataclass(frozen=True, slots=True, eq=False)
class Separated:
    """A column whose cells hold several answers.

    Attributes:
        counts: how often each answer occurs, in order of first appearance.
        holds: for each distinct cell, its answers.
    """

    column: Column
    separator: str
    counts: dict[str, int]
    holds: tuple[frozenset[str], ...]

    @property
    def group(self) -> str:
        return _ALL.sub("", self.column.words[-1]) or self.column.name

    def rows(self, choice: str) -> np.ndarray:
        """Where a cell holds a choice (n, bool)."""
        hit = np.array([choice in parts for parts in self.holds] + [False])
        return np.asarray(hit[self.column.codes])


def split(cell: str, separator: str) -> list[str]:
    """The answers in a cell, once each, in the order they stand."""
    return list(dict.fromkeys(part.strip() for part in cell.split(separator) if part.strip()))


def find(column: Column) -> Separated | None:
    """Whether the cells of a column hold several answers out of a small vocabulary.

    Answers of a list come back in other combinations; the halves of a sentence, or of a choice
    like 買い物、アウトレット, do not.
    """
    if column.numeric or len(column.counts) < 2:
        return None
    for separator in _SEPARATORS:
        if any(separator in cell for cell in column.counts):
            found = taken_apart(column, separator)
            if _is_list(found):
                return found
    return None


def announced(column: Column) -> Separated | None:
    """A column whose header says that it holds all answers, with hardly any combinations yet."""
    if not _ALL.search(column.words[-1]) or column.numeric or not column.counts:
        return None
    marks = [mark for mark in _SEPARATORS if any(mark in cell for cell in column.counts)]
    found = taken_apart(column, marks[0] if marks else "\n")
    return found if len(found.counts) <= _MOST_CHOICES else None


def taken_apart(column: Column, separator: str) -> Separated:
    counts: Counter[str] = Counter()
    holds = []
    for cell, n in column.counts.items():
        parts = split(cell, separator)
        holds.append(frozenset(parts))
        for part in parts:
            counts[part] += n
    return Separated(column, separator, dict(counts), tuple(holds))


def _is_list(found: Separated) -> bool:
    cells = Counter(part for parts in found.holds for part in parts)
    common = {part for part, n in cells.items() if n > 1}
    rows = zip(found.holds, found.column.counts.values(), strict=True)
    several = [(parts, n) for parts, n in rows if len(parts) > 1]
    together = sum(n * len(parts) for parts, n in several)
    again = sum(n * len(parts & common) for parts, n in several)
    said = sum(found.counts.values())
    known = sum(found.counts[part] for part in common)
    return (
        len(several) > 1
        and sum(n for _, n in several) >= max(2, 0.03 * found.column.filled)
        and 1 < len(common) <= _MOST_CHOICES
        and all(map(_well_formed, common))
        and known >= 0.85 * said
        and again >= 0.8 * together
    )


def _well_formed(part: str) -> bool:
    """A choice is short, is no sentence, and closes the brackets it opens."""
    opened = sum(part.count(mark) for mark in "（(「［[")
    closed = sum(part.count(mark) for mark in "）)」］]")
    return len(part) <= _LONGEST_CHOICE and "。" not in part and opened == closed


def choices(found: Separated, listed: list[str]) -> tuple[list[str], list[str]]:
    """The choices of the question, and the rare answers that people wrote in themselves."""
    rare = max(2, found.column.filled // 300)
    own = [part for part, n in found.counts.items() if n < rare and part not in listed]
    written = own if len(own) > 3 else []
    more = [part for part in found.counts if part not in listed and part not in written]
    names = listed + more
    others = [name for name in names if name.startswith("その他") and len(name) <= 6]
    if written and not others:
        others = ["その他"]
    return [name for name in names if name not in others] + others, written


def variables(found: Separated, listed: list[str], role: Role) -> list[Variable]:
    """The ticks read from the separated cell, and the text of its その他."""
    names, written = choices(found, listed)
    group, column = found.group, found.column
    made = [
        Variable(
            name=f"{group}：{name}",
            label=name,
            measure=Measure.TICK,
            levels=TICK_LEVELS,
            role=role,
            group=group,
            group_label=group,
            exclusive=ticks.is_nothing(name),
            column=column.name,
            separator=found.separator,
        )
        for name in names
    ]
    if written:
        text = ticks.writing(column, group, ())
        made.append(
            Variable(
                text.name,
                text.label,
                Measure.TEXT,
                group=group,
                column=column.name,
                separator=found.separator,
            )
        )
    return made


def same(found: Separated, choice: str, ticked: np.ndarray) -> bool:
    """Whether a tick column repeats a choice of the list, row for row."""
    held = found.rows(choice)
    either = int(np.sum(held | ticked))
    return either > 0 and int(np.sum(held & ticked)) >= _AGREES * either


def owner(
    choice: str, ticked: np.ndarray, lists: list[Separated], before: Separated | None
) -> Separated | None:
    """The list that a tick column repeats: one that says the same, else the list before it.

    Exports that key columns by their header keep one 自家用車 for two questions, and it holds
    the answers of the later one.
    """
    alike = [one for one in lists if same(one, choice, ticked)]
    if alike:
        return before if before in alike else alike[-1]
    if before is not None and (choice in before.counts or not ticked.any()):
        return before
    return None
