"""数値: a number, written in half- or full-width figures; cut into classes when it has bands."""

import re
import unicodedata
from collections.abc import Sequence

from surveys.errors import N_, SurveyError
from surveys.kinds.base import Answers, Column, Kind, Question, Term, Value

_MINUS = str.maketrans(dict.fromkeys("−‐‑–△▲", "-"))
# Fifteen figures are what Excel, JSON and a float all keep.
_FIGURES = re.compile(r"[+-]?(?=\.?[0-9])[0-9]{0,15}(?:\.[0-9]{0,15})?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")


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
    also = ("NA", "数字", "数量", "数値回答")
    takes = frozenset({"low", "high", "unit", "bands", "weight"})

    def terms(self, question: Question) -> tuple[Term, ...]:
        return (Term("number", choices=question.choices, unit=question.unit),)

    def parse(self, question: Question, said: Sequence[str]) -> Value:
        number = figures(said[0], question.unit)
        if question.low is not None and number < question.low:
            raise NumberTooLow(low=self.counted(question, question.low))
        if question.high is not None and number > question.high:
            raise NumberTooHigh(high=self.counted(question, question.high))
        return number

    def counted(self, question: Question, number: float) -> str:
        """A number as people write it, with its unit: 18歳, 2,000,000円, 1.5 km."""
        unit = f" {question.unit}" if question.unit.isascii() else question.unit
        return f"{int(number) if float(number).is_integer() else number:,}{unit}".rstrip()

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


def figures(text: str, unit: str = "") -> int | float:
    """The number that a text says: 1,200 · ６５ · 65歳 · △3.5.

    Raises:
        NotANumber
    """
    plain = unicodedata.normalize("NFKC", text.translate(_MINUS)).strip()
    plain = plain.removesuffix(unicodedata.normalize("NFKC", unit)).strip()
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _FIGURES.fullmatch(plain):
        raise NotANumber
    number = float(plain)
    return int(number) if number.is_integer() else number


def shown(number: float) -> str:
    """A number as people write it: 18.0 is 18, a million is 1000000."""
    return str(int(number)) if float(number).is_integer() else str(number)
