"""進行: where everybody is, stepping on and back, showing what was hidden, and the timer."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.extensions import db
from app.sent import natural
from surveys import audit
from surveys.workshops import phases, tables, workshops
from surveys.workshops.ideas import SHOWN, Idea
from surveys.workshops.participants import Participant
from surveys.workshops.phases import Phase
from surveys.workshops.workshops import Workshop

blueprint = Blueprint(
    "workshop_running",
    __name__,
    url_prefix="/plans/<int:plan_id>/workshops/<int:workshop_id>/running",
)
ROLES = ("planner", "facilitator")
A_MINUTE = 60
LONGEST = 180  # minutes of a timer


@dataclass(frozen=True, slots=True)
class Seat:
    """A table, or no table: how many sit there, and how many slips they gave in this phase."""

    label: str
    people: int
    slips: int


@blueprint.get("")
@allowed(*ROLES)
def show(plan_id: int, workshop_id: int) -> ResponseReturnValue:
    found = of_plan(Workshop, workshop_id)
    session = db.session()
    programme, here = phases.of(session, found), phases.now_of(session, found)
    return render_template(
        "desk/workshops/running.html",
        plan=the_plan(),
        workshop=found,
        programme=programme,
        here=here,
        written=_slips(session, Idea.phase_id, Idea.workshop_id == found.id),
        before=_beside(programme, here, -1),
        after=_beside(programme, here, 1),
        seats=_seats(session, found, here),
        left=found.left(now()),
        ends=_ends(found),
        kinds=phases.KINDS,
        states=workshops.STATES,
    )


@blueprint.post("/go")
@allowed(*ROLES)
def go(plan_id: int, workshop_id: int) -> ResponseReturnValue:
    """Take everybody to a phase, once: a second press, or a second facilitator, moves nobody."""
    found = of_plan(Workshop, workshop_id)
    phase = phases.one(db.session(), found, request.form.get("phase", 0, type=natural))
    here = phases.now_of(db.session(), found)
    if request.form.get("here", "") != str(here.id if here else ""):
        tell(gettext("ほかの進行役が先に段階を動かしました。いまの段階を確かめてください"))
        return _back(found)
    phases.go_to(db.session(), found, phase)
    _record("workshop.go", found, phase=phase.title)
    tell(gettext("全員を「%(phase)s」に進めました", phase=phase.title))
    return _back(found)


@blueprint.post("/shown")
@allowed(*ROLES)
def turn_over(plan_id: int, workshop_id: int) -> ResponseReturnValue:
    """Show everybody what was written in secret, or hide it again."""
    found = of_plan(Workshop, workshop_id)
    phase = phases.one(db.session(), found, request.form.get("phase", 0, type=natural))
    shown = request.form.get("shown") == "1"
    workshops.must_be_in_the_room(found)
    phases.show(db.session(), found, phase, shown=shown)
    _record("workshop.show", found, phase=phase.title, shown=shown)
    return _back(found)


@blueprint.post("/timer")
@allowed(*ROLES)
def timer(plan_id: int, workshop_id: int) -> ResponseReturnValue:
    """Start, stop, prolong or clear the timer, as it stood when the button was shown."""
    found = of_plan(Workshop, workshop_id)
    workshops.must_be_in_the_room(found)
    act = request.form.get("act", "")
    if request.form.get("ends", "") != _ends(found):
        tell(gettext("タイマーはすでに変わっています。いまの残り時間を確かめてください"))
        return _back(found)
    workshops.touch(db.session(), found.id)
    _turn(found, act)
    _record("workshop.timer", found, act=act)
    return _back(found)


def _turn(found: Workshop, act: str) -> None:
    moment = now()
    left = found.left(moment) or 0
    if act == "start":
        minutes = min(request.form.get("minutes", 10, type=natural), LONGEST)
        workshops.start_timer(found, minutes * A_MINUTE, moment)
    elif act == "on":
        workshops.start_timer(found, left, moment)
    elif act == "stop":
        workshops.stop_timer(found, moment)
    elif act == "more" and found.ends_at is not None:
        workshops.start_timer(found, left + A_MINUTE, moment)
    elif act == "more":
        found.seconds_left = left + A_MINUTE
    else:
        workshops.clear_timer(found)


def _ends(found: Workshop) -> str:
    """The timer as a button knows it: a second press finds another one."""
    return found.ends_at.isoformat() if found.ends_at else str(found.seconds_left or "")


def _beside(programme: list[Phase], here: Phase | None, step: int) -> Phase | None:
    """The phase after or before the one where everybody is."""
    if here is None:
        return programme[0] if programme and step > 0 else None
    place = programme.index(here) + step
    return programme[place] if 0 <= place < len(programme) else None


def _seats(session: Session, found: Workshop, here: Phase | None) -> list[Seat]:
    sitting = select(Participant.table_id, func.count()).where(Participant.workshop_id == found.id)
    people = dict(session.execute(sitting.group_by(Participant.table_id)).all())
    slips = _slips(session, Idea.table_id, Idea.phase_id == (here.id if here else 0))
    named = {table.id: table.label for table in tables.of(session, found)}
    seats = [Seat(label, people.get(key, 0), slips.get(key, 0)) for key, label in named.items()]
    if None in people or None in slips:
        seats.append(Seat("テーブルなし", people.get(None, 0), slips.get(None, 0)))
    return seats


def _slips(
    session: Session, by: InstrumentedAttribute[Any], mine: ColumnElement[bool]
) -> dict[int | None, int]:
    """How many slips that are shown there are of each."""
    asked = select(by, func.count()).where(mine, Idea.state == SHOWN).group_by(by)
    return dict(session.execute(asked).all())


def _record(what: str, found: Workshop, **details: object) -> None:
    audit.record(db.session(), what, found, who=the_member().id, now=now(), details=details)
    db.session.commit()


def _back(found: Workshop) -> ResponseReturnValue:
    return redirect(url_for(".show", plan_id=found.plan_id, workshop_id=found.id))
