"""母集団の区分と集計軸の選択肢: which class of a register is which level of a codebook."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np

from analysis.codebook import Codebook, Variable
from analysis.counting import Floats
from analysis.errors import AnalysisError
from analysis.weighing.margins import SEXES, Class, fold

# What offices call the same axis; a plan may add its own words.
CALLED = (
    ("年齢", "年代", "世代", "年齢階級", "年齢区分", "age"),
    ("性別", "性", "男女別", "sex", "gender"),
)
OUT = "除く"  # what is said of a class that nobody was drawn from, e.g. those under 18


class UnknownAxis(AnalysisError):
    message = (
        "母集団の表の%(line)d行目の軸「%(axis)s」にあたる集計軸がありません。使える軸: %(known)s"
    )


class UnknownClass(AnalysisError):
    message = (
        "母集団の表の%(line)d行目の「%(axis)s」の「%(level)s」にあたる選択肢がありません。"
        "「合わせる先」に選択肢を、調査の対象でなければ「除く」と書いてください。"
        "選択肢: %(known)s"
    )


class AxisTwice(AnalysisError):
    message = "集計軸「%(label)s」に、母集団の軸が2つ（%(axes)s）当てはまります。1つにしてください"


@dataclass(frozen=True, slots=True)
class Counted:
    """A level of the codebook: the people the register counts, and the classes they are from."""

    code: str
    label: str
    people: float
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Population:
    """What a register counts of one axis, in the codebook's levels.

    Attributes:
        name, label: the variable's.
        levels: those the register knows, in the codebook's order.
        outside: (code, label) of the levels it does not know (その他・答えたくない).
    """

    name: str
    label: str
    levels: tuple[Counted, ...]
    outside: tuple[tuple[str, str], ...] = ()

    @property
    def labels(self) -> list[str]:
        return [level.label for level in self.levels]

    @property
    def people(self) -> Floats:
        """How many the register counts in each level (k)."""
        return np.array([level.people for level in self.levels], dtype=np.float64)

    @property
    def total(self) -> float:
        return sum(level.people for level in self.levels)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided where names do not tell.

    Attributes:
        axes: {the register's axis: name of the variable, or "" to leave the axis out}.
        classes: {(the register's axis, class): code of the level, or OUT}.
        called: words of which each lists what one axis may be called (世代, 年代, 年齢).
    """

    axes: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    called: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An axis of the register beside the variable it is taken for.

    Attributes:
        axis: the register's word.
        name, label: the variable's; "" where there is none.
        levels: (code, label) of the variable.
        classes: each class with the code of its level, OUT, or "" where none is found.
    """

    axis: str
    name: str
    label: str
    levels: tuple[tuple[str, str], ...]
    classes: tuple[tuple[Class, str], ...]

    @property
    def unmatched(self) -> tuple[Class, ...]:
        return tuple(each for each, code in self.classes if not code and each.people)


def match(
    classes: Sequence[Class], codebook: Codebook, choice: Choice | None = None
) -> tuple[Match, ...]:
    """Set each axis of a register beside an axis of the codebook, and its classes beside levels.

    An axis is found by its name or label, or by its classes; a class by its code, its label, or by
    its ages where they lie within those of one level (18・19歳 and 20〜29歳 within 10・20代).
    """
    decided = choice or Choice()
    axes: dict[str, list[Class]] = {}
    for each in classes:
        axes.setdefault(fold(each.axis), []).append(each)
    return tuple(_match(listed, codebook, decided) for listed in axes.values())


def populations(matches: Sequence[Match]) -> tuple[Population, ...]:
    """What the register counts, in the codebook's levels, for every axis that was found.

    Raises:
        UnknownClass: a class with people has no level.
        AxisTwice: two axes of the register are one variable.
    """
    found: dict[str, Match] = {}
    for each in matches:
        if not each.name:
            continue
        other = found.setdefault(each.name, each)
        if other is not each:
            raise AxisTwice(label=each.label, axes=f"{other.axis}、{each.axis}")
        for missing in each.unmatched:
            known = "、".join(label for _, label in each.levels)
            raise UnknownClass(
                line=missing.line, axis=missing.axis, level=missing.level, known=known
            )
    return tuple(_population(each) for each in found.values())


def all_of(classes: Sequence[Class], codebook: Codebook) -> tuple[Population, ...]:
    """The same where every axis of the register must be found.

    Raises:
        UnknownAxis, UnknownClass, AxisTwice
    """
    matches = match(classes, codebook)
    for each in matches:
        if not each.name:
            first = each.classes[0][0]
            known = "、".join(axis.label for axis in codebook.axes()) or "なし"
            raise UnknownAxis(line=first.line, axis=first.axis, known=known)
    return populations(matches)


def _match(classes: Sequence[Class], codebook: Codebook, choice: Choice) -> Match:
    words = classes[0].axis
    variable = _variable(classes, codebook, choice)
    if variable is None:
        return Match(words, "", "", (), tuple((each, "") for each in classes))
    spans = _spans(variable)
    placed = tuple((each, _level(each, variable, spans, choice)) for each in classes)
    return Match(words, variable.name, variable.label, variable.levels, placed)


def _variable(classes: Sequence[Class], codebook: Codebook, choice: Choice) -> Variable | None:
    """The axis a person chose; or that is called so; or the only one that has all the classes."""
    words, axes = classes[0].axis, codebook.axes()
    if words in choice.axes:
        return next((v for v in axes if v.name == choice.axes[words]), None)
    others = [
        each
        for said in (*choice.called, *CALLED)
        if fold(words) in map(fold, said)
        for each in said
    ]
    for called in (words, *others):
        found = _axis(called, codebook)
        if found is not None:
            return found
    fit = [v for v in axes if all(_level(each, v, _spans(v), choice) for each in classes)]
    return fit[0] if len(fit) == 1 else None


def _population(match: Match) -> Population:
    levels = []
    for code, label in match.levels:
        held = [each for each, level in match.classes if level == code]
        if held:
            people = sum(each.people for each in held)
            levels.append(Counted(code, label, people, tuple(each.level for each in held)))
    known = {level.code for level in levels}
    outside = tuple(level for level in match.levels if level[0] not in known)
    return Population(match.name, match.label, tuple(levels), outside)


def _axis(words: str, codebook: Codebook) -> Variable | None:
    """The axis of that name, or else the only one of that label, or within whose label it is."""
    axes, wanted = codebook.axes(), fold(words)
    for said in ("name", "label"):
        same = [v for v in axes if fold(getattr(v, said)) == wanted]
        if same:
            return same[0]
    within = [v for v in axes if wanted in fold(v.label) or fold(v.label) in wanted]
    return within[0] if len(within) == 1 else None


def _level(
    each: Class,
    variable: Variable,
    spans: Mapping[str, tuple[float, float]],
    choice: Choice,
) -> str:
    """The code of a class's level, OUT, or "" where none is found."""
    chosen = choice.classes.get((each.axis, each.level))
    if chosen is not None:
        return chosen if chosen in (OUT, *variable.codes) else ""
    wanted = fold(each.into or each.level)
    if each.into and wanted == OUT:
        return OUT
    for code, label in variable.levels:
        if wanted in _names(code, label):
            return code
    return _by_age(ages(each.level), spans) if not each.into else ""


def _names(code: str, label: str) -> set[str]:
    """What a level may be called; a register says 男 of 男性."""
    called = fold(label)
    return {fold(code), called, *(called[:1] if called in SEXES else ())}


def _by_age(span: tuple[float, float] | None, spans: Mapping[str, tuple[float, float]]) -> str:
    if span is None:
        return ""
    around = [code for code, (low, high) in spans.items() if low <= span[0] and span[1] <= high]
    return around[0] if len(around) == 1 else ""


def _spans(variable: Variable) -> dict[str, tuple[float, float]]:
    """{code: its ages} for the levels that are ages; a single one is no axis of ages."""
    read = {code: ages(label) for code, label in variable.levels}
    found = {code: span for code, span in read.items() if span is not None}
    return found if len(found) > 1 else {}


def ages(words: str) -> tuple[float, float] | None:
    """The first and the last age that a class's words name; None where they name none."""
    plain = fold(words).replace("才", "歳").replace("から", "~").removesuffix("まで")
    for pattern, span in _AGES:
        found = re.fullmatch(pattern, plain)
        if found:
            return span(*map(float, found.groups()))
    return None


_AGES: tuple[tuple[str, Callable[..., tuple[float, float]]], ...] = (
    (r"(\d+)歳?[~・](\d+)歳?", lambda low, high: (low, high)),
    (r"(\d+)代?[~・](\d+)代", lambda low, high: (low, high + 9)),
    (r"(\d+)歳以上(\d+)歳未満", lambda low, over: (low, over - 1)),
    (r"(\d+)歳?(?:以上~?|~)", lambda low: (low, inf)),
    (r"(\d+)代以上", lambda low: (low, inf)),
    (r"(\d+)歳未満", lambda over: (0.0, over - 1)),
    (r"(\d+)歳以下", lambda high: (0.0, high)),
    (r"(\d+)代以下", lambda high: (0.0, high + 9)),
    (r"(\d+)代", lambda low: (low, low + 9)),
    (r"(\d+)歳", lambda age: (age, age)),
)
