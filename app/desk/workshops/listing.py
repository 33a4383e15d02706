"""ワークショップの準備: the workshops of a plan; making one, opening its doors, closing it."""

from pathlib import Path

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import func, select

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.desk.workshops.forms import SureForm, WorkshopForm
from app.extensions import db
from surveys import audit, keys
from surveys.keys import Keys
from surveys.workshops import participants, phases, rehearsals, tables, workshops
from surveys.workshops.ideas import SHOWN, Idea
from surveys.workshops.participants import Participant
from surveys.workshops.tables import WorkshopTable
from surveys.workshops.workshops import PREPARING, REHEARSING, Workshop

blueprint = Blueprint("workshops", __name__, url_prefix="/plans/<int:plan_id>/workshops")
ROLES = ("planner", "facilitator")


@blueprint.get("")
@allowed(*ROLES)
def index(plan_id: int) -> ResponseReturnValue:
    return _listed(WorkshopForm(formdata=None))


@blueprint.post("")
@allowed(*ROLES)
def create(plan_id: int) -> ResponseReturnValue:
    """Make one of the usual programme, with its tables."""
    form, session = WorkshopForm(), db.session()
    if not form.validate():
        return _listed(form), 422
    made = workshops.make(plan_id, form.title.data, now())
    made.held_on, made.place = form.held_on.data, form.place.data or ""
    session.add(made)
    session.flush()
    phases.plan(session, made)
    session.add_all(
        WorkshopTable(workshop_id=made.id, number=number + 1) for number in range(form.tables.data)
    )
    _record("workshop.create", made)
    tell(gettext("ワークショップを作りました。リハーサルで流れを確かめられます"))
    return _to(made)


@blueprint.get("/<int:workshop_id>")
@allowed(*ROLES)
def show(plan_id: int, workshop_id: int) -> ResponseReturnValue:
    return _shown(of_plan(Workshop, workshop_id), SureForm(formdata=None))


@blueprint.post("/<int:workshop_id>/rehearse")
@allowed(*ROLES)
def rehearse(plan_id: int, workshop_id: int) -> ResponseReturnValue:
    return _opened(of_plan(Workshop, workshop_id), practice=True)


@blueprint.post("/<int:workshop_id>/open")
@allowed(*ROLES)
def open_doors(plan_id: int, workshop_id: int) -> ResponseReturnValue:
    return _opened(of_plan(Workshop, workshop_id), practice=False)


@blueprint.post("/<int:workshop_id>/rehearsed")
@allowed(*ROLES)
def end_rehearsal(plan_id: int, workshop_id: int) -> ResponseReturnValue:
    """Wipe what was written for practice."""
    found = of_plan(Workshop, workshop_id)
    key_name = rehearsals.end(db.session(), found)
    _record("workshop.end_rehearsal", found)
    _keys(key_name).destroy()
    tell(gettext("リハーサルを終え、書かれたものをすべて消しました"))
    return _to(found)


@blueprint.post("/<int:workshop_id>/close")
@allowed(*ROLES)
def close(plan_id: int, workshop_id: int) -> ResponseReturnValue:
    """End it for good: nicknames and devices go, and with them the key."""
    found, form = of_plan(Workshop, workshop_id), SureForm()
    if not form.validate():
        return _shown(found, form), 422
    key_name = workshops.close(db.session(), found)
    participants.forget(db.session(), found)
    _record("workshop.close", found)
    _keys(key_name).destroy()
    tell(gettext("ワークショップを終了し、ニックネームと端末の情報を消しました"))
    return _to(found)


def _opened(found: Workshop, *, practice: bool) -> ResponseReturnValue:
    """Let people in; where that fails, the key made for it goes again."""
    workshops.must_be_preparing(found)
    made = _keys(keys.new_name())
    made.begin()
    try:
        workshops.open_doors(db.session(), found, made.folder.name, practice=practice)
        _record("workshop.rehearse" if practice else "workshop.open", found)
    except BaseException:
        made.destroy()
        raise
    return redirect(
        url_for("desk.workshop_running.show", plan_id=found.plan_id, workshop_id=found.id)
    )


def _keys(name: str) -> Keys:
    return Keys(Path(current_app.config["KEYS_DIR"]) / name)


def _record(what: str, found: Workshop) -> None:
    audit.record(db.session(), what, found, who=the_member().id, now=now())
    db.session.commit()


def _to(found: Workshop) -> ResponseReturnValue:
    return redirect(url_for(".show", plan_id=found.plan_id, workshop_id=found.id))


def _listed(form: WorkshopForm) -> str:
    plan = the_plan()
    return render_template(
        "desk/workshops/index.html",
        plan=plan,
        listed=workshops.of_plan(db.session(), plan.id),
        states=workshops.STATES,
        form=form,
    )


def _shown(found: Workshop, form: SureForm) -> str:
    session = db.session()
    programme = phases.of(session, found)
    people = select(func.count()).where(Participant.workshop_id == found.id)
    slips = select(func.count()).where(Idea.workshop_id == found.id, Idea.state == SHOWN)
    return render_template(
        "desk/workshops/show.html",
        plan=the_plan(),
        workshop=found,
        programme=programme,
        minutes=sum(each.minutes for each in programme),
        tables=tables.of(session, found),
        people=session.scalar(people),
        slips=session.scalar(slips),
        kinds=phases.KINDS,
        states=workshops.STATES,
        preparing=found.state == PREPARING,
        rehearsing=found.state == REHEARSING,
        form=form,
    )
