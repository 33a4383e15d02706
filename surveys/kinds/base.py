"""What every kind of question must be able to do, and a question as all of them see it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from surveys.errors import N_, SurveyError

Value = str | int | float | list[str]
Measure = Literal["nominal", "ordinal", "number", "tick", "text"]
Part = Literal["question", "attribute", "weight"]


class AnswerRequired(SurveyError):
    message = N_("この設問に回答してください")


class UnknownChoice(SurveyError):
    message = N_("選択肢の中から選んでください")


class TooManyChoices(SurveyError):
    message = N_("%(limit)d個まで選べます")


class ExclusiveChoice(SurveyError):
    message = N_("「%(label)s」を選んだときは、ほかの選択肢を選べません")


@dataclass(frozen=True, slots=True)
class Choice:
    """選択肢: a code kept forever and a label that may be reworded.

    `exclusive` rules the others out (特にない); `beside` is no step of its scale (わからない).
    """

    code: str
    label: str
    exclusive: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """設問, as a questionnaire's document says it.

    Attributes:
        code: the name its column keeps in every table and file.
        part: attribute = an axis of the tables; weight = a design weight, never a question.
        limit: the most choices a multiple may have; None = as many as there are.
        ordered, reverse: the choices are a scale · its first choice is the favourable end.
        labelled: False while the choices are bare codes that nobody has named yet.
        bands, as_of: classes a number is also cut into (世代) · the year a birth year counts from.
        band_code, band_label: the name and the words of that second column.
    """

    code: str
    label: str
    kind: str
    part: Part = "question"
    required: bool = False
    choices: tuple[Choice, ...] = ()
    limit: int | None = None
    ordered: bool = False
    reverse: bool = False
    labelled: bool = True
    bands: tuple[int, ...] = ()
    as_of: int | None = None
    band_code: str = ""
    band_label: str = ""

    @property
    def codes(self) -> list[str]:
        return [choice.code for choice in self.choices]


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a question gives to the analysis table.

    `bands` marks a column that the analysis cuts out of the number column `source`.
    """

    name: str
    label: str
    measure: Measure
    levels: tuple[tuple[str, str], ...] = ()
    group: str | None = None
    exclusive: bool = False
    source: str | None = None
    bands: tuple[int, ...] = ()


class Kind(ABC):
    """A kind of question: how it is read, and which columns it gives."""

    key: ClassVar[str]
    label: ClassVar[str]

    def read(self, question: Question, raw: Sequence[str]) -> Value | None:
        """Turn what a form, a paper sheet or a file's cell said into a value, or raise."""
        said = [text.strip() for text in raw if text.strip()]
        if said:
            return self.parse(question, said)
        if question.required:
            raise AnswerRequired
        return None

    @abstractmethod
    def parse(self, question: Question, said: Sequence[str]) -> Value:
        """Read what was said; `said` has at least one text and none is blank."""

    @abstractmethod
    def columns(self, question: Question) -> tuple[Column, ...]:
        """List the columns this question gives, in order."""

    @abstractmethod
    def cells(self, question: Question, value: Value | None) -> tuple[object, ...]:
        """Give one cell a column that is not cut from another; None = 無回答."""
