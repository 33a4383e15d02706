"""自由記述 (FA): words of the respondent's own."""

from collections.abc import Sequence

from surveys.errors import N_, SurveyError
from surveys.kinds.base import Answers, Column, Kind, Question, Value

LONGEST = 20_000


class TextTooLong(SurveyError):
    message = N_("%(limit)d文字以内で入力してください")


class Text(Kind):
    """JSON value: the text, with NUL and lone surrogates taken out, as no database keeps them."""

    key = "text"
    label = N_("自由記述")

    def parse(self, question: Question, said: Sequence[str]) -> Value:
        return words(said, question.limit or LONGEST)

    def columns(self, question: Question) -> tuple[Column, ...]:
        return (Column(question.code, question.label, "text"),)

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        return (answers.get(question.code),)


def words(said: Sequence[str], limit: int = LONGEST) -> str:
    """What was written, as a database can keep it.

    Raises:
        TextTooLong
    """
    text = "\n".join(said).replace("\r\n", "\n").replace("\0", "")
    text = text.encode("utf-8", "ignore").decode("utf-8")
    if len(text) > limit:
        raise TextTooLong(limit=limit)
    return text
