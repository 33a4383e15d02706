"""The kinds of question this house can ask: one line each."""

from surveys.kinds.base import Choice, Column, Kind, Question, Value
from surveys.kinds.multiple import MultipleChoice
from surveys.kinds.number import Number
from surveys.kinds.scale import Scale
from surveys.kinds.single import SingleChoice
from surveys.kinds.text import Text

__all__ = ["KINDS", "Choice", "Column", "Kind", "Question", "Value"]

_ALL: tuple[Kind, ...] = (
    SingleChoice(),
    MultipleChoice(),
    Scale(),
    Number(),
    Text(),
)

KINDS: dict[str, Kind] = {kind.key: kind for kind in _ALL}
