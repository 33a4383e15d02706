"""計画: the list of plans, and the frame of one: its fields, axes and areas."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, signed_in, the_member, the_plan
from app.clock import now, today
from app.desk.forms import PlanForm, tell
from app.desk.standing import standing
from app.errors import say
from app.extensions import db
from surveys import audit, plans, staff
from surveys.errors import SurveyError
from surveys.plans import Listed, Plan, YearsOutOfOrder
from surveys.staff import Role

blueprint = Blueprint("plans", __name__)
SEEING = ("planner", "section", "viewer", "keeper", "facilitator")


@blueprint.get("/")
@signed_in
def index() -> ResponseReturnValue:
    seen = staff.plans_seen(db.session(), the_member(), today=today())
    shown = [plan for plan in plans.every(db.session()) if seen is None or plan.id in seen]
    return render_template("desk/plans/index.html", plans=shown, address=_address)


@blueprint.get("/plans/new")
@allowed("planner")
def new() -> ResponseReturnValue:
    return render_template("desk/plans/new.html", form=PlanForm())


@blueprint.post("/plans/new")
@allowed("planner")
def create() -> ResponseReturnValue:
    form, plan = PlanForm(), Plan(created_at=now())
    if not form.validate() or not _write(form, plan):
        return render_template("desk/plans/new.html", form=form), 422
    audit.record(db.session(), "plan.create", plan, who=the_member().id, now=now())
    db.session.commit()
    tell(gettext("計画を作りました"))
    return redirect(url_for(".show", plan_id=plan.id))


@blueprint.get("/plans/<int:plan_id>")
@allowed(*SEEING)
def show(plan_id: int) -> ResponseReturnValue:
    plan = the_plan()
    return render_template(
        "desk/plans/show.html",
        plan=plan,
        standing=standing(db.session(), plan),
        fields=plans.fields(db.session(), plan),
        axes=plans.axes(db.session(), plan),
        levels=plans.area_levels(db.session(), plan),
        areas=plans.areas(db.session(), plan),
    )


@blueprint.get("/plans/<int:plan_id>/edit")
@allowed("planner")
def edit(plan_id: int) -> ResponseReturnValue:
    plan = the_plan()
    return render_template("desk/plans/edit.html", plan=plan, form=PlanForm(data=_written(plan)))


@blueprint.post("/plans/<int:plan_id>/edit")
@allowed("planner")
def change(plan_id: int) -> ResponseReturnValue:
    form, plan = PlanForm(), the_plan()
    if not form.validate() or not _write(form, plan):
        db.session.rollback()
        return render_template("desk/plans/edit.html", plan=plan, form=form), 422
    audit.record(db.session(), "plan.change", plan, who=the_member().id, now=now())
    db.session.commit()
    tell(gettext("計画を保存しました"))
    return redirect(url_for(".show", plan_id=plan.id))


def _address(plan: Plan) -> str:
    """Where a plan begins for this reader: who only types in it goes to their sheets."""
    roles = map(Role, SEEING)
    sees = staff.holds(db.session(), the_member(), roles, plan_id=plan.id, today=today())
    return url_for(".show" if sees else "desk.typing.index", plan_id=plan.id)


def _write(form: PlanForm, plan: Plan) -> bool:
    """Put the form's words into the plan, or each broken rule beside its field."""
    try:
        plans.name(
            plan,
            title=form.title.data,
            municipality=form.municipality.data,
            first_year=form.first_year.data,
            last_year=form.last_year.data,
        )
    except YearsOutOfOrder as error:
        form.refuse("last_year", say(error))
        return False
    db.session.add(plan)
    db.session.flush()
    return _write_lists(form, plan)


def _write_lists(form: PlanForm, plan: Plan) -> bool:
    writers = {"fields": plans.set_fields, "axes": plans.set_axes, "areas": plans.set_areas}
    for field, write in writers.items():
        try:
            write(db.session(), plan, (form[field].data or "").splitlines())
        except SurveyError as error:
            form.refuse(field, say(error))
    return not form.errors


def _written(plan: Plan) -> dict[str, object]:
    """A plan as its form shows it."""
    session = db.session()
    return {
        "title": plan.title,
        "municipality": plan.municipality,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "fields": _lines(plans.fields(session, plan)),
        "axes": _lines(plans.axes(session, plan)),
        "areas": "\n".join(plans.area_lines(session, plan)),
    }


def _lines(rows: Sequence[Listed]) -> str:
    return "\n".join(f"{row.name}: {row.words}" if row.words else row.name for row in rows)
