"""秘匿: what may not be shown because too few people are behind it.

Two thresholds. Rows whose base is under 10 are withheld everywhere, at the planners' desk too.
What is published, and everything about staff, goes further: as 全体 stays visible, so many more
rows go that at least 10 people are behind what is missing (else it could be subtracted), and
cells and complements of 1 or 2 people are hidden, each with a partner in its row and column.
At the desk of a citizen survey a partner would cost more than it guards: one small group
(その他の性別) would take a half of the respondents with it.
Source: Hundepool et al., Statistical Disclosure Control (2012), ch. 4.
"""

from dataclasses import dataclass, replace

import numpy as np

from analysis.codebook import NO_ANSWER_LABEL, Question
from analysis.counting import Ints
from analysis.crosstab import Crosstab
from analysis.frequencies import Frequency

LEAST_BASE = 10
LEAST_CELL = 3
Flags = np.ndarray


@dataclass(frozen=True, slots=True)
class Rules:
    """Thresholds; they can only be raised. `strict` adds partners, and looks at cells too."""

    base: int = LEAST_BASE
    cell: int = LEAST_CELL
    strict: bool = False


DESK = Rules()
PUBLIC = Rules(strict=True)


def guard(table: Crosstab, rules: Rules = DESK) -> Crosstab:
    """The same table with everything that too few people are behind taken out.

    Withheld rows have no counts, shares, residuals or q (missing) and `hidden` is set; hidden
    cells have a share that is missing and a count of −1. A table whose 全体 is under the base
    loses everything. Under strict rules a table with anything hidden also loses its
    test, whose statistic could be solved for what is missing, and no row tells how many left
    the question blank.
    """
    blank = _has_blanks(table.question)
    if table.total_base - (table.total_n[-1] if blank else 0) < rules.base:
        table = _without(table, np.ones(len(table.bases), dtype=bool), None, keep_test=False)
        nothing = np.full(len(table.total_n), np.nan)
        gone = np.full(len(nothing), -1)
        return replace(table, total_n=gone, total_shares=nothing, total_no_answer=-1)
    rows = _withheld(table, rules)
    cells = None
    if rules.strict:
        cells = _withheld_cells(table, rows, rules.cell)
        blanks = np.full(len(table.bases), -1)
        table = replace(table, no_answer=blanks, total_no_answer=-1)
    return _without(table, rows, cells, keep_test=not rules.strict)


def _withheld(table: Crosstab, rules: Rules) -> Flags:
    """Rows to withhold (r, bool)."""
    bases = _answered(table)
    if table.overlapping and rules.strict:
        return withheld_overlapping(bases, table.total_base, rules.base)
    return withheld_rows(bases, rules.base, partners=rules.strict)


def _answered(table: Crosstab) -> Ints:
    """Who answered (r), even where 無回答 counts as a choice."""
    if not _has_blanks(table.question):
        return table.bases
    return np.asarray(table.bases - table.n[:, -1])


def _has_blanks(question: Question) -> bool:
    """Whether 無回答 is its last choice, so that its base holds people who said nothing."""
    return question.labels[-1:] == [NO_ANSWER_LABEL]


def guard_frequency(made: Frequency, rules: Rules = DESK) -> Frequency:
    """The same frequencies without what too few people are behind: counts −1, shares missing.

    A question with fewer answers than the base loses everything. Under strict rules so
    do choices of few people, and of a single-answer question one more, the smallest, when
    exactly one is hidden.
    """
    few = (made.n > 0) & (made.n < rules.cell)
    if made.question.multiple:
        rest = made.base - made.n
        few |= (rest > 0) & (rest < rules.cell)
    elif few.sum() == 1:
        others = np.where(few | (made.n == 0), made.base + 1, made.n)
        few[np.argmin(others)] |= others.min() <= made.base
    answered = made.base - (int(made.n[-1]) if _has_blanks(made.question) else 0)
    gone = few & rules.strict | (answered < rules.base)
    missing = np.where(gone, np.nan, 1.0)
    return replace(
        made,
        n=np.where(gone, -1, made.n),
        shares=made.shares * missing,
        low=made.low * missing,
        high=made.high * missing,
    )


def withhold(table: Crosstab, rows: Flags) -> Crosstab:
    """The same table without these rows (r, bool); its test stays."""
    return _without(table, rows, None, keep_test=True)


def too_few(question: Question, n: Ints, bases: Ints, rules: Rules) -> bool:
    """Whether a row (r) or a cell (r × c) of a table is of too few people under strict rules."""
    rows = (bases > 0) & (bases < rules.base)
    return bool(rows.any() or _small(question, n, bases, rules.cell).any())


def withheld_rows(bases: Ints, least: int, *, partners: bool) -> Flags:
    """Rows to withhold (r, bool): those under `least`, and partners until `least` are missing."""
    hidden = (bases > 0) & (bases < least)
    if not partners or not hidden.any():
        return hidden
    for row in np.argsort(bases, kind="stable"):
        if bases[hidden].sum() >= least and hidden.sum() > 1:
            break
        if bases[row] > 0:
            hidden[row] = True
    return hidden


def withheld_overlapping(bases: Ints, whole: int, least: int) -> Flags:
    """Rows of an MA to withhold where nothing may be subtracted (r, bool).

    全体 less a row is those who did not tick it, so they too must be `least`; and as people in
    several rows may be the same, one withheld row alone must hold `least` of them.
    """
    rest = whole - bases
    hidden = withheld_rows(bases, least, partners=True) | ((rest > 0) & (rest < least))
    if not hidden.any():
        return hidden
    for row in np.argsort(bases, kind="stable"):
        if hidden.sum() > 1 and bases[hidden].max() >= least:
            break
        hidden[row] |= bases[row] > 0
    return hidden


def _withheld_cells(table: Crosstab, rows: Flags, least: int) -> Flags:
    """Cells to hide (r × c): small ones, and partners so that no margin gives them away."""
    small = _small(table.question, table.n, table.bases, least)
    if table.overlapping:
        # 全体 less a row is a row too: those who did not tick it.
        others = table.total_n - table.n, table.total_base - table.bases
        small |= _small(table.question, *others, least)
    hidden: Flags = small & ~rows[:, None]
    for _ in range(hidden.size):
        before = hidden.sum()
        if not table.question.multiple:
            hidden |= _partners(hidden, table.n, rows)
        hidden |= _partners(hidden.T, table.n.T, None, skip=rows).T
        if hidden.sum() == before:
            break
    return hidden


def _small(question: Question, n: Ints, bases: Ints, least: int) -> Flags:
    """Cells of too few people, or of an MA with too few beside them (r × c, bool)."""
    small = (n > 0) & (n < least)
    if question.multiple:
        rest = bases[:, None] - n
        small |= (rest > 0) & (rest < least)
    return np.asarray(small)


def _partners(
    hidden: Flags, n: Ints, withheld: Flags | None, *, skip: Flags | None = None
) -> Flags:
    """One more cell, the smallest, in every line where exactly one is hidden."""
    found = np.zeros_like(hidden)
    for line in range(len(hidden)):
        if hidden[line].sum() != 1 or (withheld is not None and withheld[line]):
            continue
        if skip is not None and skip.any():
            continue
        free = ~hidden[line] & (n[line] > 0)
        if not free.any():  # beside nothing but zeros a single hidden cell is read off its margin
            free = ~hidden[line]
        if free.any():
            places = np.flatnonzero(free)
            found[line, places[np.argmin(n[line][places])]] = True
    return found


def _without(table: Crosstab, rows: Flags, cells: Flags | None, *, keep_test: bool) -> Crosstab:
    gone = rows[:, None] | (np.zeros(table.n.shape, dtype=bool) if cells is None else cells)
    if not gone.any():
        return table
    missing = np.where(gone, np.nan, 1.0)
    return replace(
        table,
        n=np.where(gone, -1, table.n),
        bases=np.where(rows, -1, table.bases),
        shares=table.shares * missing,
        low=table.low * missing,
        high=table.high * missing,
        se=table.se * missing,
        gap_se=table.gap_se * missing,
        effective=np.where(rows, np.nan, table.effective),
        no_answer=np.where(rows, -1, table.no_answer),
        residuals=table.residuals * missing,
        q=table.q * missing,
        association=table.association if keep_test else None,
        hidden=rows,
    )
