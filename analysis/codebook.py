"""The codebook: what each column of a response table means, and the typed table it gives.

A frame has one row a response and one column a variable:

* with levels (nominal, ordinal, tick): a categorical whose categories are
  `__not_asked__` (非該当), `__no_answer__` (無回答), then the levels. So its integer codes are
  0 = 非該当, 1 = 無回答, 2… = levels, the same codes that a partition stores;
* number: float64, NaN = 無回答, −inf = 非該当 (use `answered()`, never the bare comparison);
* text: object, a str, or None = 無回答 or 非該当 (a blank text is no voice either way).

A multiple-answer question (MA) is a group of `tick` variables that share `group`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from math import prod

import numpy as np
import pandas as pd

from analysis.errors import AnalysisError, UnknownVariable, WrongMeasure

NOT_ASKED = "__not_asked__"
NO_ANSWER = "__no_answer__"
NO_ANSWER_LABEL = "無回答"
RESERVED = (NOT_ASKED, NO_ANSWER)
FIRST_LEVEL = len(RESERVED)
_CALENDAR = re.compile(r"[月火水木金土日](?:曜日?)?|(?:[1-9]|1[0-2])月|[0-9]{4}年")
MOST_MEETINGS = 400  # levels of a joint axis

UNTICKED, TICKED = "0", "1"
TICK_LEVELS = ((UNTICKED, "選択なし"), (TICKED, "選択"))


class Measure(StrEnum):
    """Scale of measurement; it decides which analyses make sense."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    NUMBER = "number"
    TICK = "tick"
    TEXT = "text"


class Role(StrEnum):
    """What a column is for. Attributes become axes; weight, id and ignore are never questions."""

    ATTRIBUTE = "attribute"
    QUESTION = "question"
    WEIGHT = "weight"
    ID = "id"
    IGNORE = "ignore"


class Score(StrEnum):
    """What the number of one choice says; alone it says little."""

    NONE = ""
    RANK = "rank"
    POINTS = "points"
    BEST = "best"
    WORST = "worst"
    MEAN = "mean"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"


class DuplicateVariable(AnalysisError):
    message = "コードブックに同じ名前の変数「%(name)s」が2つあります"


class TooManyLevels(AnalysisError):
    message = (
        "「%(name)s」をかけ合わせると区分が%(number)dになり、表に収まりません。"
        "%(most)d以下になる集計軸の組を選んでください"
    )


@dataclass(frozen=True, slots=True)
class Factor:
    """因子: scales that are told together, by the mean of each person.

    Attributes:
        items: their names.
        turned: of these, those that count from the other end than their own good side says.
        source: where it is taken from that they belong together.
    """

    name: str
    label: str
    items: tuple[str, ...]
    turned: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of the frame.

    Attributes:
        name: the column's name in the frame, unique in its codebook.
        label: what people read; the question's words where they are known.
        levels: (code, label) in the order they are shown; a tick has `TICK_LEVELS`.
        group: for a tick, the name of its MA question; `group_label` is that question's words.
        exclusive: a tick that excludes the others of its group (特にない).
        no_answer, not_asked: raw cells that mean 無回答 and 非該当.
        column: the file's column it is read from, when that is not `name`.
        separator: with it, a cell of `column` holds several answers and a tick looks for its own
            label among them.
        bands: lower ends of classes cut from a number column (20 → 20代); `as_of` is the year from
            which a year of birth is taken to get an age.
        labelled: False while the labels are bare codes that nobody has named yet.
        reverse: True when the first level is the favourable end of an ordinal scale.
        off_scale: codes of an ordinal's levels that are choices but no step of its scale
            (わからない); they stand last, and no mean or TOP2 may count them.
        joint: the names of two or more axes that this one is made of (性別×年代); it has no column.
        ticks: the names of an MA's ticks where it stands down the side (see `Question.side`): one
            for each level; it has no column either.
        score: with it, a number of a `group` that is read together (see `analysis.preferences`);
            `most` is the depth of a ranking, the sum of points, or how often an item was shown;
            of a mean `least` and `most` are what it can be.
        factor: what it is the mean of (see `analysis.factors`); the files have no such column.
    """

    name: str
    label: str
    measure: Measure
    levels: tuple[tuple[str, str], ...] = ()
    role: Role = Role.QUESTION
    group: str | None = None
    group_label: str | None = None
    exclusive: bool = False
    no_answer: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    column: str | None = None
    separator: str | None = None
    bands: tuple[int, ...] = ()
    as_of: int | None = None
    labelled: bool = True
    reverse: bool = False
    off_scale: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    ticks: tuple[str, ...] = ()
    score: Score = Score.NONE
    most: int = 0
    least: int = 0
    factor: Factor | None = None

    @property
    def codes(self) -> list[str]:
        return [code for code, _ in self.levels]

    @property
    def labels(self) -> list[str]:
        return [label for _, label in self.levels]

    @property
    def has_levels(self) -> bool:
        return self.measure in (Measure.NOMINAL, Measure.ORDINAL, Measure.TICK)

    @property
    def graded(self) -> bool:
        """Whether its levels go from less to more: days of a week, months and years do not."""
        ordinal = self.measure is Measure.ORDINAL
        steps = [label for code, label in self.levels if code not in self.off_scale]
        return ordinal and not (steps and all(map(_CALENDAR.fullmatch, steps)))


@dataclass(frozen=True, slots=True)
class Question:
    """One question as a table shows it: a variable with levels, or a group of ticks (MA)."""

    name: str
    label: str
    variables: tuple[Variable, ...]

    @property
    def multiple(self) -> bool:
        return self.variables[0].measure is Measure.TICK

    @property
    def labels(self) -> list[str]:
        if self.multiple:
            return [variable.label for variable in self.variables]
        return self.variables[0].labels

    @property
    def role(self) -> Role:
        return self.variables[0].role

    @property
    def side(self) -> Variable:
        """The question as an axis; the levels of an MA are its ticks, and rows of them overlap."""
        if not self.multiple:
            return self.variables[0]
        return Variable(
            self.name,
            self.label,
            Measure.NOMINAL,
            tuple((tick.name, tick.label) for tick in self.variables),
            role=self.role,
            labelled=all(tick.labelled for tick in self.variables),
            ticks=tuple(names(self.variables)),
        )


@dataclass(frozen=True, slots=True)
class Codebook:
    variables: tuple[Variable, ...]

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for variable in self.variables:
            if variable.name in seen:
                raise DuplicateVariable(name=variable.name)
            seen.add(variable.name)

    def get(self, name: str) -> Variable:
        """Find a variable by its name.

        Raises:
            UnknownVariable: no variable is called `name`.
        """
        for variable in self.variables:
            if variable.name == name:
                return variable
        raise UnknownVariable(name=name, known=self._known())

    def categorical(self, name: str) -> Variable:
        """Find a variable that has levels of its own (not a tick).

        Raises:
            UnknownVariable, WrongMeasure
        """
        if any(variable.group == name for variable in self.variables):
            raise WrongMeasure(name=name, wanted="1つだけ選ぶ設問")
        variable = self.get(name)
        if variable.measure not in (Measure.NOMINAL, Measure.ORDINAL):
            raise WrongMeasure(name=name, wanted="選択肢のある設問")
        return variable

    def side(self, name: str) -> Variable:
        """Find what can stand down the side: a variable with levels, or an MA by its group.

        Raises:
            UnknownVariable, WrongMeasure
        """
        if any(variable.group == name for variable in self.variables):
            return self.question(name).side
        return self.categorical(name)

    def question(self, name: str) -> Question:
        """Find a question: a variable with levels by its name, or an MA by its group.

        Raises:
            UnknownVariable, WrongMeasure
        """
        for found in self.questions():
            if found.name == name:
                return found
        raise WrongMeasure(name=self.get(name).name, wanted="選択肢のある設問")

    def questions(self) -> tuple[Question, ...]:
        """All that can be counted, attributes included, in order; an MA stands once."""
        found: dict[str, list[Variable]] = {}
        for variable in self.variables:
            asked = variable.role in (Role.ATTRIBUTE, Role.QUESTION) and not variable.joint
            if variable.has_levels and asked:
                found.setdefault(variable.group or variable.name, []).append(variable)
        return tuple(
            Question(name, ticks[0].group_label or ticks[0].group or ticks[0].label, tuple(ticks))
            if ticks[0].measure is Measure.TICK
            else Question(name, ticks[0].label, tuple(ticks))
            for name, ticks in found.items()
        )

    def axes(self) -> tuple[Variable, ...]:
        """The attributes that have levels: what stands down the side of a book of tables."""
        return tuple(
            v
            for v in self.variables
            if v.role is Role.ATTRIBUTE and v.measure in (Measure.NOMINAL, Measure.ORDINAL)
        )

    def texts(self) -> tuple[Variable, ...]:
        return tuple(
            v for v in self.variables if v.measure is Measure.TEXT and v.role is Role.QUESTION
        )

    def numbers(self) -> tuple[Variable, ...]:
        """Questions answered with a number of their own: not one of several read together."""
        return tuple(
            v
            for v in self.variables
            if v.measure is Measure.NUMBER and v.role is Role.QUESTION and not v.score
        )

    def with_variable(self, changed: Variable) -> "Codebook":
        """The same codebook with the variable of that name replaced."""
        return replace(
            self, variables=tuple(changed if v.name == changed.name else v for v in self.variables)
        )

    def joined(self, names: Sequence[str]) -> "Codebook":
        """The same codebook with one more axis: every meeting of these axes (三重クロス).

        Raises:
            UnknownVariable, WrongMeasure
            TooManyLevels: more meetings than a table can show.
        """
        return Codebook((*self.variables, _joined([self.categorical(name) for name in names])))

    def _known(self) -> str:
        """Names to choose from; those the product made for itself begin with two underlines."""
        names = [v.group or v.name for v in self.variables if not v.name.startswith("__")]
        return "、".join(dict.fromkeys(names))[:300]


def categories(variable: Variable) -> list[str]:
    """The categories of a variable's column: the two reserved levels, then its codes."""
    return [*RESERVED, *variable.codes]


def column_of(variable: Variable, codes: np.ndarray) -> "pd.Categorical[str]":
    """Make a frame's column from integer codes (0 非該当, 1 無回答, 2… levels)."""
    return pd.Categorical.from_codes(
        codes.astype(np.int16), categories=pd.Index(categories(variable)), ordered=False
    )


def _joined(parts: Sequence[Variable]) -> Variable:
    number = prod(len(part.levels) for part in parts)
    name = "×".join(part.name for part in parts)
    if number > MOST_MEETINGS:
        raise TooManyLevels(name=name, number=number, most=MOST_MEETINGS)
    return Variable(
        name,
        "×".join(part.label for part in parts),
        Measure.NOMINAL,
        tuple(
            ("×".join(code for code, _ in meeting), "・".join(label for _, label in meeting))
            for meeting in product(*(part.levels for part in parts))
        ),
        role=Role.ATTRIBUTE,
        labelled=all(part.labelled for part in parts),
        joint=tuple(part.name for part in parts),
    )


def meeting(codes: Sequence[np.ndarray], levels: Sequence[int]) -> np.ndarray:
    """The codes of a joint axis from those of its parts and their numbers of levels (n, int16).

    非該当 in one part is 非該当 in all; else 無回答 in one is 無回答.
    """
    place = np.zeros(len(codes[0]), dtype=np.int16)
    for part, number in zip(codes, levels, strict=True):
        place = place * number + (part.astype(np.int16) - FIRST_LEVEL)
    least = np.minimum.reduce(codes).astype(np.int16)
    return np.where(least < FIRST_LEVEL, least, place + FIRST_LEVEL)


def codes_of(frame: pd.DataFrame, variable: Variable) -> np.ndarray:
    """The integer codes of a variable with levels: 0 非該当, 1 無回答, 2… levels (n, int16)."""
    if variable.joint:
        parts = [frame[name].array for name in variable.joint]
        levels = [len(part.categories) - FIRST_LEVEL for part in parts]
        return meeting([np.asarray(part.codes, dtype=np.int16) for part in parts], levels)
    values = frame[variable.name].array
    if not isinstance(values, pd.Categorical):
        raise WrongMeasure(name=variable.name, wanted="選択肢のある設問")
    return np.asarray(values.codes, dtype=np.int16)


def answered(frame: pd.DataFrame, variable: Variable) -> np.ndarray:
    """Where a variable has an answer: neither 無回答 nor 非該当 (n, bool)."""
    if variable.has_levels:
        return codes_of(frame, variable) >= FIRST_LEVEL
    if variable.measure is Measure.NUMBER:
        return np.asarray(np.isfinite(frame[variable.name].to_numpy(dtype=float)))
    return np.asarray(frame[variable.name].notna(), dtype=bool)


def asked(frame: pd.DataFrame, question: Question) -> np.ndarray:
    """Where a question was asked and answered; for an MA, where any of its ticks was (n, bool)."""
    return np.asarray(np.logical_or.reduce([answered(frame, v) for v in question.variables]))


def names(variables: Sequence[Variable]) -> list[str]:
    return [variable.name for variable in variables]
