"""短文: a line of words, such as the name of a place or a shop."""

from collections.abc import Sequence

from surveys.errors import N_
from surveys.kinds.base import Question, Value
from surveys.kinds.text import Text, words

LONGEST = 100


class ShortText(Text):
    """JSON value: the words as they were written, on one line."""

    key = "line"
    label = N_("短文")
    also = ("一行", "1行", "一行回答", "1行回答", "短文回答", "短い記述", "名称")

    def longest(self, question: Question) -> int:
        return question.limit or LONGEST

    def parse(self, question: Question, said: Sequence[str]) -> Value:
        return " ".join(words(said, self.longest(question)).splitlines())
