"""What every kind of question must be able to do, and a question as all of them see it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from surveys.errors import N_, SurveyError

Value = str | int | float | list[str] | dict[str, str] | dict[str, int]
Answers = Mapping[str, Value | None]
Said = Mapping[str, Sequence[str]]
Measure = Literal["nominal", "ordinal", "number", "tick", "text"]
# How an answer on paper is typed: in words or figures, or by the numbers of one or many choices,
# of many in the order that they stand in.
Typed = Literal["words", "one", "many", "order"]
Say = Callable[[str], str]  # a sentence of ours in the language of whoever reads it
Told = str | date  # a day is said in the manner of a language
Fault = tuple[str, str, str]  # the part of a question, what is wrong there, what to do
Part = Literal["question", "attribute", "weight"]
# What a rule may do with an answer: name its choices, compare its size, or ask whether it is there.
Gives = Literal["choices", "number", "day", "words"]
# What the numbers of one choice say, where only all choices of a question together make sense.
Score = Literal["", "rank", "points", "best", "worst", "latitude", "longitude"]


class AnswerRequired(SurveyError):
    message = N_("この設問に回答してください")


class UnknownChoice(SurveyError):
    message = N_("選択肢の中から選んでください")


@dataclass(frozen=True, slots=True)
class Choice:
    """選択肢: a code kept forever and a label that may be reworded.

    Attributes:
        exclusive: rules the others out (特にない).
        beside: is no step of its scale (わからない).
        write_in: comes with a line to write in (その他).
        within: for an area, the areas it lies in, small to large, one for each further level.
        reading: for an area, its name in kana, by which it is found too.
    """

    code: str
    label: str
    exclusive: bool = False
    beside: bool = False
    write_in: bool = False
    within: tuple[str, ...] = ()
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a matrix, asked with the same choices as the others; or one of two aspects."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """設問, as a questionnaire's document says it.

    Attributes:
        code: the name its column keeps in every table and file.
        part: attribute = an axis of the tables; weight = a design weight, never a question.
        section: the code of the section it stands in; "" = the only one.
        help: a sentence under the question.
        show, skip: rules (see `surveys.branching`) of who is asked, and who is not.
        least, limit: the fewest and the most choices a multiple may have; None = free.
        rows: the lines of a matrix.
        low, high, unit: what a number may be, and what it counts (歳, 人).
        levels: names of an area's levels, small to large: its own, then those of `within`.
        ordered, reverse: the choices are a scale · its first choice is the favourable end.
        labelled: False while the choices are bare codes that nobody has named yet.
        bands, as_of: classes a number is also cut into (世代) · the year a birth year counts from.
        band_code, band_label: the name and the words of that second column.
        aspects, others: what a pair asks of every line, twice (満足度 · 重要度): its choices answer
            the first aspect, the others the second.
        total: what the points of a points question come to.
        sets: what a best-worst shows at a time, as codes of its choices.
        earliest, latest: what a date may be, as YYYY-MM-DD; "" = free.
        place_map: the key of the map a pin is set on (see `surveys.place_maps`).
        grain: how coarsely a pin is kept, in metres; None = 100.
        check, check_told: a rule that the answers so far must meet, this one among them · what
            whoever answers is told when they do not.
        field: the 政策分野 it is about, by its name; "" = none.
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
    section: str = ""
    help: str = ""
    show: str = ""
    skip: str = ""
    least: int | None = None
    rows: tuple[Row, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    levels: tuple[str, ...] = ()
    aspects: tuple[Row, ...] = ()
    others: tuple[Choice, ...] = ()
    total: int | None = None
    sets: tuple[tuple[str, ...], ...] = ()
    earliest: str = ""
    latest: str = ""
    place_map: str = ""
    grain: int | None = None
    check: str = ""
    check_told: str = ""
    field: str = ""

    @property
    def codes(self) -> list[str]:
        return [choice.code for choice in self.choices]

    @property
    def levels_of_table(self) -> tuple[tuple[str, str], ...]:
        """The choices as a table lists them: what is no step of a scale stands last."""
        listed = sorted(self.choices, key=lambda choice: choice.beside)
        return tuple((choice.code, choice.label) for choice in listed)

    def choice(self, code: str) -> Choice:
        """The choice with this code.

        Raises:
            UnknownChoice
        """
        for choice in self.choices:
            if choice.code == code:
                return choice
        raise UnknownChoice


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a question gives to the analysis table.

    `source` names the column it follows from, when nobody is asked it by itself; with `bands`
    the analysis cuts it out of that number. With `score` it is one of a `group` of numbers that
    are read together; `most` is the depth of a ranking, the sum of points, or how often a
    best-worst shows the item. `longest` is the most letters of a text.
    """

    name: str
    label: str
    measure: Measure
    levels: tuple[tuple[str, str], ...] = ()
    group: str | None = None
    exclusive: bool = False
    source: str | None = None
    bands: tuple[int, ...] = ()
    score: Score = ""
    most: int = 0
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to type from a sheet of paper.

    Attributes:
        name: its form field.
        label: the row, or what is written beside a choice; "" where the question says it.
        typed: in words, or by the numbers of one or many choices.
        after: the number of the choice that it belongs to: blank while that is not chosen.
        choices: what its numbers stand for; () = those of its question.
    """

    name: str
    label: str
    typed: Typed
    after: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """What a rule may look at in an answer: all of it, or one line, rank or share of it.

    Attributes:
        part, label: what stands behind the dot, as a code and in words; "" = all of it.
        keys: the entries of the answer it is read from; () = all there are.
        choices: those a rule may name; of a number, its classes.
        several: whether it may be more than one choice, so that they can be counted.
        unit: what a number counts.
    """

    gives: Gives
    part: str = ""
    label: str = ""
    keys: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    several: bool = False
    unit: str = ""


class Kind(ABC):
    """A kind of question: how it is read, and which columns it gives.

    Attributes:
        also: other words of the trade for it, as a planner may write them in a file.
        takes: what such a question may say beyond the words every question has.
        marks: what its choices may be besides named.
        typed: how an answer on paper is typed in; a line to write in is always words.
        whole: whether its fields are one answer: one that nobody can read spoils the others.
        asks: False where it only tells something: it has no field, no column and no number.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    also: ClassVar[tuple[str, ...]] = ()
    takes: ClassVar[frozenset[str]] = frozenset()
    marks: ClassVar[frozenset[str]] = frozenset()
    typed: ClassVar[Typed] = "words"
    whole: ClassVar[bool] = False
    asks: ClassVar[bool] = True

    def usual(self, question: Question) -> Question:
        """The question with what is understood where its file says nothing."""
        return question

    def fields(self, question: Question) -> tuple[str, ...]:
        """Name the form fields it is answered in."""
        return (question.code,)

    def read(self, question: Question, said: Said) -> dict[str, Value]:
        """Turn what a form or a paper sheet said into entries {answer's name: value}.

        No entry under the question's code is 無回答.

        Raises:
            AnswerRequired, or what the kind itself refuses.
        """
        told = spoken(said, question.code)
        if told:
            return {question.code: self.parse(question, told)}
        if question.required:
            raise AnswerRequired
        return {}

    def blamed(self, question: Question, said: Said, error: SurveyError) -> frozenset[str]:
        """Name the form fields that an error is about, of those that show it."""
        return frozenset(self.fields(question))

    def terms(self, question: Question) -> tuple[Term, ...]:
        """What rules may look at in its answers; the first is all of one."""
        return (Term("choices" if question.choices else "words", choices=question.choices),)

    @abstractmethod
    def parse(self, question: Question, said: Sequence[str]) -> Value:
        """Read what was said; `said` has at least one text and none is blank."""

    @abstractmethod
    def columns(self, question: Question) -> tuple[Column, ...]:
        """List the columns this question gives, in order."""

    @abstractmethod
    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        """Give one cell a column that is not cut from another; None = 無回答."""

    def told(self, question: Question, said: Said, say: Say = str) -> tuple[Told, ...]:
        """Say to people what was answered, in the words of the question; () = nothing.

        `said` may hold what `read` would refuse: it is told as it was written.
        """
        unit = f" {question.unit}" if question.unit.isascii() else question.unit
        labels = {choice.code: choice.label for choice in question.choices}
        given = spoken(said, question.code)
        return tuple(labels.get(text, f"{text}{unit}".rstrip()) for text in given)

    def lines(self, question: Question) -> tuple[Line, ...]:
        """List what is typed from paper, in its order."""
        return tuple(Line(name, "", self.typed) for name in self.fields(question))

    def faults(self, question: Question) -> Iterator[Fault]:
        """Tell what such a question must not be, beyond what every kind is held to."""
        yield from ()

    def advise(self, question: Question) -> Iterator[str]:
        """Say what would make it easier to answer or to count."""
        yield from ()


def spoken(said: Said, name: str) -> list[str]:
    """What stands in a field as it can be kept, blanks taken off; blanks alone say nothing."""
    told = said.get(name)
    if not told:
        return []
    kept = [plain(text).strip(_BLANK) for text in told]
    return [text for text in kept if text]


def plain(text: str) -> str:
    """What was typed, without the characters that nothing keeps and no page may show."""
    return _UNKEPT.sub("", text)


# No database keeps NUL or a lone surrogate, and no Excel or Word file the others.
_UNKEPT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLANK = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u2060\ufeff"
