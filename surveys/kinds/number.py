"""数値: a number, written in half- or full-width figures; cut into classes when it has bands."""

import unicodedata
from collections.abc import Sequence
from math import isfinite

from surveys.errors import N_, SurveyError
from surveys.kinds.base import Column, Kind, Question, Value


class NotANumber(SurveyError):
    message = N_("数字で入力してください")


class Number(Kind):
    """JSON value: a number, whole where it was written whole."""

    key = "number"
    label = N_("数値")

    def parse(self, question: Question, said: Sequence[str]) -> int | float:
        plain = unicodedata.normalize("NFKC", said[0]).replace(",", "")
        try:
            number = float(plain)
        except ValueError:
            raise NotANumber from None
        if not isfinite(number):
            raise NotANumber
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

    def cells(self, question: Question, value: Value | None) -> tuple[object, ...]:
        return (value,)
