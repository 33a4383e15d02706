"""The field work of one questionnaire, put together from told numbers alone (see `returns`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext

from analysis.charts.returns import Curve
from analysis.errors import AnalysisError
from analysis.fieldwork.composition import Cell, Composition, composition
from analysis.fieldwork.precision import Precision, precision
from analysis.fieldwork.projecting import Course, Projection, project
from analysis.fieldwork.told import Line, Returned
from app.clock import day_of
from app.desk import fielding
from app.desk.fielding import Standing
from app.errors import say
from app.extensions import db
from surveys import access, margins, periods, reminders, responses, returns, sample_designs
from surveys.plans import Plan
from surveys.questionnaires import ENDED, Questionnaire
from surveys.reminders import Reminder
from surveys.sample_designs import SampleDesign, Stratum

# 「本町・18〜39歳」「中央 65歳以上」: how strata are called where no design says what they are.
CALLED = re.compile(r"(?P<地区>.+)[・ 　](?P<年代>\S*(?:歳|代)\S*)")
DISTRICT, AGE = "地区", "年代"


@dataclass(frozen=True, slots=True)
class Field:
    """How the field work of a questionnaire stands.

    Attributes:
        curve: None before the first night.
        returned: the told numbers, by day, stratum and way.
        projection: None where `early` says why there is none.
        precision, foreseen: with what has come, and with what is projected.
        design: what the sample was planned to reach, if somebody planned it.
        valid: 有効回収, responses that can be analysed; None until the last opening.
    """

    questionnaire: Questionnaire
    standing: Standing
    last: date
    curve: Curve | None
    returned: Returned
    reminders: Sequence[Reminder]
    population: int | None
    projection: Projection | None
    early: str
    precision: Precision | None
    foreseen: Precision | None
    compositions: tuple[Composition, ...]
    design: SampleDesign | None
    valid: int | None

    @property
    def valid_rate(self) -> float | None:
        """有効回収率, of the letters that reached somebody, 0 to 1."""
        there = self.valid is not None and self.standing.delivered > 0
        return (self.valid or 0) / self.standing.delivered if there else None


def made(plan: Plan, found: Questionnaire) -> Field:
    """Put it together."""
    session = db.session()
    standing, last = fielding.standing(found), day_of(periods.last_moment(found))
    sent, design = returns.sent(session, found), sample_designs.of(session, found)
    drawn = sample_designs.strata(session, found) if design else ()
    cells = _cells(found, sent, drawn)
    population = sum(one.people for one in drawn) or _population(plan)
    planned = reminders.of(session, found)
    days, numbers = _nights(found, last)
    projection, early = _projected(standing, numbers, last, days, planned)
    valid = _valid(found)
    ended = standing.arrived if valid is None else valid
    return Field(
        found,
        standing,
        last,
        _curve(days, numbers, last, planned, projection),
        _returned(found, days, numbers, sent, cells),
        planned,
        population,
        projection,
        early,
        _precise(found, ended, population, cells),
        _precise(found, projection.expected, population, cells) if projection else None,
        _compositions(cells, drawn),
        design,
        valid,
    )


def _valid(found: Questionnaire) -> int | None:
    if found.state != ENDED or found.received is not None:
        return None
    return responses.number(db.session(), found)


def _population(plan: Plan) -> int | None:
    """The people of the plan's register: those of its first axis."""
    rows = margins.of_plan(db.session(), plan)
    return sum(row.people for row in rows if row.axis == rows[0].axis) or None


def _nights(found: Questionnaire, last: date) -> tuple[list[date], list[int]]:
    """Every day from the first one on, with what was told of it; a day nobody counted says the
    number before. After the deadline only days on which more was told are listed.
    """
    first = day_of(found.opens_at) if found.opens_at else last
    told = {one.day: one.number for one in returns.days(db.session(), found) if one.day >= first}
    at_last = max((number for day, number in told.items() if day <= last), default=0)
    end = max((day for day, n in told.items() if day <= last or n > at_last), default=None)
    days: list[date] = []
    numbers: list[int] = []
    for place in range((end - first).days + 1 if end else 0):
        days.append(first + timedelta(days=place))
        numbers.append(told.get(days[-1], numbers[-1] if numbers else 0))
    return days, numbers


def _projected(
    standing: Standing,
    numbers: Sequence[int],
    last: date,
    days: Sequence[date],
    planned: Sequence[Reminder],
) -> tuple[Projection | None, str]:
    """Where it ends, or why nobody can say; only letters make a curve that can be carried on."""
    if standing.state not in (fielding.BEFORE, fielding.OPEN) or standing.issued is None:
        return None, ""
    left = (last - days[-1]).days if days else 0
    sent = [(one.day - days[0]).days for one in planned if days and one.day <= days[-1]]
    try:
        course = Course(tuple(numbers), left, tuple(sent), max(standing.delivered, 0))
        return project(course), ""
    except AnalysisError as error:
        return None, say(error)


def _curve(
    days: Sequence[date],
    numbers: Sequence[int],
    last: date,
    planned: Sequence[Reminder],
    projection: Projection | None,
) -> Curve | None:
    if not days:
        return None
    marks = tuple(dict.fromkeys(one.day for one in planned))
    return Curve(days[0], tuple(numbers), last, marks, projection)


def _cells(
    found: Questionnaire, sent: dict[str, returns.Sent], drawn: Sequence[Stratum]
) -> dict[str, Cell]:
    """What was told last of each stratum, beside its letters, its people and what it is made of."""
    told = _latest(found, returns.STRATUM)
    names = returns.partition(access.strata(db.session(), found))
    people = {one.name: one.people for one in drawn}
    made: dict[str, Cell] = {}
    for name, letters in sent.items():
        own = [stratum for stratum, called in names.items() if called == name]
        held = [_levels(stratum, drawn) for stratum in own]
        made[name] = Cell(
            told.get(name, 0),
            letters.delivered,
            sum(people.get(stratum, 0) for stratum in own),
            {axis: frozenset().union(*(each[axis] for each in held)) for axis in (DISTRICT, AGE)}
            if all(held)
            else {},
        )
    return made


def _levels(stratum: str, drawn: Sequence[Stratum]) -> dict[str, frozenset[str]]:
    """The districts and ages of a stratum, by its design or by what it is called."""
    for one in drawn:
        if one.name == stratum:
            districts, ages = (frozenset(part[at] for part in one.parts) for at in (0, 1))
            return {DISTRICT: districts - {""}, AGE: ages - {""}}
    called = CALLED.fullmatch(stratum)
    return {axis: frozenset({said}) for axis, said in called.groupdict().items()} if called else {}


def _latest(found: Questionnaire, margin: str) -> dict[str, int]:
    """What the last night told of each stratum or way."""
    told = [one for one in returns.cells(db.session(), found) if one.margin == margin]
    return {one.name: one.number for one in told if one.day == told[-1].day}


def _returned(
    found: Questionnaire,
    days: Sequence[date],
    numbers: Sequence[int],
    sent: dict[str, returns.Sent],
    cells: dict[str, Cell],
) -> Returned:
    by_way = _latest(found, returns.WAY)
    strata = tuple(
        Line(
            name or gettext("層なし"),
            cells[name].returned,
            letters.issued,
            letters.undelivered,
            cells[name].people or None,
        )
        for name, letters in sent.items()
    )
    ways = tuple(Line(gettext(label), by_way.get(way, 0)) for way, label in access.WAYS.items())
    return Returned(
        tuple(days), tuple(numbers), strata if len(strata) > 1 else (), ways if by_way else ()
    )


def _precise(
    found: Questionnaire, n: int, population: int | None, cells: dict[str, Cell]
) -> Precision | None:
    """Only a sample has an error of sampling; unequal strata cost some of it."""
    if found.sampling != "random":
        return None
    known = all(cell.people for cell in cells.values())
    strata = [(cell.people, cell.returned) for cell in cells.values()] if known else []
    return precision(n, population=population, strata=strata)


def _compositions(cells: dict[str, Cell], drawn: Sequence[Stratum]) -> tuple[Composition, ...]:
    order = {
        DISTRICT: [str(part[0]) for one in drawn for part in one.parts],
        AGE: sorted(str(part[1]) for one in drawn for part in one.parts),
    }
    if not cells or not all(cell.levels for cell in cells.values()):
        return ()
    for axis in order:
        order[axis] += sorted(level for cell in cells.values() for level in cell.levels[axis])
    found = [
        composition(axis, list(cells.values()), list(dict.fromkeys(named)))
        for axis, named in order.items()
    ]
    return tuple(each for each in found if each)
