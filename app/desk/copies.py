"""昨年度の調査票を写す: choose one, look at what names its year, and it becomes a new draft."""

from collections.abc import Collection

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select

from app.access import allowed, may_in, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from surveys import audit, copies, questionnaires
from surveys.copies import LEFT, Wish
from surveys.errors import SurveyError
from surveys.plans import Plan
from surveys.questionnaires import AUDIENCES, SAMPLINGS, Questionnaire

blueprint = Blueprint("copies", __name__, url_prefix="/plans/<int:plan_id>/copies")
READERS = ("planner", "section", "viewer", "keeper")


@blueprint.get("")
@allowed("planner")
def index(plan_id: int) -> ResponseReturnValue:
    """Every questionnaire that may be read, this plan's first."""
    here = the_plan()
    every = db.session.scalars(select(Plan).order_by(Plan.id.desc()))
    plans = [here, *(each for each in every if each.id != here.id and may_in(each.id, *READERS))]
    listed = [(plan, questionnaires.of_plan(db.session(), plan)) for plan in plans]
    return render_template(
        "desk/copies/index.html",
        plan=here,
        listed=[(each, found) for each, found in listed if found],
        audiences=AUDIENCES,
        samplings=SAMPLINGS,
    )


@blueprint.get("/new")
@allowed("planner")
def show(plan_id: int) -> ResponseReturnValue:
    """What would be copied, and the words that name its year."""
    if "source" not in request.args:
        return redirect(url_for(".index", plan_id=plan_id))
    found = _chosen(request.args.get("source", type=int))
    year = request.args.get("year", found.surveyed_year + 1, type=int)
    return _page(found, year)


@blueprint.post("")
@allowed("planner")
def make(plan_id: int) -> ResponseReturnValue:
    found = _chosen(request.form.get("source", type=int))
    year = request.form.get("year", found.surveyed_year + 1, type=int)
    accepted = request.form.getlist("accepted")
    try:
        made = copies.copy(db.session(), found, the_plan(), Wish(year, accepted), now())
    except SurveyError as error:
        return _page(found, year, accepted, say(error)), 422
    details = {"source": found.id, "words": len(accepted)}
    audit.record(
        db.session(),
        "questionnaire.copy",
        made,
        who=the_member().id,
        now=now(),
        details=details,
    )
    db.session.commit()
    tell(gettext("「%(title)s」を写して、下書きができました", title=found.title))
    return redirect(url_for("desk.questionnaires.show", plan_id=plan_id, questionnaire_id=made.id))


def _chosen(questionnaire_id: int | None) -> Questionnaire:
    """The questionnaire to copy; one that may not be read is not found."""
    found = db.get_or_404(Questionnaire, questionnaire_id or 0)
    if not may_in(found.plan_id, *READERS):
        abort(404)
    return found


def _page(
    found: Questionnaire, year: int, accepted: Collection[str] | None = None, error: str = ""
) -> str:
    try:
        document = copies.source(db.session(), found)
    except questionnaires.NothingAsked:
        document, error = None, error or say(questionnaires.NothingAsked())
    listed = copies.suggestions(document, found.surveyed_year, year) if document else ()
    return render_template(
        "desk/copies/show.html",
        plan=the_plan(),
        source=found,
        document=document,
        year=year,
        years=range(found.surveyed_year, found.surveyed_year + copies.NEAR[-1] + 1),
        suggestions=listed,
        accepted={each.key for each in listed if each.sure} if accepted is None else accepted,
        left=LEFT,
        error=error,
    )
