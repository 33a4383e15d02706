"""成果指標の表: a table of indicators as plans print it, from a file or pasted.

Columns are known by their heads: 分野 or 基本戦略, 指標種別, 指標名, 基準値, one column a year
(R2結果, 令和3年度, 2021), 目標値(R5). A cell may hold a value with its unit, its year and its n,
values of elsewhere (国:68.6%), and two values of two kinds of people (男82.0歳 女85.9歳), which
are two indicators.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis import files
from analysis.digest.indicators import (
    STATISTIC,
    SURVEY,
    Indicator,
    NoTarget,
    Target,
    Value,
    target,
)
from analysis.errors import AnalysisError

HEADS = {
    "field": ("政策分野", "分野", "基本戦略", "戦略", "柱"),
    "kind": ("指標種別", "種別", "種類", "出典の種別"),
    "name": ("指標名", "成果指標", "指標", "項目"),
    "baseline": ("基準値", "現状値", "策定時"),
    "target": ("目標値", "目標"),
    "about": ("手がかり", "キーワード"),
}
NOTHING = {"", "-", "ー", "–", "—", "…", "未", "未定", "なし"}
KINDS = {"統計": STATISTIC, "市民": SURVEY, "調査": SURVEY, "アンケート": SURVEY}
REIWA, HEISEI, SHOWA = 2018, 1988, 1925
_ERAS = {"R": REIWA, "令和": REIWA, "H": HEISEI, "平成": HEISEI, "S": SHOWA, "昭和": SHOWA}
_YEAR = re.compile(r"(令和|平成|昭和|[RHS])(\d{1,2}|元)(?:年度?)?|((?:19|20)\d{2})(?:年度?)?", re.I)
_N = re.compile(r"n\s*=\s*([\d,]+)", re.I)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_NUMBER = r"([△▲-]?[\d,]+(?:\.\d+)?)\s*([^\d\s:()△▲-]*)"
_BESIDE = re.compile(rf"([^\s\d:()]+):\s*{_NUMBER}")
_VALUE = re.compile(rf"^{_NUMBER}$")
_PEOPLE = re.compile(rf"(男性?|女性?)\s*:?\s*{_NUMBER}")


class NoIndicators(AnalysisError):
    message = (
        "「%(name)s」に「指標名」「基準値」「目標値」の見出しの行がありません。"
        "先頭に見出しを付けてください"
    )


class UnreadableValue(AnalysisError):
    message = (
        "成果指標の表の%(line)d行目の「%(head)s」の「%(said)s」を読み取れません。"
        "「61.4%%(R2)」「3,067千円」のように書くか、結果がなければ「-」にしてください"
    )


class UnreadableTarget(AnalysisError):
    message = (
        "成果指標の表の%(line)d行目の目標値「%(said)s」を読み取れません。"
        "「70.0%%」「0.6以上」「増加」「国・県より高」のように書いてください"
    )


class IndicatorTwice(AnalysisError):
    message = (
        "成果指標の表の%(line)d行目の「%(indicator)s」は、前の行にもあります。1行にまとめてください"
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """An indicator of a table. `field` is the policy field or strategy it stands under.

    `years` are the fiscal years of the indicator's values, in their order; `baseline_year` is
    that of the baseline and `due_year` that of the target, None where the table does not say.
    """

    indicator: Indicator
    field: str
    years: tuple[int, ...]
    baseline_year: int | None
    due_year: int | None


@dataclass(frozen=True, slots=True)
class _Read:
    """What one cell says of one kind of people."""

    value: float
    digits: int
    unit: str
    n: int | None
    year: int | None
    beside: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a table has what: {"name": column}, {fiscal year: column}, and when it is due."""

    columns: Mapping[str, int]
    years: Mapping[int, int]
    due: int | None

    def cell(self, cells: Sequence[str], what: str) -> str:
        place = self.columns.get(what)
        return cells[place] if place is not None and place < len(cells) else ""


def parse(given: bytes, name: str) -> tuple[Listed, ...]:
    """Read a table of indicators; `name` is for messages.

    Raises:
        NoIndicators, UnreadableValue, UnreadableTarget, IndicatorTwice, and what reading any
        file raises.
    """
    grid = files.grid(given, name)
    found: dict[str, Listed] = {}
    head, field = None, ""
    for line, row in zip(grid.lines, grid.rows, strict=True):
        cells = [_plain(cell) for cell in row]
        if (new := _head(cells)) is not None:
            head, field = new, field if "field" in new.columns else _over(cells, new)
        elif head is not None and head.cell(cells, "name"):
            field = head.cell(cells, "field") or field
            for each in _row(line, cells, head, field):
                if found.setdefault(each.indicator.key, each) is not each:
                    raise IndicatorTwice(line=line, indicator=each.indicator.name)
    if not found:
        raise NoIndicators(name=name)
    return tuple(found.values())


def fiscal(year: int) -> str:
    """A year as tables write it: R3, H30."""
    era, start = ("R", REIWA) if year > REIWA else ("H", HEISEI)
    return f"{era}{year - start}"


def year_of(said: str) -> int | None:
    """The fiscal year that words name: R3, 令和元年度, 2021."""
    found = _YEAR.search(said)
    if found is None:
        return None
    if found[3]:
        return int(found[3])
    return _ERAS[found[1].upper()] + (1 if found[2] == "元" else int(found[2]))


def _head(cells: Sequence[str]) -> _Head | None:
    """The columns of a row that heads a table; None where it does not."""
    columns: dict[str, int] = {}
    for what, words in HEADS.items():
        for place, cell in enumerate(cells):
            if any(cell.startswith(word) for word in words) and place not in columns.values():
                columns.setdefault(what, place)
    if not {"name", "baseline", "target"} <= columns.keys():
        return None
    taken = set(columns.values())
    told = {place: year_of(cell) for place, cell in enumerate(cells) if place not in taken}
    years = {year: place for place, year in told.items() if year is not None}
    return _Head(columns, years, year_of(cells[columns["target"]]))


def _over(cells: Sequence[str], head: _Head) -> str:
    """What stands first in a heading without a column of fields: 基本戦略A of the printed table."""
    known = {*head.columns.values(), *head.years.values()}
    return next((cell for place, cell in enumerate(cells) if cell and place not in known), "")


def _row(line: int, cells: Sequence[str], head: _Head, field: str) -> list[Listed]:
    """The indicators of one row: two where a value is told for men and women apart."""
    base = _read(line, "基準値", head.cell(cells, "baseline"))
    results = {
        year: _read(line, f"{fiscal(year)}結果", cells[place] if place < len(cells) else "")
        for year, place in sorted(head.years.items())
    }
    people = dict.fromkeys(one for told in (base, *results.values()) for one in told)
    return [
        _listed(
            line,
            (cells, head, field),
            one,
            base.get(one),
            {y: r.get(one) for y, r in results.items()},
        )
        for one in people or {"": None}
    ]


def _listed(
    line: int,
    row: tuple[Sequence[str], _Head, str],
    people: str,
    base: _Read | None,
    results: Mapping[int, _Read | None],
) -> Listed:
    cells, head, field = row
    # Widths were folded to read numbers; a name keeps the brackets of Japanese text.
    plain = head.cell(cells, "name").replace("(", "（").replace(")", "）")
    name = f"{plain}（{people}）" if people else plain
    kind = head.cell(cells, "kind")
    told = [one for one in (base, *results.values()) if one is not None]
    made = Indicator(
        key=name,
        name=name,
        kind=next((known for word, known in KINDS.items() if word in kind), STATISTIC),
        unit=next((one.unit for one in told if one.unit), ""),
        baseline=_value(base.year if base else None, base),
        values=tuple(_value(year, one) for year, one in results.items()),
        target=_target(line, head.cell(cells, "target")),
        digits=max((one.digits for one in told), default=0),
        due=fiscal(head.due) if head.due else "",
        about=head.cell(cells, "about"),
    )
    return Listed(made, field, tuple(results), base.year if base else None, head.due)


def _value(year: int | None, read: _Read | None) -> Value:
    when = fiscal(year) if year else "基準"
    if read is None:
        return Value(when, None)
    return Value(when, read.value, read.n, dict(read.beside))


def _target(line: int, said: str) -> Target:
    try:
        return target(said)
    except NoTarget as error:
        raise UnreadableTarget(line=line, said=said) from error


def _read(line: int, head: str, said: str) -> dict[str, _Read]:
    """What a cell says; {} where it has no result.

    Raises:
        UnreadableValue
    """
    if said in NOTHING:
        return {}
    asked = _N.search(said)
    n = int(asked[1].replace(",", "")) if asked else None
    brackets = " ".join(_IN_BRACKETS.findall(said))
    rest = _IN_BRACKETS.sub(" ", _N.sub(" ", said))
    beside = {found[1]: _number(found[2])[0] for found in _BESIDE.finditer(rest)}
    rest = _BESIDE.sub(" ", rest).strip()
    told = [(found[1][0] + "性", found[2], found[3]) for found in _PEOPLE.finditer(rest)]
    whole = _VALUE.match(rest)
    if not told and whole is None:
        raise UnreadableValue(line=line, head=head, said=said)
    if whole is not None:
        told = [("", whole[1], whole[2])]
    return {
        people: _Read(*_number(number), unit, n, year_of(brackets), beside)
        for people, number, unit in told
    }


def _number(said: str) -> tuple[float, int]:
    """A number and its decimals; △ is minus."""
    plain = said.replace(",", "").replace("△", "-").replace("▲", "-")
    return float(plain), len(plain.partition(".")[2])


def _plain(cell: str) -> str:
    """A cell without line breaks, in plain widths."""
    return " ".join(unicodedata.normalize("NFKC", cell).replace("−", "-").split())
