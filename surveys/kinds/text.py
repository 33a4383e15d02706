"""自由記述 (FA): words of the respondent's own."""

import re
import unicodedata
from collections.abc import Sequence
from typing import ClassVar

from surveys.errors import N_, SurveyError
from surveys.kinds.base import Answers, Column, Kind, Question, Value

# Every sheet is sealed in the room that the longest one needs (surveys/sealing.py).
LONGEST = 2_000
_APART = re.compile(r"[ぁ-ヿ][\u3099\u309a]")


class TextTooLong(SurveyError):
    message = N_("%(limit)d文字以内で入力してください")


class Text(Kind):
    """JSON value: the text as it was written."""

    key = "text"
    label = N_("自由記述")
    also: ClassVar[tuple[str, ...]] = ("FA", "OA", "自由回答", "記述", "自由", "文章")
    takes = frozenset({"limit"})

    def longest(self, question: Question) -> int:
        """How many letters it may have."""
        return question.limit or LONGEST

    def parse(self, question: Question, said: Sequence[str]) -> Value:
        return words(said, self.longest(question))

    def columns(self, question: Question) -> tuple[Column, ...]:
        return (Column(question.code, question.label, "text", longest=self.longest(question)),)

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        return (answers.get(question.code),)


def words(said: Sequence[str], limit: int = LONGEST) -> str:
    """What was written, line ends made one kind; a voiced sound mark apart joins its kana.

    Nothing else is normalised: it would turn the letters of some names into others.

    Raises:
        TextTooLong
    """
    text = "\n".join(said).replace("\r\n", "\n").replace("\r", "\n")
    text = _APART.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    if len(text) > limit:
        raise TextTooLong(limit=limit)
    return text
