"""尺度: which two steps of a scale are its top and its bottom, and what each step counts."""

import re
from dataclasses import dataclass

import numpy as np

from analysis.codebook import Question, Role
from analysis.counting import Floats, Ints
from analysis.steps import steps

FEWEST, MOST, PAIRED = 3, 7, 4  # steps; from four on, two and two make TOP2 and BOTTOM2
# A number that counts something (週1回, 3泊以上, 500円未満), not the number of a choice (5 満足).
_AMOUNT = re.compile(
    r"[0-9０-９][0-9０-９,，.．]*\s*"
    r"(?:[回年人日時分円万千百歳才割%％泊本件個冊枚台度世階週月番倍代]|か月|ヶ月|カ月|キロ|km|㎞)"
)


@dataclass(frozen=True, slots=True)
class Scale:
    """An ordinal question that judges.

    Attributes:
        places: of its k steps among the question's levels, the favourable end first; choices
            that are no step (わからない, 無回答) are not here.
        points: k, what each step counts: +2 … −2 of five, +2, +1, −1, −2 of four.
        top, bottom: places of the two best and the two worst steps; of three steps, one each.
        names: the labels of `top`, then of `bottom`, as they are read: 満足＋やや満足.
        off: labels of the levels that are no step.
    """

    places: tuple[int, ...]
    points: tuple[int, ...]
    top: tuple[int, ...]
    bottom: tuple[int, ...]
    names: tuple[str, str]
    off: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many steps the top and the bottom hold: 2, or 1 of a scale of three."""
        return len(self.top)

    @property
    def span(self) -> str:
        """「+2〜−2」."""
        return f"+{self.points[0]}〜−{self.points[0]}"

    def mean(self, shares: Floats) -> float:
        """The mean of the steps, of those who chose one; missing where nobody did.

        Args:
            shares: c, of all who answered (weighted where there are weights).
        """
        steps = shares[list(self.places)]
        whole = steps.sum()
        return float(steps @ np.array(self.points) / whole) if whole > 0 else float("nan")

    def on(self, n: Ints) -> int:
        """How many chose a step: the base of `mean`; −1 where one of the counts is withheld."""
        return total(n, self.places)


def scale_of(question: Question) -> Scale | None:
    """The scale of a question; None where it judges nothing (an age band, 週に1回, わからない).

    Neither does a scale of bare codes: nobody has said which end is the good one.
    """
    variable = question.variables[0]
    graded = variable.graded and variable.labelled
    if not graded or variable.role is not Role.QUESTION:
        return None
    taken = [p for p, code in enumerate(variable.codes) if code not in variable.off_scale]
    labels = [variable.labels[place] for place in taken]
    if not FEWEST <= len(taken) <= MOST or any(_AMOUNT.search(label) for label in labels):
        return None
    places = tuple(taken if variable.reverse else taken[::-1])
    width = 2 if len(taken) >= PAIRED else 1
    top, bottom = places[:width], places[-width:]
    return Scale(
        places,
        tuple(int(point) for point in steps(variable)[list(places)]),
        top,
        bottom,
        (_names(variable.labels, top), _names(variable.labels, bottom)),
        tuple(variable.labels[p] for p in range(len(variable.levels)) if p not in taken),
    )


def total(n: Ints, places: tuple[int, ...]) -> int:
    """The respondents of several levels; −1 where one of them is withheld."""
    counts = n[list(places)]
    return -1 if (counts < 0).any() else int(counts.sum())


def _names(labels: list[str], places: tuple[int, ...]) -> str:
    return "＋".join(labels[place] for place in places)
