"""段階評価: one point of a scale, such as 満足 to 不満 or 0 to 10; わからない stands beside it."""

from surveys.errors import N_
from surveys.kinds.base import Measure, Question
from surveys.kinds.single import SingleChoice


class Scale(SingleChoice):
    """JSON value: the code of the point."""

    key = "scale"
    label = N_("段階評価")
    also = ("段階", "尺度", "評価", "5段階", "4段階", "5段階評価", "4段階評価")
    marks = frozenset({"beside"})

    def measure(self, question: Question) -> Measure:
        return "ordinal"
