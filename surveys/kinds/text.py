"""自由記述 (FA): words of the respondent's own."""

from collections.abc import Sequence

from surveys.errors import N_, SurveyError
from surveys.kinds.base import Column, Kind, Question, Value

LONGEST = 20_000


class TextTooLong(SurveyError):
    message = N_("%(limit)d文字以内で入力してください")


class Text(Kind):
    """JSON value: the text, with NUL and lone surrogates taken out, as no database keeps them."""

    key = "text"
    label = N_("自由記述")

    def parse(self, question: Question, said: Sequence[str]) -> str:
        text = "\n".join(said).replace("\0", "")
        text = text.encode("utf-8", "ignore").decode("utf-8")
        if len(text) > LONGEST:
            raise TextTooLong(limit=LONGEST)
        return text

    def columns(self, question: Question) -> tuple[Column, ...]:
        return (Column(question.code, question.label, "text"),)

    def cells(self, question: Question, value: Value | None) -> tuple[object, ...]:
        return (value,)
