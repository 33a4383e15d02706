"""The field work of one questionnaire, put together from told numbers alone (see `returns`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
from app.desk.returns_composed import cells, compositions, together
from app.desk.returns_nights import Nights, nights
from app.errors import say
from app.extensions import db
from surveys import access, margins, periods, reminders, responses, returns, sample_designs
from surveys.plans import Plan
from surveys.questionnaires import ENDED, Questionnaire
from surveys.reminders import Reminder
from surveys.returns import Sent
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
    told = nights(found, last)
    returned = _returned(found, told, sent, drawn)
    projection, early = _projected(standing, told, last, planned)
    valid = _valid(found)
    ended = standing.arrived if valid is None else valid
    return Field(
        found,
        standing,
        last,
        _curve(told, last, planned, projection),
        returned,
        planned,
        population,
        projection,
        early,
        _precise(found, ended, population, returned.strata),
        _precise(found, projection.expected, population, returned.strata) if projection else None,
        compositions(plan, cells(found, sent, drawn, told.latest(returns.STRATUM)), drawn),
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


def _projected(
    standing: Standing, told: Nights, last: date, planned: Sequence[Reminder]
) -> tuple[Projection | None, str]:
    """Where it ends, or why nobody can say; only letters make a curve that can be carried on."""
    if standing.state not in (fielding.BEFORE, fielding.OPEN) or standing.issued is None:
        return None, ""
    days = told.days
    left = (last - days[-1]).days if days else 0
    sent = [(one.day - days[0]).days for one in planned if days and one.day <= days[-1]]
    try:
        course = Course(told.numbers, left, tuple(sent), max(standing.delivered, 0))
        return project(course), ""
    except AnalysisError as error:
        return None, say(error)


def _curve(
    told: Nights, last: date, planned: Sequence[Reminder], projection: Projection | None
) -> Curve | None:
    if not told.days:
        return None
    marks = tuple(dict.fromkeys(one.day for one in planned))
    return Curve(told.days[0], told.numbers, last, marks, projection)


def _returned(
    found: Questionnaire, told: Nights, sent: dict[str, Sent], drawn: Sequence[Stratum]
) -> Returned:
    by_way, by_stratum = told.latest(returns.WAY), told.latest(returns.STRATUM)
    parts, people = together(found), {one.name: one.people for one in drawn}
    places = {one.name: one.position for one in drawn}
    strata = tuple(
        Line(
            name or gettext("層なし"),
            by_stratum.get(name, 0),
            told.course((returns.STRATUM, name)),
            letters.issued,
            letters.undelivered,
            sum(people.get(each, 0) for each in parts[name]) or None,
        )
        for name, letters in sorted(
            sent.items(), key=lambda each: places.get(each[0], len(places) + 1)
        )
    )
    ways = tuple(
        Line(gettext(label), by_way.get(way, 0), told.course((returns.WAY, way)))
        for way, label in access.WAYS.items()
    )
    several = len(strata) > 1
    return Returned(told.days, told.numbers, strata if several else (), ways if by_way else ())


def _precise(
    found: Questionnaire, n: int, population: int | None, strata: Sequence[Line]
) -> Precision | None:
    """Only a sample has an error of sampling; unequal strata cost some of it."""
    if found.sampling != "random":
        return None
    known = [(one.people, one.returned) for one in strata if one.people]
    return precision(n, population=population, strata=known if len(known) == len(strata) else [])
