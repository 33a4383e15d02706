"""列から設問へ: the columns of a brought file, put together into the questions that were asked."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from surveys.kinds import KINDS, Question, Row

JOINT = "／"  # between the heading of a grid and its line, as columns are worded
LEAST = 2  # lines


def regrouped(questions: Sequence[Question]) -> tuple[Question, ...]:
    """The same with its grids whole, so that years stay comparable.

    Neighbours are lines of one grid where their words are 見出し／行, their choices alike, and
    their codes CODE_LINE: every column keeps its name. Where a file had no other name for a column
    than its words, it is found by its words again. A weight is no question, and is left out.
    """
    asked = [question for question in questions if question.part != "weight"]
    taken = {question.code for question in asked}
    return tuple(_joined(asked, taken))


def _joined(asked: Sequence[Question], taken: set[str]) -> Iterator[Question]:
    for (stem, *_), run in groupby(asked, key=_heading):
        lines = list(run)
        whole = _whole(lines) if stem and len(lines) >= LEAST else None
        if whole is None or whole.code in taken:
            yield from lines
        else:
            yield whole


def _heading(question: Question) -> tuple[object, ...]:
    """What lines of one grid have in common; "" first where it is a question of its own."""
    words = question.label.rpartition(JOINT)[0]
    stem, line = _named(question)
    if not (stem and line and words) or question.kind not in ("scale", "single"):
        return "", question.code
    return stem, words, question.kind, question.part, question.ordered, question.reverse


def _named(question: Question) -> tuple[str, str]:
    """The code of its grid and its own in it."""
    joint = JOINT if question.code == question.label else "_"
    stem, _, line = question.code.rpartition(joint)
    return stem, line


def _whole(lines: Sequence[Question]) -> Question | None:
    """The grid; None where its lines have other choices, or it would name its columns otherwise.

    A step that nobody chose in a line is no choice of its column.
    """
    first, offered = lines[0], max((line.choices for line in lines), key=len)
    if any(choice not in offered for line in lines for choice in line.choices):
        return None
    made = Question(
        code=_named(first)[0],
        label=first.label.rpartition(JOINT)[0],
        kind="matrix",
        part=first.part,
        choices=offered,
        ordered=first.kind == "scale" or first.ordered,
        reverse=first.reverse,
        labelled=first.labelled,
        rows=tuple(Row(_named(line)[1], line.label.rpartition(JOINT)[2]) for line in lines),
    )
    names = [column.name for column in KINDS["matrix"].columns(made)]
    unnamed = all(line.code == line.label for line in lines)
    return made if unnamed or names == [line.code for line in lines] else None
