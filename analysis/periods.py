"""時期: which attributes say when, and in what order their levels come."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from analysis.codebook import Variable

MOST_PERIODS = 18  # that a picture can hold; with more, months become quarters, and these years
MONTH, QUARTER, YEAR, ROUND = "month", "quarter", "year", "round"
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_WHEN = r"(?:(?P<year>\d{4})|(?P<era>令和|平成|昭和|[RHS])\.?\s*(?P<of>元|\d{1,2}))"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (QUARTER, re.compile(rf"{_WHEN}年?度?\s*第?(?P<part>[1-4])四半期$")),
    (QUARTER, re.compile(rf"{_WHEN}年?度?\s*[-.]?Q(?P<part>[1-4])$", re.IGNORECASE)),
    (MONTH, re.compile(rf"{_WHEN}\s*[年./-]\s*(?P<part>\d{{1,2}})(?:月|$|[./-]\d).*$")),
    (MONTH, re.compile(r"(?P<year>(?:19|20)\d{2})(?P<part>0[1-9]|1[0-2])(?:\d{2})?$")),
    (YEAR, re.compile(rf"{_WHEN}(?:年度?|)$")),
    (ROUND, re.compile(r"(?:第|wave\s*)?(?P<part>\d{1,3})\s*(?:回目?|期|次)?$", re.I)),
    (ROUND, re.compile(r"(?P<part>\d{1,2})月(?:調査|分)?$")),
)
_COARSER = {MONTH: (QUARTER, 3), QUARTER: (YEAR, 4)}
_OF_A_LIFE = re.compile(r"生|誕|築|入居|転入|居住|住んで|結婚|卒業|入社|加入|開始した")
_SAYS_WHEN = re.compile(r"月|年|時期|時点|期間|日|回|期|wave|date|month|year", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The periods of an axis, the oldest first.

    Attributes:
        names: t.
        scores: t, how far apart they are: months, quarters, years or rounds.
        place_of: the period of each of the axis's levels, by its code.
    """

    names: tuple[str, ...]
    scores: tuple[float, ...]
    place_of: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Moment:
    """`unit` since the year 0, or the number of a round."""

    unit: str
    at: int


def timeline(axis: Variable) -> Timeline | None:
    """The periods of an axis whose levels all say when; None where they say anything else."""
    if not _SAYS_WHEN.search(axis.label + axis.name) or _OF_A_LIFE.search(axis.label):
        return None
    found = {code: moment_of(label) for code, label in axis.levels}
    units = {moment.unit if moment else "" for moment in found.values()}
    if len(units) != 1 or "" in units:
        return None
    ats = {code: moment.at for code, moment in found.items() if moment}
    (unit,) = units
    if unit == ROUND:
        return _of_rounds(axis, ats)
    told = {ats[code]: label for code, label in axis.levels}
    return _folded(unit, ats, told if unit in (QUARTER, YEAR) else {})


def moment_of(label: str) -> _Moment | None:
    """When a label means: 「2026年1月」「R8.1」「2026-01-15 10:20」「令和8年度」「第3回」."""
    said = unicodedata.normalize("NFKC", label).strip()
    for unit, form in _FORMS:
        match = form.match(said)
        made = _read(unit, match.groupdict()) if match else None
        if made:
            return made
    return None


def _read(unit: str, said: dict[str, str | None]) -> _Moment | None:
    part = int(said.get("part") or 1)
    if unit == ROUND:
        return _Moment(ROUND, part)
    number = 1 if said.get("of") == "元" else int(said.get("of") or 0)
    year = int(said.get("year") or 0) or _ERAS[(said.get("era") or "").upper()] + number
    if unit == MONTH and not 1 <= part <= 12:
        return None
    steps = {MONTH: 12, QUARTER: 4, YEAR: 1}[unit]
    return _Moment(unit, year * steps + (part - 1 if unit != YEAR else 0))


def _of_rounds(axis: Variable, ats: dict[str, int]) -> Timeline | None:
    """Rounds and months without a year stand as the codebook has them."""
    if len(set(ats.values())) < len(ats) or len(ats) > MOST_PERIODS:
        return None
    places = {code: place for place, code in enumerate(axis.codes)}
    return Timeline(tuple(axis.labels), tuple(float(p) for p in range(len(places))), places)


def _folded(unit: str, ats: dict[str, int], told: dict[int, str]) -> Timeline:
    """Months as quarters and quarters as years, until a picture can hold them."""
    while len(set(ats.values())) > MOST_PERIODS and unit in _COARSER:
        unit, steps = _COARSER[unit]
        ats, told = {code: at // steps for code, at in ats.items()}, {}
    order = sorted(set(ats.values()))
    place = {at: number for number, at in enumerate(order)}
    return Timeline(
        tuple(told.get(at) or _NAMES[unit](at) for at in order),
        tuple(float(at - order[0]) for at in order),
        {code: place[at] for code, at in ats.items()},
    )


def _quarter(at: int) -> str:
    first = at % 4 * 3 + 1
    return f"{at // 4}年{first}〜{first + 2}月"


_NAMES: dict[str, Callable[[int], str]] = {
    MONTH: lambda at: f"{at // 12}年{at % 12 + 1}月",
    QUARTER: _quarter,
    YEAR: lambda at: f"{at}年",
}
