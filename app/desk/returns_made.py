"""The field work of one questionnaire, put together from told numbers alone (see `returns`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext

from analysis.charts.returns import Curve
from analysis.errors import AnalysisError
from analysis.fieldwork.composition import Composition
from analysis.fieldwork.precision import Precision, precision
from analysis.fieldwork.projecting import Course, Projection, project
from analysis.fieldwork.told import Line, Returned
from app.clock import day_of
from app.desk import fielding
from app.desk.fielding import Standing
from app.desk.returns_composed import cells, compositions, latest, together
from app.errors import say
from app.extensions import db
from surveys import access, margins, periods, reminders, responses, returns, sample_designs
from surveys.plans import Plan
from surveys.questionnaires import ENDED, Questionnaire
from surveys.reminders import Reminder
from surveys.sample_designs import SampleDesign, Stratum


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
    population = sum(one.people for one in drawn) or _population(plan)
    planned = reminders.of(session, found)
    days, numbers = _nights(found, last)
    returned = _returned(found, days, numbers, sent, drawn)
    projection, early = _projected(standing, numbers, last, days, planned)
    valid = _valid(found)
    ended = standing.arrived if valid is None else valid
    return Field(
        found,
        standing,
        last,
        _curve(days, numbers, last, planned, projection),
        returned,
        planned,
        population,
        projection,
        early,
        _precise(found, ended, population, returned.strata),
        _precise(found, projection.expected, population, returned.strata) if projection else None,
        compositions(plan, list(cells(found, sent, drawn).values()), drawn),
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


def _returned(
    found: Questionnaire,
    days: Sequence[date],
    numbers: Sequence[int],
    sent: dict[str, returns.Sent],
    drawn: Sequence[Stratum],
) -> Returned:
    by_way, told = latest(found, returns.WAY), latest(found, returns.STRATUM)
    parts, people = together(found), {one.name: one.people for one in drawn}
    places = {one.name: one.position for one in drawn}
    strata = tuple(
        Line(
            name or gettext("層なし"),
            told.get(name, 0),
            letters.issued,
            letters.undelivered,
            sum(people.get(each, 0) for each in parts[name]) or None,
        )
        for name, letters in sorted(
            sent.items(), key=lambda each: places.get(each[0], len(places) + 1)
        )
    )
    ways = tuple(Line(gettext(label), by_way.get(way, 0)) for way, label in access.WAYS.items())
    return Returned(
        tuple(days), tuple(numbers), strata if len(strata) > 1 else (), ways if by_way else ()
    )


def _precise(
    found: Questionnaire, n: int, population: int | None, strata: Sequence[Line]
) -> Precision | None:
    """Only a sample has an error of sampling; unequal strata cost some of it."""
    if found.sampling != "random":
        return None
    known = [(one.people, one.returned) for one in strata if one.people]
    return precision(n, population=population, strata=known if len(known) == len(strata) else [])
