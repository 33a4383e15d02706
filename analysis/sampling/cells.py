"""人口表: how many people the register counts in each district and age band, as a file says it.

Two forms are read, with titles, notes and totals between: a cross table with districts down the
side and age bands along the top (or the other way round), and rows 「地区, 年代, 人数」.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil

from analysis import files
from analysis.errors import AnalysisError
from analysis.raw import Problem
from analysis.weighing.margins import AXIS, HEADINGS, NOBODY, PEOPLE, TOTALS, fold
from analysis.weighing.populations import ages

LONGEST = 40  # letters of a district or a band: the name of a stratum has both
MOST_CELLS = 2_000
MOST_PEOPLE = 100_000_000
BANDS = {"年代", "年齢", "年齢階級", "年齢区分", "年齢層", "世代", "階級", "age", "band"}
_NOTE = re.compile(r"[（(]?(※|注|出典|資料|備考|\*)")
_UNIT = re.compile(r"[(\[]人[)\]]$")
_SEPARATORS = str.maketrans(dict.fromkeys(",、，\t", "・"))
_Row = tuple[int, list[str]]


class NoCrossTable(AnalysisError):
    message = (
        "人口表の見出しを読み取れません。1行目に年代、1列目に地区を置いた表か、"
        "「地区,年代,人数」の見出しの表にしてください"
    )


class OneAxisATime(AnalysisError):
    message = (
        "「軸,区分,人数」の表からは、地区と年代を組み合わせた人数が分かりません。"
        "地区と年代のクロスの人口表を用意するか、下で軸を1つ選んでください"
    )


class NoPeople(AnalysisError):
    message = "人口表に、1人以上の区分がありません"


class NotAWholeNumber(AnalysisError):
    message = (
        "人口表の%(line)d行目「%(row)s」の「%(column)s」が、0以上の整数ではありません。"
        "人数を数字で入力してください"
    )


class NothingThere(AnalysisError):
    message = (
        "人口表の%(line)d行目「%(row)s」の「%(column)s」が空です。0人のときは0と入力してください"
    )


class NoName(AnalysisError):
    message = "人口表の%(line)d行目に、%(what)sの名前がありません"


class NameTooLong(AnalysisError):
    message = "人口表の%(line)d行目の「%(name)s…」が長すぎます。%(limit)d文字までにしてください"


class CellTwice(AnalysisError):
    message = "人口表の%(line)d行目の「%(name)s」は、前にもあります。1つにまとめてください"


class MoreThanHeadings(AnalysisError):
    message = (
        "人口表の%(line)d行目の項目が見出しより多くあります。"
        "人数の桁区切り（27,300）のカンマを消してください"
    )


class TooManyCells(AnalysisError):
    message = "人口表は%(limit)d区分までにしてください"


@dataclass(frozen=True, slots=True)
class Cell:
    """People of one district and one age band; a word is "" where the table is not split so."""

    district: str
    band: str
    people: int

    @property
    def words(self) -> str:
        return "・".join(filter(None, (self.district, self.band)))


@dataclass(frozen=True, slots=True)
class People:
    """What a table says, and what in it a planner should look at."""

    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def total(self) -> int:
        return sum(cell.people for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _Said:
    """A cell as it stands in the file: where, and what it says."""

    line: int
    district: str
    band: str
    people: str
    column: str

    @property
    def is_total(self) -> bool:
        return bool({fold(self.district), fold(self.band)} & TOTALS)

    def read(self) -> Cell:
        """The same as a cell.

        Raises:
            NotAWholeNumber, NothingThere, NameTooLong
        """
        for name in (self.district, self.band):
            if len(name) > LONGEST:
                raise NameTooLong(line=self.line, name=name[:10], limit=LONGEST)
        district, band = (name.translate(_SEPARATORS) for name in (self.district, self.band))
        return Cell(district, band, self._number())

    def _number(self) -> int:
        plain = fold(self.people).replace(",", "").removesuffix("人")
        where = {"line": self.line, "row": self.district or self.band, "column": self.column}
        if not plain:
            raise NothingThere(**where)
        if plain in NOBODY:
            return 0
        if not re.fullmatch(r"\d{1,9}(\.0+)?", plain) or float(plain) > MOST_PEOPLE:
            raise NotAWholeNumber(**where)
        return int(float(plain))


def parse(given: bytes, name: str, *, youngest: int = 0) -> People:
    """Read a table of people: CSV (CP932, UTF-8), TSV as pasted from Excel, or a workbook.

    Args:
        given: the bytes of the file, or of what was typed.
        name: only for messages.
        youngest: bands that end below this age are left out, and that is told.

    Raises:
        NoCrossTable, OneAxisATime, NoPeople, NotAWholeNumber, NothingThere, NoName, NameTooLong,
        CellTwice, MoreThanHeadings, TooManyCells, and what reading any file raises.
    """
    grid = files.grid(given, name)
    rows = [
        (line, row)
        for line, row in zip(grid.lines, grid.rows, strict=True)
        if any(row) and not _is_note(row)
    ]
    said = [each for each in _upright(list(_said(rows))) if not each.is_total]
    return _old_enough(_whole(said), youngest, _totals(rows, said))


def of_classes(axis: str, classes: Mapping[str, int], *, youngest: int = 0) -> People:
    """The same of one axis of a plan's population: {class: people}.

    Raises:
        NoPeople
    """
    by_age = fold(axis) in BANDS
    cells = [Cell(*(("", level) if by_age else (level, "")), n) for level, n in classes.items()]
    return _old_enough(_some(cells), youngest, ())


def _some(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    if not any(cell.people for cell in cells):
        raise NoPeople
    return tuple(cells)


def _whole(said: Sequence[_Said]) -> tuple[Cell, ...]:
    """The cells, each once, those of a district together."""
    found: dict[tuple[str, str], Cell] = {}
    for each in said:
        cell = each.read()
        key = (fold(cell.district), fold(cell.band))
        if key in found:
            raise CellTwice(line=each.line, name=cell.words)
        found[key] = cell
    if len(found) > MOST_CELLS:
        raise TooManyCells(limit=MOST_CELLS)
    order = {district: place for place, (district, _) in reversed(list(enumerate(found)))}
    return _some([found[key] for key in sorted(found, key=lambda key: order[key[0]])])


def _old_enough(cells: tuple[Cell, ...], youngest: int, problems: Sequence[Problem]) -> People:
    """Leave out who is too young; say where a band's name leaves that open."""
    out, unsure = [], []
    for band in dict.fromkeys(cell.band for cell in cells):
        low, high = ages(band) or (youngest, youngest)
        if high < youngest:
            out.append(band)
        elif low < youngest:
            unsure.append(band)
    notes = list(problems)
    if out:
        told = "、".join(f"「{band}」" for band in out)
        notes.append(Problem(0, "", f"{told}は{youngest}歳未満なので、対象から除きました"))
    if unsure:
        told = "、".join(f"「{band}」" for band in unsure)
        notes.append(
            Problem(0, "", f"{told}の人数は、{youngest}歳以上だけを数えたものか確かめてください")
        )
    return People(_some([cell for cell in cells if cell.band not in out]), tuple(notes))


def _said(rows: Sequence[_Row]) -> Iterator[_Said]:
    """What the rows say, in whichever form they say it.

    Raises:
        NoCrossTable, OneAxisATime, NoName, MoreThanHeadings
    """
    for start, (_, row) in enumerate(rows):
        heads = [_UNIT.sub("", fold(cell)) for cell in row]
        if AXIS in heads:
            raise OneAxisATime
        if HEADINGS[PEOPLE] & set(heads[1:]):
            return _long(rows[start:], heads)
        if rows[start + 1 :] and _is_head(row, rows[start + 1][1]):
            return _cross(rows[start:])
    wide = [start for start, (_, row) in enumerate(rows[:-1]) if any(row[1:])]
    if not wide:
        raise NoCrossTable
    return _cross(rows[wide[0] :])  # no number is one: the first of them is then named


def _is_head(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether words stand here over numbers: a title over a table does not."""
    words = [cell for cell in row[1:] if cell]
    over = [cell for place, cell in enumerate(below) if place and _at(row, place)]
    return bool(words) and not any(map(_is_number, words)) and any(map(_is_number, over))


def _is_number(said: str) -> bool:
    return fold(said).replace(",", "").removesuffix("人").isdecimal()


def _long(rows: Sequence[_Row], heads: Sequence[str]) -> Iterator[_Said]:
    """Rows 「地区, 年代, 人数」; a district is said again or left blank."""
    people = next(place for place, head in enumerate(heads) if head in HEADINGS[PEOPLE] and place)
    named = [place for place in range(people) if heads[place]][:2]
    if not named:
        raise NoCrossTable
    bands = [place for place in named if heads[place] in BANDS] or named[1:]
    band = bands[0] if bands else None
    district = next((place for place in named if place != band), None)
    above = ""
    for line, row in rows[1:]:
        _must_be_as_wide(row, people + 1, line)
        above = _at(row, district) or above
        what = _at(row, band)
        if (district is not None and not above) or (band is not None and not what):
            raise NoName(line=line, what=rows[0][1][named[0] if not above else named[-1]])
        yield _Said(line, above, what, _at(row, people), rows[0][1][people])


def _cross(rows: Sequence[_Row]) -> Iterator[_Said]:
    """A row a district, a column a band."""
    _, heads = rows[0]
    width = max(place for place, head in enumerate(heads) if head) + 1
    for line, row in rows[1:]:
        _must_be_as_wide(row, width, line)
        if not row[0]:
            raise NoName(line=line, what="地区")
        for place in range(1, width):
            if not heads[place]:
                raise NoCrossTable
            yield _Said(line, row[0], heads[place], _at(row, place), heads[place])


def _upright(said: list[_Said]) -> list[_Said]:
    """Districts down the side: a table that has the ages there is turned."""
    side = [each.district for each in said if fold(each.district) not in TOTALS]
    top = [each.band for each in said if each.band]
    if not side or sum(map(_is_age, side)) < ceil(len(side) / 2) or any(map(_is_age, top)):
        return said
    return [replace(each, district=each.band, band=each.district) for each in said]


def _totals(rows: Sequence[_Row], said: Sequence[_Said]) -> tuple[Problem, ...]:
    """Rows whose total is not what their cells add up to."""
    told = [each for each in _said(rows) if fold(each.band) in TOTALS]
    sums = {
        line: sum(each.read().people for each in row)
        for line, row in groupby(said, key=lambda each: each.line)
    }
    return tuple(
        Problem(
            each.line,
            each.district,
            f"「{each.district}」の計は{each.read().people:,}人ですが、"
            f"区分を足すと{sums[each.line]:,}人です。区分の人数を使います",
        )
        for each in told
        if each.line in sums and each.read().people != sums[each.line]
    )


def _is_age(words: str) -> bool:
    return ages(words) is not None


def _is_note(row: Sequence[str]) -> bool:
    return sum(map(bool, row)) == 1 and bool(_NOTE.match(row[0]))


def _must_be_as_wide(row: Sequence[str], width: int, line: int) -> None:
    if any(row[width:]):
        raise MoreThanHeadings(line=line)


def _at(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""
