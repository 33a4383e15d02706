"""One column of a file, put to the use that a planner says it has."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from analysis import axes
from analysis.codebook import TICK_LEVELS, Codebook, Measure, Role, Score, Variable
from analysis.errors import AnalysisError
from analysis.guessing import scales, separated
from analysis.guessing.columns import Column
from analysis.outline import Use

MOST_LEVELS = 120
_ROLES = {
    Use.ATTRIBUTE: Role.ATTRIBUTE,
    Use.AGE: Role.ATTRIBUTE,
    Use.WEIGHT: Role.WEIGHT,
    Use.IGNORE: Role.IGNORE,
}

LookUp = Callable[[str], Column]


class TooManyDifferentCells(AnalysisError):
    message = (
        "列「%(name)s」には%(n)d種類の答えがあり、選択肢にするには多すぎます（%(limit)d種類まで）"
    )


class NotNumbers(AnalysisError):
    message = "列「%(name)s」には数でない答えがあるため、%(use)sにはできません"


class NotSeveral(AnalysisError):
    message = "列「%(name)s」の答えは「%(mark)s」で区切られていません"


class TwiceTheSameLevel(AnalysisError):
    message = "選択肢「%(code)s」が2回書かれています。1行に1つずつ書いてください"


class BandsOutOfOrder(AnalysisError):
    message = "年代の区切りは、小さい年齢から順に書いてください。例: 18, 30, 40, 50, 60, 70"


@dataclass(frozen=True, slots=True)
class ChoiceSaid:
    """One choice of a multiple answer, as corrected; `kept` is False when it is taken out."""

    name: str
    label: str
    exclusive: bool
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Correction:
    """All that a planner can say of one entry.

    Attributes:
        levels: (code, label) in the order they are shown.
        ordered, reverse: the levels are a scale · its first level is the favourable end.
        off_scale: codes that are choices but no step of the scale (わからない).
        group: for a column that joins a multiple answer, the key of that question.
        separator: what stands between the answers of one cell.
        bands, as_of: lower ends of the generations · the year a year of birth counts from.
        choices: of a multiple answer, in order.
    """

    use: Use
    label: str
    levels: tuple[tuple[str, str], ...] = ()
    ordered: bool = False
    reverse: bool = False
    off_scale: tuple[str, ...] = ()
    no_answer: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    group: str = ""
    separator: str = ""
    bands: tuple[int, ...] = ()
    as_of: int | None = None
    choices: tuple[ChoiceSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class _Put:
    """A column on its way to a new use.

    Attributes:
        plain: its variable with what holds for every use written down already.
        band: the generations that are cut from it now.
    """

    plain: Variable
    wanted: Correction
    book: Codebook
    look: LookUp
    band: Variable | None

    @property
    def cells(self) -> Column:
        return self.look(self.plain.column or self.plain.name)

    @property
    def missing(self) -> set[str]:
        return {*self.wanted.no_answer, *self.wanted.not_asked}


def put(
    old: Variable,
    wanted: Correction,
    book: Codebook,
    look: LookUp,
    *,
    band: Variable | None = None,
) -> list[Variable]:
    """The variables of one column that is put to the wanted use.

    Raises:
        TooManyDifferentCells, NotNumbers, NotSeveral
    """
    plain = replace(
        old,
        label=wanted.label,
        role=_role(old, wanted),
        no_answer=wanted.no_answer,
        not_asked=wanted.not_asked,
        separator=None,
    )
    return _USES[wanted.use](_Put(plain, wanted, book, look, band))


def _role(old: Variable, wanted: Correction) -> Role:
    if wanted.use is Use.IGNORE and old.role is Role.ID:
        return Role.ID
    return _ROLES.get(wanted.use, Role.QUESTION)


def _bare(variable: Variable) -> Variable:
    """Without anything that only a variable with levels, or of a group, has."""
    return replace(
        variable,
        levels=(),
        group=None,
        group_label=None,
        reverse=False,
        off_scale=(),
        labelled=True,
        bands=(),
        as_of=None,
        score=Score.NONE,
        most=0,
    )


def _ignored(one: _Put) -> list[Variable]:
    return [one.plain, *([replace(one.band, role=Role.IGNORE)] if one.band else [])]


def _text(one: _Put) -> list[Variable]:
    return [replace(_bare(one.plain), measure=Measure.TEXT)]


def _number(one: _Put) -> list[Variable]:
    _numbers(one)
    return [replace(_bare(one.plain), measure=Measure.NUMBER)]


def _levelled(one: _Put) -> list[Variable]:
    wanted = one.wanted
    ordered = wanted.use is Use.SCALE or (wanted.use is Use.ATTRIBUTE and wanted.ordered)
    plain = replace(_bare(one.plain), measure=Measure.ORDINAL if ordered else Measure.NOMINAL)
    levels = tuple(level for level in wanted.levels if level[0] not in one.missing)
    if not levels or one.plain.measure is Measure.TICK:
        return [_found(plain, one)]
    codes = {code for code, _ in levels}
    bare = all(code == label and code.isdecimal() for code, label in levels)
    return [
        replace(
            plain,
            levels=levels,
            reverse=wanted.reverse,
            off_scale=tuple(code for code in wanted.off_scale if code in codes),
            labelled=not bare,
        )
    ]


def _found(plain: Variable, one: _Put) -> Variable:
    """Levels from the cells: numbers in their order, words in that of a scale if they are one."""
    column = one.cells
    cells = [cell for cell in column.counts if cell not in one.missing]
    if len(cells) > MOST_LEVELS:
        raise TooManyDifferentCells(name=column.name, n=len(cells), limit=MOST_LEVELS)
    if column.whole:
        codes = sorted(cells, key=lambda cell: (float(cell), cell))
        return replace(plain, levels=tuple((code, code) for code in codes), labelled=False)
    order = scales.scale(cells)
    if order is None:
        return replace(plain, levels=tuple((cell, cell) for cell in cells))
    levels = tuple((cell, scales.without_number(cell)) for cell in order.labels)
    scale = plain.measure is Measure.ORDINAL
    return replace(
        plain,
        levels=levels,
        off_scale=order.off if scale else (),
        reverse=order.reverse and scale,
    )


def _ticked(one: _Put) -> list[Variable]:
    group = one.wanted.group or f"{one.wanted.label}ほか"
    known = next((v for v in one.book.variables if v.group == group), None)
    return [
        replace(
            _bare(one.plain),
            measure=Measure.TICK,
            levels=TICK_LEVELS,
            group=group,
            group_label=known.group_label if known else group,
            role=known.role if known else Role.QUESTION,
        )
    ]


def _listed(one: _Put) -> list[Variable]:
    column, wanted = one.cells, one.wanted
    mark = wanted.separator or "、"
    found = separated.taken_apart(column, mark)
    if not any(len(parts) > 1 for parts in found.holds):
        raise NotSeveral(name=column.name, mark={"\n": "改行"}.get(mark, mark))
    if len(found.counts) > MOST_LEVELS:
        raise TooManyDifferentCells(name=column.name, n=len(found.counts), limit=MOST_LEVELS)
    return [
        replace(v, group_label=wanted.label, no_answer=wanted.no_answer, not_asked=wanted.not_asked)
        for v in separated.variables(found, [], Role.QUESTION)
    ]


def _aged(one: _Put) -> list[Variable]:
    """A number, and the generations cut from it."""
    wanted, numbers = one.wanted, _numbers(one)
    number = replace(_bare(one.plain), measure=Measure.NUMBER)
    if wanted.bands:
        bands, levels = wanted.bands, axes.named(wanted.bands)
    else:
        bands, levels = axes.generations(axes.ages(numbers, wanted.as_of))
    cut = one.band or Variable(
        f"年代（{number.name}）", "年代", Measure.ORDINAL, column=number.name
    )
    made = replace(
        cut,
        role=Role.ATTRIBUTE,
        levels=levels,
        bands=bands,
        as_of=wanted.as_of,
        no_answer=wanted.no_answer,
        not_asked=wanted.not_asked,
    )
    return [number, made]


def _numbers(one: _Put) -> np.ndarray:
    """Every answer of the column as a number, as often as it was given (n, float)."""
    column = one.cells
    answers = {cell: n for cell, n in column.counts.items() if cell not in one.missing}
    if not answers or not set(answers) <= set(column.numbers):
        raise NotNumbers(name=column.name, use=one.wanted.use.label)
    values = [column.numbers[cell] for cell in answers]
    return np.repeat(np.array(values), list(answers.values()))


_USES: dict[Use, Callable[[_Put], list[Variable]]] = {
    Use.ATTRIBUTE: _levelled,
    Use.SINGLE: _levelled,
    Use.SCALE: _levelled,
    Use.MULTIPLE: _ticked,
    Use.LISTED: _listed,
    Use.AGE: _aged,
    Use.NUMBER: _number,
    Use.WEIGHT: _number,
    Use.TEXT: _text,
    Use.IGNORE: _ignored,
}
