"""単純集計 in the trade's form: the answers down the side, what they come to below them."""

from dataclasses import dataclass

import numpy as np

from analysis.codebook import NO_ANSWER_LABEL
from analysis.counting import Floats
from analysis.form import notes
from analysis.form.crossed import answers_each, cell, mean, summed
from analysis.form.grid import Cell, Head
from analysis.frequencies import Frequency
from analysis.presentation import decimal, percent, ratio
from analysis.scales import scale_of


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer.

    Attributes:
        cell: respondents above, percentage of those who answered below.
        bare: the percentage without weights; "" where nothing is weighted.
        of_answers: percentage of all answers given (MA); "" otherwise.
        low, high: ends of the 95 % interval, in percent.
    """

    label: str
    cell: Cell
    bare: str
    of_answers: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Sum:
    """What all answers come to; `bare` is its lower line without weights, as in `Choice`."""

    head: Head
    cell: Cell
    bare: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The answers to one question.

    Attributes:
        kind: 単一回答 or 複数回答.
        weighted, multiple: whether `bare` and `of_answers` are told.
        sums: TOP2, BOTTOM2 and the mean of a scale, M.T. of an MA.
        inside: whether 無回答 is one of the choices and in the base.
    """

    title: str
    kind: str
    weighted: bool
    multiple: bool
    n: int
    no_answer: int
    not_asked: int
    inside: bool
    choices: tuple[Choice, ...]
    sums: tuple[Sum, ...]
    notes: tuple[str, ...]

    @property
    def counted(self) -> str:
        """「単一回答、n=1,234、無回答 12、非該当 3」."""
        told = f"{self.kind}、n={self.n:,}"
        told += "（無回答を含む）" if self.inside else f"、無回答 {self.no_answer:,}"
        return told + (f"、非該当 {self.not_asked:,}" if self.not_asked else "")


def of_frequency(made: Frequency) -> Listing:
    """Lay guarded frequencies out."""
    asked = made.question
    inside = asked.labels[-1:] == [NO_ANSWER_LABEL]
    scale = scale_of(asked)
    told = [notes.INSIDE if inside else notes.OUTSIDE, notes.ROUNDED, notes.SIGNS]
    told += [notes.scale(scale)] if scale else []
    told += [notes.MULTIPLE] if asked.multiple else []
    told += [notes.WEIGHTED] if made.weighted else []
    return Listing(
        title=asked.label,
        kind="複数回答" if asked.multiple else "単一回答",
        weighted=made.weighted,
        multiple=asked.multiple,
        n=made.base,
        no_answer=made.no_answer,
        not_asked=made.not_asked,
        inside=inside,
        choices=tuple(_choice(made, place) for place in range(len(asked.labels))),
        sums=_sums(made),
        notes=tuple(told),
    )


def _choice(made: Frequency, place: int) -> Choice:
    n, share = int(made.n[place]), float(made.shares[place])
    told = cell(n, share, made.base, exact=not made.weighted)
    shown = n >= 0 and made.base > 0
    return Choice(
        label=made.question.labels[place],
        cell=told,
        bare=ratio(n, made.base) if shown and made.weighted else "",
        of_answers=_of_answers(made, place) if shown and made.question.multiple else "",
        low=decimal(float(made.low[place]) * 100, 1) if shown else "",
        high=decimal(float(made.high[place]) * 100, 1) if shown else "",
    )


def _of_answers(made: Frequency, place: int) -> str:
    """Nothing where an answer is withheld: the others' shares would tell it."""
    if (made.n < 0).any():
        return ""
    if made.weighted:
        return percent(float(made.shares[place] / made.shares.sum()))
    return ratio(int(made.n[place]), int(made.n.sum()))


def _sums(made: Frequency) -> tuple[Sum, ...]:
    if not made.base:
        return ()
    told = _beside(made, made.shares, exact=not made.weighted)
    if not made.weighted:
        return tuple(Sum(head, cell, "") for head, cell in told)
    bare = _beside(made, np.where(made.n < 0, np.nan, made.n / made.base), exact=True)
    return tuple(
        Sum(head, cell, plain.share) for (head, cell), (_, plain) in zip(told, bare, strict=True)
    )


def _beside(made: Frequency, shares: Floats, *, exact: bool) -> list[tuple[Head, Cell]]:
    """M.T. of an MA; TOP2, BOTTOM2 and the mean of a scale."""
    if made.question.multiple:
        return [(Head("each", "M.T."), answers_each(made.n, shares))]
    scale = scale_of(made.question)
    if scale is None:
        return []
    (best, worst), width = scale.names, scale.width
    top = summed(made.n, shares, made.base, scale.top, exact=exact)
    bottom = summed(made.n, shares, made.base, scale.bottom, exact=exact)
    return [
        (Head("top", f"TOP{width}（{best}）"), top),
        (Head("bottom", f"BOTTOM{width}（{worst}）"), bottom),
        (Head("mean", f"平均点（{scale.span}）"), mean(scale, made.n, shares)),
    ]
