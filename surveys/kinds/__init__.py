"""The kinds of question this house can ask: one line each."""

from surveys.kinds.area import Area
from surveys.kinds.base import Answers, Choice, Column, Kind, Question, Row, Said, Value
from surveys.kinds.best_worst import BestWorst
from surveys.kinds.date import Date
from surveys.kinds.line import ShortText
from surveys.kinds.matrix import Matrix
from surveys.kinds.multiple import MultipleChoice
from surveys.kinds.note import Note
from surveys.kinds.number import Number
from surveys.kinds.pair import Pair
from surveys.kinds.pin import Pin
from surveys.kinds.points import Points
from surveys.kinds.ranking import Ranking
from surveys.kinds.scale import Scale
from surveys.kinds.single import SingleChoice
from surveys.kinds.text import Text

__all__ = ["KINDS", "Answers", "Choice", "Column", "Kind", "Question", "Row", "Said", "Value"]

_ALL: tuple[Kind, ...] = (
    SingleChoice(),
    MultipleChoice(),
    Scale(),
    Matrix(),
    Ranking(),
    Points(),
    BestWorst(),
    Pair(),
    Number(),
    Date(),
    ShortText(),
    Text(),
    Area(),
    Pin(),
    Note(),
)

KINDS: dict[str, Kind] = {kind.key: kind for kind in _ALL}
