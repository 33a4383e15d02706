"""版: the digest seen as the public will see it, published, and taken back."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import handing_in
from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk import edition_changes
from app.desk.edition_forms import PublishingForm
from app.desk.forms import tell
from app.desk.issue_forms import PREFACE
from app.desk.issue_newest import Reader
from app.errors import say
from app.extensions import db, queue
from surveys import audit, editions, issues, publishing_checks, runs
from surveys.edition_files import HANDED
from surveys.editions import STAGES, Edition
from surveys.errors import SurveyError
from surveys.issues import GAPS
from surveys.runs import Run

blueprint = Blueprint("editions", __name__, url_prefix="/plans/<int:plan_id>/editions")


@blueprint.get("/")
@allowed("planner", "section", "viewer")
def index(plan_id: int) -> ResponseReturnValue:
    plan = the_plan()
    return render_template(
        "desk/editions/index.html",
        plan=plan,
        editions=editions.of_plan(db.session(), plan),
        HANDED=HANDED,
        issues=issues.of_plan(db.session(), plan),
    )


@blueprint.get("/new")
@allowed("planner")
def new(plan_id: int) -> ResponseReturnValue:
    last = publishing_checks.last(db.session(), the_plan())
    told = {"title": gettext("政策論点集"), "preface": PREFACE}
    if last:
        told = {"stage": last.stage, "title": last.title, "preface": last.preface}
    return _publish_page(PublishingForm(data=told))


@blueprint.post("/new")
@allowed("planner")
def publish(plan_id: int) -> ResponseReturnValue:
    form = PublishingForm()
    if not form.validate():
        return _publish_page(form), 422
    edition = Edition(plan_id=plan_id, published_at=now(), preface=form.preface.data or "")
    edition.stage, edition.title = form.stage.data, form.title.data
    try:
        if not form.backwards.data:
            publishing_checks.require_forward(db.session(), edition)
        editions.require_publishable(db.session(), issues.of_plan(db.session(), the_plan()))
    except SurveyError as error:
        form.refuse("stage", say(error))
        return _publish_page(form), 422
    run, new = runs.ask(db.session(), _wanted(edition))
    run_id = run.id
    db.session.commit()
    if new:
        queue.ask(handing_in.KEY, run_id)
    return redirect(url_for("desk.runs.show", plan_id=plan_id, run_id=run_id))


@blueprint.post("/<int:edition_id>/withdraw")
@allowed("planner")
def withdraw(plan_id: int, edition_id: int) -> ResponseReturnValue:
    edition = of_plan(Edition, edition_id)
    editions.withdraw(edition, now())
    _record("edition.withdraw", edition)
    db.session.commit()
    tell(gettext("%(name)sの公開を取り下げました", name=edition.name))
    return redirect(url_for(".index", plan_id=plan_id))


def _wanted(edition: Edition) -> Run:
    run = handing_in.wanted(db.session(), edition, the_member().id)
    run.created_at = now()
    return run


def _publish_page(form: PublishingForm) -> str:
    """What is about to be public, what it lacks, and what will be other than before."""
    plan, session = the_plan(), db.session()
    last, reader = publishing_checks.last(session, plan), Reader(session, plan)
    numbers = [each.number for each in editions.of_plan(session, plan)]
    return render_template(
        "desk/editions/new.html",
        plan=plan,
        form=form,
        last=last,
        number=max(numbers, default=0) + 1,
        checks=publishing_checks.checks(
            session, plan, lambda issue: len(reader.differences(issue))
        ),
        changes=edition_changes.since(last) if last else None,
        STAGES=STAGES,
        GAPS=GAPS,
        **edition_changes.WORDS,
    )


def _record(what: str, edition: Edition) -> None:
    details = {"number": edition.number, "stage": STAGES[edition.stage]}
    audit.record(db.session(), what, edition, who=the_member().id, now=now(), details=details)
