"""数値: a number, written in half- or full-width figures; cut into classes when it has bands."""

import unicodedata
from collections.abc import Sequence
from math import isfinite

from surveys.errors import N_, SurveyError
from surveys.kinds.base import Answers, Column, Kind, Question, Value


class NotANumber(SurveyError):
    message = N_("数字で入力してください")


class NumberTooLow(SurveyError):
    message = N_("%(low)s以上の数字で入力してください")


class NumberTooHigh(SurveyError):
    message = N_("%(high)s以下の数字で入力してください")


class Number(Kind):
    """JSON value: a number, whole where it was written whole."""

    key = "number"
    label = N_("数値")

    def parse(self, question: Question, said: Sequence[str]) -> Value:
        plain = unicodedata.normalize("NFKC", said[0]).replace(",", "").removesuffix(question.unit)
        try:
            number = float(plain)
        except ValueError:
            raise NotANumber from None
        if not isfinite(number):
            raise NotANumber
        if question.low is not None and number < question.low:
            raise NumberTooLow(low=f"{question.low:g}{question.unit}")
        if question.high is not None and number > question.high:
            raise NumberTooHigh(high=f"{question.high:g}{question.unit}")
        return int(number) if number.is_integer() else number

    def columns(self, question: Question) -> tuple[Column, ...]:
        plain = Column(question.code, question.label, "number")
        if not question.bands:
            return (plain,)
        cut = Column(
            question.band_code,
            question.band_label,
            "ordinal",
            tuple((choice.code, choice.label) for choice in question.choices),
            source=question.code,
            bands=question.bands,
        )
        return (plain, cut)

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        return (answers.get(question.code),)
