"""母集団の表: how many people a register counts in each class of an axis, as a file says it.

Three forms are read, with titles, blank rows and totals between: one heading 「軸, 区分, 人数」
over all classes; a heading of its own over each axis, 「年代, 人数」; or, as registers are
published, one axis by sex, 「年齢, 総数, 男, 女」, which tells of two axes.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis import files
from analysis.errors import AnalysisError
from analysis.raw import Grid, Problem

AXIS, LEVEL, PEOPLE, INTO = "軸", "区分", "人数", "合わせる先"
SEX, SEXES, AGE = "性別", ("男性", "女性"), "年齢"
HEADINGS = {
    AXIS: {"軸", "集計軸", "属性", "項目", "axis", "variable", "margin"},
    LEVEL: {"区分", "選択肢", "カテゴリ", "カテゴリー", "階級", "level", "category", "class"},
    PEOPLE: {"人数", "人口", "母集団", "母集団人数", "住民数", "people", "population", "count"},
    INTO: {"合わせる先", "まとめる先", "集計区分", "into"},
}
TOTALS = {"計", "合計", "総計", "総数", "総人口", "全体", "total"}
NOBODY = {"~", "ー"}  # as `fold` writes the dashes of a printed table
HALF_A_PERSON = 0.5
MOST_PEOPLE = 2_000_000_000
_NUMBER = re.compile(r"\d{1,10}(\.\d{1,6})?")
_NOTE = re.compile(r"[（(]?(※|注|出典|資料|備考|\*)")
_Row = tuple[int, list[str]]
_Told = tuple[int, str, dict[str, str]]  # line, axis, {heading: cell}
_UNIT = re.compile(r"[(\[]人[)\]]$")


class NoHeading(AnalysisError):
    message = (
        "「%(name)s」に「軸」「区分」「人数」の見出しの行がありません。先頭に見出しを付けてください"
    )


class NoClasses(AnalysisError):
    message = "「%(name)s」には、見出しの下に人数の行がありません"


class NotPeople(AnalysisError):
    message = "母集団の表の%(line)d行目の人数が、0以上の数ではありません。数字で入力してください"


class TooManyCells(AnalysisError):
    message = (
        "母集団の表の%(line)d行目の項目が見出しより多くあります。"
        "人数の桁区切り（27,300）のカンマを消してください"
    )


class ClassMissing(AnalysisError):
    message = "母集団の表の%(line)d行目に、%(what)sがありません"


class ClassTwice(AnalysisError):
    message = (
        "母集団の表の%(line)d行目の「%(axis)s」の「%(level)s」は、%(first)d行目にもあります。"
        "1つにしてください"
    )


@dataclass(frozen=True, slots=True)
class Class:
    """One class of a register.

    Attributes:
        axis, level: the register's words, e.g. 年齢, 20〜24歳.
        people: how many it counts.
        line: where it stands in what was read, from 1.
        into: the words of the level it is counted in, where the file says so.
    """

    axis: str
    level: str
    people: float
    line: int
    into: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """What a file says of the population, and what in it a planner should look at."""

    classes: tuple[Class, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Found:
    """What has been read so far. `totals`: {axis: (line, people)}."""

    classes: dict[tuple[str, str], Class] = field(default_factory=dict)
    totals: dict[str, tuple[int, float]] = field(default_factory=dict)

    def take(self, cells: Mapping[str, str], axis: str, line: int) -> None:
        """Add a row.

        Raises:
            NotPeople, ClassMissing, ClassTwice
        """
        level = cells[LEVEL]
        if fold(level or axis) in TOTALS:
            if level:
                self.totals[axis] = (line, _people(cells[PEOPLE], line))
            return
        for what, words in ((AXIS, axis), (LEVEL, level)):
            if not words:
                raise ClassMissing(line=line, what=what)
        made = Class(axis, level, _people(cells[PEOPLE], line), line, cells[INTO])
        first = self.classes.setdefault((fold(axis), fold(level)), made)
        if first is not made:
            raise ClassTwice(line=line, axis=axis, level=level, first=first.line)

    def register(self) -> Register:
        classes = tuple(self.classes.values())
        sums: dict[str, float] = {}
        for each in classes:
            sums[fold(each.axis)] = sums.get(fold(each.axis), 0.0) + each.people
        wrong = [
            Problem(line, axis, _differ(axis, people, sums.get(fold(axis), 0.0)))
            for axis, (line, people) in self.totals.items()
            if abs(people - sums.get(fold(axis), 0.0)) > HALF_A_PERSON
        ]
        return Register(classes, tuple(wrong))


def read(path: Path) -> Register:
    """Read a file of margins: CSV, TSV or Excel.

    Raises:
        NoHeading, NoClasses, NotPeople, TooManyCells, ClassMissing, ClassTwice, and what reading
        any file raises.
    """
    return parse(files.content(path), path.name)


def parse(given: bytes, name: str) -> Register:
    """The same of a file's bytes, or of what was typed or pasted; `name` is for messages.

    Raises:
        What `read` raises.
    """
    return _parsed(files.grid(given, name), name)


def fold(words: str) -> str:
    """Words without regard to widths, case, spaces and kinds of dashes."""
    plain = "".join(unicodedata.normalize("NFKC", words).casefold().split())
    return re.sub("[〜~–—―‐−-]", "~", plain)


def _parsed(grid: Grid, name: str) -> Register:
    rows = [(line, row) for line, row in zip(grid.lines, grid.rows, strict=True) if any(row)]
    found = _Found()
    for line, axis, cells in _told(rows, name):
        found.take(cells, axis, line)
    if not found.classes:
        raise NoClasses(name=name)
    return found.register()


def _told(rows: Sequence[_Row], name: str) -> Iterator[_Told]:
    """What the rows say, in whichever form they say it."""
    for start, (_, row) in enumerate(rows):
        if _is_head(row):
            return _long(rows[start:])
        if set(_sexes(row)) == set(SEXES):
            return _by_sex(rows[start:])
    return _blocks(rows, name)


def _is_head(row: Sequence[str]) -> bool:
    return all(_place(row, what) is not None for what in (AXIS, LEVEL, PEOPLE))


def _place(row: Sequence[str], what: str) -> int | None:
    """The column that is headed so."""
    heads = [_UNIT.sub("", fold(cell)) for cell in row]
    return next((place for place, head in enumerate(heads) if head in HEADINGS[what]), None)


def _long(rows: Sequence[_Row]) -> Iterator[_Told]:
    """One heading over all classes; an axis is said again or left blank.

    Raises:
        TooManyCells
    """
    head = rows[0][1]
    places = {what: place for what in HEADINGS if (place := _place(head, what)) is not None}
    width = max(place for place, cell in enumerate(head) if cell) + 1
    axis = ""
    for line, row in rows[1:]:
        if any(row[width:]):
            raise TooManyCells(line=line)
        if _is_note(row):
            continue
        cells = {what: _cell(row, places.get(what)) for what in HEADINGS}
        axis = cells[AXIS] or axis
        yield line, axis, cells


def _blocks(rows: Sequence[_Row], name: str) -> Iterator[_Told]:
    """A heading of its own over each axis: its name, and 人数.

    Raises:
        NoHeading, TooManyCells
    """
    axis = ""
    for line, row in rows:
        filled = [cell for cell in row if cell]
        if _is_note(row) or (not axis and len(filled) == 1):
            continue
        if len(row) > 1 and row[0] and _place(row, PEOPLE) == 1:
            axis = row[0]
        elif not axis:
            raise NoHeading(name=name)
        elif any(row[2:]):
            raise TooManyCells(line=line)
        else:
            yield line, axis, {LEVEL: row[0], PEOPLE: _cell(row, 1), INTO: ""}
    if not axis:
        raise NoHeading(name=name)


def _by_sex(rows: Sequence[_Row]) -> Iterator[_Told]:
    """A row a class, a column each sex: the classes are of those in both, the sexes of all rows."""
    first, head = rows[0]
    places = _sexes(head)
    sums = dict.fromkeys(SEXES, 0.0)
    for line, row in rows[1:]:
        if _is_note(row) or fold(row[0]) in TOTALS:
            continue
        held = {sex: _people(_cell(row, place), line) for sex, place in places.items()}
        for sex, people in held.items():
            sums[sex] += people
        yield line, head[0] or AGE, _class(row[0], sum(held.values()))
    for sex, people in sums.items():
        yield first, SEX, _class(sex, people)


def _sexes(row: Sequence[str]) -> dict[str, int]:
    """{男性, 女性: its column}, as far as a heading has them beside its first cell."""
    heads = [_UNIT.sub("", fold(cell)).removesuffix("性") for cell in row]
    return {sex: heads.index(sex[0], 1) for sex in SEXES if sex[0] in heads[1:]}


def _class(level: str, people: float) -> dict[str, str]:
    return {LEVEL: level, PEOPLE: f"{people:.6f}", INTO: ""}


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _is_note(row: Sequence[str]) -> bool:
    return sum(map(bool, row)) == 1 and bool(_NOTE.match(row[0]))


def _people(said: str, line: int) -> float:
    plain = fold(said).replace(",", "").removesuffix("人")
    if plain in NOBODY:
        return 0.0
    if not _NUMBER.fullmatch(plain) or float(plain) > MOST_PEOPLE:
        raise NotPeople(line=line)
    return float(plain)


def _differ(axis: str, told: float, summed: float) -> str:
    return (
        f"「{axis}」の合計の行は{told:,.0f}人ですが、区分の人数を足すと{summed:,.0f}人です。"
        "区分の人数を使います"
    )
