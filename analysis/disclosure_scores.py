"""秘匿 of scores: which items, groups and cells of them too few people are behind.

A score is a sum over respondents, and a respondent's ranks, points or choices come to a sum that
everybody knows. So one withheld item could be subtracted from the others, and one withheld group
from 全体; what is withheld always has company, in its item and in its group.
"""

from collections.abc import Callable, Sequence

import numpy as np

from analysis.codebook import FIRST_LEVEL
from analysis.counting import Ints
from analysis.disclosure import Rules, withheld_rows

Flags = np.ndarray


def items(touched: Sequence[Flags], offered: Flags, rules: Rules) -> Flags:
    """Items to withhold (m, bool).

    Args:
        touched: who did what with an item, each n × m (bool), of those who answered.
        offered: n × m, whether the item was a choice at all.
        rules: what is too small to be shown.

    Under the base everything goes. Under strict rules an item goes where 1 or 2 people ranked it
    (first), gave it points or chose it, or all but 1 or 2; and with it others, the least chosen
    first, until there are two and what is subtracted holds people enough.
    """
    people, many = offered.shape
    if people < rules.base:
        return np.ones(many, dtype=bool)
    if not rules.strict:
        return np.zeros(many, dtype=bool)
    gone = np.zeros(many, dtype=bool)
    for each in touched:
        gone |= _small(each.sum(axis=0), offered.sum(axis=0), rules.cell)
    return _in_company(gone, _any(touched).sum(axis=0), lambda held: _behind(touched, held, rules))


def cells(acted: Flags, inside: Sequence[Flags], gone: tuple[Flags, Flags], rules: Rules) -> Flags:
    """Cells to withhold of m items in r groups (m × r, bool).

    Args:
        acted: n × m, who ranked an item, gave it points or chose it (bool).
        inside: r, who of the n is in each group (n, bool).
        gone: the items (m) and the groups (r) that are withheld whole.
        rules: what is too small to be shown.

    Under strict rules cells that 1 or 2 people made go in a block: every item with such a cell in
    every group with one, two of each at least, and people enough in each line and column. In a
    block no cell can be told from the sums of its line and of its column. What 全体 leaves over of
    the groups that are shown is a cell too.
    """
    hidden = np.asarray(gone[0][:, None] | gone[1][None, :])
    n = np.column_stack([acted[rows].sum(axis=0) for rows in inside])
    base = np.array([int(rows.sum()) for rows in inside])
    small = (n > 0) & (n < rules.cell) & ~hidden
    small |= _left_over(acted, inside, hidden, rules)
    if not rules.strict or not small.any():
        return hidden
    sizes = np.where(gone[0], -1, n.sum(axis=1)), np.where(gone[1] | (base == 0), -1, base)
    lines = _in_company(small.any(axis=1), sizes[0], _two)
    columns = _in_company(small.any(axis=0), sizes[1], _two)
    lines = _in_company(lines, sizes[0], lambda held: _full(acted, inside, held, columns, rules))
    columns = _in_company(
        columns, sizes[1], lambda held: bool((n[lines][:, held].sum(axis=1) >= rules.cell).all())
    )
    fits = _two(lines) and _two(columns) and _full(acted, inside, lines, columns, rules)
    if not fits or (n[lines][:, columns].sum(axis=1) < rules.cell).any():
        return np.ones(n.shape, dtype=bool)
    return np.asarray(hidden | (lines[:, None] & columns[None, :]))


def means(acted: Flags, codes: Sequence[Sequence[np.ndarray]], rules: Rules) -> Flags:
    """Means of several scales to withhold (m, bool).

    Args:
        acted: n × m, who has a mean (bool).
        codes: m × k × n, the answers it is made of: 0 非該当, 1 無回答, 2… levels.
        rules: what is too small to be shown.

    A mean of fewer than the base goes. Under strict rules so does one of a scale with a level
    that 1 or 2 people chose: with its table, in which that is hidden, it could be solved for it.
    """
    n = acted.sum(axis=0)
    gone = np.asarray((n > 0) & (n < rules.base))
    if rules.strict:
        everyone = np.zeros(len(acted), dtype=np.int64)
        gone |= [any(_thin(each, everyone, 1, rules).any() for each in items) for items in codes]
    return gone


def mean_cells(
    acted: Flags,
    codes: Sequence[Sequence[np.ndarray]],
    inside: Sequence[Flags],
    gone: tuple[Flags, Flags],
    rules: Rules,
) -> Flags:
    """Cells to withhold of m means in r groups (m × r, bool).

    Args:
        acted: n × m, who has a mean (bool).
        codes: m × k × n, as of `means`.
        inside: r, who of the n is in each group (n, bool).
        gone: the means (m) and the groups (r) that are withheld whole.
        rules: what is too small to be shown.

    Every mean has a base of its own, and its own groups under it; under strict rules with partners,
    who left the axis blank among them. And where the table of one of its scales would hide a cell
    or a row, its means of those groups go.
    """
    hidden = np.array(gone[0][:, None] | gone[1][None, :])
    group = np.full(len(acted), len(inside))
    for place, rows in enumerate(inside):
        group[rows] = place
    for line, items in enumerate(codes):
        n = np.bincount(group[acted[:, line]], minlength=len(inside) + 1)
        hidden[line] |= withheld_rows(n, rules.base, partners=rules.strict)[:-1]
        for each in items if rules.strict else ():
            hidden[line] |= _thin(each, group, len(inside) + 1, rules)[:-1]
    return hidden


def _thin(codes: np.ndarray, group: Ints, groups: int, rules: Rules) -> Flags:
    """Groups whose row of a table of these answers could be solved for what it hides (r, bool).

    With one small cell anywhere that is every group: which partners it takes along, the table says.
    """
    known = codes >= FIRST_LEVEL
    steps = int(codes.max(initial=FIRST_LEVEL)) + 1
    place = group[known].astype(np.int64) * steps + codes[known]
    n = np.bincount(place, minlength=groups * steps).reshape(groups, steps)
    rows = withheld_rows(n.sum(axis=1), rules.base, partners=True)
    small = (n[~rows] > 0) & (n[~rows] < rules.cell)
    return np.ones(groups, dtype=bool) if small.any() else rows


def _left_over(acted: Flags, inside: Sequence[Flags], hidden: Flags, rules: Rules) -> Flags:
    """One cell, of the smallest group, of every item that 1 or 2 made outside the groups shown."""
    found = np.zeros_like(hidden)
    shown = [
        place for place, rows in enumerate(inside) if rows.any() and not hidden[:, place].all()
    ]
    if not shown:
        return found
    least = min(shown, key=lambda place: int(inside[place].sum()))
    left = ~np.logical_or.reduce([inside[place] for place in shown])
    n = acted[left].sum(axis=0)
    found[:, least] = (n > 0) & (n < rules.cell) & ~hidden[:, least]
    return found


def _small(n: Ints, base: Ints, least: int) -> Flags:
    rest = base - n
    return np.asarray(((n > 0) & (n < least)) | ((rest > 0) & (rest < least)))


def _any(touched: Sequence[Flags]) -> Flags:
    return np.asarray(np.logical_or.reduce(list(touched)))


def _behind(touched: Sequence[Flags], held: Flags, rules: Rules) -> bool:
    """Whether enough people did each thing with what is withheld, two items at least."""
    enough = all(int(each[:, held].any(axis=1).sum()) >= rules.cell for each in touched)
    return _two(held) and enough


def _two(held: Flags) -> bool:
    return int(held.sum()) > 1


def _full(
    acted: Flags, inside: Sequence[Flags], lines: Flags, columns: Flags, rules: Rules
) -> bool:
    """Whether in each of these groups enough people did something with these items."""
    behind = [int(acted[rows][:, lines].any(axis=1).sum()) for rows in inside]
    return bool((np.array(behind)[columns] >= rules.cell).all())


def _in_company(gone: Flags, people: Ints, fits: Callable[[Flags], bool]) -> Flags:
    """With the fewest people first, more are withheld until it fits or all are gone."""
    while gone.any() and not fits(gone) and (~gone & (people >= 0)).any():
        gone = _with_one(gone, people)
    return gone


def _with_one(gone: Flags, people: Ints) -> Flags:
    found = gone.copy()
    rest = np.where(gone | (people < 0), np.iinfo(np.int64).max, people)
    found[int(np.argmin(rest))] = True
    return found
