"""The kinds of question this house can ask: one line each."""

from surveys.kinds.area import Area
from surveys.kinds.base import Answers, Choice, Column, Kind, Question, Row, Said, Value
from surveys.kinds.matrix import Matrix
from surveys.kinds.multiple import MultipleChoice
from surveys.kinds.number import Number
from surveys.kinds.scale import Scale
from surveys.kinds.single import SingleChoice
from surveys.kinds.text import Text

__all__ = ["KINDS", "Answers", "Choice", "Column", "Kind", "Question", "Row", "Said", "Value"]

_ALL: tuple[Kind, ...] = (
    SingleChoice(),
    MultipleChoice(),
    Scale(),
    Matrix(),
    Number(),
    Text(),
    Area(),
)

KINDS: dict[str, Kind] = {kind.key: kind for kind in _ALL}
