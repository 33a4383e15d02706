"""集計表一式: every question by every axis, tested as one family."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import executors, frequencies
from analysis.codebook import Codebook, Question, Variable
from analysis.comparing.matrices import Matrix, matrices
from analysis.counting import Cells, cells, usable
from analysis.crosstab import Crosstab, from_many
from analysis.disclosure import DESK, Rules, guard, guard_frequency
from analysis.executors import Executor
from analysis.frequencies import Frequency, Summary
from analysis.items import Items, of_rows
from analysis.items_by_group import MOST_GROUPS, ItemsByGroup, of_tables
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.partitions import Framed, Partition
from analysis.pins import Pins, Placed, pin_questions, placed
from analysis.pins import counted as in_squares
from analysis.preferred import Given, given
from analysis.preferred_by_group import Ranked, all_ranked
from analysis.results import State, Table
from analysis.scored import scored
from analysis.tallies import EVERYONE, Scheme, axes


@dataclass(frozen=True, slots=True)
class Tested:
    """A crosstab of the book with the q value of its test (Benjamini–Hochberg over the book)."""

    table: Crosstab
    q: float | None


@dataclass(frozen=True, slots=True)
class Together:
    """A matrix whole: its items, then their TOP2 by every axis whose groups fit side by side."""

    items: Items
    by_group: tuple[ItemsByGroup, ...]


MOST_LEVELS = 70


@dataclass(frozen=True, slots=True)
class Book:
    """Every question alone, then by every axis; `n` is the number of responses.

    `left_out` names what has too many levels for a printed table (a crosstab of its own can
    still be asked for). `state` is when it is from; `weighting` are the tables that tell how the
    respondents were weighed, empty where nothing is known of it. `matrices` are the questions
    that were asked item by item, `preferences` those whose choices are scored, `pins` those that
    were answered on a map.
    """

    n: int
    frequencies: tuple[Frequency, ...]
    summaries: tuple[Summary, ...]
    crosstabs: tuple[Tested, ...]
    left_out: tuple[str, ...] = ()
    state: State | None = None
    weighting: tuple[Table, ...] = ()
    matrices: tuple[Together, ...] = ()
    preferences: tuple[Ranked, ...] = ()
    pins: tuple[Pins, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """All that a book of tables is made of.

    Attributes:
        n: responses.
        weighted: whether they were weighed.
        axes: what stands down the side.
        questions: each with its cells, for everyone (rows `EVERYONE`) and for each axis.
        sides: the rows of the cells that belong to each axis.
        alone: names of questions with too many levels to be crossed: counted for everyone only.
        summaries: of the number questions.
        matrices: which questions were asked line by line.
        given: what was said to the questions whose choices are scored.
        placed: what was said to the questions that were answered on a map.
        codes: where any are scored, of each axis the code of every respondent (n each).
    """

    n: int
    weighted: bool
    axes: tuple[Variable, ...]
    questions: tuple[tuple[Question, Cells], ...]
    sides: tuple[slice, ...]
    alone: frozenset[str]
    summaries: tuple[Summary, ...]
    matrices: tuple[Matrix, ...] = ()
    given: tuple[Given, ...] = ()
    codes: tuple[np.ndarray, ...] = ()
    placed: tuple[Placed, ...] = ()


def book(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    weight: str | None = None,
    rules: Rules = DESK,
    progress: Callable[[float], None] | None = None,
    state: State | None = None,
) -> Book:
    """Make all tables of a survey.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean; its attributes are the axes, and what
            `Codebook.joined` made of them.
        weight: name of the number column that weighs each response.
        rules: what is too small to be shown.
        progress: called with the share of the axes that are done.
        state: how far the collecting had come, and when.

    Raises:
        UnknownVariable, WrongMeasure, WeightUnusable
    """
    found = counted([Framed(frame)], codebook, weight=weight)
    return tabulated(found, rules=rules, progress=progress, state=state)


def counted(
    partitions: Sequence[Partition],
    codebook: Codebook,
    *,
    weight: str | None = None,
    executor: Executor | None = None,
) -> Counted:
    """Count every question by everyone and by every axis, in all parts of the responses.

    Args:
        partitions: at least one.
        codebook: what their columns mean; its attributes and joint axes are the axes.
        weight: name of the number column that weighs each response.
        executor: who counts a part; without one, this process.

    Raises:
        UnknownVariable, WrongMeasure, WeightUnusable, WrongCodes
    """
    weighing = usable(partitions, codebook, weight)
    asked, sides = codebook.questions(), tuple(a for a in codebook.axes() if _printable(a))
    alone = frozenset(each.name for each in asked if len(each.labels) > MOST_LEVELS)
    scheme = Scheme(axes(codebook, sides), tuple(q for q in asked if q.name not in alone), weighing)
    others = Scheme((), tuple(q for q in asked if q.name in alone), weighing)
    held: dict[str, Cells] = {}
    for each in (scheme, others) if alone else (scheme,):
        made = cells(each, executors.count(partitions, each, executor))
        held |= dict(zip((question.name for question in each.questions), made, strict=True))
    wanted = tuple(given(partitions, question, weighing) for question in scored(codebook))
    return Counted(
        n=sum(each.rows for each in partitions),
        weighted=weight is not None,
        axes=sides,
        questions=tuple((question, held[question.name]) for question in asked),
        sides=tuple(scheme.sides),
        alone=alone,
        summaries=tuple(_summaries(partitions, codebook, weighing)),
        matrices=matrices(codebook),
        given=wanted,
        codes=tuple(_codes(partitions, axis) for axis in sides) if wanted else (),
        placed=tuple(placed(partitions, question) for question in pin_questions(codebook)),
    )


def tabulated(
    found: Counted,
    *,
    rules: Rules = DESK,
    progress: Callable[[float], None] | None = None,
    state: State | None = None,
) -> Book:
    """Make and test the tables of what was counted."""
    tables: list[Crosstab] = []
    for done, (axis, side) in enumerate(zip(found.axes, found.sides, strict=True)):
        crossed = [
            (question, held.of(side))
            for question, held in found.questions
            if question.name not in (axis.name, *axis.joint, *found.alone)
        ]
        tables += from_many(axis, crossed, weighted=found.weighted)
        if progress:
            progress((done + 1) / len(found.axes))
    q = benjamini_hochberg(np.array([_p(table) for table in tables], dtype=np.float64))
    alone = tuple(guard_frequency(each, rules) for each in _frequencies(found))
    guarded = [guard(table, rules) for table in tables]
    tested = tuple(
        Tested(table, float(each) if table.association else None)
        for table, each in zip(guarded, q, strict=True)
    )
    return Book(
        found.n,
        alone,
        found.summaries,
        tested,
        tuple(question.label for question, _ in found.questions if question.name in found.alone),
        state,
        matrices=tuple(_together(found, alone, tested)),
        preferences=tuple(
            all_ranked(found.given, tuple(zip(found.axes, found.codes, strict=False)), rules)
        ),
        pins=tuple(in_squares(each, each.usual, rules) for each in found.placed),
    )


def _together(
    found: Counted, alone: Sequence[Frequency], tested: Sequence[Tested]
) -> Iterator[Together]:
    """The matrices, of the tables that were made of their items."""
    rows = {each.question.name: each for each in alone}
    crossed = {(each.table.axis.name, each.table.question.name): each.table for each in tested}
    held = {question.name: cells for question, cells in found.questions}
    for matrix in found.matrices:
        made, by_group = of_rows(matrix, rows), []
        names = [line.variable.name for line in matrix.lines]
        for axis, side in zip(found.axes, found.sides, strict=True):
            tables = [crossed[axis.name, name] for name in names if (axis.name, name) in crossed]
            if len(axis.levels) <= MOST_GROUPS and len(tables) == len(names):
                by_group.append(of_tables(made, tables, [held[name].of(side) for name in names]))
        yield Together(made, tuple(each for each in by_group if each))


def _frequencies(found: Counted) -> Iterator[Frequency]:
    for question, held in found.questions:
        yield frequencies.from_cells(question, held.of(EVERYONE), weighted=found.weighted)


def _summaries(
    partitions: Sequence[Partition], codebook: Codebook, weight: Variable | None
) -> Iterator[Summary]:
    asked = codebook.numbers()
    each = _whole(partitions, weight) if asked and weight else None
    for variable in asked:
        made = frequencies.of_numbers(variable, _whole(partitions, variable), each)
        if made is not None:
            yield made


def _whole(partitions: Sequence[Partition], variable: Variable) -> np.ndarray:
    return np.concatenate([each.numbers(variable) for each in partitions])


def _codes(partitions: Sequence[Partition], axis: Variable) -> np.ndarray:
    return np.concatenate([each.codes([axis])[0] for each in partitions])


def _printable(axis: Variable) -> bool:
    """A joint axis was asked for by name, so it may be longer."""
    return len(axis.levels) <= MOST_LEVELS or bool(axis.joint)


def _p(table: Crosstab) -> float:
    return table.association.best_p if table.association else float("nan")
