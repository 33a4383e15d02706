"""A codebook as a planner reads it: one entry a question, with the use its columns are put to."""

from dataclasses import dataclass
from enum import StrEnum

from analysis.codebook import Codebook, Measure, Role, Variable

MANY_LEVELS = 30


class Use(StrEnum):
    """What a column of a file is used for, in a planner's words."""

    ATTRIBUTE = "attribute"
    AGE = "age"
    SINGLE = "single"
    SCALE = "scale"
    MULTIPLE = "multiple"
    LISTED = "listed"
    NUMBER = "number"
    TEXT = "text"
    WEIGHT = "weight"
    IGNORE = "ignore"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Use.ATTRIBUTE: "属性（集計軸）",
    Use.AGE: "年齢・生まれ年（年代に分ける）",
    Use.SINGLE: "単一回答",
    Use.SCALE: "段階評価",
    Use.MULTIPLE: "複数回答",
    Use.LISTED: "複数回答（1つのセルに複数）",
    Use.NUMBER: "数値",
    Use.TEXT: "自由記述",
    Use.WEIGHT: "重み（ウェイト）",
    Use.IGNORE: "使わない",
}
_OF_COLUMN = tuple(Use)
_OF_TICKS = (Use.MULTIPLE, Use.SINGLE, Use.IGNORE)
_OF_LIST = (Use.LISTED, Use.SINGLE, Use.ATTRIBUTE, Use.TEXT, Use.IGNORE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of a codebook, or one column that is no question.

    Attributes:
        key: the name of its variable, or of the group of a multiple answer.
        use: what its columns are used for.
        variables: the ticks of a multiple answer; a number and the generations cut from it;
            else one variable.
    """

    key: str
    use: Use
    variables: tuple[Variable, ...]

    @property
    def main(self) -> Variable:
        return self.variables[0]

    @property
    def band(self) -> Variable | None:
        """The generations cut from an age, if this entry has them."""
        return next((v for v in self.variables if v.bands), None)

    @property
    def grouped(self) -> bool:
        return self.main.measure is Measure.TICK and self.main.group is not None

    @property
    def label(self) -> str:
        return (self.main.group_label or self.key) if self.grouped else self.main.label

    @property
    def columns(self) -> tuple[str, ...]:
        """The file's columns that it is read from."""
        return tuple(dict.fromkeys(v.column or v.name for v in self.variables))

    @property
    def uses(self) -> tuple[Use, ...]:
        """What its columns can be used for instead."""
        if not self.grouped:
            return _OF_COLUMN
        return _OF_LIST if self.main.separator else _OF_TICKS

    @property
    def doubts(self) -> tuple[str, ...]:
        """What a person should look at, as Japanese sentences."""
        if self.use is Use.IGNORE:
            return ()
        return tuple(sentence for check in _CHECKS for sentence in check(self))


def outline(book: Codebook) -> tuple[Entry, ...]:
    """The entries of a codebook in its order; a group stands where its first tick does."""
    found: dict[str, list[Variable]] = {}
    bands = {v.column: v for v in book.variables if v.bands}
    names = {v.name for v in book.variables}
    for variable in book.variables:
        if variable.bands and variable.column in names:
            continue
        key = variable.group if variable.measure is Measure.TICK else None
        found.setdefault(key or variable.name, []).append(variable)
        if variable.measure is Measure.NUMBER and variable.name in bands:
            found[variable.name].append(bands[variable.name])
    return tuple(_entry(key, tuple(variables)) for key, variables in found.items())


def _entry(key: str, variables: tuple[Variable, ...]) -> Entry:
    return Entry(key, _use(variables[0]), variables)


def _use(variable: Variable) -> Use:
    if variable.role in _BY_ROLE:
        return _BY_ROLE[variable.role]
    if variable.measure is Measure.TICK and variable.separator:
        return Use.LISTED
    attribute = variable.role is Role.ATTRIBUTE and variable.measure is not Measure.TICK
    if attribute or variable.bands:
        counted = variable.measure is Measure.NUMBER or variable.bands
        return Use.AGE if counted else Use.ATTRIBUTE
    return _BY_MEASURE[variable.measure]


_BY_ROLE = {Role.IGNORE: Use.IGNORE, Role.ID: Use.IGNORE, Role.WEIGHT: Use.WEIGHT}
_BY_MEASURE = {
    Measure.NOMINAL: Use.SINGLE,
    Measure.ORDINAL: Use.SCALE,
    Measure.TICK: Use.MULTIPLE,
    Measure.NUMBER: Use.NUMBER,
    Measure.TEXT: Use.TEXT,
}


def _bare_codes(entry: Entry) -> list[str]:
    bare = [v for v in entry.variables if v.has_levels and not v.labelled]
    if not bare:
        return []
    if entry.grouped:
        return [f"名前のない選択肢 {len(bare)}個"]
    return [f"番号のまま（{'、'.join(bare[0].codes[:4])}…）"]


def _unnamed(entry: Entry) -> list[str]:
    made = entry.grouped and entry.label.endswith("ほか")
    return ["設問名を付けてください"] if made else []


def _too_many(entry: Entry) -> list[str]:
    n = len(entry.main.levels)
    fine = entry.use not in (Use.ATTRIBUTE, Use.SINGLE) or n <= MANY_LEVELS
    return [] if fine else [f"選択肢が{n}種類"]


def _no_bands(entry: Entry) -> list[str]:
    bare = entry.use is Use.AGE and entry.band is None and not entry.main.bands
    return ["年代の区切りがまだありません"] if bare else []


_CHECKS = (_bare_codes, _unnamed, _too_many, _no_bands)
