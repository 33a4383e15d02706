"""Charts of groups: what share of each group said it, beside everyone."""

import numpy as np

from analysis.codebook import Measure, Question, Variable
from analysis.counting import Cells, count, weights
from analysis.crosstab import Crosstab, from_cells
from analysis.digest.charted.chart import Answered, Numbers, Series, Told, code_of, same
from analysis.digest.favour import unfavourable
from analysis.digest.voicing import by_axis
from analysis.disclosure import PUBLIC, guard

_SAID = Variable("__said__", "", Measure.NOMINAL, (("1", "答えた"), ("0", "ほか")))


def groups(told: Told, answered: Answered) -> Numbers | None:
    """The share of each group of an axis that gave the answers the sentence names."""
    source = told["source"]
    axis = answered.codebook.side(source["axis"])
    question = answered.codebook.question(source["question"])
    place = code_of(axis.levels, source["level"])
    if place is None or axis.ticks or axis.joint:
        return None
    weight = weights(answered.people, answered.codebook, answered.weight)
    cells = count(answered.people, axis, question, weight)
    for columns in _columns(question):
        made = _two(axis, question, cells, columns, weighted=weight is not None)
        if _is_told(made, place, told):
            words = "・".join(f"「{question.labels[column]}」" for column in columns)
            title = f"{question.label}（{words}と答えた割合、{axis.label}別）"
            return _shown(made, place, title)
    return None


def raisers(told: Told, answered: Answered, rows: frozenset[int]) -> Numbers | None:
    """The share of each group's writers that raised a topic; `rows` are those who did."""
    source = told["source"]
    axis = answered.codebook.side(source["axis"])
    place = code_of(axis.levels, source["level"])
    if place is None:
        return None
    made = by_axis(
        answered.frame,
        axis,
        source["theme"],
        rows=rows,
        writers=answered.writers,
        rules=PUBLIC,
    )
    title = f"不満や要望を書いた人のうち、この論点を挙げた割合（{axis.label}別）"
    return _shown(made, place, title) if _is_told(made, place, told) else None


def _columns(question: Question) -> list[list[int]]:
    """Which answers a sentence may be about: all that are bad together, else each alone."""
    bad = unfavourable(question)
    return [list(bad)] if bad else [[place] for place in range(len(question.labels))]


def _two(
    axis: Variable, question: Question, cells: Cells, columns: list[int], *, weighted: bool
) -> Crosstab:
    """Those who gave one of these answers beside everyone else who answered."""
    said = [part[:, columns].sum(axis=1) for part in (cells.n, cells.w, cells.w2)]
    whole = (cells.base_n, cells.base_w, cells.base_w2)
    both = [np.stack([a, b - a], axis=1) for a, b in zip(said, whole, strict=True)]
    merged = Cells(
        n=both[0],
        w=both[1],
        w2=both[2],
        base_n=cells.base_n,
        base_w=cells.base_w,
        base_w2=cells.base_w2,
        no_answer=cells.no_answer,
        not_asked=cells.not_asked,
    )
    asked = Question(_SAID.name, question.label, (_SAID,))
    return guard(from_cells(axis, asked, merged, weighted=weighted), PUBLIC)


def _is_told(made: Crosstab, place: int, told: Told) -> bool:
    """Whether the table shows the group with the numbers of the sentence."""
    if made.n[place][0] != told["people"] or made.bases[place] != told["n"]:
        return False
    gap = float(made.shares[place][0] - made.total_shares[0])
    return same(gap, told["strength"])


def _shown(made: Crosstab, place: int, title: str) -> Numbers:
    there = [row for row, base in enumerate(made.bases) if base != 0]
    known = np.isfinite(made.shares[:, 0])
    return Numbers(
        "bars",
        title,
        tuple(made.axis.labels[row] for row in there),
        (
            Series(
                "割合",
                made.total_base,
                tuple(float(made.shares[row][0]) if known[row] else None for row in there),
            ),
        ),
        made.total_base,
        marked=(there.index(place),),
        bases=tuple(int(made.bases[row]) if made.bases[row] > 0 else None for row in there),
        total=float(made.total_shares[0]),
    )
