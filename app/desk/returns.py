"""回収: how many have answered, in numbers that show nobody's answering, and how to go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import allowed, may, the_plan
from app.clock import day_of, today
from app.desk import fielding
from app.extensions import db
from surveys import access, openings, periods, questionnaires, responses, returns
from surveys.questionnaires import DRAFT, ENDED, PUBLISHED, Questionnaire

blueprint = Blueprint("returns", __name__, url_prefix="/plans/<int:plan_id>")
READERS = ("planner", "section", "viewer", "keeper")
SMALL = 10
WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Night:
    """What had come by the end of a day, and how many more than the day before."""

    day: date
    number: int
    more: int

    @property
    def label(self) -> str:
        return f"{self.day.month}月{self.day.day}日（{WEEKDAYS[self.day.weekday()]}）"


@blueprint.get("/returns")
@allowed(*READERS)
def index(plan_id: int) -> ResponseReturnValue:
    found = questionnaires.of_plan(db.session(), the_plan())
    ended = [one for one in found if one.state == ENDED]
    return render_template(
        "desk/returns/index.html",
        plan=the_plan(),
        asking=[fielding.standing(one) for one in found if one.state == PUBLISHED],
        drafts=[one for one in found if one.state == DRAFT],
        ended=[(one, responses.number(db.session(), one)) for one in ended],
        unread=_unread(found) if may("keeper") else [],
    )


@blueprint.get("/questionnaires/<int:questionnaire_id>/returns")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = fielding.published(questionnaire_id)
    standing, nights = fielding.standing(found), _nights(found)
    issued = access.strata(db.session(), found)
    return render_template(
        "desk/returns/show.html",
        plan=the_plan(),
        questionnaire=found,
        standing=standing,
        nights=nights,
        most=max([standing.arrived, *(night.number for night in nights)], default=0) or 1,
        strata=_shown(issued),
        small=sum(number for number in issued.values() if number < SMALL),
        step=returns.STEP,
        today=today(),
        last=periods.last_moment(found),
    )


def _unread(found: Sequence[Questionnaire]) -> list[tuple[Questionnaire, int]]:
    """The questionnaires for staff whose texts wait for a keeper, and how many each."""
    staff = [one for one in found if one.audience == "staff" and one.state in (PUBLISHED, ENDED)]
    held = [(one, len(openings.held_texts(db.session(), one))) for one in staff]
    return [(one, number) for one, number in held if number]


def _nights(found: Questionnaire) -> list[Night]:
    """The nightly numbers since the first day, the latest first."""
    first = day_of(found.opens_at) if found.opens_at else date.min
    nights: list[Night] = []
    before = 0
    for count in returns.days(db.session(), found):
        if count.day >= first:
            nights.append(Night(count.day, count.number, count.number - before))
        before = count.number
    return nights[::-1]


def _shown(issued: dict[str, int]) -> list[tuple[str, int]]:
    """The strata in their own order; those under 10 are told together."""
    return sorted((name, number) for name, number in issued.items() if number >= SMALL)
