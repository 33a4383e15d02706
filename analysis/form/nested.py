"""三重クロス in the trade's form: each level of the outer axis, then its parts below it."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.crosstab import Crosstab
from analysis.form import notes
from analysis.form.crossed import of_crosstab
from analysis.form.grid import Grid, Line
from analysis.threeway import Threeway


def of_threeway(made: Threeway, *, blanks: bool = True) -> Grid:
    """Lay a guarded table of two axes out: 全体, then subtotals with their inner levels.

    Args:
        made: as the disclosure rules left it; without meetings where they are closed.
        blanks: as of `of_crosstab`.
    """
    outer = of_crosstab(made.outer, blanks=blanks)
    if made.closed:
        return replace(outer, title=made.joint.title, notes=(notes.CLOSED, *outer.notes))
    joint = of_crosstab(made.joint, blanks=blanks)
    return replace(
        joint,
        lines=_nested(made, outer.lines, joint.lines),
        unweighted=_nested(made, outer.unweighted, joint.unweighted) if joint.unweighted else (),
        notes=(notes.NESTED, *joint.notes),
    )


def counted(made: Threeway) -> str:
    """Of how many the table is, and whom."""
    who = "」と「".join(axis.label for axis in made.axes[: 1 if made.closed else 2])
    table = made.shown
    both = "設問の両方" if made.closed else "設問のすべて"
    return f"n={table.total_base:,}（「{who}」と{both}に回答した人）{table.outside}"


def _nested(made: Threeway, outer: Sequence[Line], joint: Sequence[Line]) -> tuple[Line, ...]:
    inner = made.axes[1].labels
    below = dict(zip(_filled(made.joint), joint[1:], strict=True))
    lines = [outer[0]]
    for place, line in zip(_filled(made.outer), outer[1:], strict=True):
        lines.append(line)
        meetings = range(place * len(inner), (place + 1) * len(inner))
        lines += [
            replace(below[each], label=label, depth=1)
            for each, label in zip(meetings, inner, strict=True)
            if each in below
        ]
    return tuple(lines)


def _filled(table: Crosstab) -> list[int]:
    """The places of the levels that have a line."""
    return [row for row, base in enumerate(table.bases) if base != 0]
